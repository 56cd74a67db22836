package io.ringswarm.engine.ask;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Slots whose answers have come, in the order in which they came, from any number of answerers to one owner. It has a cell
 * for each slot there is and a slot is in it once at most, so there is always room: adding never fails and never waits.
 * Taking sees what was written before adding; an answerer between its two steps hides those behind it until it is done.
 */
final class ReplyInbox {
    private static final VarHandle TAIL = tail();
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(AskSlot[].class);

    private final AskSlot[] cells;
    private final int mask;
    private long head;

    @SuppressWarnings("unused")
    private long tail;

    ReplyInbox(int slots) {
        int capacity = slots <= 1 ? 1 : Integer.highestOneBit(slots - 1) << 1;
        cells = new AskSlot[capacity];
        mask = capacity - 1;
    }

    /** Any thread. */
    void add(AskSlot slot) {
        long position = (long) TAIL.getAndAdd(this, 1L);
        CELL.setRelease(cells, (int) position & mask, slot);
    }

    /** The owner: whether {@link #poll()} will give something. Any thread may ask, and gets a hint. */
    boolean hasNext() {
        return CELL.getAcquire(cells, (int) head & mask) != null;
    }

    /** The owner: the next slot, or null. */
    AskSlot poll() {
        int index = (int) head & mask;
        AskSlot slot = (AskSlot) CELL.getAcquire(cells, index);
        if (slot != null) {
            cells[index] = null;
            head++;
        }
        return slot;
    }

    private static VarHandle tail() {
        try {
            return MethodHandles.lookup().findVarHandle(ReplyInbox.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
