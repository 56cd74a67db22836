package io.ringswarm.engine;

/** What became of a message that was offered. */
public enum Offer {
    /** Published: the engine owns it and accounts for it, whatever happens. */
    ACCEPTED,
    /** Accepted, and waiting in the reserve until there is room: see {@link AgentContext#sendOrPark}. */
    PARKED,
    /** Encoded into the sender's run, not yet offered to the engine: see {@link Sender#flush()}. */
    STAGED,
    /** No room now; offering it again later may succeed. */
    BACK_PRESSURED,
    /** The agent has stopped, or belongs to another engine. */
    NO_SUCH_AGENT,
    /** The body is longer than the engine's {@code maxBodyBytes}. */
    TOO_LARGE,
    /** A reply to an ask that has ended already. */
    NOT_AWAITED,
    /** The engine is closing, closed or failed; it accepts nothing more. */
    CLOSED
}
