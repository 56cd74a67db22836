package io.ringswarm.engine.ask;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.harness.stress.Answer;
import io.ringswarm.harness.stress.LoneAsker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads answer the same ask. The results: 1 for an answerer that gave its answer, 2 for one that is told that it was a
 * duplicate, 3 for one that is told that it was late, as the other had taken the place and not filled it yet; and the answer
 * that the asker is told of.
 */
@JCStressTest
@Outcome(id = "1, (2|3), 1", expect = ACCEPTABLE, desc = "The first answerer's.")
@Outcome(id = "(2|3), 1, 2", expect = ACCEPTABLE, desc = "The second answerer's.")
@State
public class TwoAnswersStress {
    private static final byte[] FIRST = Answer.frame(1);
    private static final byte[] SECOND = Answer.frame(2);

    private final LoneAsker asker = new LoneAsker(1, null);
    private final AskTable table = asker.table();
    private final long askId = asker.ask();

    @Actor
    void first(III_Result r) {
        r.r1 = answer(FIRST);
    }

    @Actor
    void second(III_Result r) {
        r.r2 = answer(SECOND);
    }

    @Arbiter
    void owner(III_Result r) {
        AskSlot slot = table.nextArrived();
        r.r3 = slot == null ? 0 : Answer.imprint(slot);
    }

    private int answer(byte[] frame) {
        if (Answer.give(table, askId, frame)) {
            return 1;
        }
        return table.isAnswered(askId) ? 2 : 3;
    }
}
