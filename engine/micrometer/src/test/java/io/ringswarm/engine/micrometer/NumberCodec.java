package io.ringswarm.engine.micrometer;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** A body of one number, in an array of length 1. */
final class NumberCodec extends FixedCodec<long[]> {
    static final NumberCodec NUMBERS = new NumberCodec();

    private NumberCodec() {
        super(new Template(90, 1, 0), Long.BYTES, Long.BYTES);
    }

    @Override
    protected void write(long[] value, BodyWriter out) {
        out.putLong(0, value[0]);
    }

    @Override
    protected void read(BodyReader in, long[] into) {
        into[0] = in.getLong(0);
    }
}
