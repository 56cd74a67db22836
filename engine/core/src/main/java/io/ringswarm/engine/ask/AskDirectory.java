package io.ringswarm.engine.ask;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.agent.AgentAddress;
import java.util.Arrays;

/**
 * Finds who waits for an answer by the source in the question's frame: a shard, by the address of any of its agents, or a
 * sender outside. Any thread.
 */
public final class AskDirectory {
    private final AskTable[] shards;
    private volatile Place[] outside = new Place[0];
    private int generation;

    /**
     * A directory without senders.
     *
     * @param shards how many shards there are
     */
    public AskDirectory(int shards) {
        this.shards = new AskTable[shards];
    }

    /**
     * Adds a shard, before any thread of the engine runs.
     *
     * @param shard its index
     * @param table its asks
     */
    public void shard(int shard, AskTable table) {
        shards[shard] = table;
    }

    /**
     * Adds a sender outside.
     *
     * @param table its asks
     * @return the source address of its questions
     */
    public synchronized long add(AskTable table) {
        Place[] now = outside;
        int index = 0;
        while (index < now.length && now[index] != null) {
            index++;
        }
        generation = AgentAddress.nextGeneration(generation);
        long address = AgentAddress.of(AgentAddress.OUTSIDE, generation, index);
        Place[] after = Arrays.copyOf(now, Math.max(now.length, index + 1));
        after[index] = new Place(address, table);
        outside = after;
        return address;
    }

    /**
     * Removes a sender outside: answers to it come too late from now on.
     *
     * @param address from {@link #add}
     */
    public synchronized void remove(long address) {
        Place[] after = outside.clone();
        int index = AgentAddress.index(address);
        if (after[index] != null && after[index].address() == address) {
            after[index] = null;
            outside = after;
        }
    }

    /**
     * Finds whose ask it is.
     *
     * @param source from the question's frame
     * @return the table; null when the sender has been closed
     */
    public AskTable find(long source) {
        int shard = AgentAddress.shard(source);
        if (shard < shards.length) {
            return shards[shard];
        }
        return shard == AgentAddress.OUTSIDE ? findOutside(source) : null;
    }

    /**
     * Ends an ask without an answer, unless it has ended.
     *
     * @param source from the question's frame
     * @param askId its correlation id
     * @param outcome what its handler is told
     */
    public void fail(long source, long askId, AskOutcome outcome) {
        AskTable table = find(source);
        if (table != null) {
            table.fail(askId, outcome);
        }
    }

    private AskTable findOutside(long source) {
        Place[] now = outside;
        int index = AgentAddress.index(source);
        Place place = index < now.length ? now[index] : null;
        return place != null && place.address() == source ? place.table() : null;
    }

    private record Place(long address, AskTable table) {}
}
