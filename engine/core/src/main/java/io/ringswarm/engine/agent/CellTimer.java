package io.ringswarm.engine.agent;

import io.ringswarm.engine.timing.DeadlineHeap;

/** A timer of an agent, linked with the others of that agent that are set. Confined to the shard's thread. */
public abstract class CellTimer extends DeadlineHeap.Entry {
    private CellTimer previous;
    private CellTimer next;

    /** A timer that is not set. */
    protected CellTimer() {}

    /**
     * The one that follows it.
     *
     * @return another set timer of the agent, or null
     */
    public CellTimer next() {
        return next;
    }

    void linkBefore(CellTimer first) {
        next = first;
        if (first != null) {
            first.previous = this;
        }
    }

    /** Answers what is the first one afterwards. */
    CellTimer unlinkFrom(CellTimer first) {
        CellTimer newFirst = first == this ? next : first;
        if (previous != null) {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        previous = null;
        next = null;
        return newFirst;
    }
}
