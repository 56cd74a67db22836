package io.ringswarm.engine.delivery;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.Suspension;
import io.ringswarm.engine.lifecycle.Lifecycle;
import java.util.List;

/**
 * Finds agents that wait for each other in a circle. Rings, local queues and outboxes always drain, because shards never
 * stop polling; so a parked message can only wait for ever for an agent that admits nothing, whose first parked message
 * waits for another such agent, and so on back to the first. Each agent waits for one other, so the chain is followed
 * step by step; it is read twice, and counts only when nothing has changed in between: then it was there as a whole.
 */
final class Standstill {
    private List<Shard> shards;
    private long circleLength;

    void connect(List<Shard> all) {
        shards = all;
    }

    /** Whether an agent admits nothing from anybody, though it lives. */
    boolean isCongested(long address, Lifecycle lifecycle) {
        AgentCell cell = find(address);
        return cell != null && cell.self().admission(lifecycle) == AgentRef.CONGESTED;
    }

    /**
     * Whether an agent is in such a circle, and is the one in it that waits longest, of equals the one with the smallest
     * address: its first parked message is the one to give up.
     */
    boolean mustBreak(AgentCell cell, Lifecycle lifecycle) {
        long start = cell.self().address();
        long first = roundsOnCircle(start, lifecycle);
        return first >= 0 && waitsLongest(start, cell.suspension()) && roundsOnCircle(start, lifecycle) == first;
    }

    /** Sum of the rounds of all agents on the circle through an agent; -1 when there is none through it. */
    private long roundsOnCircle(long start, Lifecycle lifecycle) {
        long sum = 0;
        long steps = 0;
        long limit = 1;
        long landmark = start;
        long at = start;
        do {
            AgentCell cell = find(at);
            Suspension suspension = cell == null ? null : cell.suspension();
            long next = suspension == null ? 0 : suspension.waitsFor();
            if (next == 0 || cell.self().admission(lifecycle) != AgentRef.CONGESTED) {
                return -1; // who waits for one that admits something again has only not seen it yet
            }
            sum += suspension.round();
            at = next;
            if (at == landmark && at != start) {
                return -1; // a circle that the agent waits for, but is not on
            }
            if (++steps == limit) {
                landmark = at; // after R. P. Brent, "An improved Monte Carlo factorization algorithm", BIT 20 (1980)
                limit <<= 1;
            }
        } while (at != start);
        circleLength = steps;
        return sum;
    }

    private boolean waitsLongest(long start, Suspension own) {
        long sinceNs = own.waitingSinceNs();
        long at = own.waitsFor();
        for (long step = 1; step < circleLength && at != start; step++) {
            Suspension suspension = suspensionOf(at);
            if (suspension == null || suspension.waitsFor() == 0) {
                return false;
            }
            long earlierByNs = sinceNs - suspension.waitingSinceNs();
            if (earlierByNs > 0 || earlierByNs == 0 && at < start) {
                return false;
            }
            at = suspension.waitsFor();
        }
        return true;
    }

    private Suspension suspensionOf(long address) {
        AgentCell cell = find(address);
        return cell == null ? null : cell.suspension();
    }

    private AgentCell find(long address) {
        return shards.get(AgentAddress.shard(address)).agents().find(address);
    }
}
