/** What it costs to keep deadlines. */
package io.ringswarm.harness.benchmarks.timing;
