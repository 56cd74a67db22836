package io.ringswarm.engine.agent;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.NanoClock;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.LongFunction;

/**
 * The agents of one shard by index. Any thread may add and remove; the shard's thread finds. An agent is in the table
 * before its reference is known to anybody, so before the first message to it.
 */
public final class AgentTable {
    private static final int INITIAL_CAPACITY = 16;

    private final int shard;
    private final NanoClock clock;
    private final Deque<Integer> freeIndexes = new ArrayDeque<>();
    private int[] generations = new int[INITIAL_CAPACITY];
    private int used;
    private AgentOutbound outbound;
    private volatile AgentCell[] cells = new AgentCell[INITIAL_CAPACITY];

    /**
     * An empty table.
     *
     * @param shard the shard's index
     * @param clock the engine's
     */
    public AgentTable(int shard, NanoClock clock) {
        this.shard = shard;
        this.clock = clock;
    }

    /**
     * Names what agents send through, once, before there is any.
     *
     * @param shards the shard's
     */
    public synchronized void outbound(AgentOutbound shards) {
        outbound = shards;
    }

    /**
     * Adds an agent.
     *
     * @param agent the agent
     * @param refOf makes the reference for the address that the agent gets
     * @return its reference
     */
    public synchronized AgentRef add(Agent agent, LongFunction<AgentRef> refOf) {
        int index = freeIndexes.isEmpty() ? used++ : freeIndexes.pop();
        AgentCell[] current = cells;
        if (index == current.length) {
            current = Arrays.copyOf(current, 2 * index);
            generations = Arrays.copyOf(generations, 2 * index);
        }
        generations[index] = AgentAddress.nextGeneration(generations[index]);
        AgentRef ref = refOf.apply(AgentAddress.of(shard, generations[index], index));
        current[index] = new AgentCell(agent, ref, clock, outbound);
        cells = current;
        return ref;
    }

    /**
     * Removes an agent: from now on its messages are dead letters, and its index may be given to another.
     *
     * @param address the agent's
     */
    public synchronized void remove(long address) {
        int index = AgentAddress.index(address);
        AgentCell[] current = cells;
        if (current[index] != null && current[index].hasAddress(address)) {
            current[index] = null;
            freeIndexes.push(index);
            cells = current;
        }
    }

    /**
     * Finds an agent.
     *
     * @param address the target in a message
     * @return its cell, or null when the agent is not there any more
     */
    public AgentCell find(long address) {
        AgentCell[] current = cells;
        int index = AgentAddress.index(address);
        if (index < 0 || index >= current.length) {
            return null;
        }
        AgentCell cell = current[index];
        return cell != null && cell.hasAddress(address) ? cell : null;
    }
}
