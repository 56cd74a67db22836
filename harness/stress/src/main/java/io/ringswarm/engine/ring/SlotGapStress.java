package io.ringswarm.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import com.lmax.disruptor.BusySpinWaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JII_Result;

/**
 * Of two senders the one that claimed later publishes first: the shard sees neither before the other has published, then
 * both whole. The results: how far the shard could read at first, and what it read.
 */
@JCStressTest
@Outcome(
        id = "0, 1, 2",
        expect = ACCEPTABLE,
        desc = "The shard found the first slot alone: it had looked between the claims.")
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "The shard found both slots at once.")
@State
public class SlotGapStress {
    private static final byte[] FIRST = Imprint.slots(1);
    private static final byte[] SECOND = Imprint.slots(2);

    private final LaneRing ring = new LaneRing(2, Imprint.SLOT_BYTES, new BusySpinWaitStrategy());

    @Actor
    void twoSenders() {
        long first = ring.tryClaim(1);
        long second = ring.tryClaim(1);
        ring.fill(second, SECOND, 0, 1);
        ring.publish(second, second);
        ring.fill(first, FIRST, 0, 1);
        ring.publish(first, first);
    }

    @Actor
    void shard(JII_Result r) {
        do {
            r.r1 = ring.availableFrom(0, 2);
        } while (r.r1 < 0);
        r.r2 = Imprint.read(ring, 0);
        r.r3 = Imprint.awaitAndRead(ring, 1);
    }
}
