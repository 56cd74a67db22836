/** What it costs to time a message. */
package io.ringswarm.harness.benchmarks.metrics;
