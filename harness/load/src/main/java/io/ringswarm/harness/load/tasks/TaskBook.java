package io.ringswarm.harness.load.tasks;

import io.ringswarm.engine.work.TaskEnd;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was seen of each task by those who submit and do them: when it was submitted and started, how often it started and
 * ended. Asks nobody else. Tasks are numbered on and on; those that came last are kept, and each that makes room is held against
 * what was promised: it has ended once, and one that is not idempotent was started at most once.
 *
 * <p>Who submits writes it, and reads all but {@link #started}, which is for workers, each on its own thread. Allocates nothing.
 */
final class TaskBook {
    private final int mask;
    private final int retries;
    private final AtomicLongArray taskIds;
    private final AtomicLongArray firstStartNs;
    private final AtomicIntegerArray starts;
    private final int[] ends;
    private final long[] submitNs;
    private final boolean[] idempotent;
    private final long[] endedAs = new long[TaskEnd.values().length];
    private final LongAdder attempts = new LongAdder();
    private final LongAdder strayStarts = new LongAdder();
    private long submitted;
    private long strayEnds;
    private long repeated;
    private long notEndedOnce;
    private long startedTooOften;

    /**
     * An empty book.
     *
     * @param mostOpen how many tasks are open at most
     * @param retries how often an idempotent task is tried again at most
     */
    TaskBook(int mostOpen, int retries) {
        int capacity = Integer.highestOneBit(Math.max(1, mostOpen)) * 16;
        mask = capacity - 1;
        this.retries = retries;
        taskIds = new AtomicLongArray(capacity);
        firstStartNs = new AtomicLongArray(capacity);
        starts = new AtomicIntegerArray(capacity);
        ends = new int[capacity];
        submitNs = new long[capacity];
        idempotent = new boolean[capacity];
    }

    /** A task is about to be submitted. */
    void submits(long taskId, long nowNs, boolean mayBeRepeated) {
        int slot = slot(taskId);
        retire(slot);
        submitted++;
        ends[slot] = 0;
        submitNs[slot] = nowNs;
        idempotent[slot] = mayBeRepeated;
        firstStartNs.set(slot, 0);
        starts.set(slot, 0);
        taskIds.set(slot, taskId);
    }

    /** A worker has a task in its hands. Any thread. */
    void started(long taskId, long nowNs) {
        attempts.increment();
        int slot = slot(taskId);
        if (taskIds.get(slot) != taskId) {
            strayStarts.increment();
        } else if (starts.getAndIncrement(slot) == 0) {
            firstStartNs.set(slot, nowNs);
        }
    }

    /**
     * An end was heard of.
     *
     * @return whether it is the task's first
     */
    boolean ended(long taskId, TaskEnd end) {
        int slot = slot(taskId);
        if (taskIds.get(slot) != taskId) {
            strayEnds++;
            return false;
        }
        if (++ends[slot] > 1) {
            return false;
        }
        endedAs[end.ordinal()]++;
        return true;
    }

    /** When a task was submitted; while it is kept. */
    long submitNs(long taskId) {
        return submitNs[slot(taskId)];
    }

    /** When a task was first started; 0 when no worker had it. */
    long firstStartNs(long taskId) {
        return firstStartNs.get(slot(taskId));
    }

    /** Starts from zero; tasks that are kept are forgotten. While no task is open. */
    void reset() {
        for (int slot = 0; slot <= mask; slot++) {
            taskIds.set(slot, 0);
        }
        Arrays.fill(endedAs, 0);
        attempts.reset();
        strayStarts.reset();
        submitted = 0;
        strayEnds = 0;
        repeated = 0;
        notEndedOnce = 0;
        startedTooOften = 0;
    }

    /** Holds those that are kept against what was promised. Nothing more is to come of them. */
    void close() {
        for (int slot = 0; slot <= mask; slot++) {
            retire(slot);
        }
    }

    private void retire(int slot) {
        if (taskIds.get(slot) == 0) {
            return;
        }
        taskIds.set(slot, 0);
        notEndedOnce += ends[slot] == 1 ? 0 : 1;
        startedTooOften += starts.get(slot) > (idempotent[slot] ? 1 + retries : 1) ? 1 : 0;
        repeated += Math.max(0, starts.get(slot) - 1);
    }

    long submitted() {
        return submitted;
    }

    long ended(TaskEnd end) {
        return endedAs[end.ordinal()];
    }

    /** Attempts that workers began. */
    long attempts() {
        return attempts.sum();
    }

    /** Of those, not the task's first. Once closed. */
    long repeated() {
        return repeated;
    }

    /** Tasks that never ended or ended more than once, ends of tasks that nobody knows included. Once closed. */
    long notEndedOnce() {
        return notEndedOnce + strayEnds;
    }

    /** Tasks that were started once more than they may be, starts of tasks that nobody knows included. Once closed. */
    long startedTooOften() {
        return startedTooOften + strayStarts.sum();
    }

    private int slot(long taskId) {
        return (int) taskId & mask;
    }
}
