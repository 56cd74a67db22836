package io.ringswarm.engine;

/** Is told of every message that was accepted and then not handled. */
@FunctionalInterface
public interface DeadLetterListener {
    /**
     * Called on the shard's thread, so it must not block. What it throws is logged; the message is counted as dead all
     * the same.
     *
     * @param message the message, valid during the call
     * @param reason why it was not handled
     * @param cause what the agent threw, or null
     */
    void onDeadLetter(Message message, DeadLetterReason reason, Throwable cause);
}
