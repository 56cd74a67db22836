package io.ringswarm.engine.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.TraceHook;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.metrics.ShardCounters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The only place from which a shard calls its agents. It knows which agent is being called, so that nobody sends in
 * another's name, and which agents took part in the batch. What they throw is returned, not thrown. Confined to the
 * shard's thread.
 */
final class AgentCalls {
    private static final Logger LOG = LoggerFactory.getLogger(AgentCalls.class);
    private static final long NOBODY = 0;
    private static final VarHandle CURRENT = handle("current");
    private static final VarHandle CALLS = handle("calls");

    private final ShardCounters counters;
    private final TraceHook hook;
    private final List<AgentCell> batchMembers = new ArrayList<>();
    private final AtomicBoolean batchOpen = new AtomicBoolean();
    private long batch = 1;
    private long current = NOBODY;
    private long calls;
    private Thread owner;

    AgentCalls(ShardCounters counters, TraceHook hook) {
        this.counters = counters;
        this.hook = hook;
    }

    /** A thread runs the shard from now on; none does when it is null. */
    void confine(Thread thread) {
        owner = thread;
    }

    /** Whether the calling thread is the shard's. Any thread. */
    boolean isConfined() {
        return Thread.currentThread() == owner;
    }

    /**
     * Any thread: whether an agent may use its context now.
     *
     * @throws IllegalStateException when this is not the shard's thread, or it is not this agent that is being called
     */
    void checkCurrent(AgentCell cell) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("thread=" + Thread.currentThread().getName()
                    + " (expected: the shard's, as the context of " + cell.self() + " is confined to it)");
        }
        if (!cell.hasAddress(current)) {
            throw new IllegalStateException(
                    "agent=" + cell.self() + " (expected: the agent that is being called, for a context is its own)");
        }
    }

    /** Whether some agent is still to be told of the end of its batch. Any thread. */
    boolean isBatchOpen() {
        return batchOpen.getAcquire();
    }

    /**
     * Begins a call of an agent, which must follow. What is written here is ordered against other threads, which makes compiled
     * code read again what it knew: so it comes before a message is put before the agent, not between that and its reading.
     */
    void enter(AgentCell cell) {
        join(cell);
        begun(cell.address());
    }

    /** Gives a message to the agent that was {@linkplain #enter entered}. Answers what it threw, or null. */
    Throwable message(AgentCell cell, Message message) {
        try {
            if (hook == null) {
                cell.agent().onMessage(message, cell);
            } else {
                traced(hook, cell.agent(), message, cell);
            }
            return null;
        } catch (Throwable e) {
            return e;
        } finally {
            leave();
        }
    }

    /** Handles a message between two calls of the hook. */
    static void traced(TraceHook hook, Agent agent, Message message, AgentContext self) throws Exception {
        long traceId = message.traceId();
        hook.before(traceId, self.self());
        try {
            agent.onMessage(message, self);
        } finally {
            hook.after(traceId, self.self());
        }
    }

    TraceHook hook() {
        return hook;
    }

    /** Tells an agent how its ask has ended. Answers what it threw, or null. */
    Throwable reply(AgentCell cell, ReplyHandler handler, AskOutcome outcome, Message reply) {
        enter(cell);
        try {
            handler.onReply(outcome, reply);
            return null;
        } catch (Throwable e) {
            return e;
        } finally {
            leave();
        }
    }

    /** Calls an agent though no message came. Answers what it threw, or null. */
    Throwable call(AgentCell cell, AgentCall call) {
        join(cell);
        return callAside(cell, call);
    }

    /** As {@link #call}, but it takes no part in the batch by that. */
    Throwable callAside(AgentCell cell, AgentCall call) {
        begun(cell.address());
        try {
            call.call(cell.agent(), cell);
            return null;
        } catch (Throwable e) {
            return e;
        } finally {
            leave();
        }
    }

    /** Tells the agents of the batch that it has ended, but for those that have left it. */
    void endBatch(Supervisor supervisor) {
        for (int i = 0; i < batchMembers.size(); i++) {
            AgentCell cell = batchMembers.get(i);
            if (cell.leaveBatch()) {
                endBatch(cell, supervisor);
            }
        }
        if (!batchMembers.isEmpty()) {
            batchMembers.clear();
            batchOpen.setRelease(false); // after what they have sent was counted
        }
        batch++;
    }

    private void endBatch(AgentCell cell, Supervisor supervisor) {
        begun(cell.address());
        Throwable thrown = null;
        try {
            cell.agent().onBatchEnd(cell);
        } catch (Throwable e) {
            thrown = e;
        } finally {
            leave();
        }
        if (thrown != null) {
            batchEndThrew(cell, thrown, supervisor);
        }
    }

    /** Accounts for what an agent threw at the end of a batch. */
    void batchEndThrew(AgentCell cell, Throwable thrown, Supervisor supervisor) {
        counters.countBatchEndFault();
        FaultLog.log(LOG, Level.WARN, "onBatchEnd of " + cell.self() + " threw", thrown);
        supervisor.failed(cell, thrown);
    }

    private void join(AgentCell cell) {
        if (cell.joinBatch(batch)) {
            batchMembers.add(cell);
            batchOpen.setRelease(true); // before the message is counted as ended
        }
    }

    /** The agent that is being called, by its address, or 0. Any thread. */
    long currentOpaque() {
        return (long) CURRENT.getOpaque(this);
    }

    /** Calls begun so far. Any thread. */
    long callsOpaque() {
        return (long) CALLS.getOpaque(this);
    }

    private void begun(long address) {
        CALLS.setOpaque(this, calls + 1);
        CURRENT.setOpaque(this, address);
    }

    private void leave() {
        CURRENT.setOpaque(this, NOBODY);
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(AgentCalls.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
