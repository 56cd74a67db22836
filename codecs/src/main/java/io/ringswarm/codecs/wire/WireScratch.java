package io.ringswarm.codecs.wire;

import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.OnHeapBytes;

/**
 * What one {@code BodyWriter} or {@code BodyReader} keeps for all wire codecs: an array of its own, Chronicle's view of
 * it and, per encoding used so far, what writes or reads fields through that view.
 *
 * <p>The view has one concrete class for every codec, as call sites that see several cost ten times as much. It is on
 * the heap, so that there is nothing to release, and never elastic: Chronicle has crashed the JVM when hostile bytes made
 * it extend elastic memory. It covers the scratch array alone, so that nothing around a body is in reach.
 */
final class WireScratch {
    private static final int INITIAL_BYTES = 512;

    /** What Chronicle may look at beyond a position that it has not compared with the limit stays in the array. */
    private static final int SLACK_BYTES = 16;

    private static final WireEncoding[] ENCODINGS = WireEncoding.values();

    private final WireFieldsOut[] outs = new WireFieldsOut[ENCODINGS.length];
    private final WireFieldsIn[] ins = new WireFieldsIn[ENCODINGS.length];
    private byte[] array;
    private OnHeapBytes bytes;

    WireScratch() {
        allocate(INITIAL_BYTES);
    }

    OnHeapBytes bytes() {
        return bytes;
    }

    byte[] array() {
        return array;
    }

    int capacityBytes() {
        return array.length - SLACK_BYTES;
    }

    /** Doubles the capacity, but not beyond what is of use. */
    void grow(int usefulBytes) {
        allocate((int) Math.min(Math.max(usefulBytes, INITIAL_BYTES), 2L * capacityBytes()));
    }

    /** Empties the view for writing at most the limit, which is within the capacity. */
    WireFieldsOut beginWrite(WireEncoding encoding, int limitBytes) {
        bytes.clear();
        bytes.writeLimit(limitBytes);
        WireFieldsOut fields = outs[encoding.ordinal()];
        if (fields == null) {
            fields = encoding.out(this);
            outs[encoding.ordinal()] = fields;
        }
        return fields;
    }

    /** Copies what was written since {@link #beginWrite}. */
    void copyTo(byte[] target, int targetOffset, int lengthBytes) {
        System.arraycopy(array, 0, target, targetOffset, lengthBytes);
    }

    int writtenBytes() {
        return (int) bytes.writePosition();
    }

    /** Copies a body in and shows exactly it to the fields. */
    WireFieldsIn beginRead(WireEncoding encoding, byte[] source, int sourceOffset, int lengthBytes) {
        if (lengthBytes > capacityBytes()) {
            allocate(lengthBytes);
        }
        System.arraycopy(source, sourceOffset, array, 0, lengthBytes);
        bytes.clear();
        bytes.writePosition(lengthBytes);
        bytes.writeLimit(lengthBytes);
        WireFieldsIn fields = ins[encoding.ordinal()];
        if (fields == null) {
            fields = encoding.in(this);
            ins[encoding.ordinal()] = fields;
        }
        return fields;
    }

    private void allocate(int capacityBytes) {
        array = new byte[capacityBytes + SLACK_BYTES];
        bytes = new OnHeapBytes(BytesStore.wrap(array), false);
        bytes.singleThreadedCheckDisabled(true); // a sender or a shard may be set up on another thread than its own
        for (WireEncoding encoding : ENCODINGS) {
            outs[encoding.ordinal()] = null;
            ins[encoding.ordinal()] = null;
        }
    }
}
