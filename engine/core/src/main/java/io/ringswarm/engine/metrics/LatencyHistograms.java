package io.ringswarm.engine.metrics;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Distributions of an interval, ns, three significant digits. No value is left out for its size: the range grows when it
 * must. Confined to its owner.
 *
 * <p>Most messages are due when they are sent, and of many the clock's error is 0: what would be recorded twice, or as a zero,
 * is kept apart while messages move and put where it belongs when somebody looks.
 */
public final class LatencyHistograms {
    private static final long EXPECTED_MAX_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int EXPECTED_MAX_BATCH = 8_192;
    private static final int BATCH_DIGITS = 2;

    private final Histogram response = newHistogram();
    private final Histogram transit = newHistogram();
    private final Histogram handling = newHistogram();
    private final Histogram clockError = newHistogram();
    private final Histogram responseAndTransit = newHistogram();
    private final Histogram batches = newBatches();
    private long exact;
    private long negative;

    /** Empty histograms. */
    public LatencyHistograms() {}

    /**
     * An empty histogram with the range and precision used here.
     *
     * @return a new histogram of ns
     */
    public static Histogram newHistogram() {
        Histogram histogram = new Histogram(1, EXPECTED_MAX_NS, SIGNIFICANT_DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    /** An empty histogram of how many messages a shard handles at a time, two significant digits. */
    static Histogram newBatches() {
        Histogram histogram = new Histogram(1, EXPECTED_MAX_BATCH, BATCH_DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    /**
     * Handler entry minus due.
     *
     * @return one value per message that reached a handler
     */
    public Histogram response() {
        settle();
        return response;
    }

    /**
     * Handler entry minus sent.
     *
     * @return one value per message that reached a handler
     */
    public Histogram transit() {
        settle();
        return transit;
    }

    /**
     * Handler exit minus entry; for messages timed as a group, the group's mean.
     *
     * @return one value per message that reached a handler
     */
    public Histogram handling() {
        return handling;
    }

    /**
     * By how much response and transit may be too high, as messages timed as a group are all given the group's end.
     *
     * @return one value per message: its group's duration, 0 for a group of one
     */
    public Histogram clockError() {
        settle();
        return clockError;
    }

    /**
     * How many messages shards handled between two looks at their queues, where these are of whole shards.
     *
     * @return one value for each time that there were any
     */
    public Histogram batches() {
        return batches;
    }

    /**
     * Latencies below zero, which only a clock that runs backwards or a due time in the future gives: recorded nowhere
     * else, and a sign that the rest cannot be trusted either.
     *
     * @return how many
     */
    public long negative() {
        return negative;
    }

    /**
     * Adds another interval's values.
     *
     * @param other not changed
     */
    public void add(LatencyHistograms other) {
        response.add(other.response);
        transit.add(other.transit);
        handling.add(other.handling);
        clockError.add(other.clockError);
        batches.add(other.batches);
        addApart(other.responseAndTransit, other.exact);
        negative += other.negative;
    }

    /**
     * A copy.
     *
     * @return with the same values
     */
    public LatencyHistograms copy() {
        LatencyHistograms copy = new LatencyHistograms();
        copy.add(this);
        return copy;
    }

    /** Forgets all values. */
    public void reset() {
        response.reset();
        transit.reset();
        handling.reset();
        clockError.reset();
        responseAndTransit.reset();
        batches.reset();
        exact = 0;
        negative = 0;
    }

    void record(long responseNs, long transitNs, long count) {
        if (responseNs == transitNs && responseNs >= 0) {
            responseAndTransit.recordValueWithCount(responseNs, count);
        } else {
            recordIn(response, responseNs, count);
            recordIn(transit, transitNs, count);
        }
    }

    void recordGroup(long handlingNs, long errorNs, long count) {
        recordIn(handling, handlingNs, count);
        if (errorNs == 0) {
            exact += count;
        } else {
            recordIn(clockError, errorNs, count);
        }
    }

    /** Puts what was kept apart where it belongs: nothing is ever apart in what other histograms were added to. */
    private void settle() {
        if (responseAndTransit.getTotalCount() > 0 || exact > 0) {
            addApart(responseAndTransit, exact);
            responseAndTransit.reset();
            exact = 0;
        }
    }

    private void addApart(Histogram both, long zeroErrors) {
        if (both.getTotalCount() > 0) {
            response.add(both);
            transit.add(both);
        }
        if (zeroErrors > 0) {
            clockError.recordValueWithCount(0, zeroErrors);
        }
    }

    private void recordIn(Histogram histogram, long valueNs, long count) {
        if (valueNs < 0) {
            negative += count;
        } else {
            histogram.recordValueWithCount(valueNs, count);
        }
    }
}
