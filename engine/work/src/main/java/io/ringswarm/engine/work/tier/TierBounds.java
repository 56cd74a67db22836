package io.ringswarm.engine.work.tier;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** What tiers check and make before they begin. */
final class TierBounds {
    private TierBounds() {}

    static int atLeast(int min, String name, int value) {
        if (value < min) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: " + min + " or more)");
        }
        return value;
    }

    /** Daemon threads, named by number. */
    static ThreadFactory daemons(String namePrefix) {
        AtomicInteger next = new AtomicInteger();
        return entry -> {
            Thread thread = new Thread(entry, namePrefix + next.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
