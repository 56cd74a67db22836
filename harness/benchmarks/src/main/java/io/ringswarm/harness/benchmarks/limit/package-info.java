/** What it costs to limit work. */
package io.ringswarm.harness.benchmarks.limit;
