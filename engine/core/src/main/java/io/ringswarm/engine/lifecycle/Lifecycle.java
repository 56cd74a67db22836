package io.ringswarm.engine.lifecycle;

import io.ringswarm.engine.layout.CacheLinePadding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of an engine. It only moves forward, through one method each. Senders read it after every claim and shards
 * after every message; it is written a few times in an engine's life. Padding keeps its neighbours in memory off its pair of
 * cache lines, so that the reads stay in every core's cache.
 *
 * <p>A sender claims (a full fence), then reads the state; a shard that has seen the engine close reads the cursor after
 * a full fence. So a claim that the shard does not see belongs to a sender that sees the engine closed, and holds no
 * message.
 */
public final class Lifecycle extends LifecycleState {
    /** What the engine does, in the order in which it happens. */
    public enum State {
        /** Accepts and delivers. */
        RUNNING,
        /** Accepts nothing more from outside, delivers what it has and what agents send each other. */
        DRAINING,
        /** Accepts nothing but replies, delivers what it has. */
        SETTLING,
        /** Delivers nothing more; what is left is counted as undelivered. */
        STOPPED
    }

    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;

    /** Faults that nobody supervises are kept for as many as this. */
    private static final int MAX_UNSUPERVISED = 16;

    private final List<String> unsupervised = new ArrayList<>();
    private volatile String failure;

    /** A running engine's. */
    public Lifecycle() {
        state = State.RUNNING;
    }

    /**
     * Whether sends may be accepted.
     *
     * @return true while running
     */
    public boolean isAccepting() {
        return state == State.RUNNING;
    }

    /**
     * Whether sends are likely to be accepted: orders nothing, so that it costs nothing before every message.
     *
     * @return true while running, and perhaps a moment longer
     */
    public boolean isAcceptingOpaque() {
        return STATE.getOpaque(this) == State.RUNNING;
    }

    /**
     * Whether agents may send to each other. Orders nothing.
     *
     * @return true while running or draining, and perhaps a moment longer
     */
    public boolean isAcceptingInsideOpaque() {
        State now = (State) STATE.getOpaque(this);
        return now == State.RUNNING || now == State.DRAINING;
    }

    /**
     * Whether nothing but replies is accepted any more.
     *
     * @return true while settling and once stopped
     */
    public boolean isSettling() {
        return state.ordinal() >= State.SETTLING.ordinal();
    }

    /**
     * Whether shards must leave what is left. Orders nothing; becomes true soon after {@link #stop()}.
     *
     * @return true once stopped
     */
    public boolean isStopped() {
        return STATE.getOpaque(this) == State.STOPPED;
    }

    /** Begins to close, unless that has happened already. */
    public synchronized void drain() {
        if (state == State.RUNNING) {
            state = State.DRAINING;
        }
    }

    /** Lets agents send nothing more but replies, unless that has happened already. */
    public synchronized void settle() {
        if (state.ordinal() < State.SETTLING.ordinal()) {
            state = State.SETTLING;
        }
    }

    /** Ends delivery. */
    public synchronized void stop() {
        state = State.STOPPED;
    }

    /**
     * A shard has died: nothing more is accepted, the other shards deliver what they have.
     *
     * @param who which shard
     * @param cause what it died of; the first one is kept
     */
    public synchronized void fail(String who, Throwable cause) {
        if (failure == null) {
            failure = who + " died of " + FaultText.of(cause);
        }
        drain();
    }

    /**
     * Which shard died first, and of what.
     *
     * @return null when none has died
     */
    public String failure() {
        return failure;
    }

    /**
     * An agent has ended by a fault that it escalated and that nobody supervises.
     *
     * @param agent its name
     * @param cause what it threw
     */
    public synchronized void unsupervised(String agent, Throwable cause) {
        if (unsupervised.size() < MAX_UNSUPERVISED) {
            unsupervised.add("agent " + agent + " failed by " + FaultText.of(cause));
        }
    }

    /**
     * The first agents that have ended in this way.
     *
     * @return one sentence each
     */
    public synchronized List<String> unsupervised() {
        return List.copyOf(unsupervised);
    }
}

abstract class LifecycleState extends CacheLinePadding {
    static final VarHandle STATE = handle();

    volatile Lifecycle.State state;

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(LifecycleState.class, "state", Lifecycle.State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
