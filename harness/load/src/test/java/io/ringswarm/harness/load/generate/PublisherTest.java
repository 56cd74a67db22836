package io.ringswarm.harness.load.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.scenario.CodecName;
import io.ringswarm.harness.load.schedule.ConstantSchedule;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PublisherTest {
    private static final int PAYLOAD_BYTES = 16;
    private static final int RING_SLOTS = 8;
    private static final int BATCH = 32;
    private static final long SECOND_NS = 1_000_000_000L;

    private final BodyCodec<LoadMessage> codec = LoadCodecs.of(CodecName.FIXED, PAYLOAD_BYTES);
    private final CountDownLatch stall = new CountDownLatch(1);

    @Test
    void shouldNotBlameItselfWhenTheEngineRefusesWhatIsDue() {
        Schedule schedule = new ConstantSchedule(20_000, SECOND_NS / 10);
        try (Engine engine = Engine.launch(new EngineContext().ringSlots(RING_SLOTS));
                Publisher publisher = publisher(engine)) {
            long startNs = System.nanoTime();
            publisher.openLoop(schedule, startNs);
            stall.countDown();

            assertThat(publisher.accepted()).isEqualTo(publisher.published()).isBetween(1L, RING_SLOTS + 1L);
            assertThat(publisher.refused()).isPositive();
            assertThat(publisher.accepted() + unsent(publisher, schedule)).isEqualTo(schedule.count());
            assertThat(publisher.unsentByItself(schedule, schedule.durationNs(), startNs))
                    .isZero();
        }
    }

    @Test
    void shouldBlameItselfForWhatItHasNotPublished() {
        Schedule schedule = new ConstantSchedule(10_000, SECOND_NS / 10);
        try (Engine engine = Engine.launch(new EngineContext().ringSlots(RING_SLOTS));
                Publisher publisher = publisher(engine)) {
            stall.countDown();
            publisher.stop();
            publisher.openLoop(schedule, System.nanoTime());

            assertThat(publisher.unsentByItself(schedule, schedule.durationNs(), 0))
                    .isEqualTo(unsent(publisher, schedule))
                    .isEqualTo(schedule.count());
        }
    }

    @Test
    void shouldPublishABatchAtMostWhenTheDeadlineHasPassed() {
        Schedule schedule = new ConstantSchedule(10_000, SECOND_NS / 10);
        try (Engine engine = Engine.launch(new EngineContext().ringSlots(4 * BATCH));
                Publisher publisher = publisher(engine)) {
            stall.countDown();
            publisher.openLoop(schedule, System.nanoTime() - schedule.durationNs());

            assertThat(publisher.accepted()).isEqualTo(BATCH);
            assertThat(publisher.lateByItself()).isPositive();
            assertThat(unsent(publisher, schedule)).isEqualTo(schedule.count() - BATCH);
        }
    }

    @Test
    void shouldGoOnWithTheNumbersWhenAnotherPhaseFollows() {
        Schedule schedule = new ConstantSchedule(1_000, SECOND_NS / 100);
        try (Engine engine = Engine.launch(new EngineContext().ringSlots(4 * BATCH));
                Publisher publisher = publisher(engine)) {
            stall.countDown();
            publisher.openLoop(schedule, System.nanoTime() - schedule.durationNs() + 1_000_000);
            publisher.reset();
            publisher.openLoop(schedule, System.nanoTime() - schedule.durationNs() + 1_000_000);

            assertThat(publisher.accepted()).isEqualTo(schedule.count());
            assertThat(publisher.published()).isEqualTo(2 * schedule.count());
        }
    }

    private static long unsent(Producer producer, Schedule schedule) {
        Histogram waits = LatencyHistograms.newHistogram();
        producer.forEachUnsent(schedule, schedule.durationNs(), 0, (index, waitNs) -> waits.recordValue(waitNs));
        return waits.getTotalCount();
    }

    private Publisher publisher(Engine engine) {
        Topic topic = engine.topic("load");
        AgentRef subscriber = engine.spawn("stalled", () -> (message, self) -> stall.await());
        engine.subscribe(topic, subscriber);
        return new Publisher(0, 1, engine, topic, codec, PAYLOAD_BYTES, BATCH);
    }
}
