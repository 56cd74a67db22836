package io.ringswarm.engine.ring;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.MultiProducerSequencer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.WaitStrategy;
import io.ringswarm.codecs.frame.FrameHeader;

/**
 * One lane of one shard: a slab of fixed-stride slots whose sequences a Disruptor sequencer hands out to any number of
 * senders and one shard.
 *
 * <p>Senders claim, copy in and publish; nothing of theirs runs in between, so a claimed slot is published within a few
 * copies. The shard reads the slots up to {@link #availableFrom} in place and gives them back by {@link #release}.
 */
public final class LaneRing {
    private final MultiProducerSequencer sequencer;
    private final Sequence released = new Sequence();
    private final byte[] slab;
    private final OverflowBuffer[] overflow;
    private final int slotBytes;
    private final int indexMask;

    /**
     * An empty ring.
     *
     * @param slots a power of two
     * @param slotBytes the stride: the longest frame with its body
     * @param doorbell is told of every publication
     */
    public LaneRing(int slots, int slotBytes, WaitStrategy doorbell) {
        sequencer = new MultiProducerSequencer(slots, doorbell);
        sequencer.addGatingSequences(released);
        slab = new byte[Math.multiplyExact(slots, slotBytes)];
        overflow = new OverflowBuffer[slots];
        this.slotBytes = slotBytes;
        indexMask = slots - 1;
    }

    /**
     * How many slots there are.
     *
     * @return a power of two
     */
    public int slots() {
        return indexMask + 1;
    }

    /**
     * Whether a claim is likely to succeed. Any thread.
     *
     * @param count slots wanted, at most {@link #slots()}
     * @return false when they are not free now
     */
    boolean hasRoomFor(int count) {
        return sequencer.hasAvailableCapacity(count);
    }

    /**
     * Claims slots, which must then be published. Any thread; lock-free. A full fence.
     *
     * @param count slots wanted, at most {@link #slots()}
     * @return the highest sequence claimed, the lowest being {@code count - 1} less; -1 when there is no room
     */
    long tryClaim(int count) {
        try {
            return sequencer.tryNext(count);
        } catch (InsufficientCapacityException full) {
            return -1;
        }
    }

    /**
     * Copies slots in, claimed ones.
     *
     * @param low the first sequence to fill
     * @param source frames in slots of this ring's stride
     * @param sourceOffset the first one's first byte
     * @param count how many slots
     */
    void fill(long low, byte[] source, int sourceOffset, int count) {
        int first = (int) low & indexMask;
        int untilWrap = Math.min(count, slots() - first);
        System.arraycopy(source, sourceOffset, slab, first * slotBytes, untilWrap * slotBytes);
        if (untilWrap < count) {
            System.arraycopy(source, sourceOffset + untilWrap * slotBytes, slab, 0, (count - untilWrap) * slotBytes);
        }
    }

    /**
     * Attaches the buffer that holds the body of a claimed slot.
     *
     * @param sequence the slot's
     * @param buffer lent by the sender, released by the shard
     */
    void attach(long sequence, OverflowBuffer buffer) {
        overflow[(int) sequence & indexMask] = buffer;
    }

    /**
     * Makes claimed slots visible to the shard and wakes it if it is parked.
     *
     * @param low the lowest sequence
     * @param high the highest sequence
     */
    void publish(long low, long high) {
        sequencer.publish(low, high);
    }

    /**
     * Publishes claimed slots as holding no message.
     *
     * @param low the lowest sequence
     * @param high the highest sequence
     */
    void publishVoid(long low, long high) {
        for (long sequence = low; sequence <= high; sequence++) {
            FrameHeader.voidFrame(slab, offsetOf(sequence));
        }
        sequencer.publish(low, high);
    }

    /**
     * How far the published slots reach without a gap. Looks at no more than the quota: the backlog may be long.
     *
     * @param next the first sequence of interest
     * @param quota how many slots at most
     * @return the highest sequence that may be read, {@code next - 1} when there is none
     */
    public long availableFrom(long next, int quota) {
        long limit = Math.min(sequencer.getCursor(), next + quota - 1);
        return limit < next ? next - 1 : sequencer.getHighestPublishedSequence(next, limit);
    }

    /**
     * Whether a slot has been published. Any thread.
     *
     * @param sequence the slot's
     * @return true once it may be read
     */
    public boolean isPublished(long sequence) {
        return sequencer.isAvailable(sequence);
    }

    /**
     * The highest sequence claimed so far, published or not. Any thread.
     *
     * @return -1 before the first claim
     */
    public long cursor() {
        return sequencer.getCursor();
    }

    /**
     * Gives slots back to the senders. The shard's thread only.
     *
     * @param sequence the highest one that has been read
     */
    public void release(long sequence) {
        released.set(sequence);
    }

    /**
     * How many slots are claimed and not given back. Any thread.
     *
     * @return 0 to {@link #slots()}
     */
    public int depth() {
        return slots() - (int) sequencer.remainingCapacity();
    }

    /**
     * The bytes of all slots.
     *
     * @return the array
     */
    public byte[] slab() {
        return slab;
    }

    /**
     * Where a slot begins.
     *
     * @param sequence the slot's
     * @return offset in {@link #slab()}
     */
    public int offsetOf(long sequence) {
        return ((int) sequence & indexMask) * slotBytes;
    }

    /**
     * Looks at the buffer that holds a message's body.
     *
     * @param sequence of the message
     * @return the buffer, which stays with the slot; null when the body lies in the slot
     */
    public OverflowBuffer overflowOf(long sequence) {
        return overflow[(int) sequence & indexMask];
    }

    /**
     * Takes the buffer attached to a slot.
     *
     * @param sequence the slot's
     * @return the buffer, to be released once read
     */
    public OverflowBuffer detach(long sequence) {
        int index = (int) sequence & indexMask;
        OverflowBuffer buffer = overflow[index];
        overflow[index] = null;
        return buffer;
    }
}
