package io.ringswarm.engine.ring;

/** A sender's buffers for bodies too long for a slot. Made when first needed. Confined to the sender's thread. */
public final class OverflowPool {
    private final OverflowBuffer[] buffers;
    private final int capacityBytes;
    private int next;

    /**
     * An empty pool.
     *
     * @param buffers how many it may make
     * @param capacityBytes how many bytes each has
     */
    public OverflowPool(int buffers, int capacityBytes) {
        this.buffers = new OverflowBuffer[buffers];
        this.capacityBytes = capacityBytes;
    }

    /**
     * Lends a free buffer.
     *
     * @return a buffer, or null when all are under way
     */
    OverflowBuffer acquire() {
        for (int i = 0; i < buffers.length; i++) {
            int index = next;
            next = index + 1 == buffers.length ? 0 : index + 1;
            OverflowBuffer buffer = buffers[index];
            if (buffer == null) {
                buffer = new OverflowBuffer(capacityBytes);
                buffers[index] = buffer;
            }
            if (buffer.isFree()) {
                buffer.lend();
                return buffer;
            }
        }
        return null;
    }
}
