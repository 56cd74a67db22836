package io.ringswarm.engine.ring;

import java.util.Arrays;

/** Slots whose bytes all have one value, by which a slot is known and a half-written one shows. */
final class Imprint {
    static final int SLOT_BYTES = 64;

    /** In no slot: its bytes differ, or it was not looked at. */
    static final int TORN = -1;

    private Imprint() {}

    /** Slots one after the other, each with its imprint, 1 to 127. */
    static byte[] slots(int... imprints) {
        byte[] slots = new byte[imprints.length * SLOT_BYTES];
        for (int i = 0; i < imprints.length; i++) {
            Arrays.fill(slots, i * SLOT_BYTES, (i + 1) * SLOT_BYTES, (byte) imprints[i]);
        }
        return slots;
    }

    /** The imprint of the slot that begins at the offset, or {@link #TORN}. */
    static int read(byte[] bytes, int offset) {
        int imprint = bytes[offset];
        for (int i = 1; i < SLOT_BYTES; i++) {
            if (bytes[offset + i] != imprint) {
                return TORN;
            }
        }
        return imprint;
    }

    static int read(LaneRing ring, long sequence) {
        return read(ring.slab(), ring.offsetOf(sequence));
    }

    /** Polls until the shard may read a slot, then reads it at once, which leaves no time to what comes too late. */
    static int awaitAndRead(LaneRing ring, long sequence) {
        long available;
        do {
            available = ring.availableFrom(sequence, 1);
        } while (available < sequence);
        return read(ring, sequence);
    }

    /** Sends slots as a sender does: claims, copies in, publishes. */
    static void send(LaneRing ring, byte[] slots) {
        int count = slots.length / SLOT_BYTES;
        long high = ring.tryClaim(count);
        long low = high - count + 1;
        ring.fill(low, slots, 0, count);
        ring.publish(low, high);
    }
}
