package io.ringswarm.engine.work.tier;

/** What cancelling a task came to. */
public enum Cancellation {
    /** It had not begun, and never will. Said once only, to one caller. */
    NOT_RUN,
    /** It runs, and its thread was interrupted; it may go on for as long as it likes. */
    INTERRUPTED,
    /** It had ended in some way before. */
    TOO_LATE
}
