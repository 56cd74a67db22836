/**
 * For services that test their agents: an engine that runs on the test's own thread, turn by turn, by a clock that the test
 * moves. Needs no test framework: what goes wrong is an {@link java.lang.AssertionError}.
 */
package io.ringswarm.engine.testkit;
