package io.ringswarm.engine.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import com.lmax.disruptor.BusySpinWaitStrategy;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.ring.LaneRing;
import io.ringswarm.engine.ring.StagedRun;
import io.ringswarm.harness.stress.StagedMessage;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZJ_Result;

/**
 * An engine begins to close while a sender publishes. The results: messages accepted, whether the shard found nothing to do
 * and would end, messages found in the ring once both are done.
 */
@JCStressTest
@Outcome(id = "1, false, 1", expect = ACCEPTABLE, desc = "Accepted, and the shard saw the claim.")
@Outcome(id = "0, true, 0", expect = ACCEPTABLE, desc = "The sender saw the engine closed.")
@Outcome(id = "0, false, 0", expect = ACCEPTABLE, desc = "Each saw the other: the slot holds no message.")
@Outcome(id = "1, true, 1", expect = FORBIDDEN, desc = "Accepted, and nobody will account for it.")
@State
public class CloseFenceStress {
    private static final byte[] BODY = {1};

    private final Lifecycle lifecycle = new Lifecycle();
    private final SenderCounters counters = new SenderCounters();
    private final LaneRing ring = new LaneRing(2, StagedMessage.SLOT_BYTES, new BusySpinWaitStrategy());
    private final LaneReader lane = new LaneReader(Priority.NORMAL, ring);
    private final StagedRun run = StagedMessage.forRing(ring, BODY);

    @Actor
    void sender(IZJ_Result r) {
        r.r1 = run.publish(NanoClock.SYSTEM, lifecycle, counters);
    }

    @Actor
    void closerAndShard(IZJ_Result r) {
        lifecycle.drain();
        VarHandle.fullFence();
        r.r2 = lane.isDrained();
    }

    @Arbiter
    void remaining(IZJ_Result r) {
        r.r3 = lane.countRemaining();
    }
}
