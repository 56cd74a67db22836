package io.ringswarm.engine.config;

import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers what is wrong with options, so that all of it is reported at once, each as {@code name=value (expected: ...)}. Confined to one thread.
 */
public final class Faults {
    private static final Duration LONGEST = Duration.ofNanos(TimeLimit.LONGEST_NS);

    private final List<String> faults = new ArrayList<>();

    /** None yet. */
    public Faults() {}

    /**
     * Adds a fault.
     *
     * @param name of the option
     * @param value what it is set to
     * @param expected what it may be
     */
    public void add(String name, Object value, String expected) {
        faults.add(name + "=" + value + " (expected: " + expected + ")");
    }

    /**
     * Adds the faults that somebody else has found.
     *
     * @param found in whose message they stand
     */
    public void add(IllegalArgumentException found) {
        faults.add(found.getMessage());
    }

    /**
     * Expects a number within bounds.
     *
     * @param name of the option
     * @param value what it is set to
     * @param min the least
     * @param max the greatest
     */
    public void range(String name, long value, long min, long max) {
        if (value < min || value > max) {
            add(name, value, min + " to " + max);
        }
    }

    /**
     * Expects a power of two within bounds.
     *
     * @param name of the option
     * @param value what it is set to
     * @param min the least
     * @param max the greatest
     */
    public void powerOfTwo(String name, int value, int min, int max) {
        if (value < min || value > max || Integer.bitCount(value) != 1) {
            add(name, value, "a power of two, " + min + " to " + max);
        }
    }

    /**
     * Expects a multiple within bounds.
     *
     * @param name of the option
     * @param value what it is set to
     * @param unit of what
     * @param min the least
     * @param max the greatest
     */
    public void multipleOf(String name, int value, int unit, int min, int max) {
        if (value < min || value > max || value % unit != 0) {
            add(name, value, "a multiple of " + unit + ", " + min + " to " + max);
        }
    }

    /**
     * Expects that two sizes do not take too much memory together.
     *
     * @param name of the first option
     * @param value what it is set to
     * @param otherName of the second option
     * @param other what that is set to
     * @param maxBytes the greatest product, bytes
     */
    public void product(String name, int value, String otherName, int other, long maxBytes) {
        if ((long) value * other > maxBytes) {
            add(name, value + ", " + otherName + "=" + other, "at most " + maxBytes + " bytes together");
        }
    }

    /**
     * Expects a duration of more than zero.
     *
     * @param name of the option
     * @param value what it is set to, or null, which is a fault
     */
    public void positive(String name, Duration value) {
        if (value == null || value.isZero() || value.isNegative()) {
            add(name, value, "a positive duration");
        }
    }

    /**
     * Expects a duration of more than zero that a clock of ns can count.
     *
     * @param name of the option
     * @param value what it is set to, or null, which is a fault
     * @return whether it is one
     */
    public boolean countable(String name, Duration value) {
        boolean right = value != null && !value.isNegative() && !value.isZero() && value.compareTo(LONGEST) <= 0;
        if (!right) {
            add(name, value, "a positive duration, at most 146 years");
        }
        return right;
    }

    /**
     * Expects a duration of zero or more.
     *
     * @param name of the option
     * @param value what it is set to, or null, which is a fault
     */
    public void notNegative(String name, Duration value) {
        if (value == null || value.isNegative()) {
            add(name, value, "a duration, zero or more");
        }
    }

    /**
     * Expects any value.
     *
     * @param name of the option
     * @param value what it is set to, or null, which is a fault
     */
    public void present(String name, Object value) {
        if (value == null) {
            add(name, null, "a value");
        }
    }

    /**
     * Expects a text with something in it.
     *
     * @param name of the option
     * @param value what it is set to, or null, which is a fault
     */
    public void text(String name, String value) {
        if (value == null || value.isBlank()) {
            add(name, value, "a text that is not blank");
        }
    }

    /**
     * Reports all faults in one exception.
     *
     * @throws IllegalArgumentException when there are any
     */
    public void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }
}
