package io.ringswarm.engine.work.retry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How often a task is tried again, and how long each retry waits: exponential with full jitter. The wait before the n-th
 * retry is drawn evenly from 0 to {@code min(cap, base * factor^(n-1))}. Spreading retries over the whole span takes the
 * least work of the ways compared by Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 * Immutable, for any thread.
 *
 * @param retries how often a task is tried again at most, 0 and up; 0 for never
 * @param base the longest wait before the first retry, not negative
 * @param factor how many times longer each wait is than the one before it, 1 and up
 * @param cap the longest wait before any retry, not shorter than base, at most 292 years
 */
public record Backoff(int retries, Duration base, double factor, Duration cap) {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** Three retries, 500 ms growing by half each time, 5 s at most. */
    public static final Backoff DEFAULT = new Backoff(3, Duration.ofMillis(500), 1.5, Duration.ofSeconds(5));

    /** No retries. */
    public static final Backoff NONE = DEFAULT.withRetries(0);

    /**
     * Checks all values.
     *
     * @throws IllegalArgumentException when any is out of range; it names each of them
     */
    public Backoff {
        List<String> faults = new ArrayList<>();
        if (retries < 0) {
            faults.add("retries=" + retries + " (expected: 0 and up)");
        }
        if (base == null || base.isNegative()) {
            faults.add("base=" + base + " (expected: a duration, zero or more)");
        }
        if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
            faults.add("factor=" + factor + " (expected: a finite number, 1 and up)");
        }
        if (cap == null || base != null && cap.compareTo(base) < 0 || cap.isNegative() || cap.compareTo(LONGEST) > 0) {
            faults.add("cap=" + cap + " (expected: base or longer, at most " + LONGEST + ")");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /**
     * The same with another number of retries.
     *
     * @param retries how often a task is tried again at most, 0 and up
     * @return a copy
     * @throws IllegalArgumentException when it is negative
     */
    public Backoff withRetries(int retries) {
        return new Backoff(retries, base, factor, cap);
    }

    /**
     * The same with another first wait.
     *
     * @param base the longest wait before the first retry, zero or more, not longer than the cap
     * @return a copy
     * @throws IllegalArgumentException when it is out of range
     */
    public Backoff withBase(Duration base) {
        return new Backoff(retries, base, factor, cap);
    }

    /**
     * The same with another growth.
     *
     * @param factor how many times longer each wait is than the one before it, 1 and up
     * @return a copy
     * @throws IllegalArgumentException when it is below 1, infinite or not a number
     */
    public Backoff withFactor(double factor) {
        return new Backoff(retries, base, factor, cap);
    }

    /**
     * The same with another limit.
     *
     * @param cap the longest wait before any retry, not shorter than base
     * @return a copy
     * @throws IllegalArgumentException when it is out of range
     */
    public Backoff withCap(Duration cap) {
        return new Backoff(retries, base, factor, cap);
    }

    /**
     * Whether there may be such a retry.
     *
     * @param attempt which retry: 1 for the first, when the task has been tried once
     * @return true from 1 to the number of retries
     */
    public boolean allows(int attempt) {
        return attempt >= 1 && attempt <= retries;
    }

    /**
     * The longest wait before a retry.
     *
     * @param attempt which retry: 1 for the first
     * @return ns, 0 to the cap, however great the attempt
     * @throws IllegalArgumentException when the attempt is below 1
     */
    public long limitNs(int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt=" + attempt + " (expected: 1 and up)");
        }
        // An overflow gives infinity, of which the cap is less; 0 times infinity is not a number, so zero is left out.
        long baseNs = base.toNanos();
        long capNs = cap.toNanos();
        double grownNs = baseNs * Math.pow(factor, attempt - 1);
        return baseNs == 0 ? 0 : grownNs < capNs ? (long) grownNs : capNs;
    }

    /**
     * Draws the wait before a retry. Allocates nothing.
     *
     * @param attempt which retry: 1 for the first
     * @param random where chance comes from
     * @return ns, 0 to {@link #limitNs}, each as likely as any other
     * @throws IllegalArgumentException when the attempt is below 1
     */
    public long delayNs(int attempt, RandomGenerator random) {
        Objects.requireNonNull(random, "random");
        long limitNs = limitNs(attempt);
        return limitNs == Long.MAX_VALUE ? random.nextLong() & Long.MAX_VALUE : random.nextLong(limitNs + 1);
    }
}
