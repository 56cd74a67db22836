package io.ringswarm.engine.testkit;

import io.ringswarm.engine.DeadLetterReason;

/**
 * A message that was accepted and not handled.
 *
 * @param message a copy of it
 * @param reason why it was not handled
 * @param cause what the agent threw, or null
 */
public record DeadLetter(MessageCopy message, DeadLetterReason reason, Throwable cause) {}
