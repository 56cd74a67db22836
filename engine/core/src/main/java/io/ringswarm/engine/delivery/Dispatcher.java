package io.ringswarm.engine.delivery;

import static io.ringswarm.codecs.frame.FrameLayout.FLAG_VOID;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.AgentTable;
import io.ringswarm.engine.metrics.LatencyRecorder;
import io.ringswarm.engine.metrics.ShardCounters;
import io.ringswarm.engine.ring.LaneRing;
import io.ringswarm.engine.ring.OverflowBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Brings one message to its agent, and accounts for it. Nothing that a handler throws leaves this class. Confined to the
 * shard's thread.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final AgentTable agents;
    private final ShardCounters counters;
    private final LatencyRecorder recorder;
    private final DeadLetters deadLetters;
    private final MessageView message = new MessageView();
    private final List<AgentCell> batchMembers = new ArrayList<>();
    private long batch = 1;

    Dispatcher(AgentTable agents, ShardCounters counters, LatencyRecorder recorder, DeadLetters deadLetters) {
        this.agents = agents;
        this.counters = counters;
        this.recorder = recorder;
        this.deadLetters = deadLetters;
    }

    /**
     * Delivers the message in a slot.
     *
     * @param nowNs a time not after the handler's entry, for the deadline
     * @param exit asked before the outcome is counted: false when the shard was given up meanwhile, and what happens to
     *     the message is no longer its to count
     */
    void dispatch(LaneRing ring, long sequence, long nowNs, ShardExit exit) {
        byte[] slab = ring.slab();
        int frame = ring.offsetOf(sequence);
        long lead = FrameHeader.lead(slab, frame);
        int flags = FrameHeader.flagsOf(lead);
        if (flags == 0) {
            message.wrap(slab, frame, lead);
            deliver(slab, frame, nowNs, exit);
        } else if ((flags & FLAG_VOID) == 0) {
            OverflowBuffer overflow = ring.detach(sequence);
            message.wrap(slab, frame, lead, overflow.bytes());
            try {
                deliver(slab, frame, nowNs, exit);
            } finally {
                overflow.release();
            }
        }
    }

    /** Tells the agents of the batch that it has ended. */
    void endBatch() {
        for (int i = 0; i < batchMembers.size(); i++) {
            AgentCell cell = batchMembers.get(i);
            try {
                cell.agent().onBatchEnd(cell);
            } catch (Throwable e) {
                counters.countBatchEndFault();
                FaultLog.log(LOG, Level.WARN, "onBatchEnd of " + cell.self() + " threw", e);
            }
        }
        batchMembers.clear();
        batch++;
    }

    private void deliver(byte[] slab, int frame, long nowNs, ShardExit exit) {
        AgentCell cell = agents.find(FrameHeader.target(slab, frame));
        if (cell == null) {
            deadLetters.noSuchAgent(message, exit);
            return;
        }
        if (nowNs > FrameHeader.deadlineNs(slab, frame)) {
            exit.check();
            counters.countExpired();
            return;
        }
        if (cell.joinBatch(batch)) {
            batchMembers.add(cell);
        }
        Throwable thrown = null;
        try {
            cell.agent().onMessage(message, cell);
        } catch (Throwable e) {
            thrown = e;
        }
        if (thrown == null) {
            exit.check();
            counters.countHandled();
        } else {
            deadLetters.thrown(message, thrown, exit);
        }
        recorder.add(MessageView.dueNs(slab, frame), FrameHeader.sentNs(slab, frame));
    }
}
