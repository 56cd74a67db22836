package io.ringswarm.harness.load.measure;

import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;

/** A thread that ends each second of the measured part but the last, which belongs to the run's thread. */
final class Sampler {
    private static final long SECOND_NS = 1_000_000_000L;

    private final SecondSeries series;
    private final RunListener listener;
    private final long startNs;
    private final long seconds;
    private final Thread thread = new Thread(this::run, "ringswarm-sampler");
    private volatile boolean stopped;
    private volatile Throwable failure;

    Sampler(SecondSeries series, RunListener listener, long startNs, long durationNs) {
        this.series = series;
        this.listener = listener;
        this.startNs = startNs;
        seconds = (durationNs + SECOND_NS - 1) / SECOND_NS;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the thread, and throws what it died of. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
        if (failure instanceof UncheckedIOException diskIsFull) {
            throw diskIsFull;
        }
        if (failure != null) {
            throw new IllegalStateException("the sampler died", failure);
        }
    }

    private void run() {
        try {
            for (long second = 1; second < seconds; second++) {
                long endNs = startNs + second * SECOND_NS;
                long leftNs;
                while (!stopped && (leftNs = endNs - System.nanoTime()) > 0) {
                    LockSupport.parkNanos(this, leftNs);
                }
                if (stopped) {
                    return;
                }
                listener.second(series.endSecond(null));
            }
        } catch (Throwable e) {
            failure = e;
        }
    }
}
