package io.ringswarm.engine;

import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.layout.CacheLinePadding;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.router.Router;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Names one agent of one engine, or a router that stands for several. May be shared by all threads. It stays with the agent
 * that it was made for: after that agent has stopped, messages sent through it are refused or become dead letters, also when
 * another agent has taken its name or its place.
 *
 * <p>Senders read its fields with every message, while the agent beside it in memory is written with every message:
 * padding keeps the two 128 bytes apart, as processors fetch cache lines in pairs. The class is final for the same reason: a
 * sender need not look at the object's header, which no padding protects.
 */
public final class AgentRef extends AgentRefFields {
    /** Admission: everybody may send. */
    public static final int OPEN = 0;

    /** Admission: the agent takes nothing for the moment; agents may send, senders outside are back-pressured. */
    public static final int SUSPENDED = 1;

    /** Admission: the agent takes nothing for the moment and its shard can keep little more: nobody may send. */
    public static final int CONGESTED = 2;

    /** Admission: the agent has ended. */
    public static final int STOPPED = 3;

    /** Admission: the agent ends when it has handled what it has been sent; until then it may send to itself. */
    public static final int DRAINING = 4;

    /** Admission: no agent, but a router that chooses one, or sends to several. */
    public static final int ROUTED = 5;

    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;

    AgentRef(String name, long address, Lifecycle engine) {
        super(name, address, engine, null);
    }

    /** A router's. */
    AgentRef(String name, Router router, Lifecycle engine) {
        super(name, AgentAddress.NOBODY, engine, router);
        ADMISSION.setRelease(this, ROUTED);
    }

    /**
     * The agent's name, unique among the living agents of its engine.
     *
     * @return as given to {@link Engine#spawn}
     */
    public String name() {
        return name;
    }

    /**
     * The agent's address as frames carry it.
     *
     * @return never 0, which stands for a sender outside the engine
     */
    public long address() {
        return address;
    }

    @Override
    public String toString() {
        return "AgentRef[" + name + ", " + (router != null ? "router" : "shard " + AgentAddress.shard(address)) + "]";
    }

    /**
     * Whether everybody may send to the agent now. Any thread; a hint.
     *
     * @return false while it takes nothing, after it has ended, and for a router
     */
    public boolean isOpen() {
        return (int) ADMISSION.getOpaque(this) == OPEN;
    }

    /**
     * What a router's reference leads to, for the engine's own use.
     *
     * @return null for an agent
     */
    public Router router() {
        return router;
    }

    /** Whether it has ended, or is about to. */
    boolean isEnding() {
        return isEnding((int) ADMISSION.getVolatile(this));
    }

    /**
     * Whether an agent has ended, or is about to.
     *
     * @param admission as {@link #admission} gave it
     * @return true when nobody else may send to it, for good
     */
    public static boolean isEnding(int admission) {
        return admission == STOPPED || admission == DRAINING;
    }

    /** Ends admission for all but itself. Answers true to the first call, false when the agent has ended. */
    boolean drain() {
        int now = (int) ADMISSION.getVolatile(this);
        while (!isEnding(now)) {
            int seen = (int) ADMISSION.compareAndExchange(this, now, DRAINING);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    /** Whether it is a reference of the given engine to an agent that takes messages from anywhere. Orders nothing. */
    boolean admits(Lifecycle sendersEngine) {
        return engine == sendersEngine && (int) ADMISSION.getOpaque(this) == OPEN;
    }

    /** Whether it is a reference of the given engine. */
    boolean belongsTo(Lifecycle other) {
        return engine == other;
    }

    /** Ends admission. Answers true to the first call. */
    boolean stop() {
        return (int) ADMISSION.getAndSet(this, STOPPED) != STOPPED;
    }

    /**
     * Who may send to the agent now, for senders of the engine given. Orders nothing. Any thread.
     *
     * @param sendersEngine the engine that the sender belongs to
     * @return {@link #OPEN}, {@link #SUSPENDED}, {@link #CONGESTED}, {@link #DRAINING}, {@link #ROUTED} or {@link #STOPPED}, the last
     *     also for another engine's agent
     */
    public int admission(Lifecycle sendersEngine) {
        return engine == sendersEngine ? (int) ADMISSION.getOpaque(this) : STOPPED;
    }

    /**
     * Changes who may send to the agent, unless it drains or has stopped. The agent's shard only.
     *
     * @param admission {@link #OPEN}, {@link #SUSPENDED} or {@link #CONGESTED}
     * @return whether that was a change
     */
    public boolean admit(int admission) {
        int now = (int) ADMISSION.getOpaque(this);
        while (!isEnding(now) && now != admission) {
            if (ADMISSION.compareAndSet(this, now, admission)) {
                return true;
            }
            now = (int) ADMISSION.getOpaque(this);
        }
        return false;
    }
}

/** The fields of a reference, with the word that senders read before they claim. */
abstract class AgentRefFields extends CacheLinePadding {
    static final VarHandle ADMISSION = handle();

    final String name;
    final long address;
    final Lifecycle engine;
    final Router router;

    @SuppressWarnings("unused")
    private int admission;

    AgentRefFields(String name, long address, Lifecycle engine, Router router) {
        this.name = name;
        this.address = address;
        this.engine = engine;
        this.router = router;
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(AgentRefFields.class, "admission", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
