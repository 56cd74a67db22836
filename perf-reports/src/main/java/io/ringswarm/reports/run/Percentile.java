package io.ringswarm.reports.run;

import org.HdrHistogram.AbstractHistogram;

/** The percentiles a report states, with the rule that says when there are enough samples to state one. */
public enum Percentile {
    /** Half of all samples are at most this. */
    P50("p50", "P50", 5000),
    /** 90 %. */
    P90("p90", "P90", 1000),
    /** 95 %. */
    P95("p95", "P95", 500),
    /** 99 %. */
    P99("p99", "P99", 100),
    /** 99.9 %. */
    P999("p999", "P99.9", 10),
    /** 99.99 %. */
    P9999("p9999", "P99.99", 1);

    /** A percentile is stated when at least so many samples lie in its tail. */
    public static final int MIN_TAIL_SAMPLES = 10;

    private static final int WHOLE = 10_000;

    private final String key;
    private final String label;
    private final int tailPerTenThousand;

    Percentile(String key, String label, int tailPerTenThousand) {
        this.key = key;
        this.label = label;
        this.tailPerTenThousand = tailPerTenThousand;
    }

    /**
     * The name in {@code report.json} and in an SLO, such as {@code p999}.
     *
     * @return the key
     */
    public String key() {
        return key;
    }

    /**
     * The name for people, such as {@code P99.9}.
     *
     * @return the label
     */
    public String label() {
        return label;
    }

    /**
     * The percentile as a number.
     *
     * @return 50 to 99.99
     */
    public double percent() {
        return 100.0 * (WHOLE - tailPerTenThousand) / WHOLE;
    }

    /**
     * The samples needed before this percentile is stated.
     *
     * @return the smallest count with {@link #MIN_TAIL_SAMPLES} samples in the tail
     */
    public long minSamples() {
        return (long) MIN_TAIL_SAMPLES * WHOLE / tailPerTenThousand;
    }

    /**
     * Reads this percentile from a histogram.
     *
     * @param histogram samples in nanoseconds; not changed
     * @return nanoseconds, or null when fewer than {@link #minSamples()} samples are there
     */
    public Long in(AbstractHistogram histogram) {
        return histogram.getTotalCount() < minSamples() ? null : (Long) histogram.getValueAtPercentile(percent());
    }
}
