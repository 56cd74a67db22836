package io.ringswarm.engine.delivery;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.engine.EngineConfig;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.ring.StagedRun;
import io.ringswarm.harness.stress.LoneShard;
import io.ringswarm.harness.stress.StagedMessage;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJJ_Result;

/**
 * A whole shard runs to its end while a sender publishes a message for an agent that is not there. The results: messages
 * accepted, dead letters, messages that the shard left behind.
 */
@JCStressTest
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "Accepted, and accounted for before the shard ended.")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "Refused.")
@State
public class ShardCloseStress {
    private static final byte[] BODY = {1};

    private static final EngineConfig CONFIG = LoneShard.smallest().conclude();

    private final LoneShard lone = new LoneShard(CONFIG);
    private final Shard shard = lone.shard();
    private final SenderCounters sender = lone.senders().open();
    private final StagedRun run = StagedMessage.forRing(shard.ring(Priority.NORMAL.ordinal()), BODY);

    @Actor
    void sender(IJJ_Result r) {
        r.r1 = run.publish(NanoClock.SYSTEM, lone.lifecycle(), sender);
    }

    @Actor
    void closerAndShard() {
        lone.lifecycle().drain();
        shard.run();
    }

    @Arbiter
    void counters(IJJ_Result r) {
        EngineCounters counters = EngineCounters.sum(lone.senders(), List.of(shard.counters()), 0);
        r.r2 = counters.deadTotal();
        r.r3 = shard.countRemaining();
    }
}
