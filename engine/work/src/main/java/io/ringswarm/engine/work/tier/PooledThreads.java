package io.ringswarm.engine.work.tier;

import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** At most so many threads, which run one thing after another. Their queue has no bound of its own: the tier has. */
final class PooledThreads implements TierThreads {
    private static final long KEEP_ALIVE_S = 30;

    private final ThreadPoolExecutor pool;

    private PooledThreads(int most, ThreadFactory factory) {
        ThreadFactory checked =
                entry -> Objects.requireNonNull(factory.newThread(entry), "thread of the given factory");
        pool = new ThreadPoolExecutor(most, most, KEEP_ALIVE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), checked);
    }

    /** Starts all of them now, for good: no task has to wait for a thread's start. */
    static PooledThreads started(int threads, ThreadFactory factory) {
        PooledThreads made = new PooledThreads(threads, factory);
        try {
            made.pool.prestartAllCoreThreads();
        } catch (Throwable e) {
            made.stop();
            throw e;
        }
        return made;
    }

    /** Starts them as they are needed; those that idle for half a minute end. */
    static PooledThreads cached(int most, ThreadFactory factory) {
        PooledThreads made = new PooledThreads(most, factory);
        made.pool.allowCoreThreadTimeOut(true);
        return made;
    }

    @Override
    public void launch(Runnable entry) {
        pool.execute(entry);
    }

    @Override
    public void withdraw(Runnable entry) {
        pool.remove(entry);
    }

    @Override
    public void stop() {
        pool.shutdown();
    }

    @Override
    public boolean awaitStop(long deadlineNs) {
        boolean interrupted = false;
        while (true) {
            try {
                pool.awaitTermination(deadlineNs - System.nanoTime(), TimeUnit.NANOSECONDS);
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }
}
