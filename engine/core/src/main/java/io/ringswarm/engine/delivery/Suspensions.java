package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.Suspension;
import io.ringswarm.engine.events.FlightEvents;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.ring.FramePool;
import io.ringswarm.engine.ring.OverflowBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The agents of a shard that take no message for the moment. Each waits until the messages that it has parked have gone;
 * then it is given what was stashed for it, in order, before anything newer. Reserve and stash are bounded, for all agents
 * of the shard together. Confined to the shard's thread.
 */
final class Suspensions {
    /** Stashed messages delivered before the shard looks at its lanes again. */
    static final int STASH_QUOTA = 256;

    private final Routes routes;
    private final Lifecycle lifecycle;
    private final GroupClock time;
    private final ShardExit exit;
    private final Standstill standstill = new Standstill();
    private final FramePool reserve;
    private final FramePool stash;
    private final Deque<AgentCell> suspended = new ArrayDeque<>();

    Suspensions(ShardParts parts, Routes routes) {
        this.routes = routes;
        lifecycle = parts.lifecycle();
        time = parts.time();
        exit = parts.exit();
        reserve = new FramePool(parts.config().parkedMessages(), parts.config().slotBytes());
        stash = new FramePool(parts.config().stashedMessages(), parts.config().slotBytes());
    }

    void connect(List<Shard> shards) {
        standstill.connect(shards);
    }

    boolean canPark() {
        return reserve.hasRoom();
    }

    /** Keeps a message of an agent that found no room. There must be {@linkplain #canPark() room}. */
    void park(AgentCell sender, byte[] frames, int frame, OverflowBuffer buffer) {
        FramePool.FrameList parked = suspend(sender).parked();
        if (parked.isEmpty()) {
            FlightEvents.park(sender.self().name());
        }
        parked.add(frames, frame, buffer);
    }

    /**
     * Keeps a message for an agent that takes nothing now.
     *
     * @return false when the stash is full
     */
    boolean stash(AgentCell target, byte[] frames, int frame, OverflowBuffer buffer) {
        boolean room = stash.hasRoom();
        if (room) {
            suspensionOf(target).stashed().add(frames, frame, buffer);
        }
        if (!target.isPausedBy(AgentCell.BUSY) || stash.isOverHalf()) {
            target.self().admit(admission()); // one that is busy will be back: no need to hold off those who send to it
        }
        return room;
    }

    /** An agent takes nothing from now on, until {@link #release}; what comes for it is stashed. */
    void hold(AgentCell cell) {
        cell.self().admit(admission());
    }

    /** An agent may go on: it is given what was stashed for it, then what comes. */
    void release(AgentCell cell) {
        if (keepsNothing(cell)) {
            cell.self().admit(AgentRef.OPEN);
        } else {
            suspend(cell);
        }
    }

    /** An agent has ended: what was stashed for it will be dead letters, what it has parked still goes. */
    void end(AgentCell cell) {
        if (!keepsNothing(cell)) {
            suspend(cell);
        }
    }

    /** Whether some agent has parked a message for an address. */
    boolean hasParkedFor(long target) {
        for (AgentCell cell : suspended) {
            if (cell.suspension().parked().hasFor(target)) {
                return true;
            }
        }
        return false;
    }

    /** Whether nobody is suspended. */
    boolean isEmpty() {
        return suspended.isEmpty();
    }

    /** Messages kept, parked and stashed ones. */
    int kept() {
        return reserve.used() + stash.used();
    }

    /** Agents that take nothing for the moment. */
    int agents() {
        return suspended.size();
    }

    /**
     * Sends parked messages as far as there is room, and gives agents that have none left what was stashed for them. Each
     * turn begins with another agent, so that the quota starves none.
     *
     * @return messages moved or delivered, and changes of what agents wait for or admit, which others have yet to see; so 0
     *     when nothing changes any more
     */
    int work(Dispatcher dispatcher) {
        int sent = 0;
        int delivered = 0;
        int agents = suspended.size();
        for (int i = 0; i < agents && !lifecycle.isStopped(); i++) {
            AgentCell cell = suspended.removeFirst();
            Suspension suspension = cell.suspension();
            sent += sendParked(cell, dispatcher);
            if (suspension.parked().isEmpty()) {
                delivered += deliverStashed(cell, dispatcher, STASH_QUOTA - delivered);
            }
            if (!suspension.parked().isEmpty() || !suspension.stashed().isEmpty() && !isHeld(cell)) {
                suspended.addLast(cell);
                sent += cell.self().admit(admission()) ? 1 : 0;
            } else {
                cell.unpause(AgentCell.SUSPENDED);
                cell.self().admit(cell.isPausedBy(AgentCell.RESTARTING) ? admission() : AgentRef.OPEN);
            }
        }
        if (!suspended.isEmpty()) {
            suspended.addLast(suspended.removeFirst());
        }
        return sent + delivered;
    }

    /** Whom suspended agents admit: all of them nobody while the upper half of the stash is in use. */
    private int admission() {
        return stash.isOverHalf() ? AgentRef.CONGESTED : AgentRef.SUSPENDED;
    }

    private boolean readmitAll() {
        boolean changed = false;
        for (AgentCell cell : suspended) {
            changed |= cell.self().admit(admission());
        }
        return changed;
    }

    private Suspension suspend(AgentCell cell) {
        Suspension suspension = suspensionOf(cell);
        if (!cell.isPausedBy(AgentCell.SUSPENDED)) {
            cell.pause(AgentCell.SUSPENDED);
            suspended.addLast(cell);
            cell.self().admit(admission());
        }
        return suspension;
    }

    private Suspension suspensionOf(AgentCell cell) {
        Suspension suspension = cell.suspension();
        if (suspension == null) {
            suspension = new Suspension(reserve.newList(), stash.newList());
            cell.suspension(suspension);
        }
        return suspension;
    }

    private static boolean keepsNothing(AgentCell cell) {
        Suspension suspension = cell.suspension();
        return suspension == null
                || suspension.parked().isEmpty() && suspension.stashed().isEmpty();
    }

    /**
     * Whether an agent must not be given anything, though its stash is full, until {@link #release}. One that has ended is
     * not: what was stashed for it is to become dead letters.
     */
    static boolean isHeld(AgentCell cell) {
        return !cell.isPausedBy(AgentCell.ENDED)
                && cell.isPausedBy(AgentCell.RESTARTING | AgentCell.BUSY | AgentCell.FAILING);
    }

    private int sendParked(AgentCell cell, Dispatcher dispatcher) {
        Suspension suspension = cell.suspension();
        FramePool.FrameList parked = suspension.parked();
        int sent = 0;
        while (!parked.isEmpty()) {
            byte[] frames = parked.slab();
            int frame = parked.firstOffset();
            long target = FrameHeader.target(frames, frame);
            if (routes.isDead(target)) {
                dispatcher.giveUp(parked.firstOverflow());
            } else if (target != cell.self().address() && standstill.isCongested(target, lifecycle)) {
                sent += suspension.waitsFor(target, time.begin()) ? 1 : 0;
                if (!standstill.mustBreak(cell, lifecycle)) {
                    return sent;
                }
                if (cell.self().admit(admission()) | readmitAll()) {
                    return sent + 1; // room has come in this very turn: is there a circle still?
                }
                FlightEvents.deadlockBroken(cell.self().name());
                dispatcher.breakDeadlock(frames, frame, parked.firstOverflow());
            } else if (routes.hasRoom(target, FrameHeader.priorityOf(FrameHeader.lead(frames, frame)))) {
                routes.forward(frames, frame, parked.firstOverflow());
            } else {
                suspension.waitsForNobody();
                return sent;
            }
            suspension.waitsForNobody();
            parked.removeFirst();
            exit.settle();
            sent++;
        }
        return sent;
    }

    private int deliverStashed(AgentCell cell, Dispatcher dispatcher, int quota) {
        Suspension suspension = cell.suspension();
        FramePool.FrameList stashed = suspension.stashed();
        int delivered = 0;
        while (!stashed.isEmpty()
                && suspension.parked().isEmpty()
                && !isHeld(cell)
                && delivered < quota
                && !lifecycle.isStopped()) {
            time.begin();
            dispatcher.dispatchStashed(stashed.slab(), stashed.firstOffset(), stashed.firstOverflow(), time.nowNs());
            stashed.removeFirst();
            exit.settle();
            time.end(1);
            delivered++;
        }
        return delivered;
    }
}
