package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.ask.AskSlot;
import io.ringswarm.engine.ask.AskTable;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.OverflowBuffer;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The reply lane of a shard: how the asks of its agents have ended, told to these as deliveries. An answer was counted as
 * created by the one who gave it; any other end is here. Ends for an agent that takes nothing for the moment keep their
 * slot until it does. Confined to the shard's thread.
 */
final class Replies {
    /** Ends told before the shard looks at its other lanes. */
    static final int QUOTA = 512;

    private static final int NOT_READ = -1;

    private final ShardParts parts;
    private final Supervisor supervisor;
    private final FrameEncoder encoder;
    private final AskTable asks;
    private final Deque<AskSlot> held = new ArrayDeque<>();
    private final MessageView reply = new MessageView();

    /** Ends told since the clock was read; {@link #NOT_READ} when it was not read in this go. */
    private int grouped = NOT_READ;

    Replies(ShardParts parts, Supervisor supervisor, FrameEncoder encoder) {
        this.parts = parts;
        this.supervisor = supervisor;
        this.encoder = encoder;
        asks = parts.asks();
    }

    /**
     * Tells agents of asks that others have ended.
     *
     * @return how many were told
     */
    int poll() {
        int told = 0;
        for (int again = held.size(); again > 0; again--) {
            AskSlot slot = held.poll();
            if (told < QUOTA && !parts.lifecycle().isStopped()) {
                told += tell(slot);
            } else {
                held.add(slot); // all of them go round, so that they keep their order
            }
        }
        AskSlot slot;
        while (told < QUOTA && !parts.lifecycle().isStopped() && (slot = asks.nextArrived()) != null) {
            told += tell(slot);
        }
        finish();
        return told;
    }

    /**
     * Tells agents of asks whose time limit has passed.
     *
     * @return how many were told
     */
    int timeOut(long nowNs) {
        int told = 0;
        AskSlot slot;
        while (told < QUOTA && !parts.lifecycle().isStopped() && (slot = asks.nextTimedOut(nowNs)) != null) {
            told += tell(slot);
        }
        finish();
        return told;
    }

    /**
     * Ends asks that nobody will answer any more, as nothing is under way.
     *
     * @return how many were told
     */
    int abandon() {
        int told = 0;
        AskSlot slot;
        while (told < QUOTA && !parts.lifecycle().isStopped() && (slot = asks.nextAbandoned()) != null) {
            told += tell(slot);
        }
        finish();
        return told;
    }

    private int tell(AskSlot slot) {
        AgentCell cell = slot.owner();
        boolean alive = parts.agents().find(cell.address()) == cell && slot.ownerIncarnation() == cell.incarnation();
        if (alive && cell.isPaused()) {
            held.add(slot);
            return 0;
        }
        AskOutcome outcome = slot.outcome();
        byte[] frame = slot.frame();
        wrap(frame, slot.overflow());
        long timedNs = 0;
        if (alive) {
            timedNs = call(cell, slot, outcome);
        } else if (outcome == AskOutcome.ANSWERED) {
            parts.deadLetters().bury(reply, DeadLetterReason.NO_SUCH_AGENT, null, parts.exit());
        }
        parts.sent().countOutcome(outcome);
        asks.free(slot);
        parts.exit().settle();
        if (alive) { // last, as a clock that throws must not leave an answer that was counted in its place
            parts.recorder().add(cell.kind(), timedNs, timedNs);
            if (++grouped == parts.time().groupSize()) {
                endGroup();
            }
        }
        return 1;
    }

    private void endGroup() {
        int messages = grouped;
        grouped = 0;
        parts.time().end(messages);
    }

    /** Ends the go: who reads the clock next begins anew. */
    private void finish() {
        if (grouped > 0) {
            endGroup();
        }
        grouped = NOT_READ;
    }

    /** Answers from when the agent's response counts, ns. */
    private long call(AgentCell cell, AskSlot slot, AskOutcome outcome) {
        if (grouped == NOT_READ) {
            parts.time().begin(); // may throw, so not between the counts
            grouped = 0;
        }
        long startNs = parts.time().nowNs();
        if (outcome != AskOutcome.ANSWERED) {
            parts.sent().countCreated(1);
            VarHandle.fullFence(); // before the agent can be told whether the engine still accepts: see Quiet
        }
        encoder.inherit(reply.traceId());
        Throwable thrown = parts.calls().reply(cell, slot.handler(), outcome, reply);
        if (thrown == null) {
            parts.exit().check();
            parts.counters().countHandled();
        } else {
            parts.deadLetters().thrown(reply, thrown, parts.exit());
        }
        if (thrown != null) {
            supervisor.failed(cell, thrown);
        }
        return outcome == AskOutcome.ANSWERED ? reply.sentNs() : startNs;
    }

    private void wrap(byte[] frame, OverflowBuffer overflow) {
        long lead = FrameHeader.lead(frame, 0);
        if (overflow == null) {
            reply.wrap(frame, 0, lead);
        } else {
            reply.wrap(frame, 0, lead, overflow.bytes());
        }
    }
}
