package io.ringswarm.engine.ask;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.engine.AskOutcome;
import io.ringswarm.harness.stress.Answer;
import io.ringswarm.harness.stress.LoneAsker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * An ask is answered as its time limit passes. The results: whether the answerer could give its answer, how often the asker
 * is told of an answer, how often of a time-out.
 */
@JCStressTest
@Outcome(id = "true, 1, 0", expect = ACCEPTABLE, desc = "The answer came first.")
@Outcome(id = "false, 0, 1", expect = ACCEPTABLE, desc = "The time-out came first, and the answerer knows.")
@State
public class AskTimeOutStress {
    private static final byte[] ANSWER = Answer.frame(1);

    private final LoneAsker asker = new LoneAsker(1, null);
    private final AskTable table = asker.table();
    private final long askId = asker.ask();
    private int answers;
    private int timeOuts;

    @Actor
    void answerer(ZII_Result r) {
        r.r1 = Answer.give(table, askId, ANSWER);
    }

    @Actor
    void owner() {
        poll();
    }

    @Arbiter
    void owner(ZII_Result r) {
        poll();
        r.r2 = answers;
        r.r3 = timeOuts;
    }

    private void poll() {
        tell(table.nextArrived());
        tell(table.nextTimedOut(LoneAsker.TIMED_OUT_NS));
    }

    private void tell(AskSlot slot) {
        if (slot == null) {
            return;
        }
        if (slot.outcome() == AskOutcome.TIMED_OUT) {
            timeOuts++;
        } else if (Answer.imprint(slot) == 1) {
            answers++;
        }
        table.free(slot);
    }
}
