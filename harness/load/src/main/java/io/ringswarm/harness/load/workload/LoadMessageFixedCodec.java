package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/**
 * A {@link LoadMessage} at fixed offsets, little-endian.
 *
 * <pre>
 *   0: sequence int64 | 8: time int64 | 16: source int32 | 20: target int32 | 24: type int32 | 28: payload
 * </pre>
 */
final class LoadMessageFixedCodec extends FixedCodec<LoadMessage> {
    private static final int SEQUENCE = 0;
    private static final int TIME_NS = SEQUENCE + Long.BYTES;
    private static final int SOURCE = TIME_NS + Long.BYTES;
    private static final int TARGET = SOURCE + Integer.BYTES;
    private static final int TYPE = TARGET + Integer.BYTES;
    private static final int PAYLOAD = TYPE + Integer.BYTES;

    LoadMessageFixedCodec(Template template, int payloadBytes) {
        super(template, PAYLOAD + payloadBytes, PAYLOAD + payloadBytes);
    }

    @Override
    protected void write(LoadMessage value, BodyWriter out) {
        out.putLong(SEQUENCE, value.sequence);
        out.putLong(TIME_NS, value.timeNs);
        out.putInt(SOURCE, value.source);
        out.putInt(TARGET, value.target);
        out.putInt(TYPE, value.type);
        out.putBytes(PAYLOAD, value.payload, 0, value.payload.length);
    }

    @Override
    protected void read(BodyReader in, LoadMessage into) {
        into.sequence = in.getLong(SEQUENCE);
        into.timeNs = in.getLong(TIME_NS);
        into.source = in.getInt(SOURCE);
        into.target = in.getInt(TARGET);
        into.type = in.getInt(TYPE);
        in.getBytes(PAYLOAD, into.payload, 0, into.payload.length);
    }
}
