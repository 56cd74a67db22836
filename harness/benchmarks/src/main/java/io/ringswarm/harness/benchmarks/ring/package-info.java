/** What a message costs between a sender and its ring, and between agents of one shard. */
package io.ringswarm.harness.benchmarks.ring;
