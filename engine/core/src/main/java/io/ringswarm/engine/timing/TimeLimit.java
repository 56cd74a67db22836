package io.ringswarm.engine.timing;

import java.time.Duration;

/** Durations that callers give, in the ns that waiting takes. */
public final class TimeLimit {
    /** A time that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Some 146 years: half of what a long holds, so that it can be added to a clock's reading. */
    public static final long LONGEST_NS = Long.MAX_VALUE >> 1;

    private static final Duration LONGEST = Duration.ofNanos(LONGEST_NS);

    private TimeLimit() {}

    /**
     * A duration in ns.
     *
     * @param duration any
     * @return 0 when it is negative, some 146 years when it is longer than that
     */
    public static long ns(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : LONGEST_NS;
    }

    /**
     * The earlier of two times.
     *
     * @param oneNs ns of a clock that may wrap around as {@link System#nanoTime()} may, or {@link #NEVER}
     * @param otherNs the same
     * @return one of them
     */
    public static long earlier(long oneNs, long otherNs) {
        if (oneNs == NEVER || otherNs == NEVER) {
            return oneNs == NEVER ? otherNs : oneNs;
        }
        return oneNs - otherNs <= 0 ? oneNs : otherNs;
    }

    /**
     * A duration in ns that must not be zero or negative.
     *
     * @param name the argument's
     * @param duration its value
     * @return ns, as {@link #ns}
     * @throws IllegalArgumentException when it is not positive
     */
    public static long positiveNs(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + "=" + duration + " (expected: positive)");
        }
        return ns(duration);
    }
}
