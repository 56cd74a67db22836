package io.ringswarm.examples.spring;

/** The question, with no price yet, and the answer. Mutable, so that agents reuse one. */
final class Quote {
    long instrument;
    int quantity;
    double price;

    static Quote of(long instrument, int quantity) {
        Quote quote = new Quote();
        quote.instrument = instrument;
        quote.quantity = quantity;
        return quote;
    }
}
