package io.ringswarm.engine.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A sender waits for its only overflow buffer, which is under way: it gets it once the shard has read it. */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "The sender wrote after the shard had read.")
@State
public class OverflowReuseStress {
    private final OverflowPool pool = new OverflowPool(1, Imprint.SLOT_BYTES);
    private final OverflowBuffer underWay = pool.acquire();

    /** A pool whose buffer is lent. */
    public OverflowReuseStress() {
        Arrays.fill(underWay.bytes, (byte) 1);
    }

    @Actor
    void shard(I_Result r) {
        r.r1 = Imprint.read(underWay.bytes(), 0);
        underWay.release();
    }

    @Actor
    void sender() {
        OverflowBuffer free;
        do {
            free = pool.acquire();
        } while (free == null);
        Arrays.fill(free.bytes, (byte) 2);
    }
}
