package io.ringswarm.engine;

/**
 * What is known of a dead letter once its message is gone.
 *
 * @param reason why it was not handled
 * @param target the address of the agent that should have handled it
 * @param source the sending agent's address, or 0
 * @param priority the lane that it came on
 * @param templateId which layout its body had
 * @param correlationId the sender's own number
 * @param traceId the work that it was part of, or 0
 * @param sentNs when it was published, ns of the engine's clock
 * @param cause what the agent threw, or null
 */
public record DeadLetterNote(
        DeadLetterReason reason,
        long target,
        long source,
        Priority priority,
        int templateId,
        long correlationId,
        long traceId,
        long sentNs,
        Throwable cause) {}
