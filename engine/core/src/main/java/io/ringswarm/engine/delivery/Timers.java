package io.ringswarm.engine.delivery;

import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.timing.DeadlineHeap;
import io.ringswarm.engine.timing.TimeLimit;
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
    private final Occasions occasions;
    private final Supervisor supervisor;

    Timers(ShardParts parts, Occasions occasions, Supervisor supervisor) {
        this.parts = parts;
        this.occasions = occasions;
        this.supervisor = supervisor;
        clock = parts.config().clock();
    }

    /** Whether there is anything to wait for. */
    boolean isWaiting() {
        return !heap.isEmpty() || !held.isEmpty();
    }

    /** When the next timer is due, ns of the engine's clock; {@link TimeLimit#NEVER} when none is set. */
    long nextDueNs() {
        return heap.isEmpty() ? TimeLimit.NEVER : heap.first().deadlineNs();
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
        if (timer.isCurrent()) {
            add(timer, dueNs);
        }
    }

    boolean cancel(AgentTimer timer) {
        boolean wasSet = heap.remove(timer) || timer.isHeld() && held.remove(timer);
        timer.hold(false);
        if (wasSet) {
            timer.owner().unlink(timer);
        }
        return wasSet;
    }

    /** Cancels what the present instance of an agent has set. */
    void cancelAll(AgentCell owner) {
        while (owner.timers() != null) {
            cancel((AgentTimer) owner.timers());
        }
    }

    boolean isSet(AgentTimer timer) {
        return timer.isWaiting() || timer.isHeld();
    }

    /**
     * Fires what is due, unless the engine is closing: feedback through timers would never end.
     *
     * @return how many timers fired
     */
    int fire(long nowNs) {
        int fired = 0;
        if (!held.isEmpty()) {
            held.removeIf(this::resumes);
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

    /** Puts a timer back whose agent takes messages again. */
    private boolean resumes(AgentTimer timer) {
        if (timer.owner().isPaused()) {
            return false;
        }
        timer.hold(false);
        heap.add(timer, timer.deadlineNs());
        return true;
    }

    private int fire(AgentTimer timer, long nowNs) {
        AgentCell cell = timer.owner();
        if (parts.agents().find(cell.address()) != cell) {
            cell.unlink(timer);
            return 0;
        }
        if (cell.isPaused()) {
            held.add(timer);
            timer.hold(true);
            return 0;
        }
        long dueNs = timer.deadlineNs();
        cell.unlink(timer);
        if (timer.periodNs() > 0) {
            long missed = (nowNs - dueNs) / timer.periodNs();
            add(timer, dueNs + (missed + 1) * timer.periodNs());
        }
        Throwable thrown = occasions.call(cell, timer.firingFor(dueNs), dueNs);
        parts.recorder().add(cell.kind(), dueNs, dueNs);
        parts.time().end(1);
        if (thrown != null) {
            supervisor.failed(cell, thrown);
        }
        return 1;
    }

    private void add(AgentTimer timer, long dueNs) {
        heap.add(timer, dueNs);
        timer.owner().link(timer);
    }
}
