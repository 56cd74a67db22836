package io.ringswarm.harness.peers;

import java.util.function.ToDoubleFunction;

/** A figure of a sample by which systems are compared. */
public enum Metric {
    /** Throughput: more is better. */
    HANDLED_PER_SECOND("handledPerSecond", true, Sample::handledPerSecond),
    /** Median latency: less is better. */
    P50("p50Ns", false, Sample::p50Ns),
    /** The latency's 99th percentile: less is better. */
    P99("p99Ns", false, Sample::p99Ns);

    private final String key;
    private final boolean moreIsBetter;
    private final ToDoubleFunction<Sample> value;

    Metric(String key, boolean moreIsBetter, ToDoubleFunction<Sample> value) {
        this.key = key;
        this.moreIsBetter = moreIsBetter;
        this.value = value;
    }

    /**
     * Its name in documents.
     *
     * @return the name of the sample's component
     */
    public String key() {
        return key;
    }

    /**
     * Which way is better.
     *
     * @return true when the greater of two values is the better one
     */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /**
     * The figure.
     *
     * @param sample where from
     * @return per second, or ns
     */
    public double of(Sample sample) {
        return value.applyAsDouble(sample);
    }
}
