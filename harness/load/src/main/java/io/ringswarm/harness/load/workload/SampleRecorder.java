package io.ringswarm.harness.load.workload;

import io.ringswarm.engine.metrics.LatencyHistograms;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Latencies that the harness times itself. Written by one thread, taken by one other; recording allocates nothing up to a
 * minute, and beyond that once for each doubling.
 */
public final class SampleRecorder {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long EXPECTED_MAX_NS = 60_000_000_000L;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(SIGNIFICANT_DIGITS);
    private final LiveCount negative = new LiveCount();
    private Histogram taken;

    /** Nothing is recorded yet. */
    public SampleRecorder() {
        // Both of the recorder's histograms grow to the range expected, so that the writer allocates nothing later.
        recorder.recordValue(EXPECTED_MAX_NS);
        taken = recorder.getIntervalHistogram();
        recorder.recordValue(EXPECTED_MAX_NS);
        reset();
    }

    /**
     * Records one.
     *
     * @param ns below zero it is only counted
     */
    public void record(long ns) {
        if (ns < 0) {
            negative.increment();
        } else {
            recorder.recordValue(ns);
        }
    }

    /** Latencies below zero since the last reset, which only a clock that runs backwards or a wrong due time gives. */
    public long negative() {
        return negative.get();
    }

    /**
     * Moves what was recorded since the last call out of here.
     *
     * @param into takes it
     */
    public synchronized void take(Histogram into) {
        taken = recorder.getIntervalHistogram(taken);
        into.add(taken);
    }

    /** Forgets everything. While nothing is recorded. */
    public void reset() {
        negative.reset();
        take(LatencyHistograms.newHistogram());
    }
}
