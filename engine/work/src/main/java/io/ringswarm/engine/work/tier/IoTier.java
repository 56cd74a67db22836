package io.ringswarm.engine.work.tier;

import io.ringswarm.engine.lifecycle.VirtualThreads;
import java.util.concurrent.ThreadFactory;

/**
 * For tasks that wait for something outside: each gets a thread at once, up to a bound, and none waits in a queue. On Java 21
 * and newer the threads are virtual, a new one for each task; before, they are kept in a pool, which grows to the bound and
 * shrinks after half a minute. It shares nothing with a {@link CpuTier}.
 */
public final class IoTier extends BoundedTier {
    /** How many tasks may run at once, when nobody says so. */
    public static final int DEFAULT_AT_ONCE = 256;

    private IoTier(String name, int atOnce, TierThreads threads) {
        super(name, atOnce, threads);
    }

    /**
     * A tier for {@link #DEFAULT_AT_ONCE} tasks at once.
     *
     * @param name of the tier; its threads are called name-io-0 and so on
     * @return it
     */
    public static IoTier named(String name) {
        return of(name, DEFAULT_AT_ONCE);
    }

    /**
     * A tier of chosen size, on virtual threads where the JVM has them. All its threads are daemons: they do not keep the JVM
     * alive.
     *
     * @param name of the tier; its threads are called name-io-0 and so on
     * @param atOnce how many tasks may run at once; 1 or more
     * @return it
     * @throws IllegalArgumentException when the number is too small
     */
    public static IoTier of(String name, int atOnce) {
        String prefix = name + "-io-";
        ThreadFactory virtual = VirtualThreads.factoryOrNull(prefix);
        return virtual != null
                ? threadPerTask(name, atOnce, virtual)
                : pooled(name, atOnce, TierBounds.daemons(prefix));
    }

    /**
     * A tier that makes a thread for each task.
     *
     * @param name for the log
     * @param atOnce how many tasks may run at once; 1 or more
     * @param factory makes the threads, virtual or not
     * @return it
     * @throws IllegalArgumentException when the number is too small
     */
    public static IoTier threadPerTask(String name, int atOnce, ThreadFactory factory) {
        return new IoTier(name, TierBounds.atLeast(1, "atOnce", atOnce), new ThreadPerTask(factory));
    }

    /**
     * A tier whose threads run one task after another.
     *
     * @param name for the log
     * @param atOnce how many threads at most, and so tasks at once; 1 or more
     * @param factory makes the threads
     * @return it
     * @throws IllegalArgumentException when the number is too small
     */
    public static IoTier pooled(String name, int atOnce, ThreadFactory factory) {
        return new IoTier(name, TierBounds.atLeast(1, "atOnce", atOnce), PooledThreads.cached(atOnce, factory));
    }
}
