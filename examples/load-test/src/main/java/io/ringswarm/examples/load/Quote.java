package io.ringswarm.examples.load;

/** A price for an instrument, and which one it is of its source's. Mutable, so that agents reuse one. */
final class Quote {
    long instrument;
    double price;
    int source;
    long number;
}
