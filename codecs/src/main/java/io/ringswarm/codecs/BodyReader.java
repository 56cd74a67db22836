package io.ringswarm.codecs;

import java.util.Objects;

/**
 * A body being read: a window on an array, {@link #length()} bytes from {@link #arrayOffset()}. Indexes count from the
 * body's first byte; reading outside the body is a {@link MalformedMessageException}, never another message's bytes.
 * Confined to one thread.
 */
public final class BodyReader {
    private byte[] array = new byte[0];
    private int arrayOffset;
    private int length;
    private Object scratch;

    /**
     * Points at a body.
     *
     * @param array what is read
     * @param arrayOffset the body's first byte in it
     * @param lengthBytes the body's length
     * @return this
     * @throws IndexOutOfBoundsException when the window is not inside the array
     */
    public BodyReader wrap(byte[] array, int arrayOffset, int lengthBytes) {
        Objects.checkFromIndexSize(arrayOffset, lengthBytes, array.length);
        if (this.array != array) {
            this.array =
                    array; // a reference store costs a garbage collector's barrier, and it is nearly always the same
        }
        this.arrayOffset = arrayOffset;
        length = lengthBytes;
        return this;
    }

    /**
     * The array behind the body, for codecs that copy in bulk; not to be written to.
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
     * How long the body is.
     *
     * @return the length in bytes
     */
    public int length() {
        return length;
    }

    /**
     * Reads one byte.
     *
     * @param index from the body's start
     * @return the byte
     * @throws MalformedMessageException outside the body
     */
    public byte getByte(int index) {
        return array[at(index, Byte.BYTES)];
    }

    /**
     * Reads two bytes, little-endian.
     *
     * @param index from the body's start
     * @return the number
     * @throws MalformedMessageException outside the body
     */
    public short getShort(int index) {
        return (short) LittleEndian.SHORT.get(array, at(index, Short.BYTES));
    }

    /**
     * Reads four bytes, little-endian.
     *
     * @param index from the body's start
     * @return the number
     * @throws MalformedMessageException outside the body
     */
    public int getInt(int index) {
        return (int) LittleEndian.INT.get(array, at(index, Integer.BYTES));
    }

    /**
     * Reads eight bytes, little-endian.
     *
     * @param index from the body's start
     * @return the number
     * @throws MalformedMessageException outside the body
     */
    public long getLong(int index) {
        return (long) LittleEndian.LONG.get(array, at(index, Long.BYTES));
    }

    /**
     * Reads eight bytes, little-endian IEEE 754.
     *
     * @param index from the body's start
     * @return the number
     * @throws MalformedMessageException outside the body
     */
    public double getDouble(int index) {
        return (double) LittleEndian.DOUBLE.get(array, at(index, Double.BYTES));
    }

    /**
     * Copies bytes out.
     *
     * @param index from the body's start
     * @param target where to
     * @param targetOffset first byte in the target
     * @param count how many bytes
     * @throws MalformedMessageException outside the body
     * @throws IndexOutOfBoundsException outside the target
     */
    public void getBytes(int index, byte[] target, int targetOffset, int count) {
        LittleEndian.copy(array, at(index, count), target, targetOffset, count);
    }

    /**
     * What a codec keeps on this reader between calls, such as a library's own buffer.
     *
     * @return what was last given to {@link #scratch(Object)}, or null
     */
    public Object scratch() {
        return scratch;
    }

    /**
     * Keeps a codec's working object with this reader, for the reader's thread only.
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

    private MalformedMessageException outside(int index, int count) {
        return new MalformedMessageException(
                "index=" + index + ", count=" + count + " (expected: inside the body of " + length + " bytes)");
    }
}
