package io.ringswarm.engine.ring;

import static io.ringswarm.codecs.frame.FrameLayout.FLAG_OVERFLOW;

import io.ringswarm.codecs.frame.FrameHeader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A bounded number of frames kept aside, in lists that share the bound. Takes its memory in steps, up to the bound, and
 * keeps it. Confined to the shard's thread; {@link #used()} may be called by another once the shard has ended.
 */
public final class FramePool {
    private static final int NONE = -1;
    private static final int FIRST_STEP = 16;
    private static final VarHandle SIZE = sizeHandle();

    private final int capacity;
    private final int slotBytes;
    private byte[] slab = new byte[0];
    private OverflowBuffer[] overflow = new OverflowBuffer[0];
    private int[] next = new int[0];
    private int free = NONE;
    private int used;

    /**
     * An empty pool.
     *
     * @param capacity how many frames it keeps at most
     * @param slotBytes the longest frame that needs no overflow buffer
     */
    public FramePool(int capacity, int slotBytes) {
        this.capacity = capacity;
        this.slotBytes = slotBytes;
    }

    /**
     * How many frames are kept.
     *
     * @return 0 to the capacity
     */
    public int used() {
        return used;
    }

    /**
     * Whether one more can be kept.
     *
     * @return false when the pool is full
     */
    public boolean hasRoom() {
        return used < capacity;
    }

    /**
     * Whether more than half of the pool is in use.
     *
     * @return true when it is
     */
    public boolean isOverHalf() {
        return used > capacity >> 1;
    }

    /**
     * Makes an empty list.
     *
     * @return the list
     */
    public FrameList newList() {
        return new FrameList();
    }

    private int acquire() {
        if (free == NONE) {
            grow();
        }
        int index = free;
        free = next[index];
        next[index] = NONE;
        used++;
        return index;
    }

    private void release(int index) {
        next[index] = free;
        free = index;
        used--;
    }

    private void grow() {
        int before = next.length;
        int after = Math.min(capacity, Math.max(FIRST_STEP, 2 * before));
        slab = Arrays.copyOf(slab, Math.multiplyExact(after, slotBytes));
        overflow = Arrays.copyOf(overflow, after);
        next = Arrays.copyOf(next, after);
        for (int index = before; index < after; index++) {
            next[index] = index + 1 < after ? index + 1 : NONE;
        }
        free = before;
    }

    private static VarHandle sizeHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(FrameList.class, "size", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Frames in the order in which they came. Confined as its pool. */
    public final class FrameList {
        private int first = NONE;
        private int last = NONE;
        private int size;

        private FrameList() {}

        /**
         * Whether it holds nothing.
         *
         * @return true when it does not
         */
        public boolean isEmpty() {
            return first == NONE;
        }

        /**
         * Adds a copy of a frame. The pool must have {@linkplain FramePool#hasRoom() room}.
         *
         * @param frames array that holds it
         * @param frame its first byte
         * @param buffer holds its body when that fits no slot, else null; the pool's until the frame is removed
         */
        public void add(byte[] frames, int frame, OverflowBuffer buffer) {
            int index = acquire();
            System.arraycopy(frames, frame, slab, index * slotBytes, LocalQueue.bytesInSlot(frames, frame, buffer));
            overflow[index] = buffer;
            if (first == NONE) {
                first = index;
            } else {
                next[last] = index;
            }
            last = index;
            SIZE.setRelease(this, size + 1);
        }

        /**
         * How many frames it holds. Any thread.
         *
         * @return 0 and up
         */
        public int size() {
            return (int) SIZE.getAcquire(this);
        }

        /**
         * Looks for frames to an address.
         *
         * @param target the address
         * @return whether there is one
         */
        public boolean hasFor(long target) {
            int index = first;
            for (int left = size; left > 0; left--, index = next[index]) {
                if (FrameHeader.target(slab, index * slotBytes) == target) {
                    return true;
                }
            }
            return false;
        }

        /**
         * The bytes of all frames of the pool.
         *
         * @return the array, until the next frame is added
         */
        public byte[] slab() {
            return slab;
        }

        /**
         * Where the first frame lies.
         *
         * @return offset in {@link #slab()}
         */
        public int firstOffset() {
            return first * slotBytes;
        }

        /**
         * The buffer that holds the first frame's body.
         *
         * @return the buffer, not released by the pool; null when the body lies in the frame
         */
        public OverflowBuffer firstOverflow() {
            return (FrameHeader.flagsOf(FrameHeader.lead(slab, firstOffset())) & FLAG_OVERFLOW) == 0
                    ? null
                    : overflow[first];
        }

        /** Removes the first frame. */
        public void removeFirst() {
            int index = first;
            first = next[index];
            overflow[index] = null;
            release(index);
            SIZE.setRelease(this, size - 1);
        }
    }
}
