package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.TaskEnd;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the desk has done. Counted by the desk in fields of its own, and published after each batch; read by any thread, each number
 * by itself.
 */
public final class DeskCounters {
    /** What is counted one by one. */
    public enum Count {
        /** Tasks that have come. */
        SUBMITTED,
        /** Attempts begun. */
        STARTED,
        /** Attempts begun after an earlier one. */
        RETRIED,
        /** Completions of attempts that had been given up or ended. */
        DUPLICATE_COMPLETIONS,
        /** Tasks that got their result from the cache, or from another one that was the same. */
        CACHE_HITS,
        /** Cacheable tasks that had to be done. */
        CACHE_MISSES,
        /** Unstarted tasks moved to even out the load. */
        MOVED,
        /** Unstarted tasks that an idle worker took from another one. */
        STOLEN,
        /** Unstarted tasks moved, and attempts given up, because a worker left. */
        EVACUATED,
        /** Workers whose circuit has opened. */
        TRIPPED,
        /** Ends that nobody waited for any more. */
        UNHEARD,
        /** Open tasks now. */
        OPEN,
        /** Attempts under way now. */
        IN_HAND
    }

    private static final int COUNTS = Count.values().length;
    private static final int ENDS = TaskEnd.values().length;

    private final long[] counted = new long[COUNTS + ENDS];
    private final AtomicLongArray published = new AtomicLongArray(COUNTS + ENDS);
    private final AtomicLongArray reasons = new AtomicLongArray(ENDS * EndReason.COUNT);

    /** Zeros. */
    public DeskCounters() {}

    void add(Count count, long many) {
        counted[count.ordinal()] += many;
    }

    void set(Count count, long value) {
        counted[count.ordinal()] = value;
    }

    void ended(TaskEnd end, EndReason reason) {
        counted[COUNTS + end.ordinal()]++;
        if (reason != EndReason.DONE) {
            int index = end.ordinal() * EndReason.COUNT + reason.ordinal();
            reasons.setRelease(index, reasons.getPlain(index) + 1);
        }
    }

    /** Lets others see what has been counted. */
    void publish() {
        for (int i = 0; i < counted.length; i++) {
            published.setRelease(i, counted[i]);
        }
    }

    /**
     * One number.
     *
     * @param count which
     * @return now
     */
    public long of(Count count) {
        return published.getAcquire(count.ordinal());
    }

    /**
     * Tasks that have ended in one way.
     *
     * @param end how
     * @return how many
     */
    public long of(TaskEnd end) {
        return published.getAcquire(COUNTS + end.ordinal());
    }

    /**
     * Tasks that have ended in one way for one reason, other than {@link EndReason#DONE}.
     *
     * @param end how
     * @param reason why
     * @return how many
     */
    public long of(TaskEnd end, EndReason reason) {
        return reasons.getAcquire(end.ordinal() * EndReason.COUNT + reason.ordinal());
    }
}
