package io.ringswarm.engine.ask;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.harness.stress.Answer;
import io.ringswarm.harness.stress.LoneAsker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * An ask is answered as its asker gives it up. The results: whether the answerer could give its answer, whether the asker
 * could cancel, which answer the asker is told of later, 0 for none.
 */
@JCStressTest
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The answer came first.")
@Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "The asker came first.")
@State
public class AskCancelStress {
    private static final byte[] ANSWER = Answer.frame(1);

    private final LoneAsker asker = new LoneAsker(1, null);
    private final AskTable table = asker.table();
    private final long askId = asker.ask();

    @Actor
    void answerer(ZZI_Result r) {
        r.r1 = Answer.give(table, askId, ANSWER);
    }

    @Actor
    void owner(ZZI_Result r) {
        r.r2 = asker.cancel(askId);
    }

    @Arbiter
    void rest(ZZI_Result r) {
        AskSlot slot = table.nextArrived();
        r.r3 = slot == null ? 0 : Answer.imprint(slot);
    }
}
