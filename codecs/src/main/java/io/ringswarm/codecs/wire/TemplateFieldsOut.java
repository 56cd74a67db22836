package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.LittleEndian;
import java.nio.BufferOverflowException;
import java.util.Objects;
import net.openhft.chronicle.wire.BinaryWireCode;

/**
 * Writes the bytes of {@link WireEncoding#BINARY} straight into the body: for each field its tag and type, a constant,
 * and its value. Text of more than 31 characters or beyond ASCII is Chronicle's to write.
 */
final class TemplateFieldsOut extends WireFieldsOut {
    private static final int MAX_SHORT_TEXT = BinaryWireCode.STRING_31 - BinaryWireCode.STRING_0;
    private static final int MAX_LENGTH8 = 0xFF;
    private static final int MAX_LENGTH16 = 0xFFFF;
    private static final int MAX_ASCII = 0x7F;

    private final WireScratch scratch;
    private byte[] array = new byte[0];
    private int start;
    private int position;
    private int end;

    TemplateFieldsOut(WireScratch scratch) {
        this.scratch = scratch;
    }

    /** Begins an empty body; valid until the next call. */
    TemplateFieldsOut wrap(BodyWriter out) {
        if (array != out.array()) { // nearly always the same, and a reference store costs a collector's barrier
            array = out.array();
        }
        start = out.arrayOffset();
        position = start;
        end = start + out.limitBytes();
        return this;
    }

    int writtenBytes() {
        return position - start;
    }

    @Override
    public void bool(WireField field, boolean value) {
        array[claimCode(field, 0)] = (byte) (value ? BinaryWireCode.TRUE : BinaryWireCode.FALSE);
    }

    @Override
    public void int32(WireField field, int value) {
        LittleEndian.INT.set(array, claim(field, BinaryWireCode.INT32, Integer.BYTES), value);
    }

    @Override
    public void int64(WireField field, long value) {
        LittleEndian.LONG.set(array, claim(field, BinaryWireCode.INT64, Long.BYTES), value);
    }

    @Override
    public void float64(WireField field, double value) {
        LittleEndian.DOUBLE.set(array, claim(field, BinaryWireCode.FLOAT64, Double.BYTES), value);
    }

    @Override
    public void text(WireField field, CharSequence value) {
        int chars = Objects.requireNonNull(value, field.name()).length();
        if (chars > MAX_SHORT_TEXT || !isAscii(value, chars)) {
            chroniclesText(field, value);
            return;
        }
        int at = claimCode(field, chars);
        array[at++] = (byte) (BinaryWireCode.STRING_0 + chars);
        for (int i = 0; i < chars; i++) {
            array[at + i] = (byte) value.charAt(i);
        }
    }

    @Override
    public void bytes(WireField field, byte[] source, int sourceOffset, int count) {
        Objects.checkFromIndexSize(sourceOffset, count, source.length);
        int counted = count + 1; // Chronicle counts the type's code in
        int at;
        if (counted <= MAX_LENGTH8) {
            at = claim(field, BinaryWireCode.BYTES_LENGTH8, Byte.BYTES + counted);
            array[at++] = (byte) counted;
        } else if (counted <= MAX_LENGTH16) {
            at = claim(field, BinaryWireCode.BYTES_LENGTH16, Short.BYTES + counted);
            LittleEndian.SHORT.set(array, at, (short) counted);
            at += Short.BYTES;
        } else {
            at = claim(field, BinaryWireCode.BYTES_LENGTH32, Integer.BYTES + counted);
            LittleEndian.INT.set(array, at, counted);
            at += Integer.BYTES;
        }
        array[at] = (byte) BinaryWireCode.U8_ARRAY;
        LittleEndian.copy(source, sourceOffset, array, at + 1, count);
    }

    /** Writes the field's tag and code of type; answers where its value goes, for which there is room. */
    private int claim(WireField field, int code, int valueBytes) {
        if (!FieldTag.isShort(field)) {
            return claimAfterLongTag(field, code, valueBytes);
        }
        int value = position + FieldTag.SHORT_BYTES + 1;
        if (end - value < valueBytes) {
            throw tooLarge();
        }
        LittleEndian.INT.set(array, position, FieldTag.withCode(field, code)); // and a 0, where the value goes
        position = value + valueBytes;
        return value;
    }

    private int claimAfterLongTag(WireField field, int code, int valueBytes) {
        int at = claimCode(field, valueBytes);
        array[at] = (byte) code;
        return at + 1;
    }

    /** Writes the field's tag; answers where its code of type goes, for which and for the value there is room. */
    private int claimCode(WireField field, int valueBytes) {
        int at = position;
        int code = at + FieldTag.lengthBytes(field);
        if (end - code <= valueBytes) {
            throw tooLarge();
        }
        for (int rest = FieldTag.of(field); at < code; rest >>>= Byte.SIZE) {
            array[at++] = (byte) rest;
        }
        position = code + 1 + valueBytes;
        return code;
    }

    private void chroniclesText(WireField field, CharSequence value) {
        int roomBytes = end - position;
        while (!writtenByChronicle(field, value, Math.min(roomBytes, scratch.capacityBytes()))) {
            if (scratch.capacityBytes() >= roomBytes) {
                throw tooLarge();
            }
            scratch.grow(roomBytes);
        }
        scratch.copyTo(array, position);
        position += scratch.writtenBytes();
    }

    private boolean writtenByChronicle(WireField field, CharSequence value, int limitBytes) {
        try {
            scratch.beginWrite(WireEncoding.BINARY, limitBytes).text(field, value);
            return true;
        } catch (BufferOverflowException e) {
            return false;
        }
    }

    private static boolean isAscii(CharSequence value, int chars) {
        for (int i = 0; i < chars; i++) {
            if (value.charAt(i) > MAX_ASCII) {
                return false;
            }
        }
        return true;
    }

    private BodyTooLargeException tooLarge() {
        int limitBytes = end - start;
        return new BodyTooLargeException(limitBytes + 1L, limitBytes);
    }
}
