package io.ringswarm.engine.testbed;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;

/** A fixed layout of any length: sender, sequence, then the filler. */
public class ParcelCodec implements BodyCodec<Parcel> {
    public static final Template TEMPLATE = new Template(40, 2, 1);
    public static final ParcelCodec PARCELS = new ParcelCodec(TEMPLATE);

    private static final int SENDER = 0;
    private static final int SEQUENCE = SENDER + Long.BYTES;

    private final Template template;

    public ParcelCodec(Template template) {
        this.template = template;
    }

    @Override
    public Template template() {
        return template;
    }

    @Override
    public void encode(Parcel value, BodyWriter out) {
        out.length(value.bytes);
        out.putLong(SENDER, value.sender);
        out.putLong(SEQUENCE, value.sequence);
        for (int i = Parcel.MIN_BYTES; i < value.bytes; i++) {
            out.putByte(i, value.filler(i));
        }
    }

    @Override
    public void decode(BodyReader in, Parcel into) {
        into.of(in.getLong(SENDER), in.getLong(SEQUENCE), in.length());
        into.intact = true;
        for (int i = Parcel.MIN_BYTES; i < into.bytes; i++) {
            into.intact &= in.getByte(i) == into.filler(i);
        }
    }
}
