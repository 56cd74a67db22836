package io.ringswarm.engine.ask;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.harness.stress.Answer;
import io.ringswarm.harness.stress.LoneAsker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One thread answers one ask after the other while the asker waits for both: each answer is whole once it is told. */
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both, whole and in the order in which they were given.")
@State
public class ReplyOrderStress {
    private static final byte[] FIRST = Answer.frame(1);
    private static final byte[] SECOND = Answer.frame(2);

    private final LoneAsker asker = new LoneAsker(2, null);
    private final AskTable table = asker.table();
    private final long first = asker.ask();
    private final long second = asker.ask();

    @Actor
    void answerer() {
        Answer.give(table, first, FIRST);
        Answer.give(table, second, SECOND);
    }

    @Actor
    void owner(II_Result r) {
        r.r1 = awaitAnswer();
        r.r2 = awaitAnswer();
    }

    private int awaitAnswer() {
        AskSlot slot;
        do {
            slot = table.nextArrived();
        } while (slot == null);
        return Answer.imprint(slot);
    }
}
