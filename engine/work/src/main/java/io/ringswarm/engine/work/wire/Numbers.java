package io.ringswarm.engine.work.wire;

/** Three numbers: what the small messages consist of. Mutable and reusable, confined to one thread. */
public final class Numbers {
    private long first;
    private long second;
    private long third;

    /** Zeros. */
    public Numbers() {}

    /**
     * Sets them.
     *
     * @param one the first
     * @param two the second
     * @param three the third
     * @return this
     */
    public Numbers set(long one, long two, long three) {
        first = one;
        second = two;
        third = three;
        return this;
    }

    /**
     * The first number.
     *
     * @return as set or decoded
     */
    public long first() {
        return first;
    }

    /**
     * The second number.
     *
     * @return as set or decoded
     */
    public long second() {
        return second;
    }

    /**
     * The third number.
     *
     * @return as set or decoded
     */
    public long third() {
        return third;
    }
}
