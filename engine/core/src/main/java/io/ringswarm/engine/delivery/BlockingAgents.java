package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.ring.FrameEncoder;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The agents of a shard that may block: each of their calls runs on an executor, one at a time for each agent, and comes back
 * as something to do on the shard. Meanwhile the agent is paused and what comes for it is stashed. Confined to the shard's
 * thread but for {@link #ran}, {@link #onShard} and what is said of calls under way.
 */
final class BlockingAgents {
    private final ShardParts parts;
    private final Executor executor;
    private final Suspensions suspensions;
    private final FrameEncoder encoder;
    private final Set<BlockingCall> underWay = ConcurrentHashMap.newKeySet();
    private Shard shard;

    BlockingAgents(ShardParts parts, Executor executor, Suspensions suspensions, FrameEncoder encoder) {
        this.encoder = encoder;
        this.parts = parts;
        this.executor = executor;
        this.suspensions = suspensions;
    }

    void connect(Shard own) {
        shard = own;
    }

    /** Calls that have not been accounted for. Any thread. */
    int underWay() {
        return underWay.size();
    }

    /** Looks at the calls that have not been accounted for. Any thread. */
    void forEachUnderWay(Consumer<BlockingCall> looker) {
        underWay.forEach(looker);
    }

    /** Gives the message of the view to an agent that is not busy. It is accounted for once the agent has returned. */
    void message(AgentCell cell, MessageView message) {
        begin(new BlockingCall(cell, message, null, this));
    }

    /** Calls an agent that is not busy though no message came. That is a delivery of its own. */
    void call(AgentCell cell, AgentCall call) {
        parts.sent().countCreated(1);
        VarHandle.fullFence(); // before the agent can be told whether the engine still accepts: see Quiet
        begin(new BlockingCall(cell, null, call, this));
    }

    /** On the thread that has run a call. */
    void ran(BlockingCall call, Throwable thrown, Throwable thrownAtBatchEnd) {
        if (!shard.post(supervisor -> ended(call, thrown, thrownAtBatchEnd, supervisor))) {
            underWay.remove(call); // the shard has been given up, and the message counted as undelivered
        }
    }

    /** Has something done on the shard's thread in an agent's name. Any thread. Answers false when the shard has ended. */
    boolean onShard(Runnable action) {
        return shard.post(supervisor -> action.run());
    }

    /** Whether the shard does nothing more, so that nobody should wait for it. Any thread. */
    boolean isOver() {
        return shard.isOver() || shard.isDead();
    }

    /** On the thread that runs a call. */
    void handle(Agent agent, BlockingCall call, AgentContext self) throws Exception {
        if (parts.calls().hook() == null) {
            agent.onMessage(call, self);
        } else {
            AgentCalls.traced(parts.calls().hook(), agent, call, self);
        }
    }

    /** What a blocking agent sends now is part of this work. The shard's thread. */
    void inherit(long traceId) {
        encoder.inherit(traceId);
    }

    AgentCalls calls() {
        return parts.calls();
    }

    private void begin(BlockingCall call) {
        call.cell().pause(AgentCell.BUSY);
        underWay.add(call);
        try {
            executor.execute(call);
        } catch (Throwable e) {
            shard.post(supervisor -> ended(call, e, null, supervisor));
        }
    }

    private void ended(BlockingCall call, Throwable thrown, Throwable thrownAtBatchEnd, Supervisor supervisor) {
        if (!underWay.contains(call)) {
            return; // an executor has run it, and thrown nevertheless
        }
        AgentCell cell = call.cell();
        if (thrown == null) {
            parts.exit().check();
            parts.counters().countHandled();
        } else {
            bury(call, thrown);
        }
        underWay.remove(call);
        parts.exit().settle();
        cell.unpause(AgentCell.BUSY);
        supervisor.blockingCallEnded(cell, thrown, call.isMessage());
        if (thrownAtBatchEnd != null) {
            parts.calls().batchEndThrew(cell, thrownAtBatchEnd, supervisor);
        }
        if (!Suspensions.isHeld(cell)) {
            suspensions.release(cell);
        }
    }

    private void bury(BlockingCall call, Throwable thrown) {
        parts.deadLetters().thrown(call.isMessage() ? call : callWithoutMessage(call.cell()), thrown, parts.exit());
        if (call.isMessage() && call.isAsk()) {
            parts.directory().fail(call.sourceAddress(), call.correlationId(), AskOutcome.FAILED);
        }
    }

    private static MessageView callWithoutMessage(AgentCell cell) {
        MessageView view = new MessageView();
        byte[] frame = new byte[FrameLayout.HEADER_BYTES];
        Occasions.describe(view, frame, cell, 0, 0);
        return view;
    }
}
