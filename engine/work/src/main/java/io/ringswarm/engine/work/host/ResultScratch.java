package io.ringswarm.engine.work.host;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;

/** Where results are encoded. Begins small, as there may be many workers, and grows to the longest body there may be. */
final class ResultScratch {
    private static final int FIRST_BYTES = 256;

    private final int limitBytes;
    private final BodyWriter out = new BodyWriter();
    private byte[] bytes;

    ResultScratch(int limitBytes) {
        this.limitBytes = limitBytes;
        bytes = new byte[Math.min(FIRST_BYTES, limitBytes)];
    }

    /**
     * Encodes.
     *
     * @return how many bytes of {@link #bytes()}
     * @throws BodyTooLargeException when it fits no message
     */
    <R> int encode(R result, BodyCodec<R> codec) {
        while (true) {
            try {
                codec.encode(result, out.wrap(bytes, 0, bytes.length));
                return out.length();
            } catch (BodyTooLargeException e) {
                if (bytes.length == limitBytes) {
                    throw e;
                }
                bytes = new byte[Math.min(2 * bytes.length, limitBytes)];
            }
        }
    }

    byte[] bytes() {
        return bytes;
    }
}
