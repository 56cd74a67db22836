package io.ringswarm.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import com.lmax.disruptor.BusySpinWaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two senders publish at once: each has slots of its own, its run in one piece, and neither's is lost. */
@JCStressTest
@Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "The sender of one message came first.")
@Outcome(id = "2, 3, 1", expect = ACCEPTABLE, desc = "The sender of two messages came first.")
@State
public class SlotClaimStress {
    private static final byte[] ONE = Imprint.slots(1);
    private static final byte[] TWO = Imprint.slots(2, 3);

    private final LaneRing ring = new LaneRing(4, Imprint.SLOT_BYTES, new BusySpinWaitStrategy());

    @Actor
    void senderOfOne() {
        Imprint.send(ring, ONE);
    }

    @Actor
    void senderOfTwo() {
        Imprint.send(ring, TWO);
    }

    @Arbiter
    void shard(III_Result r) {
        if (ring.availableFrom(0, 4) == 2) {
            r.r1 = Imprint.read(ring, 0);
            r.r2 = Imprint.read(ring, 1);
            r.r3 = Imprint.read(ring, 2);
        }
    }
}
