package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.TaskEnd;
import java.util.concurrent.atomic.AtomicLongArray;

/** What the desk has done. Written by the desk; read by any thread, each number by itself: who hears of an end finds it counted. */
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
        /** Ends forgotten before their time, with too many idempotency keys: such a task would be done again. */
        KEYS_FORGOTTEN_EARLY,
        /** Choices of a strategy that threw, or chose nobody that may be chosen. */
        STRATEGY_FAULTS,
        /** Open tasks now. */
        OPEN,
        /** Attempts under way now. */
        IN_HAND
    }

    private static final int COUNTS = Count.values().length;
    private static final int ENDS = TaskEnd.values().length;

    private final AtomicLongArray counts = new AtomicLongArray(COUNTS + ENDS);
    private final AtomicLongArray reasons = new AtomicLongArray(ENDS * EndReason.COUNT);

    /** Zeros. */
    public DeskCounters() {}

    void add(Count count, long many) {
        add(counts, count.ordinal(), many);
    }

    void set(Count count, long value) {
        counts.setRelease(count.ordinal(), value);
    }

    void ended(TaskEnd end, EndReason reason) {
        add(counts, COUNTS + end.ordinal(), 1);
        if (reason != EndReason.DONE) {
            add(reasons, end.ordinal() * EndReason.COUNT + reason.ordinal(), 1);
        }
    }

    private static void add(AtomicLongArray array, int index, long many) {
        array.setRelease(index, array.getPlain(index) + many);
    }

    /**
     * One number.
     *
     * @param count which
     * @return now
     */
    public long of(Count count) {
        return counts.getAcquire(count.ordinal());
    }

    /**
     * Tasks that have ended in one way.
     *
     * @param end how
     * @return how many
     */
    public long of(TaskEnd end) {
        return counts.getAcquire(COUNTS + end.ordinal());
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
