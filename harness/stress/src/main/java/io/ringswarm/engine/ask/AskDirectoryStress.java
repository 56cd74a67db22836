package io.ringswarm.engine.ask;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.harness.stress.LoneAsker;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A sender outside closes and another one gets its place, while an answerer looks for both: first for the new one, if a
 * question of it has come, then for the old one.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The old sender.")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The old sender has gone.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The new sender.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "The old sender is found after the new one.")
@Outcome(id = ".*-1.*", expect = FORBIDDEN, desc = "Another sender than the one looked for, or none.")
@State
public class AskDirectoryStress {
    private final AskDirectory directory = new AskDirectory(1);
    private final AskTable oldTable = new LoneAsker(1, null).table();
    private final AskTable newTable = new LoneAsker(1, null).table();
    private final long old = directory.add(oldTable);
    private final AtomicLong questionOfNew = new AtomicLong();

    @Actor
    void senders() {
        directory.remove(old);
        questionOfNew.setRelease(directory.add(newTable));
    }

    @Actor
    void answerer(II_Result r) {
        long source = questionOfNew.getAcquire();
        if (source != 0) {
            r.r1 = directory.find(source) == newTable ? 1 : -1;
        }
        AskTable found = directory.find(old);
        if (found != null) {
            r.r2 = found == oldTable ? 1 : -1;
        }
    }
}
