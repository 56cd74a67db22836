package io.ringswarm.harness.benchmarks.codecs;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;
import io.ringswarm.harness.peers.Tick;

/** The reference message in a fixed layout. */
final class TickFixedCodec extends FixedCodec<Tick> {
    private static final int SEQUENCE = 0;
    private static final int TIME_NS = SEQUENCE + Long.BYTES;
    private static final int SOURCE = TIME_NS + Long.BYTES;
    private static final int TARGET = SOURCE + Integer.BYTES;
    private static final int TYPE = TARGET + Integer.BYTES;
    private static final int PAYLOAD = TYPE + Integer.BYTES;
    private static final int BYTES = PAYLOAD + Tick.PAYLOAD_BYTES;

    TickFixedCodec(Template template) {
        super(template, BYTES, BYTES);
    }

    @Override
    protected void write(Tick value, BodyWriter out) {
        out.putLong(SEQUENCE, value.sequence);
        out.putLong(TIME_NS, value.timeNs);
        out.putInt(SOURCE, value.source);
        out.putInt(TARGET, value.target);
        out.putInt(TYPE, value.type);
        out.putBytes(PAYLOAD, value.payload, 0, Tick.PAYLOAD_BYTES);
    }

    @Override
    protected void read(BodyReader in, Tick into) {
        into.sequence = in.getLong(SEQUENCE);
        into.timeNs = in.getLong(TIME_NS);
        into.source = in.getInt(SOURCE);
        into.target = in.getInt(TARGET);
        into.type = in.getInt(TYPE);
        in.getBytes(PAYLOAD, into.payload, 0, Tick.PAYLOAD_BYTES);
    }
}
