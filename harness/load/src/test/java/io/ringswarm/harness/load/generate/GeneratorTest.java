package io.ringswarm.harness.load.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.scenario.CodecName;
import io.ringswarm.harness.load.schedule.ConstantSchedule;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LoadAgent;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class GeneratorTest {
    private static final int PAYLOAD_BYTES = 16;
    private static final int BATCH = 32;
    private static final long SECOND_NS = 1_000_000_000L;

    private final BodyCodec<LoadMessage> codec = LoadCodecs.of(CodecName.FIXED, PAYLOAD_BYTES);
    private final List<LoadAgent> agents = new ArrayList<>();

    @Test
    void shouldCountWhatWasDueAndNotSentWhenTheAgentStallsBehindASmallRing() {
        CountDownLatch stall = new CountDownLatch(1);
        Schedule schedule = new ConstantSchedule(10_000, SECOND_NS / 10);
        try (Engine engine = Engine.launch(context(1, 4));
                Generator generator = new Generator(0, 1, engine, stalled(engine, stall), BATCH)) {
            long startNs = System.nanoTime();
            generator.openLoop(schedule, startNs);
            long accepted = generator.accepted();
            Histogram waits = LatencyHistograms.newHistogram();
            generator.forEachUnsent(
                    schedule, schedule.durationNs(), startNs, (index, waitNs) -> waits.recordValue(waitNs));
            stall.countDown();

            assertThat(accepted).isLessThanOrEqualTo(4).isPositive();
            assertThat(generator.refused()).isPositive();
            assertThat(accepted + waits.getTotalCount()).isEqualTo(schedule.count());
            assertThat(waits.getMaxValue()).isGreaterThan(SECOND_NS / 20);
            assertThat(engine.counters().created()).isEqualTo(accepted);
        }
    }

    @Test
    void shouldSendTheWholeBacklogInOrderAndLateWhenEverythingIsOverdue() {
        Schedule schedule = new ConstantSchedule(10_000, SECOND_NS / 5);
        long startNs = 7;
        long nowNs = startNs + schedule.durationNs() - 1; // stands still: all is due, and the deadline never comes
        EngineContext context = context(1, 4).clock(() -> nowNs);
        try (Engine engine = Engine.launch(context);
                Generator generator = new Generator(0, 1, engine, targets(engine, 3, 1, 1), BATCH)) {
            generator.openLoop(schedule, startNs);
            Histogram delays = LatencyHistograms.newHistogram();
            generator.takeSendDelays(delays);
            engine.close(Duration.ofSeconds(5));

            assertThat(generator.accepted()).isEqualTo(schedule.count());
            assertThat(delays.getTotalCount()).isEqualTo(schedule.count());
            assertThat(delays.getMaxValue()).isEqualTo(delays.highestEquivalentValue(schedule.durationNs() - 1));
            assertThat(generator.negativeDelays()).isZero();
            assertAllInOrder(schedule.count());
        }
    }

    @Test
    void shouldBlameItselfWhenItCannotKeepUpAndTheEngineRefusedOnlyInTheBeginning() {
        CountDownLatch stall = new CountDownLatch(1);
        Schedule schedule = new ConstantSchedule(20_000_000, SECOND_NS / 100);
        SteppedClock clock = new SteppedClock(2 * BATCH * 50); // a round looks twice: four batches fall due meanwhile
        clock.afterwards(40, stall::countDown);
        try (Engine engine = Engine.launch(context(1, 64).clock(clock));
                Generator generator = new Generator(0, 1, engine, stalled(engine, stall), BATCH)) {
            clock.whenRunning(() -> {
                while (stall.getCount() == 0 && engine.queueDepth() > 0) {
                    Thread.onSpinWait();
                }
            });
            generator.openLoop(schedule, 0);

            assertThat(generator.refused()).isPositive();
            assertThat(generator.accepted()).isBetween(schedule.count() / 5, schedule.count() / 3);
            assertThat(generator.unsentByItself(schedule, schedule.durationNs(), 0))
                    .isBetween(schedule.count() / 2, unsent(generator, schedule));
            assertThat(generator.lateByItself()).isGreaterThan(generator.accepted() / 2);
        }
    }

    @Test
    void shouldBlameTheEngineWhenItRefusesAlthoughTheGeneratorKeepsUp() {
        CountDownLatch stall = new CountDownLatch(1);
        Schedule schedule = new ConstantSchedule(100_000, SECOND_NS / 50);
        try (Engine engine = Engine.launch(context(1, 4).clock(new SteppedClock(1_000)));
                Generator generator = new Generator(0, 1, engine, stalled(engine, stall), BATCH)) {
            generator.openLoop(schedule, 0);
            stall.countDown();

            assertThat(unsent(generator, schedule)).isGreaterThan(schedule.count() * 9 / 10);
            assertThat(generator.unsentByItself(schedule, schedule.durationNs(), 0))
                    .isLessThan(schedule.count() / 100);
            assertThat(generator.lateByItself()).isZero();
        }
    }

    @Test
    void shouldCountARefusalAndBlameTheEngineWhenItHoldsAllBuffersForLargeBodies() {
        CountDownLatch stall = new CountDownLatch(1);
        Schedule schedule = new ConstantSchedule(100_000, SECOND_NS / 50);
        EngineContext context = context(1, 64).slotBytes(72).overflowBuffers(2).clock(new SteppedClock(1_000));
        try (Engine engine = Engine.launch(context);
                Generator generator = new Generator(0, 1, engine, stalled(engine, stall), 1)) {
            generator.openLoop(schedule, 0);
            stall.countDown();

            assertThat(generator.accepted()).isEqualTo(2);
            assertThat(generator.refused()).isPositive();
            assertThat(unsent(generator, schedule)).isEqualTo(schedule.count() - 2);
            assertThat(generator.unsentByItself(schedule, schedule.durationNs(), 0))
                    .isLessThan(schedule.count() / 100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldShareTheScheduleWhenThereAreSeveralProducersAndShards(int producers) throws InterruptedException {
        Schedule schedule = new ConstantSchedule(50_001, SECOND_NS / 20);
        try (Engine engine = Engine.launch(context(2, 1024))) {
            Targets targets = targets(engine, 7, 2, producers);
            List<Generator> generators = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            long startNs = System.nanoTime() - schedule.durationNs() / 2;
            for (int p = 0; p < producers; p++) {
                Generator generator = new Generator(p, producers, engine, targets, BATCH);
                generators.add(generator);
                threads.add(new Thread(() -> {
                    generator.openLoop(schedule, startNs);
                    generator.drain(System.nanoTime() + SECOND_NS);
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            long unsent =
                    generators.stream().mapToLong(g -> unsent(g, schedule)).sum();
            generators.forEach(Generator::close);
            engine.close(Duration.ofSeconds(5));

            long sent = generators.stream().mapToLong(Generator::accepted).sum();
            assertThat(sent + unsent).isEqualTo(schedule.count());
            assertAllInOrder(sent);
        }
    }

    @Test
    void shouldSendUntilTheEndAndRefuseNothingForEverWhenTheLoopIsClosed() {
        try (Engine engine = Engine.launch(context(2, 64));
                Generator generator = new Generator(0, 1, engine, targets(engine, 5, 2, 1), BATCH)) {
            generator.closedLoop(System.nanoTime() + SECOND_NS / 20);
            generator.drain(System.nanoTime() + SECOND_NS);
            engine.close(Duration.ofSeconds(5));

            assertThat(generator.accepted()).isPositive();
            assertAllInOrder(generator.accepted());
        }
    }

    @Test
    void shouldEndSoonWhenStopped() throws InterruptedException {
        try (Engine engine = Engine.launch(context(1, 64));
                Generator generator = new Generator(0, 1, engine, targets(engine, 1, 1, 1), BATCH)) {
            Thread thread =
                    new Thread(() -> generator.openLoop(new ConstantSchedule(1, 3600 * SECOND_NS), System.nanoTime()));
            thread.start();
            generator.stop();
            thread.join();

            assertThat(generator.accepted()).isLessThanOrEqualTo(1);
        }
    }

    private void assertAllInOrder(long messages) {
        assertThat(agents.stream().mapToLong(agent -> agent.inbox().handled()).sum())
                .isEqualTo(messages);
        assertThat(agents).allSatisfy(agent -> {
            assertThat(agent.inbox().check().missing()).isZero();
            assertThat(agent.inbox().check().duplicates()).isZero();
            assertThat(agent.inbox().check().outOfOrder()).isZero();
        });
    }

    private static long unsent(Generator generator, Schedule schedule) {
        Histogram waits = LatencyHistograms.newHistogram();
        generator.forEachUnsent(schedule, schedule.durationNs(), 0, (index, waitNs) -> waits.recordValue(waitNs));
        return waits.getTotalCount();
    }

    private Targets stalled(Engine engine, CountDownLatch stall) {
        LoadAgent agent = new LoadAgent(0, 1, codec, PAYLOAD_BYTES, 0);
        agents.add(agent);
        AgentRef ref = engine.spawn("stalled", () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) throws InterruptedException {
                stall.await();
                agent.onMessage(message, self);
            }
        });
        return new Targets(List.of(ref), codec, PAYLOAD_BYTES);
    }

    private Targets targets(Engine engine, int count, int shards, int producers) {
        List<AgentRef> refs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LoadAgent agent = new LoadAgent(i, producers, codec, PAYLOAD_BYTES, 0);
            agents.add(agent);
            refs.add(engine.spawn("agent-" + i, i % shards, () -> agent));
        }
        return new Targets(refs, codec, PAYLOAD_BYTES);
    }

    private static EngineContext context(int shards, int ringSlots) {
        return new EngineContext().shards(shards).ringSlots(ringSlots).stagedMessages(BATCH);
    }

    /** Time goes on by a step with each look of the generator at it, and stands still for the engine's threads. */
    private static final class SteppedClock implements NanoClock {
        private final Thread stepping = Thread.currentThread();
        private final long stepNs;
        private int looks;
        private int looksBefore = Integer.MAX_VALUE;
        private Runnable afterwards;
        private Runnable whenRunning = () -> {};
        private volatile long nowNs;

        SteppedClock(long stepNs) {
            this.stepNs = stepNs;
        }

        void afterwards(int looksBefore, Runnable afterwards) {
            this.looksBefore = looksBefore;
            this.afterwards = afterwards;
        }

        void whenRunning(Runnable whenRunning) {
            this.whenRunning = whenRunning;
        }

        @Override
        public long nanoTime() {
            if (Thread.currentThread() == stepping) {
                if (++looks == looksBefore) {
                    afterwards.run();
                }
                whenRunning.run();
                nowNs += stepNs;
            }
            return nowNs;
        }
    }
}
