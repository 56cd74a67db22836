package io.ringswarm.engine;

/** Why an accepted message was not handled. */
public enum DeadLetterReason {
    /** Its agent had stopped before the message's turn came. */
    NO_SUCH_AGENT,
    /** Its agent threw. */
    HANDLER_THREW,
    /** Its body could not be decoded: the agent let a {@code MalformedMessageException} pass. */
    MALFORMED
}
