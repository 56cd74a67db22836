package io.ringswarm.engine.micrometer;

import java.time.Duration;

/** Checks what binders are given. */
final class Durations {
    private Durations() {}

    static Duration notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + "=" + value + " (expected: zero or more)");
        }
        return value;
    }
}
