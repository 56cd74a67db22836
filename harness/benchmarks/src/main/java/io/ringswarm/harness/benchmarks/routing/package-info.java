/** What it costs to choose a worker for a task. */
package io.ringswarm.harness.benchmarks.routing;
