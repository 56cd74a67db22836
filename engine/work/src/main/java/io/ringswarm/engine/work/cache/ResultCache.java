package io.ringswarm.engine.work.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.FixedExpiration;
import io.ringswarm.engine.NanoClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Results of tasks by content: a task whose kind and payload were asked for before gets the result from memory. Any thread
 * may call anything; looking waits for no other thread, copies nothing, and allocates nothing in steady state.
 *
 * <p>What leaves when room is short is Caffeine's choice, W-TinyLFU (Einziger, Friedman, Manes, "TinyLFU: A Highly Efficient
 * Cache Admission Policy", ACM Transactions on Storage, 2017), and not the least recently used one strictly: a new result
 * enters a small window in LRU order, and leaving that takes the place of an old one only if it was wanted more often
 * of late. So a run of payloads that never come again does not drive out those that do, as it would with LRU; and a new
 * result may go before an older one that was not used since. How near it is to LRU: where some payloads are always
 * likelier than others it hits as often; where nothing tells but how new a payload is, though Caffeine widens the window
 * then, it hit 84 % as often in the test that compares both. Results that were put {@code ttl} ago or earlier
 * are never given out.
 *
 * <p>Both bounds hold: Caffeine knows one weight, so each result weighs its bytes, but at least its share of the room, which
 * is {@code maxBytes / maxEntries}. A mix of large and small results therefore leaves before either bound is reached. Unless
 * upkeep is given away, what is too much is gone when a put returns, or another thread is removing it.
 */
public final class ResultCache {
    /** What holds an entry beside its bytes, about: two array headers, the key, Caffeine's node and the map's. */
    static final int ENTRY_BYTES = 176;

    private final Cache<ContentKey, byte[]> results;
    private final ContentHash hashing;
    private final ThreadLocal<ContentKey> views;
    private final long maxBytes;

    /**
     * An empty cache that is kept in order by those that look and put, so that no other thread is needed. Now and then a look
     * notes for some looks before it what was used.
     *
     * @param options how much it keeps, and how long
     * @param clock the engine's
     */
    public ResultCache(CacheOptions options, NanoClock clock) {
        this(options, clock, Runnable::run);
    }

    /**
     * An empty cache that is kept in order elsewhere, which makes looks in a large one cheaper. What is put may be above the
     * bounds until the executor has run.
     *
     * @param options how much it keeps, and how long
     * @param clock the engine's
     * @param upkeep runs short tasks, at any time; must run each, or the cache falls back to the threads that put
     */
    public ResultCache(CacheOptions options, NanoClock clock, Executor upkeep) {
        this(options, clock, upkeep, ContentHash.FOLDED);
    }

    ResultCache(CacheOptions options, NanoClock clock, Executor upkeep, ContentHash hashing) {
        this.hashing = hashing;
        views = ThreadLocal.withInitial(() -> new ContentKey(hashing));
        long share = Math.max(1, options.maxBytes() / options.maxEntries());
        maxBytes = Math.min(options.maxBytes(), share * options.maxEntries());
        results = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<ContentKey, byte[]>weigher((key, result) -> (int)
                        Math.min(Integer.MAX_VALUE, Math.max(share, weightBytes(key.lengthBytes(), result.length))))
                .expireAfterWrite(options.ttl())
                .ticker(Objects.requireNonNull(clock, "clock")::nanoTime)
                .executor(Objects.requireNonNull(upkeep, "upkeep"))
                .recordStats()
                .build();
    }

    /**
     * Looks for a result, and counts a hit or a miss.
     *
     * @param kind which kind of task
     * @param bytes where the payload is
     * @param offset where it starts
     * @param length how many bytes it has, 0 and up
     * @return the result's bytes, the cache's own: not to be changed; null when there is none that is young enough
     * @throws IndexOutOfBoundsException when the payload is not within the bytes
     */
    public byte[] get(int kind, byte[] bytes, int offset, int length) {
        ContentKey view = views.get();
        try {
            return results.getIfPresent(view.view(kind, bytes, offset, length));
        } finally {
            view.release(0);
        }
    }

    /**
     * Keeps a result for tasks with the same payload. Takes the place of an older one. Caffeine may take one that is put
     * again within a second for the old one as to its age.
     *
     * @param kind which kind of task
     * @param bytes where the payload is; copied
     * @param offset where it starts
     * @param length how many bytes it has, 0 and up
     * @param result where the result is; copied
     * @param resultOffset where it starts
     * @param resultLength how many bytes it has, 0 and up
     * @return false when it is too large to be kept at all; nothing is changed then
     * @throws IndexOutOfBoundsException when either is not within its bytes
     */
    public boolean put(
            int kind, byte[] bytes, int offset, int length, byte[] result, int resultOffset, int resultLength) {
        Objects.checkFromIndexSize(resultOffset, resultLength, result.length);
        ContentKey view = new ContentKey(hashing).view(kind, bytes, offset, length);
        if (weightBytes(length, resultLength) > Math.min(maxBytes, Integer.MAX_VALUE)) {
            return false;
        }
        results.put(view.copy(), Arrays.copyOfRange(result, resultOffset, resultOffset + resultLength));
        return true;
    }

    private static long weightBytes(int payloadBytes, int resultBytes) {
        return (long) ENTRY_BYTES + payloadBytes + resultBytes;
    }

    /**
     * How long results are given out.
     *
     * @return from when they were put
     */
    public Duration ttl() {
        return expiry().getExpiresAfter();
    }

    /**
     * Changes how long results are given out, for those that are there, too.
     *
     * @param ttl from when they were put, positive
     * @throws IllegalArgumentException when it is out of range
     */
    public void ttl(Duration ttl) {
        if (!CacheOptions.isTtl(ttl)) {
            throw new IllegalArgumentException(CacheOptions.ttlFault(ttl));
        }
        expiry().setExpiresAfter(ttl);
    }

    private FixedExpiration<ContentKey, byte[]> expiry() {
        return results.policy().expireAfterWrite().orElseThrow();
    }

    /** Removes results that are too old now. Not needed for {@link #get} to be right, only for room and for figures. */
    public void sweep() {
        results.cleanUp();
    }

    /**
     * How many results are kept, with those too old that were not swept yet.
     *
     * @return 0 and up
     */
    public long entries() {
        return results.estimatedSize();
    }

    /**
     * How many looks found a result. Exact when no thread looks meanwhile.
     *
     * @return 0 and up
     */
    public long hits() {
        return results.stats().hitCount();
    }

    /**
     * How many looks found none. Exact when no thread looks meanwhile.
     *
     * @return 0 and up
     */
    public long misses() {
        return results.stats().missCount();
    }

    /**
     * How many results had to leave because room was short or they were too old.
     *
     * @return 0 and up
     */
    public long evictions() {
        return results.stats().evictionCount();
    }
}
