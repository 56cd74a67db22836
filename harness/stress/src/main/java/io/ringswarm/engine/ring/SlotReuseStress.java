package io.ringswarm.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import com.lmax.disruptor.BusySpinWaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** A sender waits for room in a full ring: it writes to a slot only once the shard has read it and given it back. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "The sender wrote the slot after the shard had read it.")
@State
public class SlotReuseStress {
    private static final byte[] FULL = Imprint.slots(1, 1);
    private static final byte[] NEXT_LAP = Imprint.slots(2);

    private final LaneRing ring = new LaneRing(2, Imprint.SLOT_BYTES, new BusySpinWaitStrategy());

    /** A full ring. */
    public SlotReuseStress() {
        Imprint.send(ring, FULL);
    }

    @Actor
    void shard(IJ_Result r) {
        r.r1 = Imprint.read(ring, 0);
        ring.release(0);
    }

    @Actor
    void sender(IJ_Result r) {
        do {
            r.r2 = ring.tryClaim(1);
        } while (r.r2 < 0);
        ring.fill(r.r2, NEXT_LAP, 0, 1);
        ring.publish(r.r2, r.r2);
    }
}
