package io.ringswarm.engine.ask;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.harness.stress.Answer;
import io.ringswarm.harness.stress.LoneAsker;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/**
 * An asker gives an ask up and asks again, in the same slot, while the first answer comes; then the second one comes. The
 * results: whether the first answer could be given, which answer the first ask got, 0 for none, and which the second.
 */
@JCStressTest
@Outcome(id = "true, 1, 2", expect = ACCEPTABLE, desc = "The first answer came before it was too late.")
@Outcome(id = "false, 0, 2", expect = ACCEPTABLE, desc = "The first answer came too late.")
@State
public class AskReuseStress {
    private static final byte[] FIRST = Answer.frame(1);
    private static final byte[] SECOND = Answer.frame(2);

    private final LoneAsker asker = new LoneAsker(1, null);
    private final AskTable table = asker.table();
    private final long first = asker.ask();
    private final AtomicLong second = new AtomicLong();

    @Actor
    void answerer(ZII_Result r) {
        r.r1 = Answer.give(table, first, FIRST);
        long askId;
        while ((askId = second.getAcquire()) == 0) {
            Thread.yield(); // the race is over: what waits for its turn here only costs rounds
        }
        Answer.give(table, askId, SECOND);
    }

    @Actor
    void owner(ZII_Result r) {
        if (!asker.cancel(first)) {
            r.r2 = awaitAnswer();
        }
        second.setRelease(asker.ask());
        r.r3 = awaitAnswer();
    }

    private int awaitAnswer() {
        AskSlot slot;
        while ((slot = table.nextArrived()) == null) {
            Thread.yield();
        }
        int imprint = Answer.imprint(slot);
        table.free(slot);
        return imprint;
    }
}
