package io.ringswarm.codecs.wire;

import java.util.Objects;
import net.openhft.chronicle.bytes.VanillaBytes;

/** Values alone; text and bytes after their lengths as stop-bit numbers. */
final class RawFieldsOut extends WireFieldsOut {
    private final VanillaBytes<Void> bytes;

    RawFieldsOut(VanillaBytes<Void> bytes) {
        this.bytes = bytes;
    }

    @Override
    public void bool(WireField field, boolean value) {
        bytes.writeBoolean(value);
    }

    @Override
    public void int32(WireField field, int value) {
        bytes.writeInt(value);
    }

    @Override
    public void int64(WireField field, long value) {
        bytes.writeLong(value);
    }

    @Override
    public void float64(WireField field, double value) {
        bytes.writeDouble(value);
    }

    @Override
    public void text(WireField field, CharSequence value) {
        bytes.writeUtf8(Objects.requireNonNull(value, field.name()));
    }

    @Override
    public void bytes(WireField field, byte[] source, int sourceOffset, int count) {
        Objects.checkFromIndexSize(sourceOffset, count, source.length);
        bytes.writeStopBit(count);
        bytes.write(source, sourceOffset, count);
    }
}
