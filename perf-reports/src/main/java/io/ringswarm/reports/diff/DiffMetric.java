package io.ringswarm.reports.diff;

import io.ringswarm.reports.run.Percentile;

/**
 * What is compared. The default bands say how far apart two runs of one build come on an ordinary machine that does little else: about
 * 5 % in the middle of a distribution and in a rate, and the more the rarer the messages are that decide.
 */
public enum DiffMetric {
    /** Median response, ns. */
    P50("p50", Percentile.P50, 0.05),
    /** 90th percentile of the response, ns. */
    P90("p90", Percentile.P90, 0.10),
    /** 95th percentile of the response, ns. */
    P95("p95", Percentile.P95, 0.10),
    /** 99th percentile of the response, ns. */
    P99("p99", Percentile.P99, 0.15),
    /** 99.9th percentile of the response, ns. */
    P999("p999", Percentile.P999, 0.25),
    /** Mean response, ns: a few long waits move it. */
    MEAN("mean", null, 0.10),
    /** Messages that handlers took, per second. */
    HANDLED("handledPerSecond", null, 0.05);

    private final String key;
    private final Percentile percentile;
    private final double defaultBand;

    DiffMetric(String key, Percentile percentile, double defaultBand) {
        this.key = key;
        this.percentile = percentile;
        this.defaultBand = defaultBand;
    }

    /**
     * The name in documents.
     *
     * @return the name, such as {@code p99}
     */
    public String key() {
        return key;
    }

    /**
     * The metric of a name.
     *
     * @param key the name in documents
     * @return the metric
     * @throws IllegalArgumentException when no metric has this name
     */
    public static DiffMetric of(String key) {
        for (DiffMetric metric : values()) {
            if (metric.key.equals(key)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("metric=" + key + " (expected: the name of a metric)");
    }

    /**
     * The name for people.
     *
     * @return such as {@code P99}
     */
    public String label() {
        if (percentile != null) {
            return percentile.label();
        }
        return this == MEAN ? "mean" : "throughput";
    }

    /**
     * Which way is better.
     *
     * @return true for a rate, false for a time
     */
    public boolean moreIsBetter() {
        return this == HANDLED;
    }

    /**
     * The noise band between two single runs where no runs of the same build show it.
     *
     * @return a share: 0.05 stands for ratios from 1/1.05 to 1.05
     */
    public double defaultBand() {
        return defaultBand;
    }

    /** The percentile; null when it is none. */
    Percentile percentile() {
        return percentile;
    }
}
