package io.ringswarm.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import com.lmax.disruptor.BusySpinWaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A sender publishes a run that goes past the ring's end: the shard sees whole slots and nothing of the lap before. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both slots, whole and in order.")
@State
public class RunPublicationStress {
    private static final byte[] LAP_BEFORE = Imprint.slots(9);
    private static final byte[] RUN = Imprint.slots(1, 2);

    private final LaneRing ring = new LaneRing(2, Imprint.SLOT_BYTES, new BusySpinWaitStrategy());

    /** A ring whose next slot is its last. */
    public RunPublicationStress() {
        Imprint.send(ring, LAP_BEFORE);
        ring.release(0);
    }

    @Actor
    void sender() {
        Imprint.send(ring, RUN);
    }

    @Actor
    void shard(II_Result r) {
        r.r1 = Imprint.awaitAndRead(ring, 1);
        r.r2 = Imprint.awaitAndRead(ring, 2);
    }
}
