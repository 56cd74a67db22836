package io.ringswarm.engine.delivery;

import io.ringswarm.engine.RetainedMessage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The copies of messages that agents of a shard retain, not more than a limit at a time. The shard's thread takes; any thread
 * gives back. With tracing each copy is a new object that remembers where it was taken, so that one which is never released
 * can be named.
 */
final class RetainedPool {
    private final int limit;
    private final int slotBytes;
    private final Set<Copy> traced;
    private final AtomicReference<Copy> free = new AtomicReference<>();
    private final AtomicInteger inUse = new AtomicInteger();

    RetainedPool(int limit, int slotBytes, boolean tracing) {
        this.limit = limit;
        this.slotBytes = slotBytes;
        traced = tracing ? ConcurrentHashMap.newKeySet() : null;
    }

    /** How many are not released. Any thread. */
    int inUse() {
        return inUse.get();
    }

    /** Where those were taken that are not released, when that is traced. Any thread. */
    List<Throwable> places() {
        return traced == null
                ? List.of()
                : traced.stream().map(copy -> copy.place).toList();
    }

    /**
     * Copies a message. The shard's thread.
     *
     * @throws IllegalStateException when as many are retained as may be
     */
    RetainedMessage take(MessageView message) {
        if (inUse.get() >= limit) {
            throw new IllegalStateException(
                    "retained=" + limit + " (expected: fewer; a shard keeps no more than retainedMessages)");
        }
        Copy copy = traced == null ? pop() : null;
        if (copy == null) {
            copy = new Copy(slotBytes);
        }
        copy.fill(message);
        inUse.incrementAndGet();
        copy.held.set(true);
        if (traced != null) {
            copy.place = new Throwable("retained here, and not released");
            traced.add(copy);
        }
        return copy;
    }

    /** Only one thread takes, so what it sees as the first cannot have been taken and given back meanwhile. */
    private Copy pop() {
        Copy first = free.get();
        while (first != null && !free.compareAndSet(first, first.next)) {
            first = free.get();
        }
        return first;
    }

    private void giveBack(Copy copy) {
        inUse.decrementAndGet();
        if (traced != null) {
            traced.remove(copy);
            return;
        }
        Copy first;
        do {
            first = free.get();
            copy.next = first;
        } while (!free.compareAndSet(first, copy));
    }

    private final class Copy extends MessageView implements RetainedMessage {
        private final AtomicBoolean held = new AtomicBoolean();
        private byte[] frame;
        private Copy next;
        private Throwable place;

        Copy(int bytes) {
            frame = new byte[bytes];
        }

        void fill(MessageView message) {
            int bytes = message.frameBytes();
            if (bytes > frame.length) {
                frame = new byte[bytes];
            }
            wrap(frame, 0, message.copyTo(frame));
        }

        @Override
        public void release() {
            if (!held.compareAndSet(true, false)) {
                throw new IllegalStateException("a retained message is released twice (expected: once)");
            }
            giveBack(this);
        }
    }
}
