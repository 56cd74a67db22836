package io.ringswarm.engine;

import java.time.Duration;

/** Durations that callers give, in the ns that waiting takes. */
final class TimeLimit {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private TimeLimit() {}

    /** The duration in ns: 0 when it is negative, some 292 years when it is longer than that. */
    static long ns(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : Long.MAX_VALUE;
    }
}
