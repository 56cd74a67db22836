package io.ringswarm.codecs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Views that read and write little-endian numbers in a {@code byte[]} at any offset, with the array's bounds checks. */
public final class LittleEndian {
    /** {@code short} at a byte offset. */
    public static final VarHandle SHORT = view(short[].class);

    /** {@code int} at a byte offset. */
    public static final VarHandle INT = view(int[].class);

    /** {@code long} at a byte offset. */
    public static final VarHandle LONG = view(long[].class);

    /** {@code double} at a byte offset. */
    public static final VarHandle DOUBLE = view(double[].class);

    /** Up to this many bytes a loop of eight at a time is quicker than a call of the virtual machine's copy routine. */
    private static final int SMALL_BYTES = 128;

    private LittleEndian() {}

    /**
     * Copies bytes between arrays that do not overlap; quick for the few that a small body has.
     *
     * @param source where from
     * @param sourceOffset first byte of the source
     * @param target where to
     * @param targetOffset first byte of the target
     * @param count how many bytes
     * @throws IndexOutOfBoundsException outside either array
     */
    public static void copy(byte[] source, int sourceOffset, byte[] target, int targetOffset, int count) {
        if (count > SMALL_BYTES) {
            System.arraycopy(source, sourceOffset, target, targetOffset, count);
            return;
        }
        int i = 0;
        for (; i <= count - Long.BYTES; i += Long.BYTES) {
            LONG.set(target, targetOffset + i, (long) LONG.get(source, sourceOffset + i));
        }
        for (; i < count; i++) {
            target[targetOffset + i] = source[sourceOffset + i];
        }
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN)
                .withInvokeExactBehavior();
    }
}
