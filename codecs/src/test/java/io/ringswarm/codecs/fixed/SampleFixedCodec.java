package io.ringswarm.codecs.fixed;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Sample;
import io.ringswarm.codecs.Template;

/** Versions 1.0 and 1.1 of the sample: a block, then the payload. */
public final class SampleFixedCodec extends FixedTailCodec<Sample> {
    private static final int SEQUENCE = FIELDS_OFFSET;
    private static final int TIME_NS = SEQUENCE + Long.BYTES;
    private static final int SOURCE = TIME_NS + Long.BYTES;
    private static final int TARGET = SOURCE + Integer.BYTES;
    private static final int TYPE = TARGET + Integer.BYTES;
    private static final int BLOCK_V1_0 = TYPE + Integer.BYTES;
    private static final int URGENT = BLOCK_V1_0;
    private static final int RATE = URGENT + Byte.BYTES;
    private static final int BLOCK_V1_1 = RATE + Double.BYTES;

    private final boolean evolved;

    public SampleFixedCodec(boolean evolved) {
        super(new Template(11, 1, evolved ? 1 : 0), BLOCK_V1_0, evolved ? BLOCK_V1_1 : BLOCK_V1_0);
        this.evolved = evolved;
    }

    @Override
    protected int tailBytes(Sample value) {
        return value.payloadBytes;
    }

    @Override
    protected void write(Sample value, BodyWriter out, int tailOffset, int tailBytes) {
        out.putLong(SEQUENCE, value.sequence);
        out.putLong(TIME_NS, value.timeNs);
        out.putInt(SOURCE, value.source);
        out.putInt(TARGET, value.target);
        out.putInt(TYPE, value.type);
        if (evolved) {
            out.putByte(URGENT, (byte) (value.urgent ? 1 : 0));
            out.putDouble(RATE, value.rate);
        }
        out.putBytes(tailOffset, value.payload, 0, tailBytes);
    }

    @Override
    protected void read(BodyReader in, Sample into, int tailOffset, int tailBytes) {
        if (tailBytes > Sample.MAX_PAYLOAD_BYTES) {
            throw new MalformedMessageException(
                    "payloadBytes=" + tailBytes + " (expected: at most " + Sample.MAX_PAYLOAD_BYTES + ")");
        }
        into.sequence = in.getLong(SEQUENCE);
        into.timeNs = in.getLong(TIME_NS);
        into.source = in.getInt(SOURCE);
        into.target = in.getInt(TARGET);
        into.type = in.getInt(TYPE);
        boolean hasV1x1 = evolved && tailOffset >= BLOCK_V1_1;
        into.urgent = hasV1x1 && in.getByte(URGENT) == 1;
        into.rate = hasV1x1 ? in.getDouble(RATE) : Sample.NO_RATE;
        in.getBytes(tailOffset, into.payload, 0, tailBytes);
        into.payloadBytes = tailBytes;
    }
}
