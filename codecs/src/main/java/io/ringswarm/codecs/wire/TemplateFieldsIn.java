package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.LittleEndian;
import net.openhft.chronicle.wire.BinaryWireCode;

/**
 * Reads {@link WireEncoding#BINARY} straight from the body as long as it is laid out as {@link TemplateFieldsOut} does:
 * the tag and the type that stand here are the field's, and the value follows. From the first field on that is not, the rest is
 * {@link BinaryFieldsIn}'s to read, or to refuse: what is answered and thrown is the same with and without.
 */
final class TemplateFieldsIn extends WireFieldsIn {
    private static final int NOT_HERE = -1;
    private static final int BYTE_MASK = 0xFF;
    private static final int SHORT_MASK = 0xFFFF;
    private static final int SHORT_STRING_MASK = BinaryWireCode.STRING_31 - BinaryWireCode.STRING_0;

    private final WireScratch scratch;
    private byte[] array = new byte[0];
    private int start;
    private int position;

    /** Before the position once the rest has become Chronicle's: then no value seems to have room. */
    private int end;

    private ChronicleFieldsIn chronicles;

    TemplateFieldsIn(WireScratch scratch) {
        this.scratch = scratch;
    }

    /** Begins a body; valid until the next call. */
    TemplateFieldsIn wrap(BodyReader in) {
        if (array != in.array()) { // nearly always the same, and a reference store costs a collector's barrier
            array = in.array();
        }
        start = in.arrayOffset();
        position = start;
        end = start + in.length();
        return this;
    }

    @Override
    public boolean bool(WireField field) {
        int at = findCode(field);
        if (at == NOT_HERE || (array[at] != (byte) BinaryWireCode.TRUE && array[at] != (byte) BinaryWireCode.FALSE)) {
            return chronicles().bool(field);
        }
        position = at + 1;
        return array[at] == (byte) BinaryWireCode.TRUE;
    }

    @Override
    public boolean bool(WireField field, boolean absent) {
        return atEnd() ? absent : bool(field);
    }

    @Override
    public int int32(WireField field) {
        if (end - position >= Long.BYTES && FieldTag.isShort(field)) {
            long found = (long) LittleEndian.LONG.get(array, position); // all of the field and the byte behind it
            if ((int) found << Byte.SIZE == FieldTag.withCode(field, BinaryWireCode.INT32) << Byte.SIZE) {
                position += FieldTag.SHORT_INT32_BYTES;
                return (int) (found >>> FieldTag.SHORT_WITH_CODE_BITS);
            }
        }
        int value = find(field, BinaryWireCode.INT32, Integer.BYTES);
        if (value == NOT_HERE) {
            return chronicles().int32(field);
        }
        position = value + Integer.BYTES;
        return (int) LittleEndian.INT.get(array, value);
    }

    @Override
    public int int32(WireField field, int absent) {
        return atEnd() ? absent : int32(field);
    }

    @Override
    public long int64(WireField field) {
        int value = find(field, BinaryWireCode.INT64, Long.BYTES);
        if (value == NOT_HERE) {
            return chronicles().int64(field);
        }
        position = value + Long.BYTES;
        return (long) LittleEndian.LONG.get(array, value);
    }

    @Override
    public long int64(WireField field, long absent) {
        return atEnd() ? absent : int64(field);
    }

    @Override
    public double float64(WireField field) {
        int value = find(field, BinaryWireCode.FLOAT64, Double.BYTES);
        if (value == NOT_HERE) {
            return chronicles().float64(field);
        }
        position = value + Double.BYTES;
        return (double) LittleEndian.DOUBLE.get(array, value);
    }

    @Override
    public double float64(WireField field, double absent) {
        return atEnd() ? absent : float64(field);
    }

    @Override
    public void text(WireField field, StringBuilder into, int maxChars) {
        if (!shortAscii(field, into, maxChars)) {
            chronicles().text(field, into, maxChars);
        }
    }

    @Override
    public void textOrEmpty(WireField field, StringBuilder into, int maxChars) {
        if (atEnd()) {
            into.setLength(0);
        } else {
            text(field, into, maxChars);
        }
    }

    @Override
    public int bytes(WireField field, byte[] into) {
        int count;
        int value = find(field, BinaryWireCode.BYTES_LENGTH8, Byte.BYTES + 1);
        if (value != NOT_HERE) {
            count = (array[value] & BYTE_MASK) - 1; // Chronicle counts the type's code in
            value += Byte.BYTES;
        } else {
            value = find(field, BinaryWireCode.BYTES_LENGTH16, Short.BYTES + 1);
            if (value == NOT_HERE) {
                return chronicles().bytes(field, into);
            }
            count = ((short) LittleEndian.SHORT.get(array, value) & SHORT_MASK) - 1;
            value += Short.BYTES;
        }
        int first = value + 1;
        if (array[value] != (byte) BinaryWireCode.U8_ARRAY || count < 0 || count > into.length || count > end - first) {
            return chronicles().bytes(field, into);
        }
        LittleEndian.copy(array, first, into, 0, count);
        position = first + count;
        return count;
    }

    @Override
    public int bytesOrEmpty(WireField field, byte[] into) {
        return atEnd() ? 0 : bytes(field, into);
    }

    private boolean atEnd() {
        return position <= end ? position == end : chronicles.bytes.readRemaining() == 0;
    }

    /**
     * Where the field's value begins, when it stands here with that code of type and that many bytes, one at least,
     * follow; else {@link #NOT_HERE}.
     */
    private int find(WireField field, int code, int valueBytes) {
        if (!FieldTag.isShort(field)) {
            return findAfterLongTag(field, code, valueBytes);
        }
        int value = position + FieldTag.SHORT_BYTES + 1;
        if (end - value < valueBytes) {
            return NOT_HERE;
        }
        int found = (int) LittleEndian.INT.get(array, position); // with the value's first byte, which the shift drops
        return found << Byte.SIZE == FieldTag.withCode(field, code) << Byte.SIZE ? value : NOT_HERE;
    }

    private int findAfterLongTag(WireField field, int code, int valueBytes) {
        int at = findCode(field);
        return at != NOT_HERE && array[at] == (byte) code && end - at > valueBytes ? at + 1 : NOT_HERE;
    }

    /** Where the field's code of type is, when the field stands here; else {@link #NOT_HERE}. */
    private int findCode(WireField field) {
        int at = position;
        int code = at + FieldTag.lengthBytes(field);
        if (end <= code) {
            return NOT_HERE;
        }
        for (int rest = FieldTag.of(field); at < code; rest >>>= Byte.SIZE) {
            if (array[at++] != (byte) rest) {
                return NOT_HERE;
            }
        }
        return code;
    }

    /** Reads text of up to 31 characters, all ASCII; false when something else stands here, which is not passed over. */
    private boolean shortAscii(WireField field, StringBuilder into, int maxChars) {
        int at = findCode(field);
        if (at == NOT_HERE || (array[at] & BYTE_MASK) < BinaryWireCode.STRING_0) {
            return false;
        }
        int chars = array[at] & SHORT_STRING_MASK;
        int first = at + 1;
        if (chars > maxChars || chars > end - first) {
            return false;
        }
        into.setLength(0);
        for (int i = first; i < first + chars; i++) {
            if (array[i] < 0) {
                return false;
            }
            into.append((char) array[i]);
        }
        position = first + chars;
        return true;
    }

    /** What reads all that is left, of any layout. */
    private ChronicleFieldsIn chronicles() {
        if (end >= position) {
            chronicles = scratch.beginRead(WireEncoding.BINARY, array, start, end - start);
            scratch.bytes().readSkip(position - start);
            end = position - 1;
        }
        return chronicles;
    }
}
