package io.ringswarm.engine;

/** What becomes of an agent that threw. The message that it threw on is a dead letter in any case. */
public enum Directive {
    /** It goes on with the next message, with the state that it has. */
    RESUME,
    /** A new instance takes its place, under the same reference, after a delay in which messages are stashed. */
    RESTART,
    /** It ends. */
    STOP,
    /** It ends, and its parent has failed with the same cause; without a parent the engine's health tells of it. */
    ESCALATE
}
