package io.ringswarm.engine.work.example;

/** What the README's workers are asked for, and answer with. */
final class Quote {
    long instrument;
    double price;
}
