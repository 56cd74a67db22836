package io.ringswarm.engine.ask;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.harness.stress.Answer;
import io.ringswarm.harness.stress.LoneAsker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads answer an ask each at once. The results: how often the asker was told the first answer, whole,
 * and how often the second.
 */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both, once.")
@State
public class ReplyInboxStress {
    private static final byte[] FIRST = Answer.frame(1);
    private static final byte[] SECOND = Answer.frame(2);

    private final LoneAsker asker = new LoneAsker(2, null);
    private final AskTable table = asker.table();
    private final long first = asker.ask();
    private final long second = asker.ask();

    @Actor
    void first() {
        Answer.give(table, first, FIRST);
    }

    @Actor
    void second() {
        Answer.give(table, second, SECOND);
    }

    @Arbiter
    void owner(II_Result r) {
        AskSlot slot;
        while ((slot = table.nextArrived()) != null) {
            int imprint = Answer.imprint(slot);
            r.r1 += imprint == 1 ? 1 : 0;
            r.r2 += imprint == 2 ? 1 : 0;
            table.free(slot);
        }
    }
}
