package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.ring.OverflowBuffer;

/**
 * Where the delivery of a publication has come, in one queue of a shard. The body stays where it lies; the header's target is
 * set to one subscriber after the other, as the place is the shard's until it is given back. Confined to the shard's thread.
 */
final class FanOut {
    private final ShardParts parts;
    private final Dispatcher dispatcher;
    private AgentRegistry registry;
    private long[] targets;
    private int next;

    FanOut(ShardParts parts, Dispatcher dispatcher) {
        this.parts = parts;
        this.dispatcher = dispatcher;
    }

    void connect(AgentRegistry agents) {
        registry = agents;
    }

    /**
     * Delivers to the next subscriber that still lives.
     *
     * @param overflow holds the body when that fits no slot, else null; stays the caller's
     * @return true when that was the last, and the publication is accounted for
     */
    boolean step(byte[] slab, int frame, long lead, OverflowBuffer overflow, long nowNs) {
        if (targets == null) {
            targets = registry.subscribers(AgentAddress.index(FrameHeader.target(slab, frame)))
                    .of(parts.index());
            next = 0;
        }
        AgentCell cell = nextLiving();
        if (cell != null) {
            long plainLead = FrameHeader.withoutFlags(lead, FrameLayout.FLAGS_TOPIC);
            FrameHeader.target(slab, frame, cell.address());
            FrameHeader.lead(slab, frame, plainLead); // so it is stashed and shown as any message
            dispatcher.deliverCopy(cell, slab, frame, plainLead, overflow, nowNs);
            FrameHeader.lead(slab, frame, lead);
        }
        if (next < targets.length) {
            return false;
        }
        targets = null;
        parts.exit().check();
        parts.counters().countHandled();
        return true;
    }

    private AgentCell nextLiving() {
        AgentCell cell = null;
        while (cell == null && next < targets.length) {
            cell = parts.agents().find(targets[next++]);
        }
        return cell;
    }
}
