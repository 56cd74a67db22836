package io.ringswarm.harness.load.custom;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;

/**
 * Counts and times what has been handled. Any thread, any number of them; waits for nobody, and allocates nothing but once
 * for each thread.
 */
public interface HandledCount {
    /**
     * A message of a producer has been handled now. For where the message at hand is still the producer's, or was sent on
     * with its due time: {@code envelope.dueNs(message.dueNs())}.
     *
     * @param message the message being handled
     * @param self the context of the agent that handles it
     */
    default void handled(Message message, AgentContext self) {
        handled(message.dueNs(), self.nowNs());
    }

    /**
     * A message of a producer has been handled.
     *
     * @param dueNs when it was due, {@link Message#dueNs()} of the producer's message
     * @param endNs when it ended, such as {@link AgentContext#nowNs()}; ns of the same clock
     */
    void handled(long dueNs, long endNs);
}
