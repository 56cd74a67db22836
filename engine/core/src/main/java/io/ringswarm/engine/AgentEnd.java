package io.ringswarm.engine;

/**
 * How an agent ended.
 *
 * @param agent the one that ended
 * @param how in short
 * @param cause what it threw, when it failed; else null
 */
public record AgentEnd(AgentRef agent, How how, Throwable cause) {
    /** In short. */
    public enum How {
        /** Somebody stopped it, or the engine closed. */
        STOPPED,
        /** It had handled everything that it had been sent before it was told to end. */
        DRAINED,
        /** It threw, and its supervision ended it. */
        FAILED,
        /** It had ended before anybody asked. */
        EARLIER
    }
}
