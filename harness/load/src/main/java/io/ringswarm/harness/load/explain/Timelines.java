package io.ringswarm.harness.load.explain;

import java.util.Arrays;

/**
 * What went on when, apart for whom it kept: those who send, each shard, and all together where a load times itself and
 * nobody knows which. Causes may be added by any thread.
 */
final class Timelines {
    /** For those who send. */
    static final int SENDERS = -1;

    private final Timeline[] shards;
    private final Timeline sending = new Timeline();
    private final Timeline whole = new Timeline();

    Timelines(int shardCount) {
        shards = new Timeline[shardCount];
        Arrays.setAll(shards, i -> new Timeline());
    }

    /** Something kept everybody. */
    void all(Cause cause, long startNs, long endNs) {
        for (Timeline shard : shards) {
            shard.add(cause, startNs, endNs);
        }
        sending.add(cause, startNs, endNs);
        whole.add(cause, startNs, endNs);
    }

    /**
     * Something kept one shard, or {@link #SENDERS}.
     *
     * @param owner the shard's index, or that
     */
    void of(int owner, Cause cause, long startNs, long endNs) {
        (owner == SENDERS ? sending : shards[owner]).add(cause, startNs, endNs);
        whole.add(cause, startNs, endNs);
    }

    /** Nothing that was before this will be added any more. */
    void settle(long untilNs) {
        for (Timeline shard : shards) {
            shard.settle(untilNs);
        }
        sending.settle(untilNs);
        whole.settle(untilNs);
    }

    Timeline sending() {
        return sending;
    }

    Timeline shard(int index) {
        return shards[index];
    }

    Timeline whole() {
        return whole;
    }
}
