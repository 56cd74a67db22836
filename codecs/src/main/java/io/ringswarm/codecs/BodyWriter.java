package io.ringswarm.codecs;

import java.util.Objects;

/**
 * A body being written: a window on an array, from {@link #arrayOffset()} for at most {@link #limitBytes()} bytes.
 * Indexes count from the body's first byte. Confined to one thread.
 */
public final class BodyWriter {
    private byte[] array = new byte[0];
    private int arrayOffset;
    private int limitBytes;
    private int length;
    private Object scratch;

    /**
     * Points at an empty body.
     *
     * @param array what is written to
     * @param arrayOffset the body's first byte in it
     * @param limitBytes how long the body may become
     * @return this
     * @throws IndexOutOfBoundsException when the window is not inside the array
     */
    public BodyWriter wrap(byte[] array, int arrayOffset, int limitBytes) {
        Objects.checkFromIndexSize(arrayOffset, limitBytes, array.length);
        if (this.array != array) {
            this.array =
                    array; // a reference store costs a garbage collector's barrier, and it is nearly always the same
        }
        this.arrayOffset = arrayOffset;
        this.limitBytes = limitBytes;
        length = 0;
        return this;
    }

    /**
     * The array behind the body, for codecs that copy in bulk after having set {@link #length(int)}.
     *
     * @return the array last wrapped
     */
    public byte[] array() {
        return array;
    }

    /**
     * Where the body begins.
     *
     * @return offset of the body's first byte in {@link #array()}
     */
    public int arrayOffset() {
        return arrayOffset;
    }

    /**
     * How long the body may become.
     *
     * @return the limit in bytes
     */
    public int limitBytes() {
        return limitBytes;
    }

    /**
     * How long the body is.
     *
     * @return the length last set, 0 after {@link #wrap}
     */
    public int length() {
        return length;
    }

    /**
     * Sets the body's length; the puts below stay inside it. Bytes not put keep what the array held.
     *
     * @param lengthBytes 0 to {@link #limitBytes()}
     * @return this
     * @throws BodyTooLargeException above the limit
     * @throws IllegalArgumentException when negative
     */
    public BodyWriter length(int lengthBytes) {
        if (lengthBytes > limitBytes) {
            throw new BodyTooLargeException(lengthBytes, limitBytes);
        }
        if (lengthBytes < 0) {
            throw new IllegalArgumentException("lengthBytes=" + lengthBytes + " (expected: 0 or more)");
        }
        length = lengthBytes;
        return this;
    }

    /**
     * Writes one byte.
     *
     * @param index from the body's start
     * @param value what to write
     * @throws IndexOutOfBoundsException outside the length
     */
    public void putByte(int index, byte value) {
        array[at(index, Byte.BYTES)] = value;
    }

    /**
     * Writes two bytes, little-endian.
     *
     * @param index from the body's start
     * @param value what to write
     * @throws IndexOutOfBoundsException outside the length
     */
    public void putShort(int index, short value) {
        LittleEndian.SHORT.set(array, at(index, Short.BYTES), value);
    }

    /**
     * Writes four bytes, little-endian.
     *
     * @param index from the body's start
     * @param value what to write
     * @throws IndexOutOfBoundsException outside the length
     */
    public void putInt(int index, int value) {
        LittleEndian.INT.set(array, at(index, Integer.BYTES), value);
    }

    /**
     * Writes eight bytes, little-endian.
     *
     * @param index from the body's start
     * @param value what to write
     * @throws IndexOutOfBoundsException outside the length
     */
    public void putLong(int index, long value) {
        LittleEndian.LONG.set(array, at(index, Long.BYTES), value);
    }

    /**
     * Writes eight bytes, little-endian IEEE 754.
     *
     * @param index from the body's start
     * @param value what to write
     * @throws IndexOutOfBoundsException outside the length
     */
    public void putDouble(int index, double value) {
        LittleEndian.DOUBLE.set(array, at(index, Double.BYTES), value);
    }

    /**
     * Copies bytes in.
     *
     * @param index from the body's start
     * @param source where from
     * @param sourceOffset first byte of the source
     * @param count how many bytes
     * @throws IndexOutOfBoundsException outside the length or the source
     */
    public void putBytes(int index, byte[] source, int sourceOffset, int count) {
        LittleEndian.copy(source, sourceOffset, array, at(index, count), count);
    }

    /**
     * What a codec keeps on this writer between calls, such as a library's own buffer.
     *
     * @return what was last given to {@link #scratch(Object)}, or null
     */
    public Object scratch() {
        return scratch;
    }

    /**
     * Keeps a codec's working object with this writer, for the writer's thread only.
     *
     * @param scratch the object; replaces another codec's, which must then make its own again
     */
    public void scratch(Object scratch) {
        this.scratch = scratch;
    }

    private int at(int index, int count) {
        if (index < 0 || count < 0 || index > length - count) {
            throw outside(index, count);
        }
        return arrayOffset + index;
    }

    private IndexOutOfBoundsException outside(int index, int count) {
        return new IndexOutOfBoundsException(
                "index=" + index + ", count=" + count + " (expected: inside the body of " + length + " bytes)");
    }
}
