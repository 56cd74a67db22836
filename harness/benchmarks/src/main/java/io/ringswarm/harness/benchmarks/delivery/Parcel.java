package io.ringswarm.harness.benchmarks.delivery;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** A body of 64 bytes, copied in and out. */
final class Parcel {
    static final int BYTES = 64;
    static final Codec CODEC = new Codec();

    final byte[] content = new byte[BYTES];

    /** Its codec. */
    static final class Codec extends FixedCodec<Parcel> {
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
