package io.ringswarm.engine;

/**
 * Carries the trace id of a message into what logging and tracing libraries keep for a thread. Called on the shard's thread, or
 * for a blocking agent on the thread of its call; both must not block. What they throw is as if the agent threw.
 */
public interface TraceHook {
    /**
     * An agent is about to handle a message.
     *
     * @param traceId the message's, 0 for none
     * @param agent who handles it
     */
    void before(long traceId, AgentRef agent);

    /**
     * It has handled it, or thrown.
     *
     * @param traceId the message's, 0 for none
     * @param agent who handled it
     */
    void after(long traceId, AgentRef agent);
}
