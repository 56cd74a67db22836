package io.ringswarm.engine.work.tier;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.harness.stress.HandTier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ILZ_Result;

/**
 * A task is cancelled as its thread runs it, and another one behind it, which goes on until the cancelling is over. The
 * results: how often the first one ran, what cancelling it came to, whether the second one was interrupted.
 */
@JCStressTest
@Outcome(id = "1, TOO_LATE, false", expect = ACCEPTABLE, desc = "It had ended.")
@Outcome(id = "1, INTERRUPTED, false", expect = ACCEPTABLE, desc = "It ran, and was interrupted itself.")
@Outcome(id = "0, NOT_RUN, false", expect = ACCEPTABLE, desc = "It had not begun, and never did.")
@Outcome(id = "1, NOT_RUN, .*", expect = FORBIDDEN, desc = "It ran, though it was said that it never would.")
@Outcome(id = "0, (INTERRUPTED|TOO_LATE), .*", expect = FORBIDDEN, desc = "It neither ran nor was cancelled.")
@Outcome(id = ".*, true", expect = FORBIDDEN, desc = "The interrupt reached what the thread ran next.")
@State
public class TierCancelStress {
    private final IoTier tier = HandTier.of(2, entry -> {});
    private final First first = new First();
    private final Second second = new Second();
    private volatile boolean begins;
    private volatile boolean cancelled;

    /** A tier that has accepted both. */
    public TierCancelStress() {
        tier.tryRun(first);
        tier.tryRun(second);
    }

    @Actor
    void thread(ILZ_Result r) {
        begins = true;
        tier.run(first);
        tier.run(second);
        r.r1 = first.runs;
        r.r3 = second.interrupted;
    }

    @Actor
    void canceller(ILZ_Result r) {
        while (!begins) {
            Thread.onSpinWait(); // else the thread, which waits for each cancelling, would be late each time
        }
        r.r2 = tier.cancel(first);
        cancelled = true;
    }

    private static final class First extends TierTask {
        private int runs;

        @Override
        protected void run() {
            runs++;
        }
    }

    private final class Second extends TierTask {
        private boolean interrupted;

        @Override
        protected void run() {
            while (!cancelled) {
                Thread.yield();
            }
            interrupted = Thread.interrupted();
        }
    }
}
