package io.ringswarm.harness.load.workload;

import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.explain.LateLog;
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
    private final LateLog late;
    private Histogram taken;

    /** Nothing is recorded yet. */
    public SampleRecorder() {
        this(null);
    }

    /**
     * Of responses that are recorded before anybody knows of this.
     *
     * @param limitNs responses above this are late; null for none
     * @return nothing is recorded yet
     */
    public static SampleRecorder ofResponses(Long limitNs) {
        SampleRecorder recorder = ofResponses();
        recorder.late.limit(limitNs);
        return recorder;
    }

    private SampleRecorder(LateLog late) {
        this.late = late;
        // Both of the recorder's histograms grow to the range expected, so that the writer allocates nothing later.
        recorder.recordValue(EXPECTED_MAX_NS);
        taken = recorder.getIntervalHistogram();
        recorder.recordValue(EXPECTED_MAX_NS);
        reset();
    }

    /**
     * Of responses, of which it also notes when they were late.
     *
     * @return nothing is recorded yet
     */
    public static SampleRecorder ofResponses() {
        return new SampleRecorder(new LateLog());
    }

    /** What notes late responses; null when this is of something else. */
    public LateLog late() {
        return late;
    }

    /**
     * Records a response. Only where this is of responses.
     *
     * @param dueNs when its message was due
     * @param endNs when it ended
     */
    public void record(long dueNs, long endNs) {
        record(endNs - dueNs);
        late.entered(dueNs, LateLog.UNKNOWN, endNs, endNs, 1);
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
