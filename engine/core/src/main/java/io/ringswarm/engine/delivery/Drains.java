package io.ringswarm.engine.delivery;

import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.timing.TimeLimit;
import java.util.ArrayList;
import java.util.List;

/**
 * Agents that take nothing new and end once they have handled what they had been sent. For each of them, every other shard
 * says when what its agents had sent before has come to the agent's shard; that shard then notes how far its queues are
 * filled, and waits until it has worked off as much. Each step looks at numbers that only grow, so what comes later for
 * others delays no drain. Confined to the shard's thread.
 */
final class Drains {
    private final ShardParts parts;
    private final Routes routes;
    private final Suspensions suspensions;
    private final List<Drain> draining = new ArrayList<>();
    private final List<Departure> departures = new ArrayList<>();
    private LaneReader[] lanes;
    private List<Shard> shards;
    private AgentRegistry registry;

    Drains(ShardParts parts, Routes routes, Suspensions suspensions) {
        this.parts = parts;
        this.routes = routes;
        this.suspensions = suspensions;
    }

    /** Names what it works with, once. */
    void connect(List<Shard> all, AgentRegistry agents, LaneReader[] shardsLanes) {
        shards = all;
        registry = agents;
        lanes = shardsLanes;
    }

    boolean isEmpty() {
        return draining.isEmpty() && departures.isEmpty();
    }

    /** When the next time limit ends, ns; {@link TimeLimit#NEVER} when there is none. */
    long nextDueNs() {
        long due = TimeLimit.NEVER;
        for (Drain drain : draining) {
            due = TimeLimit.earlier(due, drain.deadlineNs);
        }
        return due;
    }

    /** Nobody but itself can send to the agent any more: it ends when it has handled what it had been sent. */
    void begin(AgentCell cell, long deadlineNs) {
        Drain drain = new Drain(cell, deadlineNs);
        draining.add(drain);
        long address = cell.address();
        for (Shard other : shards) {
            if (other != shards.get(parts.index())
                    && other.post(supervisor -> supervisor.drains().awaitDeparture(address, drain))) {
                drain.toCome++;
            }
        }
    }

    /** A draining agent has sent to itself: it has to handle that, too. */
    void sentToItself(AgentCell cell) {
        for (Drain drain : draining) {
            drain.again |= drain.cell == cell;
        }
    }

    /** Looks at what has come to its end. Answers how many steps were done. */
    int work(long nowNs) {
        int before = departures.size() + draining.size();
        departures.removeIf(Departure::hasEnded);
        for (Drain drain : List.copyOf(draining)) {
            if (isOver(drain, nowNs)) {
                draining.remove(drain);
            }
        }
        return before - departures.size() - draining.size();
    }

    private void awaitDeparture(long address, Drain drain) {
        departures.add(new Departure(address, drain));
    }

    private boolean isOver(Drain drain, long nowNs) {
        AgentCell cell = drain.cell;
        if (parts.agents().find(cell.address()) != cell) {
            return true; // something else has ended it
        }
        boolean drained = drain.isDone();
        if (drained || nowNs - drain.deadlineNs >= 0) {
            AgentEnd.How how = drained ? AgentEnd.How.DRAINED : AgentEnd.How.STOPPED;
            registry.end(new AgentEnd(cell.self(), how, null));
            return true;
        }
        return false;
    }

    /** An agent of this shard that is to end. */
    private final class Drain {
        private final AgentCell cell;
        private final long deadlineNs;
        private final long[] fromRing = new long[Priority.COUNT];
        private final long[] fromLocal = new long[Priority.COUNT];
        private int toCome;
        private boolean noted;
        private boolean again;

        Drain(AgentCell cell, long deadlineNs) {
            this.cell = cell;
            this.deadlineNs = deadlineNs;
        }

        boolean isDone() {
            if (toCome > 0 || suspensions.hasParkedFor(cell.address())) {
                return false;
            }
            if (!noted || again) {
                note();
            }
            return hasWorkedOff()
                    && (!cell.isPaused() || cell.isReadyToBlock())
                    && parts.asks().countOf(cell) == 0;
        }

        private void note() {
            for (int lane = 0; lane < Priority.COUNT; lane++) {
                fromRing[lane] = lanes[lane].ring().cursor();
                fromLocal[lane] = routes.local(lane).tail();
            }
            noted = true;
            again = false;
        }

        private boolean hasWorkedOff() {
            for (int lane = 0; lane < Priority.COUNT; lane++) {
                if (lanes[lane].positionAcquire() < fromRing[lane]
                        || routes.local(lane).head() < fromLocal[lane]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What agents of this shard have under way to another shard's agent that is to end. */
    private final class Departure {
        private final long address;
        private final Drain drain;
        private long[] until;

        Departure(long address, Drain drain) {
            this.address = address;
            this.drain = drain;
        }

        boolean hasEnded() {
            int home = AgentAddress.shard(address);
            if (until == null && suspensions.hasParkedFor(address)) {
                return false;
            }
            if (until == null) {
                until = routes.sentTo(home);
            }
            if (!routes.hasLeft(home, until)) {
                return false;
            }
            shards.get(home).post(supervisor -> drain.toCome--);
            return true;
        }
    }
}
