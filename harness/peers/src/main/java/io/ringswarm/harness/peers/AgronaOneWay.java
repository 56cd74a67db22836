package io.ringswarm.harness.peers;

import java.util.concurrent.locks.LockSupport;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Agrona's ring of bytes for many producers and one consumer, off the heap, with room for at least as many messages as the
 * rings have. A message is claimed and written where it lies, and reads are in batches, as the documentation of
 * <a href="https://github.com/aeron-io/agrona/blob/master/agrona/src/main/java/org/agrona/concurrent/ringbuffer/RingBuffer.java">{@code
 * RingBuffer}</a> has it for no copy in between. {@code compare} turns bounds checks off for it, as
 * <a href="https://github.com/aeron-io/aeron/blob/1.51.0/aeron-driver/src/main/resources/low-latency.properties">Aeron's
 * properties for low latency</a> do.
 *
 * <p>A message, native byte order: 0: correlation int64 | 8: source int64 | 16: target int64 | 24: sent int64 | 32: body.
 * The template is the message type of Agrona's own header.
 */
final class AgronaOneWay extends ReceivingSystem {
    private static final int CORRELATION_OFFSET = 0;
    private static final int SOURCE_OFFSET = CORRELATION_OFFSET + Long.BYTES;
    private static final int TARGET_OFFSET = SOURCE_OFFSET + Long.BYTES;
    private static final int SENT_OFFSET = TARGET_OFFSET + Long.BYTES;
    private static final int BODY_OFFSET = SENT_OFFSET + Long.BYTES;
    private static final int MESSAGE_BYTES = BODY_OFFSET + BODY_BYTES;
    private static final int RECORD_BYTES =
            BitUtil.align(MESSAGE_BYTES + RecordDescriptor.HEADER_LENGTH, RecordDescriptor.ALIGNMENT);
    private static final int TEMPLATE = 1;
    private static final int BATCH = 256;

    private final int agents;
    private final RingBuffer ring;
    private final Poller poller;

    AgronaOneWay(int agents) {
        super(new Receiver(agents));
        this.agents = agents;
        int dataBytes = BitUtil.findNextPositivePowerOfTwo(CAPACITY * RECORD_BYTES);
        ring = new ManyToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                dataBytes + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
        poller = new Poller(receiver(), () -> ring.read(this::onMessage, BATCH));
    }

    @Override
    public String version() {
        return LibraryVersion.of(RingBuffer.class);
    }

    @Override
    public long send(StopFlag stop) {
        byte[] body = new byte[BODY_BYTES];
        AtomicBuffer buffer = ring.buffer();
        long sent = 0;
        int target = 0;
        while (!stop.isSet()) {
            int index = ring.tryClaim(TEMPLATE, MESSAGE_BYTES);
            if (index > 0) {
                buffer.putLong(index + CORRELATION_OFFSET, sent);
                buffer.putLong(index + SOURCE_OFFSET, 0);
                buffer.putLong(index + TARGET_OFFSET, target);
                buffer.putLong(index + SENT_OFFSET, System.nanoTime());
                buffer.putBytes(index + BODY_OFFSET, body, 0, BODY_BYTES);
                ring.commit(index);
                sent++;
                target = PeerSystem.next(target, agents);
            } else {
                LockSupport.parkNanos(1);
            }
        }
        return sent;
    }

    private void onMessage(int template, DirectBuffer buffer, int index, int lengthBytes) {
        buffer.getBytes(index + BODY_OFFSET, receiver().body(), 0, BODY_BYTES);
        long sentNs = buffer.getLong(index + SENT_OFFSET);
        receiver()
                .take(
                        buffer.getLong(index + CORRELATION_OFFSET),
                        buffer.getLong(index + SOURCE_OFFSET),
                        buffer.getLong(index + TARGET_OFFSET),
                        template,
                        sentNs,
                        sentNs);
    }

    @Override
    boolean alive() {
        return poller.alive();
    }

    @Override
    public void close() {
        poller.close();
    }
}
