package io.ringswarm.engine;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.stress.BytesCodec;
import io.ringswarm.harness.stress.LoneShard;
import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIIII_Result;

/**
 * A sender asks, and the time limit passes while the agent answers; then the sender closes the engine. The results: answers
 * that the sender was told of, time-outs that it was told of, replies counted as late, as duplicates, and asks in flight at
 * the end.
 */
@JCStressTest
@Outcome(id = "1, 0, 0, 0, 0", expect = ACCEPTABLE, desc = "The answer came first.")
@Outcome(id = "0, 1, 1, 0, 0", expect = ACCEPTABLE, desc = "The time-out came first, and the reply was late.")
@State
public class AskDeliveryStress {
    private static final byte[] BODY = {1};
    private static final BytesCodec CODEC = new BytesCodec();
    private static final long TIMEOUT_NS = 1_000;

    private volatile boolean answering;
    private volatile long nowNs;
    private final LoneShard lone =
            new LoneShard(LoneShard.smallest().clock(() -> nowNs).conclude());
    private final Shard shard = lone.shard();
    private final Sender sender = StressAgents.sender(lone);
    private final AgentRef agent = StressAgents.add(shard.agents(), lone.lifecycle(), this::onQuestion);
    private int answers;
    private int timeOuts;

    @Actor
    void sender() {
        sender.ask(agent, BODY, CODEC, Duration.ofNanos(TIMEOUT_NS), this::onReply);
        while (!answering) {
            Thread.onSpinWait();
        }
        nowNs = TIMEOUT_NS;
        int told;
        do {
            told = poll();
        } while (told == 0);
        lone.lifecycle().drain();
        shard.wake();
    }

    @Actor
    void shard() {
        shard.run();
    }

    @Arbiter
    void counters(IIIII_Result r) {
        AskCounters asks =
                EngineCounters.sum(lone.senders(), List.of(shard.counters()), 0).asks();
        r.r1 = answers;
        r.r2 = timeOuts;
        r.r3 = (int) asks.lateReplies();
        r.r4 = (int) asks.duplicateReplies();
        r.r5 = (int) asks.inFlight();
    }

    private int poll() {
        try {
            return sender.poll();
        } catch (Exception e) {
            throw new IllegalStateException("the reply handler throws nothing", e);
        }
    }

    private void onQuestion(Message question, AgentContext self) {
        answering = true;
        self.reply(question, BODY, CODEC);
    }

    private void onReply(AskOutcome outcome, Message reply) {
        answers += outcome == AskOutcome.ANSWERED ? 1 : 0;
        timeOuts += outcome == AskOutcome.TIMED_OUT ? 1 : 0;
    }
}
