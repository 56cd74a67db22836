package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.explain.Explanation;
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
    private static final int SLEEPS_TO_A_TICK = 10;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(SIGNIFICANT_DIGITS);
    private final Histogram total = LatencyHistograms.newHistogram();
    private final Thread thread = new Thread(this::run, "ringswarm-hiccup");
    private final Explanation explanation;
    private Histogram taken;
    private volatile boolean stopped;
    private volatile Throwable failure;

    HiccupMeter(Explanation explanation) {
        this.explanation = explanation;
    }

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

    /** Ends the thread, and throws what it died of. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
        if (failure != null) {
            throw new IllegalStateException("the hiccup meter died", failure);
        }
    }

    /** The next sleep begins when this one ends: what the ticks in between take is overslept, too. */
    private void run() {
        try {
            long wokenNs = System.nanoTime();
            for (int sleep = 1; !stopped; sleep++) {
                long dueNs = wokenNs + SLEEP_NS;
                if (sleep % SLEEPS_TO_A_TICK == 0) {
                    explanation.tick(wokenNs);
                }
                wokenNs = sleepUntil(dueNs);
                if (!stopped) {
                    recorder.recordValue(wokenNs - dueNs);
                    explanation.overslept(dueNs, wokenNs);
                }
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** A park may end early. */
    private long sleepUntil(long dueNs) {
        long nowNs = System.nanoTime();
        while (nowNs - dueNs < 0 && !stopped) {
            LockSupport.parkNanos(this, dueNs - nowNs);
            nowNs = System.nanoTime();
        }
        return nowNs;
    }
}
