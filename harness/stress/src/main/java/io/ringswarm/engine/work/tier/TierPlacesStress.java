package io.ringswarm.engine.work.tier;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.harness.stress.HandTier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two threads offer a task each to a tier that has one place. The results: whether it took each. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first thread's.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second thread's.")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "It holds more tasks than it may.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "It refused both, and had room for one.")
@State
public class TierPlacesStress {
    private final IoTier tier = HandTier.of(1, entry -> {});
    private final TierTask task = HandTier.task();
    private final TierTask other = HandTier.task();

    @Actor
    void first(ZZ_Result r) {
        r.r1 = tier.tryRun(task);
    }

    @Actor
    void second(ZZ_Result r) {
        r.r2 = tier.tryRun(other);
    }
}
