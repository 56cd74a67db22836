package io.ringswarm.reports.run;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * One latency distribution. A percentile is null when fewer than ten samples lie in its tail.
 *
 * @param unit always {@code ns}
 * @param count samples
 * @param min the smallest sample; null without samples
 * @param mean the mean; null without samples
 * @param max the largest sample; null without samples
 * @param p50 the median
 * @param p90 90 % of the samples are at most this
 * @param p95 95 %
 * @param p99 99 %
 * @param p999 99.9 %
 * @param p9999 99.99 %
 * @param histogram all samples: HdrHistogram's V2 compressed encoding in base64
 */
public record Distribution(
        String unit,
        long count,
        Long min,
        Double mean,
        Long max,
        Long p50,
        Long p90,
        Long p95,
        Long p99,
        Long p999,
        Long p9999,
        String histogram) {
    /** The unit of every distribution. */
    public static final String NANOSECONDS = "ns";

    /**
     * Checks the unit and that numbers are finite and not negative.
     *
     * @param unit always {@code ns}
     * @param count samples
     * @param min the smallest sample
     * @param mean the mean
     * @param max the largest sample
     * @param p50 the median
     * @param p90 90 % of the samples are at most this
     * @param p95 95 %
     * @param p99 99 %
     * @param p999 99.9 %
     * @param p9999 99.99 %
     * @param histogram all samples
     */
    public Distribution {
        if (!NANOSECONDS.equals(unit)) {
            throw new IllegalArgumentException("latency.unit=" + unit + " (expected: ns)");
        }
        Expect.notNegative("latency.count", count);
        Expect.notNegative("latency.min", min);
        Expect.notNegative("latency.mean", mean);
        Expect.notNegative("latency.max", max);
        Expect.text("latency.histogram", histogram);
    }

    /**
     * Summarises a histogram.
     *
     * @param histogram samples in nanoseconds, not being recorded into; not changed
     * @return the distribution
     */
    public static Distribution of(Histogram histogram) {
        long count = histogram.getTotalCount();
        boolean empty = count == 0;
        return new Distribution(
                NANOSECONDS,
                count,
                empty ? null : (Long) histogram.getMinValue(),
                empty ? null : (Double) histogram.getMean(),
                empty ? null : (Long) histogram.getMaxValue(),
                Percentile.P50.in(histogram),
                Percentile.P90.in(histogram),
                Percentile.P95.in(histogram),
                Percentile.P99.in(histogram),
                Percentile.P999.in(histogram),
                Percentile.P9999.in(histogram),
                encode(histogram));
    }

    /**
     * One of the stated percentiles.
     *
     * @param percentile which
     * @return nanoseconds, or null when too few samples support it
     */
    public Long at(Percentile percentile) {
        return switch (percentile) {
            case P50 -> p50;
            case P90 -> p90;
            case P95 -> p95;
            case P99 -> p99;
            case P999 -> p999;
            case P9999 -> p9999;
        };
    }

    /**
     * Decodes the samples.
     *
     * @return a new histogram in nanoseconds
     * @throws IllegalArgumentException when the text is not a histogram
     */
    public Histogram decode() {
        try {
            byte[] bytes = Base64.getDecoder().decode(histogram);
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "latency.histogram=" + head(histogram) + " (expected: an HdrHistogram, V2 compressed, in base64)",
                    e);
        }
    }

    private static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private static String head(String text) {
        return text.length() <= 24 ? text : text.substring(0, 24) + "...";
    }
}
