package io.ringswarm.codecs.wire;

import java.nio.BufferOverflowException;
import java.util.Arrays;
import java.util.Objects;
import net.openhft.chronicle.bytes.VanillaBytes;
import net.openhft.chronicle.wire.TextWire;
import net.openhft.chronicle.wire.ValueOut;

/** Chronicle's text wire: a line per field, bytes in Base64. */
final class TextFieldsOut extends WireFieldsOut {
    private final TextWire wire;

    TextFieldsOut(VanillaBytes<Void> bytes) {
        wire = new TextWire(bytes);
    }

    @Override
    public void bool(WireField field, boolean value) {
        begin(field).bool(value);
    }

    @Override
    public void int32(WireField field, int value) {
        begin(field).int32(value);
    }

    @Override
    public void int64(WireField field, long value) {
        begin(field).int64(value);
    }

    @Override
    public void float64(WireField field, double value) {
        begin(field).float64(value);
    }

    @Override
    public void text(WireField field, CharSequence value) {
        Objects.requireNonNull(value, field.name());
        try {
            begin(field).text(value);
        } catch (IndexOutOfBoundsException e) { // what Chronicle makes of an overflow within an escaped character
            BufferOverflowException overflow = new BufferOverflowException();
            overflow.initCause(e);
            throw overflow;
        }
    }

    @Override
    public void bytes(WireField field, byte[] source, int sourceOffset, int count) {
        Objects.checkFromIndexSize(sourceOffset, count, source.length);
        begin(field).bytes(Arrays.copyOfRange(source, sourceOffset, sourceOffset + count));
    }

    private ValueOut begin(WireField field) {
        return wire.write(field.name());
    }
}
