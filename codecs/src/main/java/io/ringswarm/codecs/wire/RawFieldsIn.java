package io.ringswarm.codecs.wire;

import net.openhft.chronicle.bytes.VanillaBytes;

/** Values alone, as {@link RawFieldsOut} writes them. */
final class RawFieldsIn extends ChronicleFieldsIn {
    private static final int FALSE = 'N'; // Chronicle's letters for a boolean
    private static final int TRUE = 'Y';

    RawFieldsIn(VanillaBytes<Void> bytes) {
        super(bytes);
    }

    @Override
    boolean next(WireField field) {
        return bytes.readRemaining() > 0;
    }

    @Override
    boolean readBool(WireField field) {
        int letter = bytes.readUnsignedByte();
        if (letter != TRUE && letter != FALSE) {
            throw malformed(field, "boolean=" + letter, TRUE + " or " + FALSE);
        }
        return letter == TRUE;
    }

    @Override
    int readInt32(WireField field) {
        requireRemaining(field, Integer.BYTES);
        return bytes.readInt();
    }

    @Override
    long readInt64(WireField field) {
        requireRemaining(field, Long.BYTES);
        return bytes.readLong();
    }

    @Override
    double readFloat64(WireField field) {
        requireRemaining(field, Double.BYTES);
        return bytes.readDouble();
    }

    @Override
    void readText(WireField field, StringBuilder into, int maxChars) {
        copyText(field, bytes.readStopBit(), into, maxChars);
    }

    @Override
    int readBytes(WireField field, byte[] into) {
        return copyBytes(field, bytes.readStopBit(), into);
    }
}
