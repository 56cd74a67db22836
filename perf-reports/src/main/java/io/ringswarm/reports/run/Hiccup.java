package io.ringswarm.reports.run;

import org.HdrHistogram.Histogram;

/**
 * How late a sleeping thread woke: what the machine and the JVM added by themselves.
 *
 * @param unit always {@code ns}
 * @param p50 the median; null when too few samples support it
 * @param p99 99 % of the hiccups are at most this; null when too few samples support it
 * @param max the largest; null without samples
 */
public record Hiccup(String unit, Long p50, Long p99, Long max) {
    /**
     * Checks the unit.
     *
     * @param unit always {@code ns}
     * @param p50 the median
     * @param p99 99 % of the hiccups are at most this
     * @param max the largest
     */
    public Hiccup {
        if (!Distribution.NANOSECONDS.equals(unit)) {
            throw new IllegalArgumentException("hiccup.unit=" + unit + " (expected: ns)");
        }
        Expect.notNegative("hiccup.p50", p50);
        Expect.notNegative("hiccup.p99", p99);
        Expect.notNegative("hiccup.max", max);
    }

    /**
     * Summarises a histogram.
     *
     * @param histogram hiccups in nanoseconds, not being recorded into; not changed
     * @return the summary
     */
    public static Hiccup of(Histogram histogram) {
        return new Hiccup(
                Distribution.NANOSECONDS,
                Percentile.P50.in(histogram),
                Percentile.P99.in(histogram),
                histogram.getTotalCount() == 0 ? null : (Long) histogram.getMaxValue());
    }
}
