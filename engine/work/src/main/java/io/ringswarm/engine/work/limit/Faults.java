package io.ringswarm.engine.work.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with options, so that all of it is reported at once. */
final class Faults {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE >> 1);

    private final List<String> faults = new ArrayList<>();

    void add(String name, Object value, String expected) {
        faults.add(name + "=" + value + " (expected: " + expected + ")");
    }

    void range(String name, long value, long min, long max) {
        if (value < min || value > max) {
            add(name, value, min + " to " + max);
        }
    }

    /** Says whether the duration is one that can be counted in ns, and reports it when it is not. */
    boolean positive(String name, Duration value) {
        boolean right = value != null && !value.isNegative() && !value.isZero() && value.compareTo(LONGEST) <= 0;
        if (!right) {
            add(name, value, "a positive duration, at most 146 years");
        }
        return right;
    }

    void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }
}
