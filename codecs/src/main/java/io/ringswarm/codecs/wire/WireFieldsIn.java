package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.MalformedMessageException;
import net.openhft.chronicle.bytes.VanillaBytes;

/**
 * Yields a body's fields, in the mapping's order. Each field has a form for which it must be there, and one for fields
 * that older senders do not know, which answers a default once the body has ended.
 *
 * <p>Every method throws {@link MalformedMessageException} when another field stands here, the value is of another type
 * or does not fit the field, or the body ends within it; the form that requires the field also when it ended before.
 */
public abstract class WireFieldsIn {
    final VanillaBytes<Void> bytes;

    WireFieldsIn(VanillaBytes<Void> bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a truth value that must be there.
     *
     * @param field which field
     * @return its value
     */
    public final boolean bool(WireField field) {
        require(field);
        return readBool(field);
    }

    /**
     * Reads a truth value.
     *
     * @param field which field
     * @param absent what to answer when the body has ended
     * @return its value
     */
    public final boolean bool(WireField field, boolean absent) {
        return next(field) ? readBool(field) : absent;
    }

    /**
     * Reads a whole number of four bytes that must be there.
     *
     * @param field which field
     * @return its value
     */
    public final int int32(WireField field) {
        require(field);
        return readInt32(field);
    }

    /**
     * Reads a whole number of four bytes.
     *
     * @param field which field
     * @param absent what to answer when the body has ended
     * @return its value
     */
    public final int int32(WireField field, int absent) {
        return next(field) ? readInt32(field) : absent;
    }

    /**
     * Reads a whole number of eight bytes that must be there.
     *
     * @param field which field
     * @return its value
     */
    public final long int64(WireField field) {
        require(field);
        return readInt64(field);
    }

    /**
     * Reads a whole number of eight bytes.
     *
     * @param field which field
     * @param absent what to answer when the body has ended
     * @return its value
     */
    public final long int64(WireField field, long absent) {
        return next(field) ? readInt64(field) : absent;
    }

    /**
     * Reads an IEEE 754 number of eight bytes that must be there.
     *
     * @param field which field
     * @return its value
     */
    public final double float64(WireField field) {
        require(field);
        return readFloat64(field);
    }

    /**
     * Reads an IEEE 754 number of eight bytes.
     *
     * @param field which field
     * @param absent what to answer when the body has ended
     * @return its value
     */
    public final double float64(WireField field, double absent) {
        return next(field) ? readFloat64(field) : absent;
    }

    /**
     * Reads text that must be there.
     *
     * @param field which field
     * @param into replaced by the text; reused between messages; its capacity stays within a small multiple of
     *     {@code maxChars}
     * @param maxChars the longest text allowed, UTF-16 code units
     */
    public final void text(WireField field, StringBuilder into, int maxChars) {
        require(field);
        into.setLength(0);
        readText(field, into, maxChars);
    }

    /**
     * Reads text; nothing when the body has ended.
     *
     * @param field which field
     * @param into replaced by the text; reused between messages; its capacity stays within a small multiple of
     *     {@code maxChars}
     * @param maxChars the longest text allowed, UTF-16 code units
     */
    public final void textOrEmpty(WireField field, StringBuilder into, int maxChars) {
        into.setLength(0);
        if (next(field)) {
            readText(field, into, maxChars);
        }
    }

    /**
     * Reads bytes that must be there.
     *
     * @param field which field
     * @param into takes them from its start; its length is the most allowed
     * @return how many there were
     */
    public final int bytes(WireField field, byte[] into) {
        require(field);
        return readBytes(field, into);
    }

    /**
     * Reads bytes; none when the body has ended.
     *
     * @param field which field
     * @param into takes them from its start; its length is the most allowed
     * @return how many there were
     */
    public final int bytesOrEmpty(WireField field, byte[] into) {
        return next(field) ? readBytes(field, into) : 0;
    }

    /** Goes to the field's value; false when the body has ended, an exception when another field stands here. */
    abstract boolean next(WireField field);

    abstract boolean readBool(WireField field);

    abstract int readInt32(WireField field);

    abstract long readInt64(WireField field);

    abstract double readFloat64(WireField field);

    abstract void readText(WireField field, StringBuilder into, int maxChars);

    abstract int readBytes(WireField field, byte[] into);

    /** Decodes that many bytes from here, after comparing them with the body and the bound. */
    final void copyText(WireField field, long utf8Bytes, StringBuilder into, int maxChars) {
        requireAtMost(field, "utf8Bytes", utf8Bytes, (long) maxChars * Utf8.MAX_BYTES_PER_CHAR);
        requireRemaining(field, utf8Bytes);
        long start = bytes.readPosition();
        if (!Utf8.decode(bytes, start, start + utf8Bytes, into)) {
            throw malformed(field, "damaged text", "UTF-8");
        }
        bytes.readSkip(utf8Bytes);
        requireAtMost(field, "chars", into.length(), maxChars);
    }

    /** Copies that many bytes from here, after comparing them with the body and the target. */
    final int copyBytes(WireField field, long count, byte[] into) {
        requireAtMost(field, "count", count, into.length);
        requireRemaining(field, count);
        bytes.read(bytes.readPosition(), into, 0, (int) count);
        bytes.readSkip(count);
        return (int) count;
    }

    final void requireRemaining(WireField field, long count) {
        if (bytes.readRemaining() < count) {
            throw malformed(field, "remainingBytes=" + bytes.readRemaining(), count + " at least");
        }
    }

    static MalformedMessageException malformed(WireField field, String found, String expected) {
        return new MalformedMessageException("field=" + field.name() + ": " + found + " (expected: " + expected + ")");
    }

    static void requireAtMost(WireField field, String name, long value, long max) {
        if (value < 0 || value > max) {
            throw malformed(field, name + "=" + value, "0 to " + max);
        }
    }

    private void require(WireField field) {
        if (!next(field)) {
            throw malformed(field, "the body ended", "the field");
        }
    }
}
