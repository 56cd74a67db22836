package io.ringswarm.codecs.wire;

import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.BinaryWireCode;
import net.openhft.chronicle.wire.ValueIn;

/**
 * Chronicle's binary wire, with field numbers or without. Looks at each value's code before it lets Chronicle read it:
 * Chronicle's readers also take paddings, comments, compressed data, types and nested text, where hostile bytes make
 * them recurse, allocate and load classes.
 */
final class BinaryFieldsIn extends WireFieldsIn {
    private static final int SHORTEST_BYTES = 3; // length's code, length of one byte, type's code
    private static final int SHORT_STRING_MASK = BinaryWireCode.STRING_31 - BinaryWireCode.STRING_0;

    private final BinaryWire wire;
    private final ValueIn value;
    private final boolean fieldLess;

    BinaryFieldsIn(WireScratch scratch, boolean fieldLess) {
        super(scratch);
        this.fieldLess = fieldLess;
        wire = BinaryFieldsOut.newWire(bytes, fieldLess);
        value = wire.getValueIn();
    }

    @Override
    boolean next(WireField field) {
        if (bytes.readRemaining() == 0) {
            return false;
        }
        if (!fieldLess) {
            requireCode(field, BinaryWireCode.FIELD_NUMBER);
            long id = wire.readEventNumber();
            if (id != field.id()) {
                throw malformed(field, "fieldId=" + id, Integer.toString(field.id()));
            }
        }
        return true;
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
        requireCode(field, BinaryWireCode.INT32);
        return value.int32();
    }

    @Override
    long readInt64(WireField field) {
        requireCode(field, BinaryWireCode.INT64);
        return value.int64();
    }

    @Override
    double readFloat64(WireField field) {
        requireCode(field, BinaryWireCode.FLOAT64);
        return value.float64();
    }

    @Override
    void readText(WireField field, StringBuilder into, int maxChars) {
        int code = bytes.readUnsignedByte();
        long utf8Bytes;
        if (code == BinaryWireCode.STRING_ANY) {
            utf8Bytes = bytes.readStopBit();
        } else if (code >= BinaryWireCode.STRING_0) {
            utf8Bytes = code & SHORT_STRING_MASK;
        } else {
            throw wrongCode(field, code, "text");
        }
        copyText(field, utf8Bytes, into, maxChars);
    }

    @Override
    int readBytes(WireField field, byte[] into) {
        int code = bytes.peekUnsignedByte();
        if (code < BinaryWireCode.BYTES_LENGTH8 || code > BinaryWireCode.BYTES_LENGTH32) {
            throw wrongCode(field, code, "bytes");
        }
        requireRemaining(field, SHORTEST_BYTES); // Chronicle reads the first two without looking
        long count = value.readLength() - 1; // Chronicle counts the type's code in
        requireCode(field, BinaryWireCode.U8_ARRAY);
        bytes.readSkip(1);
        return copyBytes(field, count, into);
    }

    private void requireCode(WireField field, int expected) {
        int code = bytes.peekUnsignedByte();
        if (code != expected) {
            throw wrongCode(field, code, "0x" + Integer.toHexString(expected));
        }
    }

    private static RuntimeException wrongCode(WireField field, int code, String expected) {
        return malformed(field, code < 0 ? "the body ended" : "code=0x" + Integer.toHexString(code), expected);
    }
}
