package io.ringswarm.engine.work.queue;

import io.ringswarm.engine.Priority;
import io.ringswarm.engine.timing.IntrusiveHeap;
import java.util.Objects;

/**
 * The tasks of one worker that are not handed to it yet. The order is strict: by priority, then by key, the smaller one
 * first, then by when they were added. Adding and removing any of them take the logarithm of their number; depths, cost and
 * the first take no time. Allocates when it grows only; what it has grown to it keeps, at most twice its capacity in
 * references. One that was never used takes some hundred bytes. Confined to one thread.
 *
 * <p>Keys are compared by their difference, so they may wrap around as {@link System#nanoTime()} may: those that wait
 * together may be less than 2<sup>63</sup> apart.
 *
 * @param <E> the type of task
 */
public final class TaskQueue<E extends TaskQueue.Entry> {
    /** How many tasks are taken at once when nothing else is said. */
    public static final int DEFAULT_BATCH = 25;

    private final Waiting<E> waiting = new Waiting<>();
    private final int[] depths = new int[Priority.COUNT];
    private final int capacity;
    private long costNs;
    private long added;

    /**
     * An empty queue.
     *
     * @param capacity how many tasks it holds at most, 1 and up
     * @throws IllegalArgumentException when the capacity is not positive
     */
    public TaskQueue(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity + " (expected: 1 and up)");
        }
        this.capacity = capacity;
    }

    /**
     * Adds a task, behind those with the same priority and key.
     *
     * @param entry in no queue now
     * @param priority the {@link Priority#ordinal()}, 0 to 3; 0 comes first
     * @param key the smaller one comes first within a priority
     * @param costNs how long it will take, ns, 0 and up; 0 when not known
     * @return false when the queue is full; the entry is as it was, then
     * @throws IllegalStateException when the entry is in a queue
     * @throws IllegalArgumentException when there is no such priority, or the cost is negative
     */
    public boolean add(E entry, int priority, long key, long costNs) {
        if (priority < 0 || priority >= Priority.COUNT || costNs < 0) {
            throw new IllegalArgumentException("priority=" + priority + ", costNs=" + costNs + " (expected: 0 to "
                    + (Priority.COUNT - 1) + ", and 0 and up)");
        }
        Entry added = entry;
        if (added.queue != null) {
            throw new IllegalStateException("the task is in a queue");
        }
        if (waiting.size() == capacity) {
            return false;
        }
        added.queue = this;
        added.priority = priority;
        added.key = key;
        added.order = this.added++;
        added.costNs = costNs;
        this.costNs += costNs;
        depths[priority]++;
        waiting.add(entry);
        return true;
    }

    /**
     * The task that comes first.
     *
     * @return the task, which stays; null when there is none
     */
    public E first() {
        return waiting.first();
    }

    /**
     * Takes the task that comes first.
     *
     * @return the task, in no queue now; null when there is none
     */
    public E poll() {
        E first = waiting.first();
        if (first != null) {
            remove(first);
        }
        return first;
    }

    /**
     * Takes the tasks that come first, in order.
     *
     * @param target where they are written to, from its start; beyond them nothing is written
     * @param max how many at most, as {@link #DEFAULT_BATCH}
     * @return how many: the least of max, the target's length and the depth
     */
    public int pollBatch(E[] target, int max) {
        int taken = Math.min(Math.min(max, target.length), depth());
        for (int i = 0; i < taken; i++) {
            target[i] = poll();
        }
        return Math.max(taken, 0);
    }

    /**
     * Copies the tasks that come first, in order, to choose from: for stealing or moving. They stay, and each may be removed
     * while the copy is read. Takes time by the square of how many are copied at the worst, and none by the depth.
     *
     * @param target where they are written to, from its start; beyond them nothing is written
     * @param max how many at most
     * @return how many: the least of max, the target's length and the depth
     */
    public int copyFirst(E[] target, int max) {
        return waiting.copyFirst(target, max);
    }

    /**
     * Removes a task, wherever it stands.
     *
     * @param entry any one
     * @return false when it is not in this queue
     */
    public boolean remove(E entry) {
        Entry removed = Objects.requireNonNull(entry, "entry");
        if (removed.queue != this) {
            return false;
        }
        waiting.remove(entry);
        removed.queue = null;
        depths[removed.priority]--;
        costNs -= removed.costNs;
        return true;
    }

    /**
     * How many tasks wait.
     *
     * @return 0 to the capacity
     */
    public int depth() {
        return waiting.size();
    }

    /**
     * How many tasks of one priority wait.
     *
     * @param priority the {@link Priority#ordinal()}, 0 to 3
     * @return 0 to the capacity
     * @throws ArrayIndexOutOfBoundsException when there is no such priority
     */
    public int depth(int priority) {
        return depths[priority];
    }

    /**
     * How long the tasks that wait will take together.
     *
     * @return ns, the sum of the costs they were added with; it wraps around beyond 292 years
     */
    public long costNs() {
        return costNs;
    }

    /**
     * Whether nothing waits.
     *
     * @return true when the depth is 0
     */
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Whether the next task would be refused.
     *
     * @return true when the depth is the capacity
     */
    public boolean isFull() {
        return waiting.size() == capacity;
    }

    /**
     * How many tasks it holds at most.
     *
     * @return 1 and up
     */
    public int capacity() {
        return capacity;
    }

    private static final class Waiting<E extends TaskQueue.Entry> extends IntrusiveHeap<E> {
        void add(E entry) {
            insert(entry);
        }

        @Override
        protected boolean isBefore(E one, E other) {
            TaskQueue.Entry a = one;
            TaskQueue.Entry b = other;
            if (a.priority != b.priority) {
                return a.priority < b.priority;
            }
            long difference = a.key - b.key;
            return difference != 0 ? difference < 0 : a.order - b.order < 0;
        }
    }

    /** What a queue keeps with each task: how it was added last. */
    public abstract static class Entry extends IntrusiveHeap.Entry {
        private TaskQueue<?> queue;
        private long key;
        private long order;
        private long costNs;
        private int priority;

        /** In no queue. */
        protected Entry() {}

        /**
         * The queue that it is in.
         *
         * @return null when it is in none
         */
        public final TaskQueue<?> queue() {
            return queue;
        }

        /**
         * The priority it was added with last.
         *
         * @return the {@link Priority#ordinal()}, 0 to 3
         */
        public final int priority() {
            return priority;
        }

        /**
         * The key it was added with last.
         *
         * @return the key
         */
        public final long key() {
            return key;
        }

        /**
         * The cost it was added with last.
         *
         * @return ns, 0 and up
         */
        public final long queuedCostNs() {
            return costNs;
        }
    }
}
