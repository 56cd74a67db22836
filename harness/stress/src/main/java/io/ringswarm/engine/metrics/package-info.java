/** Stress tests of the counters and histograms that one thread writes and another reads. */
package io.ringswarm.engine.metrics;
