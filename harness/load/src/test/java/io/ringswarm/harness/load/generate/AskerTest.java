package io.ringswarm.harness.load.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.scenario.CodecName;
import io.ringswarm.harness.load.schedule.ConstantSchedule;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.AnswerAgent;
import io.ringswarm.harness.load.workload.Inbox;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AskerTest {
    private static final int PAYLOAD_BYTES = 16;
    private static final int MOST_ASKS = 4;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BodyCodec<LoadMessage> codec = LoadCodecs.of(CodecName.FIXED, PAYLOAD_BYTES);
    private final CountDownLatch stall = new CountDownLatch(1);

    @Test
    void shouldAskEverythingThatWasDueAndTimeItFromThenWhenAgentsAnswer() {
        Schedule schedule = new ConstantSchedule(2_000, SECOND_NS / 10);
        try (Engine engine = Engine.launch(context());
                Asker asker = asker(engine, PATIENCE)) {
            stall.countDown();
            asker.openLoop(schedule, System.nanoTime() - schedule.durationNs() + 1_000_000);
            asker.awaitAnswers();

            Histogram ends = LatencyHistograms.newHistogram();
            asker.asks().ends().take(ends);
            assertThat(asker.accepted()).isEqualTo(asker.asks().ended(AskOutcome.ANSWERED));
            assertThat(asker.accepted() + unsent(asker, schedule)).isEqualTo(schedule.count());
            assertThat(ends.getTotalCount()).isEqualTo(asker.accepted());
            assertThat(ends.getMaxValue()).as("of the first, due long ago").isGreaterThan(SECOND_NS / 20);
            assertThat(asker.asks().strays()).isZero();
            assertThat(asker.asks().check().missing()).isZero();
        }
    }

    @Test
    void shouldBlameTheEngineWhenAsManyAsksWaitAsMay() {
        Schedule schedule = new ConstantSchedule(10_000, SECOND_NS / 10);
        try (Engine engine = Engine.launch(context());
                Asker asker = asker(engine, PATIENCE)) {
            long startNs = System.nanoTime();
            asker.openLoop(schedule, startNs);
            stall.countDown();

            assertThat(asker.accepted()).isEqualTo(MOST_ASKS);
            assertThat(asker.refused()).isPositive();
            assertThat(unsent(asker, schedule)).isEqualTo(schedule.count() - MOST_ASKS);
            assertThat(asker.unsentByItself(schedule, schedule.durationNs(), startNs))
                    .isLessThan(schedule.count() / 10);
            asker.awaitAnswers();
            assertThat(asker.asks().ended(AskOutcome.ANSWERED)).isEqualTo(MOST_ASKS);
        }
    }

    @Test
    void shouldBlameItselfWhenItIsStoppedLongBeforeTheEnd() {
        Schedule schedule = new ConstantSchedule(10_000, SECOND_NS / 10);
        try (Engine engine = Engine.launch(context());
                Asker asker = asker(engine, PATIENCE)) {
            stall.countDown();
            asker.stop();
            asker.openLoop(schedule, System.nanoTime());

            assertThat(asker.accepted()).isZero();
            assertThat(asker.unsentByItself(schedule, schedule.durationNs(), 0)).isEqualTo(schedule.count());
        }
    }

    @Test
    void shouldEndEachAskOnceWhenNobodyAnswersInTime() {
        try (Engine engine = Engine.launch(context());
                Asker asker = asker(engine, Duration.ofMillis(20))) {
            asker.openLoop(new ConstantSchedule(100, SECOND_NS / 50), System.nanoTime());
            asker.awaitAnswers();
            stall.countDown();

            assertThat(asker.accepted()).isPositive();
            assertThat(asker.asks().ended(AskOutcome.TIMED_OUT)).isEqualTo(asker.accepted());
            assertThat(asker.asks().strays()).isZero();
        }
    }

    private static long unsent(Producer producer, Schedule schedule) {
        Histogram waits = LatencyHistograms.newHistogram();
        producer.forEachUnsent(schedule, schedule.durationNs(), 0, (index, waitNs) -> waits.recordValue(waitNs));
        return waits.getTotalCount();
    }

    private Asker asker(Engine engine, Duration timeout) {
        AnswerAgent agent = new AnswerAgent(new Inbox(0, 1, codec, PAYLOAD_BYTES, 0), codec);
        AgentRef ref = engine.spawn("answering", () -> (message, self) -> {
            stall.await();
            agent.onMessage(message, self);
        });
        return new Asker(0, 1, engine, new Targets(List.of(ref), codec, PAYLOAD_BYTES), 32, timeout);
    }

    private static EngineContext context() {
        return new EngineContext().maxAsksInFlight(MOST_ASKS);
    }
}
