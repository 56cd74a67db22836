package io.ringswarm.engine.delivery;

import static io.ringswarm.codecs.frame.FrameLayout.FLAG_ASK;
import static io.ringswarm.codecs.frame.FrameLayout.FLAG_OVERFLOW;
import static io.ringswarm.codecs.frame.FrameLayout.FLAG_VOID;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.AgentTable;
import io.ringswarm.engine.ask.AskDirectory;
import io.ringswarm.engine.metrics.LatencyRecorder;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.metrics.ShardCounters;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.LaneRing;
import io.ringswarm.engine.ring.LocalQueue;
import io.ringswarm.engine.ring.OverflowBuffer;
import java.util.Arrays;

/**
 * Brings one message to its agent, and accounts for it: handled, expired, shed, a dead letter, or kept for later in the
 * stash. Before it counts it asks the shard's exit, which throws when the shard was given up meanwhile, as what happens to
 * the message is then no longer its to count. Nothing that a handler throws leaves this class. Confined to the shard's thread.
 */
final class Dispatcher {
    private final AgentTable agents;
    private final ShardCounters counters;
    private final LatencyRecorder recorder;
    private final DeadLetters deadLetters;
    private final AgentCalls calls;
    private final Suspensions suspensions;
    private final Supervisor supervisor;
    private final BlockingAgents blocking;
    private final AskDirectory asks;
    private final ShardExit exit;
    private final long[] shedAfterNs;
    private final FrameEncoder encoder;
    private final MessageView message = new MessageView();
    private final FanOut[] fanOuts = new FanOut[Priority.COUNT];
    private final FanOut[] localFanOuts = new FanOut[Priority.COUNT];
    private final SenderCounters sent;
    private long discarded;

    Dispatcher(
            ShardParts parts,
            Suspensions suspensions,
            Supervisor supervisor,
            BlockingAgents blocking,
            FrameEncoder encoder) {
        agents = parts.agents();
        counters = parts.counters();
        recorder = parts.recorder();
        deadLetters = parts.deadLetters();
        calls = parts.calls();
        asks = parts.directory();
        exit = parts.exit();
        shedAfterNs = parts.config().shedAfterNs();
        this.suspensions = suspensions;
        this.supervisor = supervisor;
        this.blocking = blocking;
        this.encoder = encoder;
        sent = parts.sent();
        Arrays.setAll(fanOuts, lane -> new FanOut(parts, this));
        Arrays.setAll(localFanOuts, lane -> new FanOut(parts, this));
    }

    /** Names where topics are found, once. */
    void connect(AgentRegistry registry) {
        for (int lane = 0; lane < Priority.COUNT; lane++) {
            fanOuts[lane].connect(registry);
            localFanOuts[lane].connect(registry);
        }
    }

    /** How many messages were too old so far: expired or shed, without a call of their agent. */
    long discarded() {
        return discarded;
    }

    /**
     * Delivers the message in a ring's slot; a publication to one of its subscribers.
     *
     * @param nowNs a time not after the handler's entry, for deadlines
     * @return false when the publication has more subscribers: the slot is to be dispatched again
     */
    boolean dispatch(LaneRing ring, long sequence, long nowNs) {
        byte[] slab = ring.slab();
        int frame = ring.offsetOf(sequence);
        long lead = FrameHeader.lead(slab, frame);
        int flags = FrameHeader.flagsOf(lead);
        if (isShort(lead)) {
            deliver(slab, frame, lead, null, nowNs);
        } else if ((flags & FLAG_VOID) == 0) {
            deliverLong(slab, frame, lead, ring.detach(sequence), nowNs);
        } else if ((flags & FLAG_ASK) != 0) {
            OverflowBuffer overflow = ring.overflowOf(sequence);
            if (!fanOuts[FrameHeader.priorityOf(lead)].step(slab, frame, lead, overflow, nowNs)) {
                return false;
            }
            release(ring.detach(sequence));
        }
        return true;
    }

    /** Whether it is a message that lies in its slot whole. */
    private static boolean isShort(long lead) {
        return (FrameHeader.flagsOf(lead) & (FLAG_OVERFLOW | FLAG_VOID)) == 0;
    }

    /** Delivers the first message of a local queue, as {@link #dispatch} does. */
    boolean dispatchFirst(LocalQueue queue, long nowNs) {
        byte[] slab = queue.slab();
        int frame = queue.headOffset();
        long lead = FrameHeader.lead(slab, frame);
        if (isShort(lead)) {
            deliver(slab, frame, lead, null, nowNs);
        } else if ((FrameHeader.flagsOf(lead) & FLAG_VOID) == 0) {
            deliverLong(slab, frame, lead, queue.detachHead(), nowNs);
        } else {
            OverflowBuffer overflow = queue.overflowOfHead();
            if (!localFanOuts[FrameHeader.priorityOf(lead)].step(slab, frame, lead, overflow, nowNs)) {
                return false;
            }
            release(queue.detachHead());
        }
        return true;
    }

    /** Delivers a publication to one subscriber: a delivery of its own. */
    void deliverCopy(AgentCell cell, byte[] slab, int frame, long lead, OverflowBuffer shared, long nowNs) {
        if (cell.isPaused()) {
            supervisor.start(cell); // reads the clock, which may throw, so not between the counts
            if (agents.find(cell.address()) != cell) {
                return; // it has stopped itself: a subscriber that has ended costs no delivery
            }
        }
        sent.countCreated(1);
        if (!cell.isPaused()) {
            handle(cell, slab, frame, lead, shared, nowNs);
            return;
        }
        OverflowBuffer own = null;
        if (shared != null) {
            own = encoder.copyOf(shared, FrameHeader.lengthOf(lead) - FrameLayout.HEADER_BYTES);
            if (own == null) {
                bury(slab, frame, lead, shared, DeadLetterReason.STASH_OVERFLOW);
                return;
            }
        }
        if (!deliverPaused(cell, slab, frame, lead, own, nowNs)) {
            release(own);
        }
    }

    /** Delivers a message that was stashed, to an agent that may take messages again. The caller settles. */
    void dispatchStashed(byte[] slab, int frame, OverflowBuffer overflow, long nowNs) {
        long lead = FrameHeader.lead(slab, frame);
        try {
            AgentCell cell = agents.find(FrameHeader.target(slab, frame));
            if (cell == null) {
                bury(slab, frame, lead, overflow, DeadLetterReason.NO_SUCH_AGENT);
            } else if (cell.isPausedBy(AgentCell.BLOCKING)) {
                handOver(cell, slab, frame, lead, overflow, nowNs);
            } else {
                handle(cell, slab, frame, lead, overflow, nowNs);
            }
        } finally {
            release(overflow);
        }
    }

    /** Gives up the parked message that keeps agents waiting for each other. The caller settles. */
    void breakDeadlock(byte[] slab, int frame, OverflowBuffer overflow) {
        long lead = FrameHeader.lead(slab, frame);
        try {
            bury(slab, frame, lead, overflow, DeadLetterReason.DEADLOCK_BROKEN);
        } finally {
            release(overflow);
        }
    }

    /** Gives up a message for a shard that has died. The caller settles. */
    void giveUp(OverflowBuffer overflow) {
        exit.check();
        counters.countUndelivered(1);
        release(overflow);
    }

    private void deliverLong(byte[] slab, int frame, long lead, OverflowBuffer overflow, long nowNs) {
        boolean kept = false;
        try {
            kept = deliver(slab, frame, lead, overflow, nowNs);
        } finally {
            if (!kept) {
                overflow.release();
            }
        }
    }

    /** Answers true when the message was stashed, with its overflow buffer. */
    private boolean deliver(byte[] slab, int frame, long lead, OverflowBuffer overflow, long nowNs) {
        AgentCell cell = agents.find(FrameHeader.target(slab, frame));
        if (cell == null) {
            bury(slab, frame, lead, overflow, DeadLetterReason.NO_SUCH_AGENT);
        } else if (cell.isPaused()) {
            return deliverPaused(cell, slab, frame, lead, overflow, nowNs);
        } else {
            handle(cell, slab, frame, lead, overflow, nowNs);
        }
        return false;
    }

    private boolean deliverPaused(
            AgentCell cell, byte[] slab, int frame, long lead, OverflowBuffer overflow, long nowNs) {
        if (cell.isReadyToBlock()) {
            handOver(cell, slab, frame, lead, overflow, nowNs);
        } else if (supervisor.start(cell)) {
            handle(cell, slab, frame, lead, overflow, nowNs);
        } else if (agents.find(cell.address()) != cell) {
            bury(slab, frame, lead, overflow, DeadLetterReason.NO_SUCH_AGENT);
        } else if (suspensions.stash(cell, slab, frame, overflow)) {
            return true;
        } else {
            bury(slab, frame, lead, overflow, DeadLetterReason.STASH_OVERFLOW);
        }
        return false;
    }

    private void handle(AgentCell cell, byte[] slab, int frame, long lead, OverflowBuffer overflow, long nowNs) {
        if (isTooOld(cell, slab, frame, lead, nowNs)) {
            return;
        }
        encoder.inherit(FrameHeader.traceId(slab, frame));
        calls.enter(cell);
        wrap(slab, frame, lead, overflow);
        Throwable thrown = calls.message(cell, message);
        if (thrown == null) {
            exit.check();
            counters.countHandled();
        } else {
            deadLetters.thrown(message, thrown, exit);
            failAsk(slab, frame, lead, AskOutcome.FAILED);
            supervisor.failed(cell, thrown);
        }
        recorder.add(cell.kind(), MessageView.dueNs(slab, frame), FrameHeader.sentNs(slab, frame));
    }

    /** Gives a copy to an agent that may block; that ends later. Its handling time is that of the handing over. */
    private void handOver(AgentCell cell, byte[] slab, int frame, long lead, OverflowBuffer overflow, long nowNs) {
        if (!isTooOld(cell, slab, frame, lead, nowNs)) {
            wrap(slab, frame, lead, overflow);
            blocking.message(cell, message);
            recorder.add(cell.kind(), MessageView.dueNs(slab, frame), FrameHeader.sentNs(slab, frame));
        }
    }

    private boolean isTooOld(AgentCell cell, byte[] slab, int frame, long lead, long nowNs) {
        if (nowNs > FrameHeader.deadlineNs(slab, frame)) {
            exit.check();
            counters.countExpired();
            discarded++;
            failAsk(slab, frame, lead, AskOutcome.EXPIRED);
            return true;
        }
        if (nowNs - FrameHeader.sentNs(slab, frame) > shedAfterNs[FrameHeader.priorityOf(lead)]
                && !cell.spec().shedsNothing()) {
            exit.check();
            counters.countShed();
            discarded++;
            failAsk(slab, frame, lead, AskOutcome.FAILED);
            return true;
        }
        return false;
    }

    private void bury(byte[] slab, int frame, long lead, OverflowBuffer overflow, DeadLetterReason reason) {
        wrap(slab, frame, lead, overflow);
        deadLetters.bury(message, reason, null, exit);
        failAsk(slab, frame, lead, AskOutcome.FAILED);
    }

    private void failAsk(byte[] slab, int frame, long lead, AskOutcome outcome) {
        if ((FrameHeader.flagsOf(lead) & FLAG_ASK) != 0) {
            asks.fail(FrameHeader.source(slab, frame), FrameHeader.correlation(slab, frame), outcome);
        }
    }

    private void wrap(byte[] slab, int frame, long lead, OverflowBuffer overflow) {
        if (overflow == null) {
            message.wrap(slab, frame, lead);
        } else {
            message.wrap(slab, frame, lead, overflow.bytes());
        }
    }

    private static void release(OverflowBuffer overflow) {
        if (overflow != null) {
            overflow.release();
        }
    }
}
