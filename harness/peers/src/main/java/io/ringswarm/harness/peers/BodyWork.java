package io.ringswarm.harness.peers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What the stages of the pipeline do to a body, and how questions carry their number, native byte order. 0: the message's
 * number int64, by the first stage or the asker | 8: its number and one more int64, by the second stage | 16: as it was sent.
 */
final class BodyWork {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int NUMBER_OFFSET = 0;
    private static final int SUM_OFFSET = NUMBER_OFFSET + Long.BYTES;

    private BodyWork() {}

    /** The first stage's, and an asker's. */
    static void stamp(byte[] body, long number) {
        LONG.set(body, NUMBER_OFFSET, number);
    }

    /** The second stage's. */
    static void add(byte[] body) {
        LONG.set(body, SUM_OFFSET, number(body) + 1);
    }

    /** The last stage's: 0 when the body has both stages' work, 1 when not. */
    static int fault(byte[] body, long number) {
        return number(body) == number && (long) LONG.get(body, SUM_OFFSET) == number + 1 ? 0 : 1;
    }

    /** What was stamped. */
    static long number(byte[] body) {
        return (long) LONG.get(body, NUMBER_OFFSET);
    }
}
