package io.ringswarm.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import com.lmax.disruptor.BusySpinWaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A sender publishes one slot after the other: each is whole as soon as the shard sees it. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both, whole and in order.")
@State
public class SlotPublicationStress {
    private static final byte[] FIRST = Imprint.slots(1);
    private static final byte[] SECOND = Imprint.slots(2);

    private final LaneRing ring = new LaneRing(2, Imprint.SLOT_BYTES, new BusySpinWaitStrategy());

    @Actor
    void sender() {
        Imprint.send(ring, FIRST);
        Imprint.send(ring, SECOND);
    }

    @Actor
    void shard(II_Result r) {
        r.r1 = Imprint.awaitAndRead(ring, 0);
        r.r2 = Imprint.awaitAndRead(ring, 1);
    }
}
