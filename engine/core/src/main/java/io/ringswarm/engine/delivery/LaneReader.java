package io.ringswarm.engine.delivery;

import static io.ringswarm.codecs.frame.FrameLayout.FLAGS_TOPIC;
import static io.ringswarm.codecs.frame.FrameLayout.FLAG_VOID;

import com.lmax.disruptor.Sequence;
import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.ring.LaneRing;

/** How far a shard has come in one of its lanes. Written by the shard's thread; the rest may be read by any. */
final class LaneReader {
    private final int index;
    private final int quota;
    private final LaneRing ring;
    private final Sequence position = new Sequence();

    LaneReader(Priority priority, LaneRing ring) {
        index = priority.ordinal();
        quota = priority.quota();
        this.ring = ring;
    }

    int index() {
        return index;
    }

    LaneRing ring() {
        return ring;
    }

    int quota() {
        return quota;
    }

    /** The last sequence dispatched and accounted for. */
    long positionAcquire() {
        return position.get();
    }

    /** Shard only: everything up to here is accounted for. */
    void positionRelease(long sequence) {
        position.set(sequence);
    }

    /** Whether the next slot can be read. Any thread. */
    boolean hasNext() {
        return ring.isPublished(positionAcquire() + 1);
    }

    /** Whether everything that was ever claimed is accounted for. */
    boolean isDrained() {
        return ring.cursor() == positionAcquire();
    }

    /** Messages published and not accounted for. For a shard that has ended or was given up. */
    long countRemaining() {
        long remaining = 0;
        long cursor = ring.cursor();
        for (long sequence = positionAcquire() + 1; sequence <= cursor; sequence++) {
            // published first: until then the slot still shows what it held a lap ago
            if (ring.isPublished(sequence) && !isVoid(sequence)) {
                remaining++;
            }
        }
        return remaining;
    }

    private boolean isVoid(long sequence) {
        int flags = FrameHeader.flagsOf(FrameHeader.lead(ring.slab(), ring.offsetOf(sequence)));
        return (flags & FLAGS_TOPIC) == FLAG_VOID;
    }

    /** Whether a sender has claimed slots that it has not published yet. */
    boolean hasUnpublished() {
        long cursor = ring.cursor();
        return ring.availableFrom(positionAcquire() + 1, ring.slots()) < cursor;
    }
}
