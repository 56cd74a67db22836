package io.ringswarm.engine.work;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.harness.stress.LoneEngine;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * A task ends at the desk, as there is no worker for it, while its submitter waits for that. The results: ends and open tasks that
 * the submitter finds counted as it hears of the end.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "What it has heard of is counted.")
@Outcome(id = "0, .*", expect = FORBIDDEN, desc = "The end is not counted yet.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "The task has ended, and is open.")
@State
public class EndCountedStress {
    private final Work work = LoneEngine.openWork();
    private final TaskKind<byte[], byte[]> kind = LoneEngine.kind(work);
    private final Submitter submitter = work.newSubmitter();
    private WorkCounters counted;
    private volatile boolean heard;

    @Actor
    void shard() {
        while (!heard) {
            LoneEngine.invoke();
        }
    }

    @Actor
    void submitter(JJ_Result r) {
        submitter.submit(kind, new byte[1], new TaskOptions(), kind.onEnd(ending -> counted = work.counters()));
        while (LoneEngine.poll(submitter::poll) == 0) {
            Thread.onSpinWait();
        }
        heard = true;
        r.r1 = counted.ended();
        r.r2 = counted.open();
        submitter.close();
        LoneEngine.engine().stop(work.desk());
    }
}
