package io.ringswarm.harness.benchmarks;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** A body of 64 bytes, copied in and out. */
public final class Parcel {
    /** Bytes of content. */
    public static final int BYTES = 64;

    /** Its codec. */
    public static final FixedCodec<Parcel> CODEC = new Codec();

    private final byte[] content = new byte[BYTES];

    /** With zeros. */
    public Parcel() {}

    private static final class Codec extends FixedCodec<Parcel> {
        private Codec() {
            super(new Template(2, 1, 0), BYTES, BYTES);
        }

        @Override
        protected void write(Parcel value, BodyWriter out) {
            out.putBytes(0, value.content, 0, BYTES);
        }

        @Override
        protected void read(BodyReader in, Parcel into) {
            in.getBytes(0, into.content, 0, BYTES);
        }
    }
}
