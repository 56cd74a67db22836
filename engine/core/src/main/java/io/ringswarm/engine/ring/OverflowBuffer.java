package io.ringswarm.engine.ring;

/**
 * A body too long for a slot. Owned by one sender, lent to a shard while the message is under way: the sender writes it
 * while it is free, the shard reads it and {@linkplain #release() releases} it. Release and the sender's look at the flag
 * order the shard's reads before the sender's next writes.
 */
public final class OverflowBuffer {
    final byte[] bytes;
    private volatile boolean lent;

    OverflowBuffer(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /**
     * The body's bytes, from index 0.
     *
     * @return the array; its content is the shard's until {@link #release()}
     */
    public byte[] bytes() {
        return bytes;
    }

    /** Gives the buffer back to its sender. Any thread that owns the message. */
    public void release() {
        lent = false;
    }

    boolean isFree() {
        return !lent;
    }

    void lend() {
        lent = true;
    }
}
