package io.ringswarm.engine;

/**
 * Handles messages, one at a time. All calls to one agent come from the same shard thread, so its state needs no
 * synchronisation. A call must not block: while it lasts, no other agent of the shard gets a message.
 */
@FunctionalInterface
public interface Agent {
    /**
     * Handles one message. What it throws makes a dead letter of this message; what becomes of the agent is
     * for its {@link Supervision} to say, by default the next message follows.
     *
     * @param message a view that is valid during the call; the next call reuses it
     * @param self the agent's own context, the same object at every call
     * @throws Exception anything; reported to the engine's {@link DeadLetterListener}
     */
    void onMessage(Message message, AgentContext self) throws Exception;

    /**
     * Called once, before the first message, on the shard's thread; again for each new instance after a restart. If it
     * throws, the agent's {@link Supervision} decides, but that it cannot resume: it ends instead.
     *
     * @param self the agent's own context
     * @throws Exception anything
     */
    default void onStart(AgentContext self) throws Exception {}

    /**
     * Called once for each instance that has started, as the last call: when the agent ends, before a restart, and when the
     * engine closes in time. The place to give back what it holds.
     *
     * @param self the agent's own context; while the engine closes it sends nothing
     * @throws Exception anything; logged, and counted as a dead letter
     */
    default void onStop(AgentContext self) throws Exception {}

    /**
     * Called once after each batch in which this agent got at least one message, thrown ones included: the place to flush
     * what {@link #onMessage} gathered. Not called for an instance that has failed and does not go on.
     *
     * @param self the agent's own context
     * @throws Exception anything; logged, counted, and left to the agent's {@link Supervision}
     */
    default void onBatchEnd(AgentContext self) throws Exception {}
}
