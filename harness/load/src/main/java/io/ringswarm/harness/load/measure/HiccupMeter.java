package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.metrics.LatencyHistograms;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * A thread that sleeps a millisecond again and again and records by how much it overslept: what the machine and the JVM
 * add by themselves. It sleeps and does not spin, so as not to take a core from what is measured.
 */
final class HiccupMeter implements AutoCloseable {
    private static final long SLEEP_NS = 1_000_000;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(SIGNIFICANT_DIGITS);
    private final Histogram total = LatencyHistograms.newHistogram();
    private final Thread thread = new Thread(this::run, "ringswarm-hiccup");
    private Histogram taken;
    private volatile boolean stopped;

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** The hiccups since the last call; valid until the next. One caller at a time. */
    synchronized Histogram takeInterval() {
        taken = recorder.getIntervalHistogram(taken);
        total.add(taken);
        return taken;
    }

    /** Forgets what was recorded so far. */
    synchronized void reset() {
        takeInterval();
        total.reset();
    }

    /** All hiccups that were taken. */
    synchronized Histogram total() {
        return total;
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopped) {
            long beforeNs = System.nanoTime();
            LockSupport.parkNanos(this, SLEEP_NS);
            long sleptNs = System.nanoTime() - beforeNs;
            if (!stopped) {
                recorder.recordValue(Math.max(0, sleptNs - SLEEP_NS)); // a park may end early: no hiccup
            }
        }
    }
}
