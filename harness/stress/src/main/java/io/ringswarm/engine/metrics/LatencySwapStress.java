package io.ringswarm.engine.metrics;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * A shard records two messages and ends, while a reader asks for what there is. The results: values in the histograms when
 * the reader got them, values in the same histograms at the end, values in all histograms at the end.
 */
@JCStressTest
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "One value when asked, the other at the end.")
@Outcome(id = "2, 2, 2", expect = ACCEPTABLE, desc = "Both values at the end.")
@State
public class LatencySwapStress {
    private static final long TORN = -1;

    private final LatencyRecorder recorder = new LatencyRecorder();
    private final KindHistograms spare = new KindHistograms();
    private KindHistograms given;
    private boolean askedTheLast;

    @Actor
    void shard() {
        recordMessage();
        recorder.swapIfRequested();
        recordMessage();
        recorder.finish();
    }

    @Actor
    void reader(JJJ_Result r) {
        recorder.requestSwap(spare);
        do {
            askedTheLast = recorder.isFinished();
            given = recorder.takeSwapped();
        } while (given == null && !askedTheLast);
        r.r1 = values(given);
    }

    @Arbiter
    void rest(JJJ_Result r) {
        r.r2 = values(given);
        KindHistograms rest = recorder.takeSwapped();
        r.r3 = askedTheLast ? r.r2 : r.r2 + values(rest);
    }

    private void recordMessage() {
        recorder.add(0, 0, 0);
        recorder.endGroup(1, 2, 1);
    }

    private static long values(KindHistograms given) {
        if (given == null) {
            return 0;
        }
        LatencyHistograms histograms = given.of(0);
        long values = histograms.response().getTotalCount();
        boolean whole = histograms.transit().getTotalCount() == values
                && histograms.handling().getTotalCount() == values
                && histograms.clockError().getTotalCount() == values
                && histograms.response().getCountAtValue(1) == values;
        return whole ? values : TORN;
    }
}
