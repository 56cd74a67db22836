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

    private LittleEndian() {}

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN)
                .withInvokeExactBehavior();
    }
}
