/** The kinds of load: who the agents are, what is sent to them, and what counts as done. */
package io.ringswarm.harness.load.kind;
