/**
 * What delivery costs: a shard turned by hand that dispatches, agents that send and set timers there; hops between agents,
 * fan-out and asks with threads of their own.
 */
package io.ringswarm.harness.benchmarks.delivery;
