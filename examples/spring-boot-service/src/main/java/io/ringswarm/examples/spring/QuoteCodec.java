package io.ringswarm.examples.spring;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** How a quote lies in a message. Stateless: one for all threads. */
final class QuoteCodec extends FixedCodec<Quote> {
    static final QuoteCodec QUOTES = new QuoteCodec();

    private static final int INSTRUMENT = 0;
    private static final int PRICE = INSTRUMENT + Long.BYTES;
    private static final int QUANTITY = PRICE + Double.BYTES;
    private static final int BYTES = QUANTITY + Integer.BYTES;

    private QuoteCodec() {
        super(new Template(1, 1, 0), BYTES, BYTES);
    }

    @Override
    protected void write(Quote quote, BodyWriter out) {
        out.putLong(INSTRUMENT, quote.instrument);
        out.putDouble(PRICE, quote.price);
        out.putInt(QUANTITY, quote.quantity);
    }

    @Override
    protected void read(BodyReader in, Quote into) {
        into.instrument = in.getLong(INSTRUMENT);
        into.price = in.getDouble(PRICE);
        into.quantity = in.getInt(QUANTITY);
    }
}
