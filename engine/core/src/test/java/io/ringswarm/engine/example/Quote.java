package io.ringswarm.engine.example;

/** A value that travels as a body; mutable, so that it can be reused. */
final class Quote {
    long instrument;
    double price;
}
