package io.ringswarm.harness.load.custom;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** A body that carries who sent it to whom, and which one it is. */
final class Parcel {
    static final FixedCodec<Parcel> CODEC = new Codec();

    long number;
    long dueNs;
    int producer;
    int agent;

    Parcel fill(NextMessage next) {
        number = next.number();
        dueNs = next.dueNs();
        producer = next.producer();
        agent = next.agent();
        return this;
    }

    private static final class Codec extends FixedCodec<Parcel> {
        private static final int NUMBER = 0;
        private static final int DUE = NUMBER + Long.BYTES;
        private static final int PRODUCER = DUE + Long.BYTES;
        private static final int AGENT = PRODUCER + Integer.BYTES;
        private static final int BYTES = AGENT + Integer.BYTES;

        Codec() {
            super(new Template(4_711, 1, 0), BYTES, BYTES);
        }

        @Override
        protected void write(Parcel parcel, BodyWriter out) {
            out.putLong(NUMBER, parcel.number);
            out.putLong(DUE, parcel.dueNs);
            out.putInt(PRODUCER, parcel.producer);
            out.putInt(AGENT, parcel.agent);
        }

        @Override
        protected void read(BodyReader in, Parcel into) {
            into.number = in.getLong(NUMBER);
            into.dueNs = in.getLong(DUE);
            into.producer = in.getInt(PRODUCER);
            into.agent = in.getInt(AGENT);
        }
    }
}
