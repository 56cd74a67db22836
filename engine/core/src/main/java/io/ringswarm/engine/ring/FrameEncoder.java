package io.ringswarm.engine.ring;

import static io.ringswarm.codecs.frame.FrameLayout.FLAG_OVERFLOW;
import static io.ringswarm.codecs.frame.FrameLayout.HEADER_BYTES;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.Envelope;
import java.util.Objects;

/**
 * Writes a message as a frame. Confined to the thread of the sender or shard that owns it. The only place where codecs of
 * users encode, which happens while nothing is claimed.
 */
public final class FrameEncoder {
    private final OverflowPool pool;
    private final int slotBytes;
    private final int maxBodyBytes;
    private final int longestFrameBytes;
    private final BodyWriter writer = new BodyWriter();
    private OverflowBuffer overflow;
    private byte[] scratch;
    private long inheritedTraceId;
    private boolean encoding;

    /**
     * An encoder with buffers of its own.
     *
     * @param overflowBuffers how many bodies that fit no slot may be under way
     * @param slotBytes the longest frame that fits a slot
     * @param maxBodyBytes the longest body
     */
    public FrameEncoder(int overflowBuffers, int slotBytes, int maxBodyBytes) {
        pool = new OverflowPool(overflowBuffers, maxBodyBytes);
        this.slotBytes = slotBytes;
        this.maxBodyBytes = maxBodyBytes;
        longestFrameBytes = Math.max(slotBytes, HEADER_BYTES + maxBodyBytes);
    }

    /**
     * Whether a codec is encoding now: it must not come back to the sender that it encodes for.
     *
     * @return true during {@link #encode}
     */
    public boolean isEncoding() {
        return encoding;
    }

    /**
     * Sets the trace id of messages that are given none.
     *
     * @param traceId that of the message being handled, or 0
     * @return what it was before
     */
    public long inherit(long traceId) {
        long before = inheritedTraceId;
        inheritedTraceId = traceId;
        return before;
    }

    /**
     * How much room a frame of any length needs while it is encoded.
     *
     * @return bytes
     */
    public int longestFrameBytes() {
        return longestFrameBytes;
    }

    /**
     * Room for one frame, for those that cannot be encoded where they are to lie.
     *
     * @return an array of {@link #longestFrameBytes()}, the same at every call
     */
    public byte[] scratch() {
        if (scratch == null) {
            scratch = new byte[longestFrameBytes()];
        }
        return scratch;
    }

    /**
     * Encodes a message, all but its sent time. A body too long for a slot is moved to an overflow buffer, which
     * {@link #takeOverflow()} hands out. What the codec throws reaches the caller, and no buffer is lent.
     *
     * @param frames where to
     * @param frame the frame's first byte
     * @param roomBytes how many bytes from there are free: a header's at least
     * @param flags {@link io.ringswarm.codecs.frame.FrameLayout#FLAG_ASK} or 0
     * @param source the sending agent's address, that of a place for replies, or 0
     * @param target the receiving agent's address
     * @param value the body's value
     * @param codec how to encode it
     * @param envelope the rest of the frame
     * @param <T> the value's type
     * @return false when the body is too long for a slot and no overflow buffer is free
     * @throws io.ringswarm.codecs.BodyTooLargeException when the body is longer than the longest allowed, or than the room
     */
    public <T> boolean encode(
            byte[] frames,
            int frame,
            int roomBytes,
            int flags,
            long source,
            long target,
            T value,
            BodyCodec<T> codec,
            Envelope envelope) {
        Template template;
        encoding = true;
        try {
            template = Objects.requireNonNull(codec.template(), "template"); // not after a buffer is lent
            codec.encode(
                    value, writer.wrap(frames, frame + HEADER_BYTES, Math.min(maxBodyBytes, roomBytes - HEADER_BYTES)));
        } finally {
            encoding = false;
        }
        int length = HEADER_BYTES + writer.length();
        int allFlags = flags;
        if (length > slotBytes) {
            OverflowBuffer buffer = pool.acquire();
            if (buffer == null) {
                return false;
            }
            System.arraycopy(frames, frame + HEADER_BYTES, buffer.bytes, 0, writer.length());
            overflow = buffer;
            allFlags |= FLAG_OVERFLOW;
        }
        FrameHeader.lead(
                frames, frame, length, allFlags, template, envelope.priority().ordinal());
        FrameHeader.source(frames, frame, source);
        FrameHeader.target(frames, frame, target);
        FrameHeader.correlation(frames, frame, envelope.correlationId());
        FrameHeader.dueNs(frames, frame, envelope.dueNs());
        FrameHeader.deadlineNs(frames, frame, envelope.deadlineNs());
        long traceId = envelope.traceId();
        FrameHeader.traceId(frames, frame, traceId == 0 ? inheritedTraceId : traceId);
        return true;
    }

    /**
     * Copies a body that is too long for a slot.
     *
     * @param shared holds it
     * @param bodyBytes its length
     * @return a buffer, lent; null when none is free
     */
    public OverflowBuffer copyOf(OverflowBuffer shared, int bodyBytes) {
        OverflowBuffer copy = pool.acquire();
        if (copy != null) {
            System.arraycopy(shared.bytes(), 0, copy.bytes, 0, bodyBytes);
        }
        return copy;
    }

    /**
     * Takes the buffer that the last {@link #encode} has put the body into.
     *
     * @return the buffer, lent; null when the body is in the frame
     */
    public OverflowBuffer takeOverflow() {
        OverflowBuffer taken = overflow;
        if (taken != null) {
            overflow = null;
        }
        return taken;
    }
}
