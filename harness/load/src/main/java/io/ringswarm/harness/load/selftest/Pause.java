package io.ringswarm.harness.load.selftest;

import java.util.concurrent.locks.LockSupport;

/** Stands still. */
final class Pause {
    private Pause() {}

    /** Holds up the current thread until a time, and nothing else: it sleeps. */
    static void until(long untilNs) {
        long leftNs;
        while ((leftNs = untilNs - System.nanoTime()) > 0) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
