package io.ringswarm.engine;

/** Why an accepted message was not handled. */
public enum DeadLetterReason {
    /** Its agent had stopped before the message's turn came. */
    NO_SUCH_AGENT,
    /** Its agent threw. */
    HANDLER_THREW,
    /** Its body could not be decoded: the agent let a {@code MalformedMessageException} pass. */
    MALFORMED,
    /** Its agent took nothing for the moment, and the shard's stash was full. */
    STASH_OVERFLOW,
    /** It was the oldest parked message of agents that waited for each other in a circle. */
    DEADLOCK_BROKEN
}
