package io.ringswarm.examples.spring;

/**
 * What a client gets, as JSON.
 *
 * @param instrument as asked
 * @param quantity as asked
 * @param price of one piece
 */
record QuoteView(long instrument, int quantity, double price) {
    static QuoteView of(Quote quote) {
        return new QuoteView(quote.instrument, quote.quantity, quote.price);
    }
}
