package io.ringswarm.engine;

/** What an agent sees of its engine. Confined to the shard's thread, valid as long as the agent lives. */
public interface AgentContext {
    /**
     * This agent's own reference.
     *
     * @return the reference that {@link Engine#spawn} returned
     */
    AgentRef self();

    /**
     * Reads the engine's clock.
     *
     * @return ns since an arbitrary origin, comparable with a {@link Message}'s times
     */
    long nowNs();
}
