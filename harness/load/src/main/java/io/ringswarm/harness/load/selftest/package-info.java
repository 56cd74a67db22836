/** Stalls parts of a run on purpose, and checks that what is recorded is what must have happened. */
package io.ringswarm.harness.load.selftest;
