package io.ringswarm.engine;

/** How an ask ended, as its handler is told. A cancelled ask's handler is told nothing. */
public enum AskOutcome {
    /** With an answer. */
    ANSWERED,
    /** The question's deadline had passed before its turn came. */
    EXPIRED,
    /** Nobody answered within the time limit. */
    TIMED_OUT,
    /** The question became a dead letter, was shed, or was left undelivered by an engine that closed. */
    FAILED
}
