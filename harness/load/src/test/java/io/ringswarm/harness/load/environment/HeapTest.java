package io.ringswarm.harness.load.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeapTest {
    private static final int MANY_BYTES = 32 << 20;

    /** A collector may count whole regions, and leave some garbage in the others. */
    private static final int TOLERANCE_BYTES = 12 << 20;

    @Test
    void shouldTellWhatIsReachableAndNotWhatIsGarbage() {
        long before = Heap.collectBytes();
        byte[] kept = new byte[MANY_BYTES];
        byte[] garbage = new byte[MANY_BYTES];
        assertThat(garbage.length).isEqualTo(kept.length);
        garbage = null;
        long with = Heap.collectBytes();
        Reference.reachabilityFence(kept);
        kept = null;
        long after = Heap.collectBytes();

        assertThat(with - before).isBetween((long) MANY_BYTES - TOLERANCE_BYTES, (long) MANY_BYTES + TOLERANCE_BYTES);
        assertThat(after - before).isBetween((long) -TOLERANCE_BYTES, (long) TOLERANCE_BYTES);
        assertThat(Heap.collectedBytes()).isBetween(after - TOLERANCE_BYTES, after + TOLERANCE_BYTES);
    }
}
