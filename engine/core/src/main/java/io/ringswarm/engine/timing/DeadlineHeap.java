package io.ringswarm.engine.timing;

import java.util.Arrays;

/**
 * Entries by the time at which they are due, in a binary heap of which each entry knows its place, so that any of them can
 * be removed: adding and removing take the logarithm of their number, looking at the first takes no time. Allocates when
 * it grows only. Confined to one thread.
 *
 * @param <E> the type of entry
 */
public final class DeadlineHeap<E extends DeadlineHeap.Entry> {
    private static final int INITIAL_CAPACITY = 16;

    private Entry[] heap = new Entry[INITIAL_CAPACITY];
    private int size;

    /** An empty heap. */
    public DeadlineHeap() {}

    /**
     * How many entries wait.
     *
     * @return 0 and up
     */
    public int size() {
        return size;
    }

    /**
     * Whether there is nothing to wait for.
     *
     * @return true when it is empty
     */
    public boolean isEmpty() {
        return size == 0;
    }

    /**
     * The entry that is due first.
     *
     * @return the entry, which stays; null when there is none
     */
    @SuppressWarnings("unchecked")
    public E first() {
        return (E) heap[0];
    }

    /**
     * Adds an entry.
     *
     * @param entry in no heap now
     * @param deadlineNs when it is due, ns of one clock for all entries, which may wrap around as
     *     {@link System#nanoTime()} may
     */
    public void add(E entry, long deadlineNs) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        ((Entry) entry).deadlineNs = deadlineNs;
        moveUp(entry, size++);
    }

    /**
     * Removes an entry.
     *
     * @param entry one of this heap's, or of none
     * @return false when it was not there
     */
    public boolean remove(E entry) {
        int place = ((Entry) entry).place;
        if (place < 0) {
            return false;
        }
        ((Entry) entry).place = -1;
        Entry last = heap[--size];
        heap[size] = null;
        if (last != entry) {
            if (place > 0 && isBefore(last, heap[place - 1 >> 1])) {
                moveUp(last, place);
            } else {
                moveDown(last, place);
            }
        }
        return true;
    }

    private void moveUp(Entry entry, int from) {
        int place = from;
        while (place > 0) {
            int parent = place - 1 >> 1;
            if (!isBefore(entry, heap[parent])) {
                break;
            }
            put(heap[parent], place);
            place = parent;
        }
        put(entry, place);
    }

    private void moveDown(Entry entry, int from) {
        int place = from;
        int child;
        while ((child = 2 * place + 1) < size) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], entry)) {
                break;
            }
            put(heap[child], place);
            place = child;
        }
        put(entry, place);
    }

    private void put(Entry entry, int place) {
        heap[place] = entry;
        entry.place = place;
    }

    private static boolean isBefore(Entry one, Entry other) {
        return one.deadlineNs - other.deadlineNs < 0;
    }

    /** What the heap keeps with each entry. */
    public abstract static class Entry {
        private long deadlineNs;
        private int place = -1;

        /** In no heap. */
        protected Entry() {}

        /**
         * When it is due.
         *
         * @return ns, as given to {@link DeadlineHeap#add}
         */
        public final long deadlineNs() {
            return deadlineNs;
        }

        /**
         * Whether it is in a heap.
         *
         * @return true from {@link DeadlineHeap#add} to {@link DeadlineHeap#remove}
         */
        public final boolean isWaiting() {
            return place >= 0;
        }
    }
}
