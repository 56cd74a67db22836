package io.ringswarm.engine.graph;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;

/** Writes and reads {@link Hop}s; the poisoned one throws when half of the body is written. */
final class HopCodec implements BodyCodec<Hop> {
    static final HopCodec HOPS = new HopCodec(false);
    static final HopCodec POISONED = new HopCodec(true);

    private static final Template TEMPLATE = new Template(41, 1, 0);
    private static final int FROM = 0;
    private static final int TO = FROM + Integer.BYTES;
    private static final int SEQUENCE = TO + Integer.BYTES;
    private static final int BUDGET = SEQUENCE + Integer.BYTES;
    private static final int ASK_KEY = BUDGET + Integer.BYTES;

    private final boolean poisoned;

    private HopCodec(boolean poisoned) {
        this.poisoned = poisoned;
    }

    @Override
    public Template template() {
        return TEMPLATE;
    }

    @Override
    public void encode(Hop value, BodyWriter out) {
        out.length(value.bytes);
        out.putInt(FROM, value.from);
        out.putInt(TO, value.to);
        if (poisoned) {
            throw new OnPurpose();
        }
        out.putInt(SEQUENCE, value.sequence);
        out.putInt(BUDGET, value.budget);
        out.putLong(ASK_KEY, value.askKey);
        for (int i = Hop.MIN_BYTES; i < value.bytes; i++) {
            out.putByte(i, value.filler(i));
        }
    }

    @Override
    public void decode(BodyReader in, Hop into) {
        into.of(
                in.getInt(FROM),
                in.getInt(TO),
                in.getInt(SEQUENCE),
                in.getInt(BUDGET),
                in.getLong(ASK_KEY),
                in.length());
        into.intact = true;
        for (int i = Hop.MIN_BYTES; i < into.bytes; i++) {
            into.intact &= in.getByte(i) == into.filler(i);
        }
    }
}
