package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.MalformedMessageException;
import net.openhft.chronicle.bytes.VanillaBytes;

/** Yields fields from a buffer of Chronicle's. Subclasses know one encoding each. */
abstract class ChronicleFieldsIn extends WireFieldsIn {
    final VanillaBytes<Void> bytes;

    ChronicleFieldsIn(VanillaBytes<Void> bytes) {
        this.bytes = bytes;
    }

    @Override
    public final boolean bool(WireField field) {
        require(field);
        return readBool(field);
    }

    @Override
    public final boolean bool(WireField field, boolean absent) {
        return next(field) ? readBool(field) : absent;
    }

    @Override
    public final int int32(WireField field) {
        require(field);
        return readInt32(field);
    }

    @Override
    public final int int32(WireField field, int absent) {
        return next(field) ? readInt32(field) : absent;
    }

    @Override
    public final long int64(WireField field) {
        require(field);
        return readInt64(field);
    }

    @Override
    public final long int64(WireField field, long absent) {
        return next(field) ? readInt64(field) : absent;
    }

    @Override
    public final double float64(WireField field) {
        require(field);
        return readFloat64(field);
    }

    @Override
    public final double float64(WireField field, double absent) {
        return next(field) ? readFloat64(field) : absent;
    }

    @Override
    public final void text(WireField field, StringBuilder into, int maxChars) {
        require(field);
        into.setLength(0);
        readText(field, into, maxChars);
    }

    @Override
    public final void textOrEmpty(WireField field, StringBuilder into, int maxChars) {
        into.setLength(0);
        if (next(field)) {
            readText(field, into, maxChars);
        }
    }

    @Override
    public final int bytes(WireField field, byte[] into) {
        require(field);
        return readBytes(field, into);
    }

    @Override
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
