package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.timing.DeadlineHeap;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The timers of a shard's agents. A firing is a delivery: counted as created, then as handled or as a dead letter. Timers
 * of an agent that takes nothing for the moment are held back until it does. Confined to the shard's thread.
 */
final class Timers {
    /** Firings before the shard looks at its lanes again. */
    static final int QUOTA = 64;

    private final ShardParts parts;
    private final NanoClock clock;
    private final DeadlineHeap<AgentTimer> heap = new DeadlineHeap<>();
    private final List<AgentTimer> held = new ArrayList<>();
    private final byte[] frame = new byte[FrameLayout.HEADER_BYTES];
    private final MessageView firing = new MessageView();

    Timers(ShardParts parts) {
        this.parts = parts;
        clock = parts.config().clock();
    }

    /** Whether there is anything to wait for. */
    boolean isWaiting() {
        return !heap.isEmpty() || !held.isEmpty();
    }

    /** When the next timer is due, ns of the engine's clock; {@link Long#MAX_VALUE} when none is set. */
    long nextDueNs() {
        return heap.isEmpty() ? Long.MAX_VALUE : heap.first().deadlineNs();
    }

    long nowNs() {
        return clock.nanoTime();
    }

    /** Throws unless the timer's agent is being called by this thread. */
    void checkConfined(AgentCell owner) {
        parts.calls().checkCurrent(owner);
    }

    void set(AgentTimer timer, long dueNs) {
        cancel(timer);
        heap.add(timer, dueNs);
    }

    boolean cancel(AgentTimer timer) {
        return heap.remove(timer) || held.remove(timer);
    }

    boolean isSet(AgentTimer timer) {
        return timer.isWaiting() || held.contains(timer);
    }

    /**
     * Fires what is due, unless the engine is closing: feedback through timers would never end.
     *
     * @return how many timers fired
     */
    int fire(long nowNs) {
        int fired = 0;
        for (int i = 0; i < held.size(); i++) {
            if (!held.get(i).owner().isSuspended()) {
                AgentTimer timer = held.remove(i--);
                heap.add(timer, timer.deadlineNs());
            }
        }
        while (fired < QUOTA
                && !heap.isEmpty()
                && heap.first().deadlineNs() - nowNs <= 0
                && parts.lifecycle().isAccepting()) {
            AgentTimer timer = heap.first();
            heap.remove(timer);
            fired += fire(timer, nowNs);
        }
        return fired;
    }

    private int fire(AgentTimer timer, long nowNs) {
        AgentCell cell = timer.owner();
        if (parts.agents().find(cell.address()) != cell) {
            return 0;
        }
        if (cell.isSuspended()) {
            held.add(timer);
            return 0;
        }
        long dueNs = timer.deadlineNs();
        if (timer.periodNs() > 0) {
            long missed = (nowNs - dueNs) / timer.periodNs();
            heap.add(timer, dueNs + (missed + 1) * timer.periodNs());
        }
        parts.time().begin(); // may throw, so not between the counts
        parts.sent().countCreated(1);
        VarHandle.fullFence(); // before the agent can be told whether the engine still accepts: see Quiet
        Throwable thrown = parts.calls().timer(cell, timer, dueNs);
        if (thrown == null) {
            parts.exit().check();
            parts.counters().countHandled();
        } else {
            parts.deadLetters().thrown(describe(cell, dueNs, nowNs), thrown, parts.exit());
        }
        parts.recorder().add(dueNs, dueNs);
        parts.time().end(1);
        parts.exit().settle();
        return 1;
    }

    private MessageView describe(AgentCell cell, long dueNs, long nowNs) {
        FrameHeader.empty(frame, 0);
        FrameHeader.target(frame, 0, cell.address());
        FrameHeader.dueNs(frame, 0, dueNs);
        FrameHeader.sentNs(frame, 0, nowNs);
        firing.wrap(frame, 0, FrameHeader.lead(frame, 0));
        return firing;
    }
}
