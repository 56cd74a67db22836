package io.ringswarm.engine;

import io.ringswarm.engine.delivery.Shard;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How a sender waits for room: a little spinning, then short parks, up to a time limit. Confined to the sender. */
final class RoomWait {
    /** For senders that fail at once. */
    static final RoomWait NONE = new RoomWait(List.of(), 0);

    private static final int SPINS = 100;
    private static final long PARK_NS = 20_000;

    private final List<Shard> shards;
    private final long longestNs;
    private long endNs;
    private int waits;

    RoomWait(List<Shard> shards, long longestNs) {
        this.shards = shards;
        this.longestNs = longestNs;
    }

    boolean isPatient() {
        return longestNs > 0;
    }

    void begin() {
        for (Shard shard : shards) {
            if (shard.isConfined()) {
                throw new IllegalStateException(
                        "thread=" + Thread.currentThread().getName()
                                + " (expected: not a shard's, which must not wait: use a sender that fails at once)");
            }
        }
        endNs = System.nanoTime() + longestNs;
        waits = 0;
    }

    /** Waits a little. Answers false when the time is over; an interrupt ends no wait, for the time limit does. */
    boolean isLonger() {
        if (System.nanoTime() - endNs >= 0) {
            return false;
        }
        if (waits++ < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(this, PARK_NS);
        }
        return true;
    }
}
