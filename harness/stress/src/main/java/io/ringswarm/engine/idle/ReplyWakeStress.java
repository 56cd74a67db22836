package io.ringswarm.engine.idle;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.engine.ask.AskTable;
import io.ringswarm.harness.stress.Answer;
import io.ringswarm.harness.stress.LoneAsker;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * An asker parks as an answer comes. Whether the answerer saw the flag is read off the flag itself, right after it has
 * rung; the asker keeps the flag up until then, from inside its look for answers, as in {@link DoorbellStress}.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The asker saw the answer.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The answerer saw the flag.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each saw the other.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Neither saw the other: the answer waits for the end of a park.")
@State
public class ReplyWakeStress {
    private static final byte[] ANSWER = Answer.frame(1);

    private final Doorbell doorbell = new Doorbell(this::look, () -> Doorbell.MAX_PARK_NS);
    private final LoneAsker asker = new LoneAsker(1, doorbell);
    private final AskTable table = asker.table();
    private final long askId = asker.ask();
    private volatile boolean rung;
    private boolean seen;

    @Actor
    void owner(II_Result r) {
        doorbell.park();
        r.r1 = seen ? 1 : 0;
    }

    @Actor
    void answerer(II_Result r) {
        Answer.give(table, askId, ANSWER);
        r.r2 = doorbell.parked == null ? 0 : 1;
        rung = true;
    }

    private boolean look() {
        seen = table.hasArrived();
        while (!rung) {
            Thread.yield(); // the race is over
        }
        return true;
    }
}
