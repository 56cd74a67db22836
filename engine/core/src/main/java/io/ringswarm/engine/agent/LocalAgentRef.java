package io.ringswarm.engine.agent;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.lifecycle.Lifecycle;

/**
 * Reference to an agent of this JVM. Holds the word that senders read before they claim.
 *
 * <p>Senders read it with every message, while the agent beside it in memory is written with every message: padding keeps
 * the two on different cache lines.
 */
public final class LocalAgentRef extends LocalAgentRefFields implements AgentRef {
    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5;

    /**
     * A living agent's reference.
     *
     * @param name unique in its engine
     * @param address see {@link AgentAddress}
     * @param engine tells its engine from others
     */
    public LocalAgentRef(String name, long address, Lifecycle engine) {
        super(name, address, engine);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long address() {
        return address;
    }

    /**
     * Whether messages may be sent to it by a sender of the given engine.
     *
     * @param sendersEngine the sender's
     * @return false when the agent has stopped or belongs to another engine
     */
    public boolean admits(Lifecycle sendersEngine) {
        return engine == sendersEngine && !stopped;
    }

    /**
     * Whether it is a reference of the given engine, living or not.
     *
     * @param other an engine's
     * @return true when it is
     */
    public boolean belongsTo(Lifecycle other) {
        return engine == other;
    }

    /**
     * The shard that the agent lives on.
     *
     * @return 0 and up
     */
    public int shard() {
        return AgentAddress.shard(address);
    }

    /**
     * Ends admission.
     *
     * @return true for the first call
     */
    public synchronized boolean stop() {
        boolean first = !stopped;
        stopped = true;
        return first;
    }

    @Override
    public String toString() {
        return "AgentRef[" + name + ", shard " + AgentAddress.shard(address) + "]";
    }
}

/**
 * Keeps what lies before a reference off its cache line. The int fills the gap after the object's header, where a field of
 * a subclass would go otherwise.
 */
abstract class LocalAgentRefPadding {
    @SuppressWarnings("unused")
    private int gap;

    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5;
}

/** The fields of a reference. */
abstract class LocalAgentRefFields extends LocalAgentRefPadding {
    final String name;
    final long address;
    final Lifecycle engine;
    volatile boolean stopped;

    LocalAgentRefFields(String name, long address, Lifecycle engine) {
        this.name = name;
        this.address = address;
        this.engine = engine;
    }
}
