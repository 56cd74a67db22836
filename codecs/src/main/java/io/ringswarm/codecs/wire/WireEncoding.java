package io.ringswarm.codecs.wire;

/** How Chronicle Wire lays out a body. Both sides must have chosen the same: nothing in the bytes says which. */
public enum WireEncoding {
    /**
     * The default: every value preceded by its field's number and its type, numbers in fixed width. Readable without
     * knowing the type, by any tool that knows Chronicle's binary wire; a body of another type is noticed.
     */
    BINARY {
        @Override
        WireFieldsOut out(WireScratch scratch) {
            return new BinaryFieldsOut(scratch.bytes(), false);
        }

        @Override
        WireFieldsIn in(WireScratch scratch) {
            return new BinaryFieldsIn(scratch, false);
        }
    },

    /** Binary without field numbers, 2 bytes a field less: only types and order are checked. */
    FIELD_LESS {
        @Override
        WireFieldsOut out(WireScratch scratch) {
            return new BinaryFieldsOut(scratch.bytes(), true);
        }

        @Override
        WireFieldsIn in(WireScratch scratch) {
            return new BinaryFieldsIn(scratch, true);
        }
    },

    /** Values alone, as Chronicle's {@code BytesMarshallable} writes them: the smallest; only lengths are checked. */
    RAW {
        @Override
        WireFieldsOut out(WireScratch scratch) {
            return new RawFieldsOut(scratch.bytes());
        }

        @Override
        WireFieldsIn in(WireScratch scratch) {
            return new RawFieldsIn(scratch);
        }
    },

    /**
     * One {@code name: value} per line, for people who debug. Allocates for every message, within a small multiple of
     * the body's length, and takes microseconds.
     */
    TEXT {
        @Override
        WireFieldsOut out(WireScratch scratch) {
            return new TextFieldsOut(scratch.bytes());
        }

        @Override
        WireFieldsIn in(WireScratch scratch) {
            return new TextFieldsIn(scratch);
        }
    };

    abstract WireFieldsOut out(WireScratch scratch);

    abstract WireFieldsIn in(WireScratch scratch);
}
