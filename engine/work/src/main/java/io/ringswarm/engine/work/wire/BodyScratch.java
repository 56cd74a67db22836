package io.ringswarm.engine.work.wire;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;

/**
 * Where a user's value is encoded before it goes anywhere. Begins small, as there may be many of these, and grows to the longest body
 * there may be. Confined to one thread.
 */
public final class BodyScratch {
    private static final int FIRST_BYTES = 256;

    private final int limitBytes;
    private final BodyWriter out = new BodyWriter();
    private byte[] bytes;

    /**
     * Room for a small body.
     *
     * @param limitBytes the longest body there may be
     */
    public BodyScratch(int limitBytes) {
        this.limitBytes = limitBytes;
        bytes = new byte[Math.min(FIRST_BYTES, limitBytes)];
    }

    /**
     * Encodes. The codec may be called again, with more room.
     *
     * @param value what
     * @param codec how; what it throws reaches the caller
     * @param <T> its type
     * @return how many bytes of {@link #bytes()}
     * @throws BodyTooLargeException when it fits no message
     */
    public <T> int encode(T value, BodyCodec<T> codec) {
        while (true) {
            try {
                codec.encode(value, out.wrap(bytes, 0, bytes.length));
                return out.length();
            } catch (BodyTooLargeException e) {
                if (bytes.length == limitBytes) {
                    throw e;
                }
                bytes = new byte[Math.min(2 * bytes.length, limitBytes)];
            }
        }
    }

    /**
     * What was encoded last.
     *
     * @return the body from index 0; used again by the next
     */
    public byte[] bytes() {
        return bytes;
    }
}
