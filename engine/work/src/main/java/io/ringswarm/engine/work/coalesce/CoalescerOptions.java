package io.ringswarm.engine.work.coalesce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a coalescer gathers calls.
 *
 * @param size most requests of a batch, 1 or more
 * @param linger how long the first call of a batch waits for others, zero or more, at most an hour; while all flights are
 *     taken it waits longer, and others still join
 * @param maxInFlight most batches at once whose answers are awaited, 1 or more
 * @param maxWaiting most calls that are in no flight yet, {@code size} or more; further ones are refused
 * @param sharesEqual whether requests of a batch that are equal ({@link Object#equals}) are sent once, and all their callers
 *     get the one answer
 */
public record CoalescerOptions(int size, Duration linger, int maxInFlight, int maxWaiting, boolean sharesEqual) {
    private static final Duration LONGEST_LINGER = Duration.ofHours(1);

    /** Batches of 25 after 5 ms at the latest, 4 in flight, 1,000 calls waiting, each request sent for itself. */
    public static final CoalescerOptions DEFAULT = new CoalescerOptions(25, Duration.ofMillis(5), 4, 1_000, false);

    /**
     * Checks all of it.
     *
     * @throws IllegalArgumentException that names every fault
     */
    public CoalescerOptions {
        List<String> faults = new ArrayList<>();
        if (size < 1) {
            faults.add("size=" + size + " (expected: 1 or more)");
        }
        if (linger == null || linger.isNegative() || linger.compareTo(LONGEST_LINGER) > 0) {
            faults.add("linger=" + linger + " (expected: zero to " + LONGEST_LINGER + ")");
        }
        if (maxInFlight < 1) {
            faults.add("maxInFlight=" + maxInFlight + " (expected: 1 or more)");
        }
        if (maxWaiting < size) {
            faults.add("maxWaiting=" + maxWaiting + " (expected: size=" + size + " or more)");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    /**
     * The same with another size, and at least as many waiting calls.
     *
     * @param size most requests of a batch
     * @return a copy
     */
    public CoalescerOptions withSize(int size) {
        return new CoalescerOptions(size, linger, maxInFlight, Math.max(size, maxWaiting), sharesEqual);
    }

    /**
     * The same with another linger bound.
     *
     * @param linger how long the first call of a batch waits for others
     * @return a copy
     */
    public CoalescerOptions withLinger(Duration linger) {
        return new CoalescerOptions(size, linger, maxInFlight, maxWaiting, sharesEqual);
    }

    /**
     * The same with other bounds.
     *
     * @param maxInFlight most batches in flight
     * @param maxWaiting most calls in no flight yet
     * @return a copy
     */
    public CoalescerOptions withBounds(int maxInFlight, int maxWaiting) {
        return new CoalescerOptions(size, linger, maxInFlight, maxWaiting, sharesEqual);
    }

    /**
     * The same, but equal requests of a batch are sent once.
     *
     * @return a copy
     */
    public CoalescerOptions sharingEqual() {
        return new CoalescerOptions(size, linger, maxInFlight, maxWaiting, true);
    }
}
