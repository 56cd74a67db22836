package io.ringswarm.engine.work.profile;

/** What becomes of tasks for a worker. */
public enum WorkerState {
    /** It gets tasks. */
    ACTIVE,
    /** It gets no more tasks; what waited for it was given to others, what it has in hand may end. */
    DRAINING,
    /** It has nothing in hand and gets nothing. */
    RETIRED
}
