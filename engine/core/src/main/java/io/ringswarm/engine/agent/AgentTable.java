package io.ringswarm.engine.agent;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * The agents of one shard by index. Any thread may add and remove; the shard's thread finds. An agent is in the table
 * before its reference is known to anybody, so before the first message to it.
 */
public final class AgentTable {
    private static final int INITIAL_CAPACITY = 16;

    private final int shard;
    private int[] generations = new int[INITIAL_CAPACITY];
    private int[] freeIndexes = new int[INITIAL_CAPACITY];
    private int free;
    private int used;
    private int living;
    private AgentOutbound outbound;
    private volatile AgentCell[] cells = new AgentCell[INITIAL_CAPACITY];

    /**
     * An empty table.
     *
     * @param shard the shard's index
     */
    public AgentTable(int shard) {
        this.shard = shard;
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
     * @param first its first instance
     * @param spec what stays over restarts
     * @param kind the number of its class
     * @param refOf makes the reference for the address that the agent gets
     * @return its cell
     */
    public synchronized AgentCell add(Agent first, AgentSpec spec, int kind, LongFunction<AgentRef> refOf) {
        AgentCell[] current = cells;
        int index = free > 0 ? freeIndexes[--free] : used++;
        if (index == current.length) {
            current = Arrays.copyOf(current, 2 * index);
            generations = Arrays.copyOf(generations, 2 * index);
        }
        generations[index] = AgentAddress.nextGeneration(generations[index]);
        AgentRef ref = refOf.apply(AgentAddress.of(shard, generations[index], index));
        AgentCell cell = new AgentCell(first, ref, spec, kind, outbound);
        current[index] = cell;
        cells = current;
        living++;
        return cell;
    }

    /**
     * Removes an agent: from now on its messages are dead letters, and its index may be given to another.
     *
     * @param address the agent's
     * @return its cell; null when it was not there
     */
    public synchronized AgentCell remove(long address) {
        AgentCell cell = find(address);
        if (cell != null) {
            int index = AgentAddress.index(address);
            AgentCell[] current = cells;
            current[index] = null;
            cells = current;
            if (free == freeIndexes.length) {
                freeIndexes = Arrays.copyOf(freeIndexes, 2 * free);
            }
            freeIndexes[free++] = index;
            living--;
        }
        return cell;
    }

    /**
     * How many agents live.
     *
     * @return 0 and up
     */
    public synchronized int living() {
        return living;
    }

    /**
     * Adds to each kind how many of it live.
     *
     * @param byKind counts by number
     */
    public synchronized void countKinds(int[] byKind) {
        for (AgentCell cell : cells) {
            if (cell != null) {
                byKind[cell.kind()]++;
            }
        }
    }

    /**
     * The agents that live at this moment.
     *
     * @return a new list
     */
    public synchronized List<AgentCell> all() {
        return Arrays.stream(cells).filter(Objects::nonNull).toList();
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
