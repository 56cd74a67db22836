package io.ringswarm.engine.ring;

import static io.ringswarm.codecs.frame.FrameLayout.HEADER_BYTES;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import java.util.Arrays;

/**
 * Messages that a sender has encoded for one lane of one shard and not published yet, in order, in slots of the ring's
 * stride. Confined to the sender's thread.
 *
 * <p>User codecs run in {@link #append} only, while nothing is claimed. A body is encoded behind the last slot, where
 * there is room for the longest; one that does not fit its slot is then moved to an overflow buffer.
 */
public final class StagedRun {
    private final LaneRing ring;
    private final byte[] slots;
    private final OverflowBuffer[] overflow;
    private final int slotBytes;
    private final int capacity;
    private int first;
    private int count;
    private long left;
    private int overflowing;
    private long claimed;

    /**
     * An empty run.
     *
     * @param ring where it is published to
     * @param capacity how many messages it holds
     * @param slotBytes the ring's stride
     * @param maxBodyBytes the longest body
     */
    public StagedRun(LaneRing ring, int capacity, int slotBytes, int maxBodyBytes) {
        this.ring = ring;
        this.slotBytes = slotBytes;
        this.capacity = capacity;
        slots = new byte[(capacity - 1) * slotBytes + Math.max(slotBytes, HEADER_BYTES + maxBodyBytes)];
        overflow = new OverflowBuffer[capacity];
    }

    /**
     * How many messages are staged.
     *
     * @return 0 to the capacity
     */
    public int count() {
        return count;
    }

    /**
     * Whether {@link #append} has room for one more.
     *
     * @return false when the run is full
     */
    public boolean hasRoom() {
        return count < capacity;
    }

    /**
     * Whether the ring has room for one more. A hint, for refusing before encoding.
     *
     * @return false when the ring is full now
     */
    public boolean ringHasRoom() {
        return ring.hasRoomFor(1);
    }

    /**
     * Encodes a message behind the others. The run must have {@linkplain #hasRoom() room}. When the codec throws, the run
     * is as before.
     *
     * @param flags {@link io.ringswarm.codecs.frame.FrameLayout#FLAG_ASK} or 0
     * @param source the sending agent's address, that of a place for replies, or 0
     * @param target the receiving agent's address
     * @param value the body's value
     * @param codec how to encode it
     * @param envelope the rest of the frame
     * @param encoder the sender's own
     * @param <T> the value's type
     * @return false when the body is too long for a slot and no overflow buffer is free
     */
    public <T> boolean append(
            int flags, long source, long target, T value, BodyCodec<T> codec, Envelope envelope, FrameEncoder encoder) {
        if (!encoder.encode(
                slots, nextFrame(), encoder.longestFrameBytes(), flags, source, target, value, codec, envelope)) {
            return false;
        }
        keepOverflow(encoder.takeOverflow());
        count++;
        return true;
    }

    /**
     * Adds a frame encoded elsewhere, sent time included. The run must have {@linkplain #hasRoom() room}.
     *
     * @param frames array that holds it
     * @param frame its first byte
     * @param buffer holds its body when that fits no slot, else null
     */
    public void append(byte[] frames, int frame, OverflowBuffer buffer) {
        System.arraycopy(frames, frame, slots, nextFrame(), LocalQueue.bytesInSlot(frames, frame, buffer));
        keepOverflow(buffer);
        count++;
    }

    /**
     * Sets the sent time of the message appended last, for a run whose messages count as sent before they are published.
     *
     * @param sentNs ns of the engine's clock
     */
    public void stampLast(long sentNs) {
        FrameHeader.sentNs(slots, (first + count - 1) * slotBytes, sentNs);
    }

    /**
     * Publishes from the front: as many as there is room for at once, at most half the ring, the count being halved until
     * it fits. The rest stays staged.
     *
     * @param clock read once, for the sent time
     * @param lifecycle looked at after the claim, which orders it against a closing engine's look at the cursor
     * @param counters told how many are about to become visible
     * @return how many went; 0 when there is no room or the engine accepts nothing more
     */
    public int publish(NanoClock clock, Lifecycle lifecycle, SenderCounters counters) {
        int wanted = roomFor(Math.min(count, ring.slots() >> 1));
        return wanted == 0 ? 0 : publish(wanted, false, clock, lifecycle, counters);
    }

    /**
     * Publishes the only message, for who has just {@linkplain #ringHasRoom() asked} whether there is room: as {@link #publish}, but
     * only the claim looks again.
     *
     * @param ask whether it is a question: counted as an ask together with the message, before it can be seen, so that a closing
     *     engine counts both or neither
     * @param clock read once, for the sent time
     * @param lifecycle as for {@link #publish}
     * @param counters told before the message becomes visible
     * @return whether it went
     */
    public boolean publishOnly(boolean ask, NanoClock clock, Lifecycle lifecycle, SenderCounters counters) {
        return publish(1, ask, clock, lifecycle, counters) == 1;
    }

    private int publish(int atMost, boolean ask, NanoClock clock, Lifecycle lifecycle, SenderCounters counters) {
        int wanted = atMost;
        stamp(wanted, clock.nanoTime());
        long high;
        while ((high = ring.tryClaim(wanted)) < 0) {
            wanted >>= 1;
            if (wanted == 0) {
                return 0;
            }
        }
        long low = high - wanted + 1;
        if (!lifecycle.isAccepting()) {
            ring.publishVoid(low, high);
            return 0;
        }
        counters.countCreated(wanted);
        if (ask) {
            counters.countAskStarted();
        }
        copyAndPublish(low, high, wanted);
        return wanted;
    }

    /**
     * Claims a slot for the only message appended. {@link #publishClaim} or {@link #voidClaim} must follow at once.
     *
     * @return false when there is no room
     */
    public boolean claim() {
        claimed = ring.tryClaim(1);
        return claimed >= 0;
    }

    /**
     * Publishes the message in the slot that was claimed for it.
     *
     * @param sentNs when it was sent
     */
    public void publishClaim(long sentNs) {
        stampLast(sentNs);
        copyAndPublish(claimed, claimed, 1);
    }

    /** Gives up the slot that was claimed; the message stays appended. */
    public void voidClaim() {
        ring.publishVoid(claimed, claimed);
    }

    /**
     * Publishes from the front messages that the engine has accepted already: as {@link #publish}, but whatever state the
     * engine is in, and with the sent times that they have.
     *
     * @return how many went; 0 when there is no room
     */
    public int publishAccepted() {
        int wanted = roomFor(Math.min(count, ring.slots() >> 1));
        long high = -1;
        while (wanted > 0 && (high = ring.tryClaim(wanted)) < 0) {
            wanted >>= 1;
        }
        if (wanted > 0) {
            copyAndPublish(high - wanted + 1, high, wanted);
        }
        return wanted;
    }

    /** Drops the message appended last. */
    public void discardLast() {
        count--;
        OverflowBuffer buffer = overflow[first + count];
        if (buffer != null) {
            overflow[first + count] = null;
            overflowing--;
            buffer.release();
        }
    }

    /**
     * Drops everything that is staged.
     *
     * @return how many messages that were
     */
    public int discardAll() {
        int discarded = count;
        while (count > 0) {
            discardLast();
        }
        first = 0;
        left += discarded;
        return discarded;
    }

    /**
     * How many messages have left, published or dropped all at once.
     *
     * @return since the run was made
     */
    public long left() {
        return left;
    }

    private int roomFor(int messages) {
        int wanted = messages;
        while (wanted > 0 && !ring.hasRoomFor(wanted)) {
            wanted >>= 1;
        }
        return wanted;
    }

    private void copyAndPublish(long low, long high, int messages) {
        ring.fill(low, slots, first * slotBytes, messages);
        if (overflowing > 0) {
            attachOverflow(low, messages);
        }
        ring.publish(low, high);
        removeFirst(messages);
    }

    private int nextFrame() {
        if (first + count == capacity) {
            moveToFront();
        }
        return (first + count) * slotBytes;
    }

    private void keepOverflow(OverflowBuffer buffer) {
        if (buffer != null) {
            overflow[first + count] = buffer;
            overflowing++;
        }
    }

    private void stamp(int messages, long sentNs) {
        int frame = first * slotBytes;
        for (int i = 0; i < messages; i++, frame += slotBytes) {
            FrameHeader.sentNs(slots, frame, sentNs);
        }
    }

    private void attachOverflow(long low, int messages) {
        for (int i = 0; i < messages; i++) {
            OverflowBuffer buffer = overflow[first + i];
            if (buffer != null) {
                overflow[first + i] = null;
                overflowing--;
                ring.attach(low + i, buffer);
            }
        }
    }

    private void removeFirst(int messages) {
        count -= messages;
        left += messages;
        first = count == 0 ? 0 : first + messages;
    }

    private void moveToFront() {
        System.arraycopy(slots, first * slotBytes, slots, 0, count * slotBytes);
        System.arraycopy(overflow, first, overflow, 0, count);
        Arrays.fill(overflow, count, first + count, null);
        first = 0;
    }
}
