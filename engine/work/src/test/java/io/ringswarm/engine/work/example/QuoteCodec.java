package io.ringswarm.engine.work.example;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** As the README has it. */
final class QuoteCodec extends FixedCodec<Quote> {
    private static final int INSTRUMENT = 0;
    private static final int PRICE = INSTRUMENT + Long.BYTES;
    private static final int BYTES = PRICE + Double.BYTES;

    QuoteCodec() {
        super(new Template(1, 1, 0), BYTES, BYTES);
    }

    @Override
    protected void write(Quote quote, BodyWriter out) {
        out.putLong(INSTRUMENT, quote.instrument);
        out.putDouble(PRICE, quote.price);
    }

    @Override
    protected void read(BodyReader in, Quote into) {
        into.instrument = in.getLong(INSTRUMENT);
        into.price = in.getDouble(PRICE);
    }
}
