package io.ringswarm.codecs.wire;

/**
 * Takes a value's fields, in the mapping's order. Running out of room shows only as an exception that the codec turns
 * into a {@code BodyTooLargeException}; let it pass.
 */
public abstract class WireFieldsOut {
    WireFieldsOut() {}

    /**
     * Writes a truth value.
     *
     * @param field which field
     * @param value its value
     */
    public abstract void bool(WireField field, boolean value);

    /**
     * Writes a whole number of four bytes.
     *
     * @param field which field
     * @param value its value
     */
    public abstract void int32(WireField field, int value);

    /**
     * Writes a whole number of eight bytes.
     *
     * @param field which field
     * @param value its value
     */
    public abstract void int64(WireField field, long value);

    /**
     * Writes an IEEE 754 number of eight bytes.
     *
     * @param field which field
     * @param value its value
     */
    public abstract void float64(WireField field, double value);

    /**
     * Writes text, as UTF-8.
     *
     * @param field which field
     * @param value its value, not null
     */
    public abstract void text(WireField field, CharSequence value);

    /**
     * Writes bytes.
     *
     * @param field which field
     * @param source array that holds them
     * @param sourceOffset the first of them
     * @param count how many, 0 or more
     * @throws IndexOutOfBoundsException when they are not inside the array
     */
    public abstract void bytes(WireField field, byte[] source, int sourceOffset, int count);
}
