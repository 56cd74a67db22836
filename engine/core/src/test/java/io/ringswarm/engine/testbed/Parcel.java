package io.ringswarm.engine.testbed;

/** The body that tests send: who, which number, and a filler that shows damage. */
public final class Parcel {
    public static final int MIN_BYTES = 2 * Long.BYTES;

    public long sender;
    public long sequence;
    /** Length of the body. */
    public int bytes = MIN_BYTES;
    /** Set by reading: whether the filler is what its writer put there. */
    public boolean intact;

    public Parcel of(long sender, long sequence) {
        return of(sender, sequence, MIN_BYTES);
    }

    public Parcel of(long sender, long sequence, int bytes) {
        this.sender = sender;
        this.sequence = sequence;
        this.bytes = bytes;
        return this;
    }

    byte filler(int index) {
        return (byte) (31 * sequence + 7 * sender + index);
    }
}
