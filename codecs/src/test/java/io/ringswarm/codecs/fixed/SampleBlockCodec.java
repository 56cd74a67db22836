package io.ringswarm.codecs.fixed;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Sample;
import io.ringswarm.codecs.Template;

/** Versions 1.0 and 1.1 of a block alone: the payload always has its full length. */
public final class SampleBlockCodec extends FixedCodec<Sample> {
    private static final int SEQUENCE = 0;
    private static final int TIME_NS = SEQUENCE + Long.BYTES;
    private static final int SOURCE = TIME_NS + Long.BYTES;
    private static final int TARGET = SOURCE + Integer.BYTES;
    private static final int TYPE = TARGET + Integer.BYTES;
    private static final int PAYLOAD = TYPE + Integer.BYTES;
    private static final int BLOCK_V1_0 = PAYLOAD + Sample.MAX_PAYLOAD_BYTES;
    private static final int RATE = BLOCK_V1_0;
    private static final int BLOCK_V1_1 = RATE + Double.BYTES;

    private final boolean evolved;

    public SampleBlockCodec(boolean evolved) {
        super(new Template(12, 1, evolved ? 1 : 0), BLOCK_V1_0, evolved ? BLOCK_V1_1 : BLOCK_V1_0);
        this.evolved = evolved;
    }

    @Override
    protected void write(Sample value, BodyWriter out) {
        out.putLong(SEQUENCE, value.sequence);
        out.putLong(TIME_NS, value.timeNs);
        out.putInt(SOURCE, value.source);
        out.putInt(TARGET, value.target);
        out.putInt(TYPE, value.type);
        out.putBytes(PAYLOAD, value.payload, 0, Sample.MAX_PAYLOAD_BYTES);
        if (evolved) {
            out.putDouble(RATE, value.rate);
        }
    }

    @Override
    protected void read(BodyReader in, Sample into) {
        into.sequence = in.getLong(SEQUENCE);
        into.timeNs = in.getLong(TIME_NS);
        into.source = in.getInt(SOURCE);
        into.target = in.getInt(TARGET);
        into.type = in.getInt(TYPE);
        in.getBytes(PAYLOAD, into.payload, 0, Sample.MAX_PAYLOAD_BYTES);
        into.payloadBytes = Sample.MAX_PAYLOAD_BYTES;
        into.rate = evolved && in.length() >= BLOCK_V1_1 ? in.getDouble(RATE) : Sample.NO_RATE;
    }
}
