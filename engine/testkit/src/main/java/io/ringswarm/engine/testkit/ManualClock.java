package io.ringswarm.engine.testkit;

import io.ringswarm.engine.NanoClock;
import java.time.Duration;

/** A clock that stands still until it is moved. Moved by one thread, read by any. */
public final class ManualClock implements NanoClock {
    /** Where a new clock stands: not at 0, so that code which takes 0 for no time at all is found out. */
    public static final long START_NS = 1_000_000_000_000L;

    private volatile long nowNs;

    /** Stands at {@link #START_NS}. */
    public ManualClock() {
        this(START_NS);
    }

    /**
     * Stands at a time of choice.
     *
     * @param nowNs ns since an arbitrary origin, as {@link System#nanoTime()} of any value, negative ones too
     */
    public ManualClock(long nowNs) {
        this.nowNs = nowNs;
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    /**
     * Moves the clock on.
     *
     * @param duration how far; zero or more
     * @throws IllegalArgumentException when it is negative
     * @throws ArithmeticException when it is longer than 292 years
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration=" + duration + " (expected: zero or more)");
        }
        set(nowNs + duration.toNanos());
    }

    /**
     * Moves the clock to a given time.
     *
     * @param ns when; not before what the clock shows
     * @throws IllegalArgumentException when it is before
     */
    public void set(long ns) {
        long now = nowNs;
        if (ns - now < 0) {
            throw new IllegalArgumentException("ns=" + ns + " (expected: not before " + now + ")");
        }
        nowNs = ns;
    }

    @Override
    public String toString() {
        return "ManualClock[" + nowNs + " ns]";
    }
}
