package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.ring.FrameEncoder;
import java.lang.invoke.VarHandle;

/**
 * Calls of agents that no message causes: a timer that fires, a start, an end. Each is a delivery, counted as created and
 * then as handled, or as a dead letter when the agent throws. Confined to the shard's thread.
 */
final class Occasions {
    private final ShardParts parts;
    private final FrameEncoder encoder;
    private final byte[] frame = new byte[FrameLayout.HEADER_BYTES];
    private final MessageView described = new MessageView();

    Occasions(ShardParts parts, FrameEncoder encoder) {
        this.parts = parts;
        this.encoder = encoder;
    }

    /**
     * Calls an agent.
     *
     * @param dueNs when it should have been, told to who hears of the dead letter
     * @return what the agent threw, or null
     */
    Throwable call(AgentCell cell, AgentCall call, long dueNs) {
        return call(cell, call, dueNs, true);
    }

    /** As {@link #call}, but no batch's end follows: the beginning or the end of an instance. */
    Throwable callAside(AgentCell cell, AgentCall call, long dueNs) {
        return call(cell, call, dueNs, false);
    }

    private Throwable call(AgentCell cell, AgentCall call, long dueNs, boolean joinsBatch) {
        if (parts.lifecycle().isStopped()) {
            return null; // nobody may be kept by an agent any more
        }
        long nowNs = parts.time().nowNs();
        parts.sent().countCreated(1);
        VarHandle.fullFence(); // before the agent can be told whether the engine still accepts: see Quiet
        encoder.inherit(0);
        AgentCalls calls = parts.calls();
        Throwable thrown = joinsBatch ? calls.call(cell, call) : calls.callAside(cell, call);
        if (thrown == null) {
            parts.exit().check();
            parts.counters().countHandled();
        } else {
            parts.deadLetters().thrown(describe(cell, dueNs, nowNs), thrown, parts.exit());
        }
        parts.exit().settle();
        return thrown;
    }

    private MessageView describe(AgentCell cell, long dueNs, long nowNs) {
        describe(described, frame, cell, dueNs, nowNs);
        return described;
    }

    /** Makes a message without a body of a call that had none, for those who hear of dead letters. */
    static void describe(MessageView view, byte[] frame, AgentCell cell, long dueNs, long nowNs) {
        FrameHeader.empty(frame, 0);
        FrameHeader.target(frame, 0, cell.address());
        FrameHeader.dueNs(frame, 0, dueNs);
        FrameHeader.sentNs(frame, 0, nowNs);
        view.wrap(frame, 0, FrameHeader.lead(frame, 0));
    }
}
