/**
 * The same work done by Ringswarm and by others, for comparison in one run: agents that count, one sender, the fields of a
 * frame and a body of 64 bytes copied in and out by value, every message timed by the same recorder.
 */
package io.ringswarm.harness.peers;
