package io.ringswarm.codecs.wire;

import net.openhft.chronicle.bytes.VanillaBytes;

/**
 * Decodes the UTF-8 that Chronicle writes: sequences of one to three bytes, each half of a surrogate pair by itself.
 * Chronicle's own decoder answers damage with a stack trace and a dump, which is slow enough to be an attack.
 */
final class Utf8 {
    /** The most bytes that one {@code char} takes. */
    static final int MAX_BYTES_PER_CHAR = 3;

    private static final int CONTINUATION_BITS = 6;

    private Utf8() {}

    /** Appends the text in that range, which is inside the bytes; answers false at the first damage. */
    static boolean decode(VanillaBytes<Void> bytes, long start, long end, StringBuilder into) {
        long position = start;
        while (position < end) {
            int lead = bytes.readByte(position++);
            if (lead >= 0) {
                into.append((char) lead);
                continue;
            }
            int continuations = continuationsAfter(lead);
            if (continuations == 0 || end - position < continuations) {
                return false;
            }
            int decoded = lead & 0x3F >> continuations;
            for (int i = 0; i < continuations; i++) {
                int next = bytes.readByte(position++);
                if ((next & 0xC0) != 0x80) {
                    return false;
                }
                decoded = decoded << CONTINUATION_BITS | next & 0x3F;
            }
            into.append((char) decoded);
        }
        return true;
    }

    private static int continuationsAfter(int lead) {
        if ((lead & 0xE0) == 0xC0) {
            return 1;
        }
        return (lead & 0xF0) == 0xE0 ? 2 : 0;
    }
}
