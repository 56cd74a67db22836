package io.ringswarm.engine.graph;

/** The body that travels in a graph: who to whom, which number, what it may still cause, and a filler that shows damage. */
final class Hop {
    /** Length without a filler. */
    static final int MIN_BYTES = 32;

    /** In the place of the sequence: an answer, which belongs to no channel. */
    static final int ANSWER = -1;

    /** A budget that never shrinks. */
    static final int ENDLESS = Integer.MAX_VALUE;

    /** A budget that asks the receiver to use all of its shard's overflow buffers. */
    static final int PROBE = -1;

    int from;
    int to;
    int sequence;
    /** How many messages it may still cause. */
    int budget;
    /** Which ask it puts or answers, 0 for none. */
    long askKey;
    /** Length of the body. */
    int bytes = MIN_BYTES;
    /** Set by reading: whether the filler is what its writer put there. */
    boolean intact;

    Hop of(int from, int to, int sequence, int budget, long askKey, int bytes) {
        this.from = from;
        this.to = to;
        this.sequence = sequence;
        this.budget = budget;
        this.askKey = askKey;
        this.bytes = bytes;
        return this;
    }

    byte filler(int index) {
        return (byte) (31 * sequence + 7 * from + 3 * to + index);
    }

    @Override
    public String toString() {
        return "Hop[from=" + from + ", to=" + to + ", sequence=" + sequence + ", budget=" + budget + ", askKey="
                + askKey + ", bytes=" + bytes + "]";
    }
}
