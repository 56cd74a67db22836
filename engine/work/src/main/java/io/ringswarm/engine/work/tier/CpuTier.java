package io.ringswarm.engine.work.tier;

import java.util.concurrent.ThreadFactory;

/**
 * For tasks that compute: as many platform threads as the machine has cores, all started at once, and a bounded queue before
 * them. It shares nothing with an {@link IoTier}: neither can use up the other's threads or room.
 */
public final class CpuTier extends BoundedTier {
    /** How many tasks may wait, when nobody says so. */
    public static final int DEFAULT_WAITING = 256;

    private CpuTier(String name, int threads, int waiting, ThreadFactory factory) {
        super(
                name,
                Math.addExact(TierBounds.atLeast(1, "threads", threads), TierBounds.atLeast(0, "waiting", waiting)),
                PooledThreads.started(threads, factory));
    }

    /**
     * A tier with one thread for each core, and room for {@link #DEFAULT_WAITING} tasks that wait. The threads are daemons:
     * they do not keep the JVM alive.
     *
     * @param name of the tier; its threads are called name-cpu-0 and so on
     * @return it, running
     */
    public static CpuTier named(String name) {
        return of(name, Runtime.getRuntime().availableProcessors(), DEFAULT_WAITING);
    }

    /**
     * A tier of chosen size, on daemon threads.
     *
     * @param name of the tier; its threads are called name-cpu-0 and so on
     * @param threads how many; 1 or more
     * @param waiting how many tasks may wait while all threads are busy; 0 or more
     * @return it, running
     * @throws IllegalArgumentException when a number is too small
     */
    public static CpuTier of(String name, int threads, int waiting) {
        return of(name, threads, waiting, TierBounds.daemons(name + "-cpu-"));
    }

    /**
     * A tier of chosen size.
     *
     * @param name for the log
     * @param threads how many; 1 or more
     * @param waiting how many tasks may wait while all threads are busy; 0 or more
     * @param factory makes the threads, which run until the tier is closed; whether they are daemons is its business
     * @return it, running
     * @throws IllegalArgumentException when a number is too small
     * @throws NullPointerException when the factory makes none
     */
    public static CpuTier of(String name, int threads, int waiting, ThreadFactory factory) {
        return new CpuTier(name, threads, waiting, factory);
    }
}
