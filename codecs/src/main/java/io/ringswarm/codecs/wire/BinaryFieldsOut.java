package io.ringswarm.codecs.wire;

import java.util.Objects;
import net.openhft.chronicle.bytes.VanillaBytes;
import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.BinaryWireCode;
import net.openhft.chronicle.wire.ValueOut;

/** Chronicle's binary wire, fixed width, with field numbers or without. */
final class BinaryFieldsOut extends WireFieldsOut {
    private static final int NEVER_COMPRESS = Integer.MAX_VALUE;

    static final int MAX_ONE_BYTE_ID = 0x7F;

    private final VanillaBytes<Void> bytes;
    private final BinaryWire wire;
    private final boolean fieldLess;

    BinaryFieldsOut(VanillaBytes<Void> bytes, boolean fieldLess) {
        this.bytes = bytes;
        this.fieldLess = fieldLess;
        wire = newWire(bytes, fieldLess);
    }

    static BinaryWire newWire(VanillaBytes<Void> bytes, boolean fieldLess) {
        return new BinaryWire(bytes, true, true, fieldLess, NEVER_COMPRESS, "binary");
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
        begin(field).text(Objects.requireNonNull(value, field.name()));
    }

    @Override
    public void bytes(WireField field, byte[] source, int sourceOffset, int count) {
        Objects.checkFromIndexSize(sourceOffset, count, source.length);
        begin(field).writeLength(count + 1L); // Chronicle counts the type's code in
        bytes.writeUnsignedByte(BinaryWireCode.U8_ARRAY);
        bytes.write(source, sourceOffset, count);
    }

    private ValueOut begin(WireField field) {
        if (fieldLess) {
            return wire.getValueOut();
        }
        if (field.id() > MAX_ONE_BYTE_ID) {
            return wire.writeEventId(field.id());
        }
        // What writeEventId writes, in one access instead of two: it saves a third of the whole encoding's time.
        bytes.writeShort((short) (BinaryWireCode.FIELD_NUMBER | field.id() << Byte.SIZE));
        return wire.getValueOut();
    }
}
