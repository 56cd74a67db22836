package io.ringswarm.codecs.wire;

import net.openhft.chronicle.bytes.VanillaBytes;

/** How Chronicle Wire lays out a body. Both sides must have chosen the same: nothing in the bytes says which. */
public enum WireEncoding {
    /**
     * The default: every value preceded by its field's number and its type, numbers in fixed width. Readable without
     * knowing the type, by any tool that knows Chronicle's binary wire; a body of another type is noticed.
     */
    BINARY {
        @Override
        WireFieldsOut out(VanillaBytes<Void> bytes) {
            return new BinaryFieldsOut(bytes, false);
        }

        @Override
        ChronicleFieldsIn in(VanillaBytes<Void> bytes) {
            return new BinaryFieldsIn(bytes, false);
        }
    },

    /** Binary without field numbers, 2 bytes a field less: only types and order are checked. */
    FIELD_LESS {
        @Override
        WireFieldsOut out(VanillaBytes<Void> bytes) {
            return new BinaryFieldsOut(bytes, true);
        }

        @Override
        ChronicleFieldsIn in(VanillaBytes<Void> bytes) {
            return new BinaryFieldsIn(bytes, true);
        }
    },

    /** Values alone, as Chronicle's {@code BytesMarshallable} writes them: the smallest; only lengths are checked. */
    RAW {
        @Override
        WireFieldsOut out(VanillaBytes<Void> bytes) {
            return new RawFieldsOut(bytes);
        }

        @Override
        ChronicleFieldsIn in(VanillaBytes<Void> bytes) {
            return new RawFieldsIn(bytes);
        }
    },

    /**
     * One {@code name: value} per line, for people who debug. Allocates for every message, within a small multiple of
     * the body's length, and takes microseconds.
     */
    TEXT {
        @Override
        WireFieldsOut out(VanillaBytes<Void> bytes) {
            return new TextFieldsOut(bytes);
        }

        @Override
        ChronicleFieldsIn in(VanillaBytes<Void> bytes) {
            return new TextFieldsIn(bytes);
        }
    };

    abstract WireFieldsOut out(VanillaBytes<Void> bytes);

    abstract ChronicleFieldsIn in(VanillaBytes<Void> bytes);
}
