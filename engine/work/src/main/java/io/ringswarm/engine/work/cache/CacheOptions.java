package io.ringswarm.engine.work.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a {@link ResultCache} keeps, and how long. Immutable.
 *
 * @param maxBytes how many bytes of payloads, results and what holds them it keeps at most, 1 and up
 * @param maxEntries how many results it keeps at most, 1 and up
 * @param ttl how long a result is given out after it was put, positive, at most 292 years
 */
public record CacheOptions(long maxBytes, int maxEntries, Duration ttl) {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** 64 MiB, a hundred thousand results, five minutes. */
    public static final CacheOptions DEFAULT = new CacheOptions(64L << 20, 100_000, Duration.ofMinutes(5));

    /**
     * Checks all values.
     *
     * @throws IllegalArgumentException when any is out of range; it names each of them
     */
    public CacheOptions {
        List<String> faults = new ArrayList<>();
        if (maxBytes < 1) {
            faults.add("maxBytes=" + maxBytes + " (expected: 1 and up)");
        }
        if (maxEntries < 1) {
            faults.add("maxEntries=" + maxEntries + " (expected: 1 and up)");
        }
        if (!isTtl(ttl)) {
            faults.add(ttlFault(ttl));
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    static boolean isTtl(Duration ttl) {
        return ttl != null && !ttl.isNegative() && !ttl.isZero() && ttl.compareTo(LONGEST) <= 0;
    }

    static String ttlFault(Duration ttl) {
        return "ttl=" + ttl + " (expected: a positive duration, at most " + LONGEST + ")";
    }

    /**
     * The same with another room.
     *
     * @param maxBytes 1 and up
     * @return a copy
     * @throws IllegalArgumentException when it is not positive
     */
    public CacheOptions withMaxBytes(long maxBytes) {
        return new CacheOptions(maxBytes, maxEntries, ttl);
    }

    /**
     * The same with another number of results.
     *
     * @param maxEntries 1 and up
     * @return a copy
     * @throws IllegalArgumentException when it is not positive
     */
    public CacheOptions withMaxEntries(int maxEntries) {
        return new CacheOptions(maxBytes, maxEntries, ttl);
    }

    /**
     * The same with another time.
     *
     * @param ttl positive
     * @return a copy
     * @throws IllegalArgumentException when it is out of range
     */
    public CacheOptions withTtl(Duration ttl) {
        return new CacheOptions(maxBytes, maxEntries, ttl);
    }
}
