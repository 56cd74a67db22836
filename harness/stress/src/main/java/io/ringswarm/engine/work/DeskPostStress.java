package io.ringswarm.engine.work;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.harness.stress.LoneEngine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A thread gives the desk a command while the desk runs. The results: whether the thread was told that the command is on its way,
 * and how often it was run.
 */
@JCStressTest
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "The desk has run it.")
@Outcome(
        id = "true, 0",
        expect = FORBIDDEN,
        desc = "The desk was woken before the command was there, and will not look again.")
@State
public class DeskPostStress {
    private final Work work = LoneEngine.openWork();
    private int runs;

    @Actor
    void caller(ZI_Result r) {
        r.r1 = work.command(desk -> runs++);
    }

    @Actor
    void shard() {
        LoneEngine.invoke();
    }

    @Arbiter
    void rest(ZI_Result r) {
        LoneEngine.invoke();
        r.r2 = runs;
        LoneEngine.engine().stop(work.desk());
    }
}
