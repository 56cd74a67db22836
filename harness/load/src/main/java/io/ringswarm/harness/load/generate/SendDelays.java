package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.metrics.LatencyHistograms;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How late messages were sent: the clock after the flush that took them minus their due time, an upper bound. Written by
 * the generator's thread, taken by one other.
 */
final class SendDelays {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long EXPECTED_MAX_NS = 60_000_000_000L;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(SIGNIFICANT_DIGITS);
    private Histogram taken;
    private long negative;

    SendDelays() {
        // Both of the recorder's histograms grow to the range expected, so that the writer allocates nothing later.
        recorder.recordValue(EXPECTED_MAX_NS);
        taken = recorder.getIntervalHistogram();
        recorder.recordValue(EXPECTED_MAX_NS);
        reset();
    }

    void record(long delayNs) {
        if (delayNs < 0) {
            negative++;
        } else {
            recorder.recordValue(delayNs);
        }
    }

    /** Delays below zero, which only a clock that runs backwards gives. Between phases. */
    long negative() {
        return negative;
    }

    synchronized void take(Histogram into) {
        taken = recorder.getIntervalHistogram(taken);
        into.add(taken);
    }

    void reset() {
        negative = 0;
        take(LatencyHistograms.newHistogram());
    }
}
