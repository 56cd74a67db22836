package io.ringswarm.engine.testkit;

/** The body that tests send: a number, and a filler behind it that shows damage. */
final class Figure {
    static final int MIN_BYTES = Long.BYTES;

    long number;
    /** Length of the body. */
    int bytes = MIN_BYTES;
    /** Set by reading: whether the filler is what its writer put there. */
    boolean intact;

    static Figure of(long number) {
        return of(number, MIN_BYTES);
    }

    static Figure of(long number, int bytes) {
        Figure figure = new Figure();
        figure.number = number;
        figure.bytes = bytes;
        return figure;
    }

    byte filler(int index) {
        return (byte) (31 * number + index);
    }
}
