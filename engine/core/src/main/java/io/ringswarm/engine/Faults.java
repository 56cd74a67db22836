package io.ringswarm.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a configuration, so that all of it is reported at once. */
final class Faults {
    private final List<String> faults = new ArrayList<>();

    int range(String name, int value, int min, int max) {
        if (value < min || value > max) {
            faults.add(name + "=" + value + " (expected: " + min + " to " + max + ")");
        }
        return value;
    }

    int powerOfTwo(String name, int value, int min, int max) {
        if (value < min || value > max || Integer.bitCount(value) != 1) {
            faults.add(name + "=" + value + " (expected: a power of two, " + min + " to " + max + ")");
        }
        return value;
    }

    int multipleOf(String name, int value, int unit, int min, int max) {
        if (value < min || value > max || value % unit != 0) {
            faults.add(name + "=" + value + " (expected: a multiple of " + unit + ", " + min + " to " + max + ")");
        }
        return value;
    }

    void product(String name, int value, String otherName, int other, long maxBytes) {
        if ((long) value * other > maxBytes) {
            faults.add(name + "=" + value + ", " + otherName + "=" + other + " (expected: at most " + maxBytes
                    + " bytes together)");
        }
    }

    Duration positive(String name, Duration value) {
        if (value == null || value.isZero() || value.isNegative()) {
            faults.add(name + "=" + value + " (expected: a positive duration)");
        }
        return value;
    }

    Duration notNegative(String name, Duration value) {
        if (value == null || value.isNegative()) {
            faults.add(name + "=" + value + " (expected: a duration, zero or more)");
        }
        return value;
    }

    <T> T present(String name, T value) {
        if (value == null) {
            faults.add(name + "=null (expected: a value)");
        }
        return value;
    }

    String text(String name, String value) {
        if (value == null || value.isBlank()) {
            faults.add(name + "=" + value + " (expected: a text that is not blank)");
        }
        return value;
    }

    void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }
}
