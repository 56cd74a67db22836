package io.ringswarm.engine.work;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.harness.stress.LoneEngine;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A worker is hired while the work closes. The results: whether it was hired, and whether its agent lives when both are done.
 */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "Hired, and stopped by closing.")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Refused, and nothing of it is left.")
@Outcome(id = ".*, true", expect = FORBIDDEN, desc = "A worker that nobody will ever stop.")
@State
public class HireCloseStress {
    /** For about as long as closing takes. */
    private static final int MOST_SPINS = 20_000;

    private final Work work = LoneEngine.openWork();
    private final WorkerOptions options = new WorkerOptions().handles(LoneEngine.kind(work), this::handler);
    private volatile boolean hiring;

    /** Called when the work was found open, and before its desk hears of the worker: closing begins, and is somewhere in the end. */
    private TaskHandler<byte[], byte[]> handler() {
        hiring = true;
        for (int left = ThreadLocalRandom.current().nextInt(MOST_SPINS); left > 0; left--) {
            Thread.onSpinWait();
        }
        return (payload, task) -> task.succeed(payload);
    }

    @Actor
    void hirer(ZZ_Result r) {
        try {
            work.hire("worker", options);
            r.r1 = true;
        } catch (IllegalStateException e) {
            r.r1 = false;
        }
    }

    @Actor
    void closer() {
        while (!hiring) {
            Thread.onSpinWait();
        }
        work.close();
    }

    @Arbiter
    void rest(ZZ_Result r) {
        LoneEngine.invoke();
        r.r2 = LoneEngine.engine().find(work.desk().name() + "/worker").isPresent();
    }
}
