package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import java.lang.ref.Cleaner;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.VanillaBytes;

/**
 * What one {@code BodyWriter} or {@code BodyReader} keeps for all wire codecs: a buffer of its own and, per encoding
 * used so far, what writes or reads fields in it.
 *
 * <p>The buffer has one concrete class for every codec, as call sites that see several cost ten times as much; it is
 * native, as Chronicle's checks cost half of what they do on the heap; and it is never elastic, as Chronicle has
 * crashed the JVM when hostile bytes made it extend elastic memory. Its memory is freed when it is replaced by a larger
 * one, or after the writer or reader has become unreachable.
 *
 * <p>Callers keep this object reachable ({@link java.lang.ref.Reference#reachabilityFence}) while they use the buffer.
 */
final class WireScratch {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int INITIAL_BYTES = 512;

    /** What Chronicle may look at beyond a position that it has not compared with the limit stays in the buffer. */
    private static final int SLACK_BYTES = 16;

    private static final WireEncoding[] ENCODINGS = WireEncoding.values();

    private final WireFieldsOut[] outs = new WireFieldsOut[ENCODINGS.length];
    private final ChronicleFieldsIn[] ins = new ChronicleFieldsIn[ENCODINGS.length];
    private final TemplateFieldsOut templateOut = new TemplateFieldsOut(this);
    private final TemplateFieldsIn templateIn = new TemplateFieldsIn(this);
    private VanillaBytes<Void> bytes;
    private Cleaner.Cleanable memory;
    private int capacityBytes;

    WireScratch() {
        allocate(INITIAL_BYTES);
    }

    /** The one that the writer keeps, made when it has none. */
    static WireScratch of(BodyWriter out) {
        if (out.scratch() instanceof WireScratch scratch) {
            return scratch;
        }
        WireScratch scratch = new WireScratch();
        out.scratch(scratch);
        return scratch;
    }

    /** The one that the reader keeps, made when it has none. */
    static WireScratch of(BodyReader in) {
        if (in.scratch() instanceof WireScratch scratch) {
            return scratch;
        }
        WireScratch scratch = new WireScratch();
        in.scratch(scratch);
        return scratch;
    }

    TemplateFieldsOut templateOut() {
        return templateOut;
    }

    TemplateFieldsIn templateIn() {
        return templateIn;
    }

    VanillaBytes<Void> bytes() {
        return bytes;
    }

    int capacityBytes() {
        return capacityBytes;
    }

    int writtenBytes() {
        return (int) bytes.writePosition();
    }

    /** Doubles the capacity, but not beyond what is of use. */
    void grow(int usefulBytes) {
        allocate((int) Math.min(usefulBytes, 2L * capacityBytes));
    }

    /** Empties the buffer for writing at most the limit, which is within the capacity. */
    WireFieldsOut beginWrite(WireEncoding encoding, int limitBytes) {
        bytes.clear();
        bytes.writeLimit(limitBytes);
        WireFieldsOut fields = outs[encoding.ordinal()];
        if (fields == null) {
            fields = encoding.out(bytes);
            outs[encoding.ordinal()] = fields;
        }
        return fields;
    }

    /** Copies out what was written since {@link #beginWrite}. */
    void copyTo(byte[] target, int targetOffset) {
        bytes.read(0L, target, targetOffset, writtenBytes());
    }

    /** Copies a body in and shows exactly it to the fields. */
    ChronicleFieldsIn beginRead(WireEncoding encoding, byte[] source, int sourceOffset, int lengthBytes) {
        if (lengthBytes > capacityBytes) {
            allocate(lengthBytes);
        }
        bytes.clear();
        bytes.writeLimit(lengthBytes);
        bytes.write(source, sourceOffset, lengthBytes);
        ChronicleFieldsIn fields = ins[encoding.ordinal()];
        if (fields == null) {
            fields = encoding.in(bytes);
            ins[encoding.ordinal()] = fields;
        }
        return fields;
    }

    private void allocate(int newCapacityBytes) {
        VanillaBytes<Void> replacement = Bytes.allocateDirect(newCapacityBytes + (long) SLACK_BYTES);
        replacement.singleThreadedCheckDisabled(true); // set up on one thread, used on another, freed on the cleaner's
        if (memory != null) {
            memory.clean();
        }
        memory = CLEANER.register(this, replacement::releaseLast);
        bytes = replacement;
        capacityBytes = newCapacityBytes;
        for (WireEncoding encoding : ENCODINGS) {
            outs[encoding.ordinal()] = null;
            ins[encoding.ordinal()] = null;
        }
    }
}
