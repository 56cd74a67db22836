package io.ringswarm.engine.work.cache;

import java.time.Duration;
import java.util.Objects;
import org.agrona.collections.Object2ObjectHashMap;

/**
 * The ends of tasks by idempotency key, for some time, so that who submits one again gets the first one's end. Keys are the
 * bytes themselves, compared whole (16 for a UUID, a text's UTF-8), within a kind of task: a hash could take two tasks for
 * one. A task that is under way is not here: {@link Flights} has it, by the same key.
 *
 * <p>Forgets strictly in the order of remembering, whatever the times are that it was given (which is why it is no Caffeine cache): what is older than the window, and
 * the oldest when there are too many, which {@link #forgottenEarly()} counts, as such a task would be done again. Allocates
 * when it holds more than ever before, and for keys of more than {@value Flights#KEPT_BYTES} bytes. Confined to one thread.
 *
 * @param <R> what an end is, as kept by the caller
 */
public final class IdempotencyWindow<R> {
    private final Object2ObjectHashMap<ContentKey, Remembered<R>> byKey = new Object2ObjectHashMap<>();
    private final ContentHash hashing;
    private final ContentKey view;
    private final int maxCount;
    private final long windowNs;
    private Remembered<R> oldest;
    private Remembered<R> newest;
    private Remembered<R> free;
    private long forgottenEarly;

    /**
     * Remembers nothing yet.
     *
     * @param maxCount how many ends at most, 1 and up
     * @param window how long each, positive, at most 292 years
     * @throws IllegalArgumentException when either is out of range
     */
    public IdempotencyWindow(int maxCount, Duration window) {
        this(maxCount, window, ContentHash.FOLDED);
    }

    IdempotencyWindow(int maxCount, Duration window, ContentHash hashing) {
        if (maxCount < 1 || !CacheOptions.isTtl(window)) {
            throw new IllegalArgumentException(
                    "maxCount=" + maxCount + ", window=" + window + " (expected: 1 and up, a positive duration)");
        }
        this.maxCount = maxCount;
        this.windowNs = window.toNanos();
        this.hashing = hashing;
        view = new ContentKey(hashing);
    }

    /**
     * Looks for the end of the task with this key.
     *
     * @param kind which kind of task
     * @param bytes where the key is
     * @param offset where it starts
     * @param length how many bytes it has, 0 and up
     * @param nowNs the time, ns of one clock for all calls; one before that of an earlier call keeps what was remembered longer, by as much
     * @return the end; null when none is remembered
     * @throws IndexOutOfBoundsException when the key is not within the bytes
     */
    public R find(int kind, byte[] bytes, int offset, int length, long nowNs) {
        forget(nowNs);
        try {
            Remembered<R> found = byKey.get(view.view(kind, bytes, offset, length));
            return found == null ? null : found.end;
        } finally {
            view.release(0);
        }
    }

    /**
     * Remembers a task's end, unless one is remembered with this key, which stays as it is.
     *
     * @param kind which kind of task
     * @param bytes where the key is; copied
     * @param offset where it starts
     * @param length how many bytes it has, 0 and up
     * @param end how the task ended
     * @param nowNs the time, ns of one clock for all calls; one before that of an earlier call keeps what was remembered longer, by as much
     * @return false when an earlier end stays
     * @throws IndexOutOfBoundsException when the key is not within the bytes
     */
    public boolean remember(int kind, byte[] bytes, int offset, int length, R end, long nowNs) {
        Objects.requireNonNull(end, "end");
        forget(nowNs);
        try {
            if (byKey.containsKey(view.view(kind, bytes, offset, length))) {
                return false;
            }
            if (byKey.size() == maxCount) {
                forgetOldest();
                forgottenEarly++;
            }
            append(end, nowNs);
            return true;
        } finally {
            view.release(0);
        }
    }

    private void append(R end, long nowNs) {
        Remembered<R> entry = free;
        if (entry == null) {
            entry = new Remembered<>(new ContentKey(hashing));
        } else {
            free = entry.next;
            entry.next = null;
        }
        entry.key.take(view);
        entry.end = end;
        entry.sinceNs = nowNs;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.next = entry;
        }
        newest = entry;
        byKey.put(entry.key, entry);
    }

    /**
     * Forgets what is too old. The other calls do so as well; to be called now and then when they are not.
     *
     * @param nowNs the time, ns of one clock for all calls; one before that of an earlier call keeps what was remembered longer, by as much
     */
    public void forget(long nowNs) {
        while (oldest != null && nowNs - oldest.sinceNs >= windowNs) {
            forgetOldest();
        }
    }

    private void forgetOldest() {
        Remembered<R> entry = oldest;
        oldest = entry.next;
        if (oldest == null) {
            newest = null;
        }
        byKey.remove(entry.key);
        entry.key.release(Flights.KEPT_BYTES);
        entry.end = null;
        entry.next = free;
        free = entry;
    }

    /**
     * How many ends are remembered, as of the last call with a time.
     *
     * @return 0 to the greatest count
     */
    public int count() {
        return byKey.size();
    }

    /**
     * How many ends were forgotten before their time because there were too many.
     *
     * @return 0 and up
     */
    public long forgottenEarly() {
        return forgottenEarly;
    }

    private static final class Remembered<R> {
        private final ContentKey key;
        private R end;
        private long sinceNs;
        private Remembered<R> next;

        Remembered(ContentKey key) {
            this.key = key;
        }
    }
}
