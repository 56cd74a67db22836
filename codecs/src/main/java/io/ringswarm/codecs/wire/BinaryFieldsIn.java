package io.ringswarm.codecs.wire;

import net.openhft.chronicle.bytes.VanillaBytes;
import net.openhft.chronicle.wire.BinaryWireCode;

/**
 * Chronicle's binary wire, with field numbers or without. Takes exactly the codes that {@link BinaryFieldsOut} writes:
 * Chronicle's own reader also takes paddings, comments, compressed data, types and nested text, where hostile bytes
 * make it recurse, allocate and load classes.
 */
final class BinaryFieldsIn extends ChronicleFieldsIn {
    private static final int SHORT_STRING_MASK = BinaryWireCode.STRING_31 - BinaryWireCode.STRING_0;

    private final boolean fieldLess;

    BinaryFieldsIn(VanillaBytes<Void> bytes, boolean fieldLess) {
        super(bytes);
        this.fieldLess = fieldLess;
    }

    @Override
    boolean next(WireField field) {
        if (bytes.readRemaining() == 0) {
            return false;
        }
        if (!fieldLess) {
            skipCode(field, BinaryWireCode.FIELD_NUMBER);
            long id = readId();
            if (id != field.id()) {
                throw malformed(field, "fieldId=" + id, Integer.toString(field.id()));
            }
        }
        return true;
    }

    private long readId() {
        int first = bytes.readUnsignedByte();
        if (first <= BinaryFieldsOut.MAX_ONE_BYTE_ID) {
            return first;
        }
        bytes.readSkip(-1);
        return bytes.readStopBit();
    }

    @Override
    boolean readBool(WireField field) {
        int code = bytes.readUnsignedByte();
        if (code != BinaryWireCode.TRUE && code != BinaryWireCode.FALSE) {
            throw wrongCode(field, code, "a boolean");
        }
        return code == BinaryWireCode.TRUE;
    }

    @Override
    int readInt32(WireField field) {
        skipCode(field, BinaryWireCode.INT32);
        requireRemaining(field, Integer.BYTES);
        return bytes.readInt();
    }

    @Override
    long readInt64(WireField field) {
        skipCode(field, BinaryWireCode.INT64);
        requireRemaining(field, Long.BYTES);
        return bytes.readLong();
    }

    @Override
    double readFloat64(WireField field) {
        skipCode(field, BinaryWireCode.FLOAT64);
        requireRemaining(field, Double.BYTES);
        return bytes.readDouble();
    }

    @Override
    void readText(WireField field, StringBuilder into, int maxChars) {
        int code = bytes.readUnsignedByte();
        if (code == BinaryWireCode.STRING_ANY) {
            copyText(field, bytes.readStopBit(), into, maxChars);
        } else if (code >= BinaryWireCode.STRING_0) {
            copyText(field, code & SHORT_STRING_MASK, into, maxChars);
        } else {
            throw wrongCode(field, code, "text");
        }
    }

    @Override
    int readBytes(WireField field, byte[] into) {
        long countAndCode = readLength(field);
        skipCode(field, BinaryWireCode.U8_ARRAY);
        return copyBytes(field, countAndCode - 1, into);
    }

    private long readLength(WireField field) {
        int code = bytes.readUnsignedByte();
        switch (code) {
            case BinaryWireCode.BYTES_LENGTH8:
                requireRemaining(field, Byte.BYTES);
                return bytes.readUnsignedByte();
            case BinaryWireCode.BYTES_LENGTH16:
                requireRemaining(field, Short.BYTES);
                return bytes.readUnsignedShort();
            case BinaryWireCode.BYTES_LENGTH32:
                requireRemaining(field, Integer.BYTES);
                return bytes.readUnsignedInt();
            default:
                throw wrongCode(field, code, "bytes");
        }
    }

    private void skipCode(WireField field, int expected) {
        int code = bytes.readUnsignedByte();
        if (code != expected) {
            throw wrongCode(field, code, "0x" + Integer.toHexString(expected));
        }
    }

    private static RuntimeException wrongCode(WireField field, int code, String expected) {
        return malformed(field, code < 0 ? "the body ended" : "code=0x" + Integer.toHexString(code), expected);
    }
}
