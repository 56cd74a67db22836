package io.ringswarm.harness.load.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.scenario.CodecName;
import io.ringswarm.harness.load.schedule.ConstantSchedule;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OffererTest {
    private static final int PAYLOAD_BYTES = 16;
    private static final int RING_SLOTS = 8;
    private static final long SECOND_NS = 1_000_000_000L;

    private final BodyCodec<LoadMessage> codec = LoadCodecs.of(CodecName.FIXED, PAYLOAD_BYTES);
    private final CountDownLatch stall = new CountDownLatch(1);

    @Test
    void shouldOfferEachMessageOnceAndCountEveryRefusalWhenTheAgentStalls() {
        Schedule schedule = new ConstantSchedule(20_000, SECOND_NS / 10);
        try (Engine engine = Engine.launch(new EngineContext().ringSlots(RING_SLOTS));
                Offerer offerer = offerer(engine)) {
            offerer.openLoop(schedule, System.nanoTime() - schedule.durationNs() + 1_000_000);
            long refusedByEngine = engine.counters().refusals().total();
            long created = engine.counters().created();
            stall.countDown();

            assertThat(offerer.accepted()).isEqualTo(created).isBetween(2L, 2L * RING_SLOTS + 1);
            assertThat(offerer.refused()).isEqualTo(refusedByEngine).isEqualTo(offerer.dropped());
            assertThat(offerer.accepted() + offerer.dropped() + unsent(offerer, schedule))
                    .isEqualTo(schedule.count());
            assertThat(offerer.accepted(0) + offerer.accepted(1)).isEqualTo(offerer.accepted());
            assertThat(offerer.refused(0)).isPositive();
            assertThat(offerer.refused(1)).isPositive();
        }
    }

    @Test
    void shouldNotHoldUpOneLaneWhenAnotherIsFull() {
        Schedule schedule = new ConstantSchedule(1_000, SECOND_NS / 100);
        try (Engine engine = Engine.launch(new EngineContext().ringSlots(RING_SLOTS));
                Offerer offerer = offerer(engine)) {
            offerer.openLoop(schedule, System.nanoTime() - schedule.durationNs() + 1_000_000);

            assertThat(offerer.accepted(0)).as("critical").isPositive();
            assertThat(offerer.accepted(1)).as("low").isPositive();
            stall.countDown();
        }
    }

    @Test
    void shouldBlameItselfForAllThatItHasNotOffered() {
        Schedule schedule = new ConstantSchedule(10_000, SECOND_NS / 10);
        try (Engine engine = Engine.launch(new EngineContext().ringSlots(RING_SLOTS));
                Offerer offerer = offerer(engine)) {
            offerer.stop();
            offerer.openLoop(schedule, System.nanoTime());
            stall.countDown();

            assertThat(offerer.unsentByItself(schedule, schedule.durationNs(), 0))
                    .isEqualTo(unsent(offerer, schedule))
                    .isEqualTo(schedule.count());
        }
    }

    private static long unsent(Producer producer, Schedule schedule) {
        Histogram waits = LatencyHistograms.newHistogram();
        producer.forEachUnsent(schedule, schedule.durationNs(), 0, (index, waitNs) -> waits.recordValue(waitNs));
        return waits.getTotalCount();
    }

    private Offerer offerer(Engine engine) {
        AgentRef ref = engine.spawn("stalled", () -> (message, self) -> stall.await());
        Mix mix =
                new Mix(List.of(new Mix.Strand(Priority.CRITICAL, false, 50), new Mix.Strand(Priority.LOW, false, 50)));
        Targets targets = new Targets(List.of(ref), codec, PAYLOAD_BYTES);
        return new Offerer(0, 1, engine, targets, mix, 32, Duration.ofSeconds(20));
    }
}
