package io.ringswarm.examples.load;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/** How a quote lies in a message. Stateless: one for all threads. */
final class QuoteCodec extends FixedCodec<Quote> {
    static final QuoteCodec QUOTES = new QuoteCodec();

    private static final int INSTRUMENT = 0;
    private static final int PRICE = INSTRUMENT + Long.BYTES;
    private static final int NUMBER = PRICE + Double.BYTES;
    private static final int SOURCE = NUMBER + Long.BYTES;
    private static final int BYTES = SOURCE + Integer.BYTES;

    private QuoteCodec() {
        super(new Template(1, 1, 0), BYTES, BYTES);
    }

    @Override
    protected void write(Quote quote, BodyWriter out) {
        out.putLong(INSTRUMENT, quote.instrument);
        out.putDouble(PRICE, quote.price);
        out.putLong(NUMBER, quote.number);
        out.putInt(SOURCE, quote.source);
    }

    @Override
    protected void read(BodyReader in, Quote into) {
        into.instrument = in.getLong(INSTRUMENT);
        into.price = in.getDouble(PRICE);
        into.number = in.getLong(NUMBER);
        into.source = in.getInt(SOURCE);
    }
}
