/** What delivery costs once a message is inside the engine: hops between agents, and asks. */
package io.ringswarm.harness.benchmarks.delivery;
