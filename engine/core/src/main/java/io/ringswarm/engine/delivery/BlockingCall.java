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
    private volatile long startNs;
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

    /** When it began, of {@link System#nanoTime()}, once it has a thread. */
    long startNs() {
        return startNs;
    }

    /** Who runs it, or null before. Any thread. */
    Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        startNs = System.nanoTime();
        thread = Thread.currentThread();
        BlockingContext self = new BlockingContext(cell, agents, thread, call == null ? traceId() : 0);
        Throwable thrown = begin(self);
        Throwable thrownAtBatchEnd = isMessage() && (thrown == null || isResumed()) ? endBatch(self) : null;
        self.end();
        agents.ran(this, thrown, thrownAtBatchEnd);
    }

    private Throwable begin(BlockingContext self) {
        try {
            if (agents.calls().isConfined()) {
                throw new IllegalStateException("blockingExecutor ran a call of " + cell.self()
                        + " on the thread of its shard (expected: another thread, for this one must not wait)");
            }
            if (call == null) {
                agents.handle(agent, this, self);
            } else {
                call.call(agent, self);
            }
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private Throwable endBatch(BlockingContext self) {
        try {
            agent.onBatchEnd(self);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /** Whether the instance goes on whatever it throws. */
    private boolean isResumed() {
        return cell.spec().supervision().resumes() && !agents.calls().isConfined();
    }
}
