package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.MalformedMessageException;

/**
 * Yields a body's fields, in the mapping's order. Each field has a form for which it must be there, and one for fields
 * that older senders do not know, which answers a default once the body has ended.
 *
 * <p>Every method throws {@link MalformedMessageException} when another field stands here, the value is of another type
 * or does not fit the field, or the body ends within it; the form that requires the field also when it ended before.
 */
public abstract class WireFieldsIn {
    WireFieldsIn() {}

    /**
     * Reads a truth value that must be there.
     *
     * @param field which field
     * @return its value
     */
    public abstract boolean bool(WireField field);

    /**
     * Reads a truth value.
     *
     * @param field which field
     * @param absent what to answer when the body has ended
     * @return its value
     */
    public abstract boolean bool(WireField field, boolean absent);

    /**
     * Reads a whole number of four bytes that must be there.
     *
     * @param field which field
     * @return its value
     */
    public abstract int int32(WireField field);

    /**
     * Reads a whole number of four bytes.
     *
     * @param field which field
     * @param absent what to answer when the body has ended
     * @return its value
     */
    public abstract int int32(WireField field, int absent);

    /**
     * Reads a whole number of eight bytes that must be there.
     *
     * @param field which field
     * @return its value
     */
    public abstract long int64(WireField field);

    /**
     * Reads a whole number of eight bytes.
     *
     * @param field which field
     * @param absent what to answer when the body has ended
     * @return its value
     */
    public abstract long int64(WireField field, long absent);

    /**
     * Reads an IEEE 754 number of eight bytes that must be there.
     *
     * @param field which field
     * @return its value
     */
    public abstract double float64(WireField field);

    /**
     * Reads an IEEE 754 number of eight bytes.
     *
     * @param field which field
     * @param absent what to answer when the body has ended
     * @return its value
     */
    public abstract double float64(WireField field, double absent);

    /**
     * Reads text that must be there.
     *
     * @param field which field
     * @param into replaced by the text; reused between messages; its capacity stays within a small multiple of
     *     {@code maxChars}
     * @param maxChars the longest text allowed, UTF-16 code units
     */
    public abstract void text(WireField field, StringBuilder into, int maxChars);

    /**
     * Reads text; nothing when the body has ended.
     *
     * @param field which field
     * @param into replaced by the text; reused between messages; its capacity stays within a small multiple of
     *     {@code maxChars}
     * @param maxChars the longest text allowed, UTF-16 code units
     */
    public abstract void textOrEmpty(WireField field, StringBuilder into, int maxChars);

    /**
     * Reads bytes that must be there.
     *
     * @param field which field
     * @param into takes them from its start; its length is the most allowed
     * @return how many there were
     */
    public abstract int bytes(WireField field, byte[] into);

    /**
     * Reads bytes; none when the body has ended.
     *
     * @param field which field
     * @param into takes them from its start; its length is the most allowed
     * @return how many there were
     */
    public abstract int bytesOrEmpty(WireField field, byte[] into);
}
