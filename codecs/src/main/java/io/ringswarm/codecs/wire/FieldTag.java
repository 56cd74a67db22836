package io.ringswarm.codecs.wire;

import net.openhft.chronicle.wire.BinaryWireCode;

/**
 * The bytes before a field's type and value in Chronicle's binary wire, little-endian.
 *
 * <pre>
 *   0: 0xBA | 1: field number, stop-bit, 1 to 3 bytes | then, not part of the tag: code of the type | value
 * </pre>
 *
 * <p>Fields are constants of their mapping, so that what is computed here of a field's number is a constant of the
 * machine's code.
 */
final class FieldTag {
    /** The length of a tag whose field number takes one byte. */
    static final int SHORT_BYTES = 2;

    /** Bits of such a tag and the type's code behind it. */
    static final int SHORT_WITH_CODE_BITS = (SHORT_BYTES + 1) * Byte.SIZE;

    /** The length of a field of four bytes whose number takes one byte. */
    static final int SHORT_INT32_BYTES = SHORT_BYTES + 1 + Integer.BYTES;

    private static final int BITS = 7;
    private static final int LOW_BITS = (1 << BITS) - 1;
    private static final int MORE = 1 << BITS;
    private static final int MAX_TWO_BYTE_ID = (1 << 2 * BITS) - 1;

    private FieldTag() {}

    /** Whether the number takes one byte. */
    static boolean isShort(WireField field) {
        return field.id() <= BinaryFieldsOut.MAX_ONE_BYTE_ID;
    }

    /** A tag of two bytes and the type's code behind it: three bytes. */
    static int withCode(WireField field, int code) {
        return of(field) | code << SHORT_BYTES * Byte.SIZE;
    }

    /** The tag's length: two to four. */
    static int lengthBytes(WireField field) {
        if (isShort(field)) {
            return SHORT_BYTES;
        }
        return field.id() <= MAX_TWO_BYTE_ID ? SHORT_BYTES + 1 : SHORT_BYTES + 2;
    }

    /** The tag, {@link #lengthBytes} of it. */
    static int of(WireField field) {
        int id = field.id();
        if (isShort(field)) {
            return BinaryWireCode.FIELD_NUMBER | id << Byte.SIZE;
        }
        int first = BinaryWireCode.FIELD_NUMBER | (id & LOW_BITS | MORE) << Byte.SIZE;
        if (id <= MAX_TWO_BYTE_ID) {
            return first | id >>> BITS << 2 * Byte.SIZE;
        }
        return first | (id >>> BITS & LOW_BITS | MORE) << 2 * Byte.SIZE | id >>> 2 * BITS << 3 * Byte.SIZE;
    }
}
