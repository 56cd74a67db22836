package io.ringswarm.engine.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import com.lmax.disruptor.BusySpinWaitStrategy;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.ring.LaneRing;
import io.ringswarm.harness.stress.StagedMessage;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/**
 * A shard comes back from its agent, in a stopped engine, while the closer gives it up. The results: messages that the
 * shard counts, messages that the closer counts, -1 when it has to ask again.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The shard counted and went on; nothing was left.")
@Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "The shard was counting.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The closer counted.")
@Outcome(id = "1, 1", expect = FORBIDDEN, desc = "Both counted the one message.")
@State
public class ShardExitStress {
    private static final byte[] BODY = {1};

    private final Lifecycle lifecycle = new Lifecycle();
    private final LaneRing ring = new LaneRing(2, StagedMessage.SLOT_BYTES, new BusySpinWaitStrategy());
    private final LaneReader lane = new LaneReader(Priority.NORMAL, ring);
    private final ShardExit exit = new ShardExit(lifecycle);

    /** A stopped engine, and a message under way. */
    public ShardExitStress() {
        StagedMessage.forRing(ring, BODY).publish(NanoClock.SYSTEM, lifecycle, new SenderCounters());
        lifecycle.stop();
    }

    @Actor
    void shard(IJ_Result r) {
        try {
            exit.check();
            r.r1 = 1;
            lane.positionRelease(0);
            exit.settle();
        } catch (ShardExit.AbandonedException e) {
            r.r1 = 0;
        }
    }

    @Actor
    void closer(IJ_Result r) {
        r.r2 = exit.abandon() ? lane.countRemaining() : -1;
    }
}
