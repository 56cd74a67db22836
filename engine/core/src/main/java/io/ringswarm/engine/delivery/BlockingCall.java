package io.ringswarm.engine.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.agent.AgentCell;

/**
 * One call of a blocking agent, off its shard: a copy of the message, or a call that no message causes. Made and ended on the
 * shard's thread; what is between belongs to the thread that runs it.
 */
final class BlockingCall extends MessageView implements Runnable {
    private final AgentCell cell;
    private final Agent agent;
    private final AgentCall call;
    private final BlockingAgents agents;
    private final long startNs = System.nanoTime();
    private volatile Thread thread;

    /** A message, copied; or, when the call is not null, that. */
    BlockingCall(AgentCell cell, MessageView message, AgentCall call, BlockingAgents agents) {
        this.cell = cell;
        this.call = call;
        this.agents = agents;
        agent = cell.agent();
        if (call == null) {
            byte[] frame = new byte[message.frameBytes()];
            wrap(frame, 0, message.copyTo(frame));
        }
    }

    AgentCell cell() {
        return cell;
    }

    boolean isMessage() {
        return call == null;
    }

    /** When it began, of {@link System#nanoTime()}. */
    long startNs() {
        return startNs;
    }

    /** Who runs it, or null before. Any thread. */
    Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        BlockingContext self = new BlockingContext(cell, agents, thread, call == null ? traceId() : 0);
        Throwable thrown = null;
        try {
            if (call == null) {
                agents.handle(agent, this, self);
                agent.onBatchEnd(self);
            } else {
                call.call(agent, self);
            }
        } catch (Throwable e) {
            thrown = e;
        } finally {
            self.end();
        }
        agents.ran(this, thrown);
    }
}
