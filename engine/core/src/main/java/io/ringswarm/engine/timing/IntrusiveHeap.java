package io.ringswarm.engine.timing;

import java.util.Arrays;

/**
 * Entries in an order, each of which knows its place, so that any of them can be removed. Those that are added in their order,
 * as time limits of one length are, stand in a line, where adding and removing take constant time on average; the others in a
 * binary heap, where that takes the logarithm of their number. Looking at the first takes next to no time. Allocates when it grows only. Confined to
 * one thread.
 *
 * @param <E> the type of entry
 */
public abstract class IntrusiveHeap<E extends IntrusiveHeap.Entry> {
    private static final int FIRST_CAPACITY = 16;
    private static final Entry[] NONE = {};

    private static final int NOWHERE = -1;

    /** Places in the line are told from those in the heap by counting down from here. */
    private static final int FIRST_OF_LINE = -2;

    private Entry[] heap = NONE;
    private int size;

    /** From {@link #head} to before {@link #tail}, with gaps where entries were removed, but none at either end. */
    private Entry[] line = NONE;

    private int head;
    private int tail;
    private int inLine;

    /** An empty heap, which takes no room until an entry is added. */
    protected IntrusiveHeap() {}

    /**
     * Whether an entry comes before another one. May not change for entries that are in the heap.
     *
     * @param one an entry
     * @param other another one
     * @return false when it comes later, and when it does not matter
     */
    protected abstract boolean isBefore(E one, E other);

    /**
     * How many entries wait.
     *
     * @return 0 and up
     */
    public final int size() {
        return size + inLine;
    }

    /**
     * Whether there is nothing to wait for.
     *
     * @return true when it is empty
     */
    public final boolean isEmpty() {
        return size + inLine == 0;
    }

    /**
     * The entry that comes first.
     *
     * @return the entry, which stays; null when there is none
     */
    public final E first() {
        if (inLine == 0) {
            return size == 0 ? null : at(0);
        }
        E first = inLine(head);
        return size > 0 && isBefore(at(0), first) ? at(0) : first;
    }

    /**
     * Copies the first entries in their order; they stay. Takes time by the square of how many are copied at the worst, and
     * none by how many wait: meant for a few.
     *
     * @param target where they are written to, from its start; beyond them nothing is written
     * @param max how many at most
     * @return how many were copied: the least of max, the target's length and {@link #size()}
     */
    public final int copyFirst(E[] target, int max) {
        int most = Math.min(Math.min(max, target.length), size());
        int copied = copyFirstOfHeap(target, Math.min(most, size));
        int from = 0;
        for (int place = head; place < tail && from < most; place++) {
            E next = inLine(place);
            if (next != null) {
                while (from < copied && isBefore(target[from], next)) {
                    from++;
                }
                if (from < most) {
                    copied = insertSorted(next, target, from++, copied, most);
                }
            }
        }
        return Math.max(copied, 0);
    }

    private int copyFirstOfHeap(E[] target, int most) {
        if (most <= 0) {
            return 0;
        }
        // What is copied is followed in the target by what may come next, in order: the children of what is copied.
        target[0] = at(0);
        int candidates = 1;
        for (int copied = 0; copied < most; copied++) {
            int child = 2 * ((Entry) target[copied]).place + 1;
            int end = Math.min(child + 2, size);
            for (; child < end; child++) {
                candidates = insertSorted(at(child), target, copied + 1, candidates, most);
            }
        }
        return most;
    }

    private int insertSorted(E entry, E[] target, int from, int to, int most) {
        int place = to;
        while (place > from && isBefore(entry, target[place - 1])) {
            place--;
        }
        if (place == most) {
            return to;
        }
        int end = Math.min(to + 1, most);
        System.arraycopy(target, place, target, place + 1, end - place - 1);
        target[place] = entry;
        return end;
    }

    /**
     * Puts an entry into the order.
     *
     * @param entry in no heap now
     */
    protected final void insert(E entry) {
        if (inLine == 0 || !isBefore(entry, inLine(tail - 1))) {
            append(entry);
            return;
        }
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, Math.max(FIRST_CAPACITY, 2 * size));
        }
        moveUp(entry, size++);
    }

    /**
     * Removes an entry.
     *
     * @param entry any one
     * @return false when it was not there
     */
    public final boolean remove(E entry) {
        int place = ((Entry) entry).place;
        if (place <= FIRST_OF_LINE) {
            return leaveLine(entry, FIRST_OF_LINE - place);
        }
        if (place < 0 || place >= size || heap[place] != entry) {
            return false;
        }
        ((Entry) entry).place = NOWHERE;
        E last = at(--size);
        heap[size] = null;
        if (last != entry) {
            if (place > 0 && isBefore(last, at(place - 1 >> 1))) {
                moveUp(last, place);
            } else {
                moveDown(last, place);
            }
        }
        return true;
    }

    private void append(Entry entry) {
        if (tail == line.length) {
            makeRoom();
        }
        entry.place = FIRST_OF_LINE - tail;
        line[tail++] = entry;
        inLine++;
    }

    /** Closes the gaps, in a longer line when there are too few of them: so each entry is moved seldom. */
    private void makeRoom() {
        Entry[] from = line;
        if (inLine > line.length / 2) {
            line = new Entry[2 * line.length];
        } else if (line.length == 0) {
            line = new Entry[FIRST_CAPACITY];
        }
        int to = 0;
        for (int place = head; place < tail; place++) {
            Entry entry = from[place];
            if (entry != null) {
                line[to] = entry;
                entry.place = FIRST_OF_LINE - to++;
            }
        }
        if (from == line) {
            Arrays.fill(line, to, tail, null);
        }
        head = 0;
        tail = to;
    }

    private boolean leaveLine(Entry entry, int place) {
        if (place >= tail || line[place] != entry) {
            return false;
        }
        entry.place = NOWHERE;
        line[place] = null;
        if (--inLine == 0) {
            head = 0;
            tail = 0;
            return true;
        }
        while (line[head] == null) {
            head++;
        }
        while (line[tail - 1] == null) {
            tail--;
        }
        return true;
    }

    private void moveUp(E entry, int from) {
        int place = from;
        while (place > 0) {
            int parent = place - 1 >> 1;
            if (!isBefore(entry, at(parent))) {
                break;
            }
            put(heap[parent], place);
            place = parent;
        }
        put(entry, place);
    }

    private void moveDown(E entry, int from) {
        int place = from;
        int child;
        while ((child = 2 * place + 1) < size) {
            if (child + 1 < size && isBefore(at(child + 1), at(child))) {
                child++;
            }
            if (!isBefore(at(child), entry)) {
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

    @SuppressWarnings("unchecked") // only insert() adds
    private E at(int place) {
        return (E) heap[place];
    }

    @SuppressWarnings("unchecked") // only insert() adds
    private E inLine(int place) {
        return (E) line[place];
    }

    /** What the heap keeps with each entry. */
    public abstract static class Entry {
        private int place = NOWHERE;

        /** In no heap. */
        protected Entry() {}

        /**
         * Whether it is in a heap.
         *
         * @return true from when it was added to when it is removed
         */
        public final boolean isWaiting() {
            return place != NOWHERE;
        }
    }
}
