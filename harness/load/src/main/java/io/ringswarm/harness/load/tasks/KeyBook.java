package io.ringswarm.harness.load.tasks;

import java.util.Arrays;

/**
 * What is known of results that are kept, content by content, without asking who keeps them: until when one is certain to be
 * there, and from when on it is certain to be gone. A result is put away after the worker has made it and before anybody
 * hears of it. Confined to who submits; allocates nothing.
 */
final class KeyBook {
    private static final long NEVER = Long.MIN_VALUE;

    private final long ttlNs;
    private final long[] certainUntilNs;
    private final long[] lastMadeFor;
    private final long[] lastHeardNs;
    private long hits;
    private long missedHits;
    private long staleHits;

    /**
     * A book of contents of which there is no result yet.
     *
     * @param keys how many contents there are
     * @param ttlNs how long a result is kept
     */
    KeyBook(int keys, long ttlNs) {
        this.ttlNs = ttlNs;
        certainUntilNs = new long[keys];
        lastMadeFor = new long[keys];
        lastHeardNs = new long[keys];
        Arrays.fill(certainUntilNs, NEVER);
    }

    /** Until when a task of this content that is submitted now must not come to a worker. */
    long certainUntilNs(int key) {
        return certainUntilNs[key];
    }

    /** A task was done by a worker, although it had been promised until then that it need not be. */
    void done(long startNs, long promisedUntilNs) {
        missedHits += promisedUntilNs != NEVER && startNs - promisedUntilNs < 0 ? 1 : 0;
    }

    /** A task got a result that no worker made for it. */
    void hit(int key, TaskOutcome result, long submitNs) {
        hits++;
        boolean known = lastMadeFor[key] != 0;
        boolean older = known && result.madeFor < lastMadeFor[key] && lastHeardNs[key] - submitNs < 0;
        boolean tooOld = result.madeFor == lastMadeFor[key] && submitNs - lastHeardNs[key] > ttlNs;
        staleHits += older || tooOld ? 1 : 0;
    }

    /** A result was heard of. */
    void heard(int key, TaskOutcome result, long nowNs) {
        if (result.madeFor > lastMadeFor[key]) {
            lastMadeFor[key] = result.madeFor;
            lastHeardNs[key] = nowNs;
            certainUntilNs[key] = result.madeNs + ttlNs;
        }
    }

    /** Counts from zero; what is known of results stays known. */
    void reset() {
        hits = 0;
        missedHits = 0;
        staleHits = 0;
    }

    /** Tasks that got a result made for another. */
    long hits() {
        return hits;
    }

    /** Tasks that a worker did although there was a result. */
    long missedHits() {
        return missedHits;
    }

    /** Tasks that got a result that was too old, or not the last. */
    long staleHits() {
        return staleHits;
    }
}
