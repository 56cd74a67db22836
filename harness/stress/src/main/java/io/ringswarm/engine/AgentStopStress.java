package io.ringswarm.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.engine.lifecycle.Lifecycle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Two threads stop an agent: one of them is told that it was the first, and nothing is admitted any more. */
@JCStressTest
@Outcome(id = "true, false, false", expect = ACCEPTABLE, desc = "The first thread stopped it.")
@Outcome(id = "false, true, false", expect = ACCEPTABLE, desc = "The second thread stopped it.")
@State
public class AgentStopStress {
    private static final Lifecycle LIFECYCLE = new Lifecycle();

    private final AgentRef agent = new AgentRef("agent", 1, LIFECYCLE);

    @Actor
    void first(ZZZ_Result r) {
        r.r1 = agent.stop();
    }

    @Actor
    void second(ZZZ_Result r) {
        r.r2 = agent.stop();
    }

    @Arbiter
    void sender(ZZZ_Result r) {
        r.r3 = agent.admits(LIFECYCLE);
    }
}
