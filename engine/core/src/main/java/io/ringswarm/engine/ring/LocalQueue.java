package io.ringswarm.engine.ring;

import static io.ringswarm.codecs.frame.FrameLayout.HEADER_BYTES;

import io.ringswarm.codecs.frame.FrameHeader;

/**
 * One lane of the messages that the agents of a shard send to each other: slots in a circle, written and read by the same
 * thread, so nothing is claimed and nothing is published. Confined to the shard's thread; {@link #size()} may be called by
 * another once the shard has ended.
 *
 * <p>Behind the last slot there is room for the longest body, so that a message can nearly always be encoded where it is
 * to lie even when its body turns out to belong in an overflow buffer.
 */
public final class LocalQueue {
    private final int indexMask;
    private final int slotBytes;
    private final int longestFrameBytes;
    private byte[] slab;
    private OverflowBuffer[] overflow;
    private long head;
    private long tail;

    /**
     * An empty queue. Takes its memory when first used.
     *
     * @param slots a power of two
     * @param slotBytes the stride: the longest frame with its body
     * @param maxBodyBytes the longest body
     */
    public LocalQueue(int slots, int slotBytes, int maxBodyBytes) {
        indexMask = slots - 1;
        this.slotBytes = slotBytes;
        longestFrameBytes = Math.max(slotBytes, HEADER_BYTES + maxBodyBytes);
    }

    /**
     * How many messages wait.
     *
     * @return 0 to the number of slots
     */
    public int size() {
        return (int) (tail - head);
    }

    /**
     * Whether one more can be added.
     *
     * @return false when the queue is full
     */
    public boolean hasRoom() {
        return tail - head <= indexMask;
    }

    /**
     * Where the next frame is to lie. It may be encoded there, and then {@linkplain #append added}. There must be
     * {@linkplain #hasRoom() room}.
     *
     * @return offset in {@link #slab()}
     */
    public int tailOffset() {
        if (slab == null) {
            allocate();
        }
        return ((int) tail & indexMask) * slotBytes;
    }

    /**
     * How far a frame encoded at {@link #tailOffset()} may reach for the moment.
     *
     * @return bytes that hold no message: a slot's at least, a frame's of any length unless the circle's end is in use
     */
    public int tailRoomBytes() {
        int first = (int) head & indexMask;
        int next = (int) tail & indexMask;
        return next < first ? (first - next) * slotBytes : longestFrameBytes;
    }

    /**
     * Adds the frame encoded at {@link #tailOffset()}. There must be {@linkplain #hasRoom() room}.
     *
     * @param buffer holds its body when that fits no slot, else null
     */
    public void append(OverflowBuffer buffer) {
        if (buffer != null) {
            overflow[(int) tail & indexMask] = buffer;
        }
        tail++;
    }

    /**
     * Adds a frame encoded elsewhere. There must be {@linkplain #hasRoom() room}.
     *
     * @param frames array that holds it
     * @param frame its first byte
     * @param buffer holds its body when that fits no slot, else null
     */
    public void append(byte[] frames, int frame, OverflowBuffer buffer) {
        if (slab == null) {
            allocate();
        }
        int slot = ((int) tail & indexMask) * slotBytes;
        System.arraycopy(frames, frame, slab, slot, bytesInSlot(frames, frame, buffer));
        append(buffer);
    }

    /**
     * The bytes of all slots.
     *
     * @return the array; null before the first message
     */
    public byte[] slab() {
        return slab;
    }

    /**
     * Where the first message lies.
     *
     * @return offset in {@link #slab()}
     */
    public int headOffset() {
        return ((int) head & indexMask) * slotBytes;
    }

    /**
     * Looks at the buffer that holds the first message's body.
     *
     * @return the buffer, which stays with the message; null when the body lies in the slot
     */
    public OverflowBuffer overflowOfHead() {
        return overflow[(int) head & indexMask];
    }

    /**
     * Takes the buffer that holds the first message's body.
     *
     * @return the buffer, to be released once read; null when the body lies in the slot
     */
    public OverflowBuffer detachHead() {
        int index = (int) head & indexMask;
        OverflowBuffer buffer = overflow[index];
        if (buffer != null) {
            overflow[index] = null;
        }
        return buffer;
    }

    /** Removes the first message. */
    public void removeHead() {
        head++;
    }

    /**
     * How many messages have been taken out.
     *
     * @return since the queue was made
     */
    public long head() {
        return head;
    }

    /**
     * How many messages have been added.
     *
     * @return since the queue was made
     */
    public long tail() {
        return tail;
    }

    static int bytesInSlot(byte[] frames, int frame, OverflowBuffer buffer) {
        return buffer == null ? FrameHeader.lengthOf(FrameHeader.lead(frames, frame)) : HEADER_BYTES;
    }

    private void allocate() {
        slab = new byte[indexMask * slotBytes + longestFrameBytes];
        overflow = new OverflowBuffer[indexMask + 1];
    }
}
