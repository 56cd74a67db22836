package io.ringswarm.engine.timing;

/**
 * Entries by the time at which they are due; of those due at the same time any may be first. Confined to one thread.
 *
 * @param <E> the type of entry
 */
public final class DeadlineHeap<E extends DeadlineHeap.Entry> extends IntrusiveHeap<E> {
    /** An empty heap. */
    public DeadlineHeap() {}

    /**
     * Adds an entry.
     *
     * @param entry in no heap now
     * @param deadlineNs when it is due, ns of one clock for all entries, which may wrap around as
     *     {@link System#nanoTime()} may
     */
    public void add(E entry, long deadlineNs) {
        ((Entry) entry).deadlineNs = deadlineNs;
        insert(entry);
    }

    @Override
    protected boolean isBefore(E one, E other) {
        return ((Entry) one).deadlineNs - ((Entry) other).deadlineNs < 0;
    }

    /** What the heap keeps with each entry. */
    public abstract static class Entry extends IntrusiveHeap.Entry {
        private long deadlineNs;

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
    }
}
