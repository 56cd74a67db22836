package io.ringswarm.engine.agent;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Who has subscribed to a topic, by shard. Changed by one thread at a time; read by any, which sees what was subscribed before
 * the message that it reads was published.
 */
public final class Subscribers {
    private static final long[] NOBODY = {};

    private final int number;
    private final AtomicReferenceArray<long[]> byShard;

    /**
     * Nobody yet.
     *
     * @param number the topic's, 1 and up
     * @param shards how many shards there are
     */
    public Subscribers(int number, int shards) {
        this.number = number;
        byShard = new AtomicReferenceArray<>(shards);
        for (int shard = 0; shard < shards; shard++) {
            byShard.set(shard, NOBODY);
        }
    }

    /**
     * The address of the topic on a shard. No agent has it, as its generation is 0.
     *
     * @param shard 0 and up
     * @return what a publication has as its target
     */
    public long address(int shard) {
        return AgentAddress.of(shard, 0, number);
    }

    /**
     * The subscribers on a shard.
     *
     * @param shard 0 and up
     * @return addresses in the order in which they came; not to be changed, and never changed
     */
    public long[] of(int shard) {
        return byShard.getAcquire(shard);
    }

    /**
     * Adds an agent.
     *
     * @param address its
     * @return false when it was there
     */
    public boolean add(long address) {
        int shard = AgentAddress.shard(address);
        long[] before = of(shard);
        for (long other : before) {
            if (other == address) {
                return false;
            }
        }
        long[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = address;
        byShard.setRelease(shard, after);
        return true;
    }

    /**
     * Removes an agent.
     *
     * @param address its
     * @return false when it was not there
     */
    public boolean remove(long address) {
        int shard = AgentAddress.shard(address);
        long[] before = of(shard);
        long[] after = Arrays.stream(before).filter(other -> other != address).toArray();
        byShard.setRelease(shard, after);
        return after.length < before.length;
    }
}
