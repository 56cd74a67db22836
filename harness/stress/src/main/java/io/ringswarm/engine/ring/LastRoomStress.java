package io.ringswarm.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import com.lmax.disruptor.BusySpinWaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** Two senders want two slots each of the three that are free: one gets them, the other nothing, and no slot is lost. */
@JCStressTest
@Outcome(id = "2, -1, 2", expect = ACCEPTABLE, desc = "The first sender got them.")
@Outcome(id = "-1, 2, 2", expect = ACCEPTABLE, desc = "The second sender got them.")
@State
public class LastRoomStress {
    private final LaneRing ring = new LaneRing(4, Imprint.SLOT_BYTES, new BusySpinWaitStrategy());

    /** A ring with one slot in use. */
    public LastRoomStress() {
        ring.tryClaim(1);
    }

    @Actor
    void first(JJJ_Result r) {
        r.r1 = ring.tryClaim(2);
    }

    @Actor
    void second(JJJ_Result r) {
        r.r2 = ring.tryClaim(2);
    }

    @Arbiter
    void cursor(JJJ_Result r) {
        r.r3 = ring.cursor();
    }
}
