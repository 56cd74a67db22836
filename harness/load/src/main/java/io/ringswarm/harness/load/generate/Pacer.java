package io.ringswarm.harness.load.generate;

import io.ringswarm.engine.NanoClock;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for a due time. Spins for the last part, as waking from a park takes some 70 to 170 µs; parks before that. On one
 * core it gives way to others instead of spinning. Confined to the generator's thread.
 */
final class Pacer {
    private static final long WAKE_EARLY_NS = 300_000;
    private static final long PARK_FROM_NS = 500_000;
    private static final long MAX_PARK_NS = 20_000_000;
    private static final int GENTLE_FROM_REFUSALS = 1_000;

    private final NanoClock clock;
    private final boolean spins = Runtime.getRuntime().availableProcessors() > 1;
    private int refusalsInARow;

    Pacer(NanoClock clock) {
        this.clock = clock;
    }

    /** Waits a step, at most until a time; the caller looks whether to go on and calls again. */
    void step(long leftNs) {
        if (leftNs > PARK_FROM_NS) {
            LockSupport.parkNanos(this, Math.min(leftNs - WAKE_EARLY_NS, MAX_PARK_NS));
        } else if (spins) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    /** Waits a little after a refusal, and answers the time after; the longer the row of refusals, the more gently. */
    long afterRefusal() {
        if (spins && ++refusalsInARow < GENTLE_FROM_REFUSALS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
        return nowNs();
    }

    /** Ends the row of refusals. */
    void accepted() {
        refusalsInARow = 0;
    }

    long nowNs() {
        return clock.nanoTime();
    }
}
