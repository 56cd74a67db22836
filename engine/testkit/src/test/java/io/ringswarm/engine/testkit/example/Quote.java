package io.ringswarm.engine.testkit.example;

/** A value that travels as a body; mutable, so that it can be reused. */
final class Quote {
    long instrument;
    double price;

    static Quote of(long instrument, double price) {
        Quote quote = new Quote();
        quote.instrument = instrument;
        quote.price = price;
        return quote;
    }
}
