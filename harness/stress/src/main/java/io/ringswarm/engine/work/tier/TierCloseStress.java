package io.ringswarm.engine.work.tier;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.harness.stress.HandTier;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * A task is offered to a tier that closes, on which no thread comes to run anything. The results: whether the task was
 * accepted, how many tasks closing has handed back, how many the tier believes to hold in the end.
 */
@JCStressTest
@Outcome(id = "true, 1, 0", expect = ACCEPTABLE, desc = "Accepted, and handed back.")
@Outcome(id = "false, 0, 0", expect = ACCEPTABLE, desc = "Refused.")
@Outcome(id = "true, 0, .*", expect = FORBIDDEN, desc = "Accepted, and nobody will ever run it or hand it back.")
@Outcome(id = "false, 1, .*", expect = FORBIDDEN, desc = "Refused and handed back: it is somebody's twice.")
@Outcome(id = ".*, [1-9]", expect = FORBIDDEN, desc = "Its place was not given back.")
@State
public class TierCloseStress {
    private final IoTier tier = HandTier.of(1, entry -> {});
    private final TierTask task = HandTier.task();

    @Actor
    void submitter(ZII_Result r) {
        r.r1 = tier.tryRun(task);
    }

    @Actor
    void closer(ZII_Result r) {
        r.r2 = tier.close(Duration.ZERO).notRun().size();
    }

    @Arbiter
    void held(ZII_Result r) {
        r.r3 = tier.counters().waiting();
    }
}
