package io.ringswarm.engine;

/**
 * Handles messages, one at a time. All calls to one agent come from the same shard thread, so its state needs no
 * synchronisation. A call must not block: while it lasts, no other agent of the shard gets a message.
 */
@FunctionalInterface
public interface Agent {
    /**
     * Handles one message. What it throws harms this message only: it becomes a dead letter, and the next one follows.
     *
     * @param message a view that is valid during the call; the next call reuses it
     * @param self the agent's own context, the same object at every call
     * @throws Exception anything; reported to the engine's {@link DeadLetterListener}
     */
    void onMessage(Message message, AgentContext self) throws Exception;

    /**
     * Called once after each batch in which this agent got at least one message, thrown ones included: the place to flush
     * what {@link #onMessage} gathered.
     *
     * @param self the agent's own context
     * @throws Exception anything; logged and counted, and the next agent's call follows
     */
    default void onBatchEnd(AgentContext self) throws Exception {}
}
