package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.BusySpin;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.idle.Parking;
import io.ringswarm.engine.idle.Yielding;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class IdleTest {
    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Collector collector = new Collector();
    private final Parcel parcel = new Parcel();

    static Stream<Arguments> strategies() {
        return Stream.of(
                strategy("backoff", Backoff::new, true, false),
                strategy("backoff that parks at once", () -> new Backoff(0, 0), true, false),
                strategy("parking", Parking::new, true, false),
                strategy("yielding", Yielding::new, false, true),
                strategy("busy spin", BusySpin::new, false, true));
    }

    private static Arguments strategy(
            String name, Supplier<IdleStrategy> strategy, boolean parks, boolean occupiesCore) {
        return Arguments.of(name, strategy, parks, occupiesCore);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void shouldDeliverOneByOneAndCloseWhenIdlingInBetween(
            String name, Supplier<IdleStrategy> strategy, boolean parks, boolean occupiesCore) {
        Engine engine = watcher.launch(watcher.small().idleStrategy(strategy));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        for (int i = 0; i < 50; i++) {
            assertThat(sender.tell(agent, parcel.of(0, i), PARCELS)).isEqualTo(Offer.ACCEPTED);
            while (engine.counters().inFlight() > 0 || engine.queueDepth() > 0) {
                Waiting.turn();
            }
        }
        engine.close();

        assertThat(collector.sequences())
                .containsExactlyElementsOf(LongStream.range(0, 50).boxed().toList());
        assertThat(strategy.get().parks()).isEqualTo(parks);
        assertThat(strategy.get().occupiesCore()).isEqualTo(occupiesCore);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strategies")
    void shouldGiveLatenciesWhenNothingComes(
            String name, Supplier<IdleStrategy> strategy, boolean parks, boolean occupiesCore) {
        Engine engine = watcher.launch(watcher.small().idleStrategy(strategy));
        assertThat(engine.collectLatency(new LatencyHistograms(), Duration.ofSeconds(10)))
                .isTrue();
    }

    /** Each round needs a wake-up: were they lost, 300 rounds would take 300 parks of 100 ms, and not end in time. */
    @Test
    @Timeout(15)
    void shouldWakeAParkedShardWhenAMessageIsPublished() {
        Watched idle = new Watched();
        Engine engine = watcher.launch(watcher.small().idleStrategy(() -> idle));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        int rounds = 300;
        for (int i = 0; i < rounds; i++) {
            awaitParked(idle);
            assertThat(sender.tell(agent, parcel.of(0, i), PARCELS)).isEqualTo(Offer.ACCEPTED);
            while (engine.counters().handled() <= i) {
                Waiting.turn();
            }
        }
        engine.close();

        assertThat(idle.parks.get()).isGreaterThanOrEqualTo(rounds);
        assertThat(idle.resets.get()).as("one per batch").isEqualTo(rounds);
    }

    /** Nobody rings for what was published before the shard set its flag: were it not looked at, 200 parks of 100 ms. */
    @Test
    @Timeout(12)
    void shouldNotParkWhenAMessageWasPublishedJustBefore() {
        int rounds = 200;
        Watched idle = new Watched();
        Engine engine = watcher.launch(watcher.small().idleStrategy(() -> idle));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender(); // of the shard's thread from here on
        AtomicInteger sent = new AtomicInteger();
        idle.beforePark.set(() -> {
            if (sent.get() < rounds) {
                sender.tell(agent, new Parcel().of(0, sent.getAndIncrement()), PARCELS);
            }
        });
        while (engine.counters().handled() < rounds) {
            Waiting.turn();
        }
        engine.close();

        assertThat(collector.sequences())
                .containsExactlyElementsOf(LongStream.range(0, rounds).boxed().toList());
    }

    @Test
    void shouldParkAgainAndLoseNothingWhenItsThreadIsInterrupted() {
        Watched idle = new Watched();
        Engine engine = watcher.launch(watcher.small().idleStrategy(() -> idle));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Sender sender = engine.newSender();
        for (int i = 0; i < 20; i++) {
            awaitParked(idle);
            idle.thread.get().interrupt();
            while (!sender.tell(agent, parcel.of(0, i), PARCELS).equals(Offer.ACCEPTED)) {
                Waiting.turn();
            }
        }
        int parks = idle.parks.get();
        while (idle.parks.get() < parks + 2) {
            Waiting.turn();
        }
        engine.close();

        assertThat(idle.flagLeft)
                .as("with the flag up every later park would return at once")
                .isFalse();
        assertThat(collector.sequences())
                .containsExactlyElementsOf(LongStream.range(0, 20).boxed().toList());
    }

    @Test
    void shouldWarnWhenSpinningShardsTakeEveryCore() {
        int cores = Runtime.getRuntime().availableProcessors();
        watcher.launch(watcher.small().shards(Math.min(128, cores)).idleStrategy(BusySpin::new));
        assertThat(watcher.logged()).anyMatch(line -> line.contains("nothing is left for senders"));
    }

    @Test
    void shouldNotWarnWhenShardsYieldTheirCoresToOthers() {
        int cores = Runtime.getRuntime().availableProcessors();
        watcher.launch(watcher.small().shards(Math.min(128, cores)).idleStrategy(Backoff::new));
        assertThat(watcher.logged()).noneMatch(line -> line.contains("nothing is left for senders"));
    }

    @Test
    void shouldRefuseABackoffOfNegativeLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(-1, 0))
                .withMessage("spins=-1, yields=0 (expected: 0 or more)");
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(0, -1));
    }

    /** A shard that waits for something far away parks as long as one that waits for nothing, whatever its clock says. */
    @Test
    void shouldUseAHundredthOfACoreAtMostWhenIdle() throws Exception {
        Map<String, Metered> idling = new LinkedHashMap<>();
        idling.put("nothing is due", launchIdling(System::nanoTime, Duration.ZERO));
        idling.put("a timer", launchIdling(System::nanoTime, Duration.ofHours(1)));
        idling.put("the farthest timer", launchIdling(System::nanoTime, Duration.ofSeconds(Long.MAX_VALUE)));
        idling.put("a clock below zero", launchIdling(clockFrom(-5_000_000_000_000L), Duration.ofHours(1)));
        idling.put("the lowest clock", launchIdling(clockFrom(Long.MIN_VALUE), Duration.ofHours(1)));
        idling.put("nothing, by a clock below zero", launchIdling(clockFrom(-5_000_000_000_000L), Duration.ZERO));
        NanoClock turningOver =
                clockFrom(Long.MAX_VALUE - Duration.ofMinutes(30).toNanos());
        idling.put("a clock that turns over before that", launchIdling(turningOver, Duration.ofHours(1)));
        for (Map.Entry<String, Metered> each : idling.entrySet()) {
            assertThat(each.getValue().usedOfACore.get(20, TimeUnit.SECONDS))
                    .as(each.getKey())
                    .isLessThan(0.01);
        }
    }

    /** An engine of one shard whose agent has set a timer and waits for an answer, unless nothing is to be due. */
    private Metered launchIdling(NanoClock clock, Duration due) {
        Metered idle = new Metered();
        Engine engine = watcher.launch(watcher.small().clock(clock).idleStrategy(() -> idle));
        if (!due.isZero()) {
            AgentRef agent = engine.spawn("waiting", () -> (message, self) -> {
                if (!message.isAsk()) {
                    self.newTimer((timer, dueNs, me) -> {}).once(due);
                    self.ask(self.self(), parcel, PARCELS, due, (outcome, reply) -> {});
                }
            });
            assertThat(engine.newSender().tell(agent, parcel, PARCELS)).isEqualTo(Offer.ACCEPTED);
        }
        return idle;
    }

    private static NanoClock clockFrom(long startNs) {
        long offsetNs = startNs - System.nanoTime();
        return () -> System.nanoTime() + offsetNs;
    }

    /** The default strategy, on a shard that measures itself. */
    private static final class Metered implements IdleStrategy {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        private static final long SETTLE_NS = 200_000_000;
        private static final long MEASURE_NS = 1_500_000_000;

        private final CompletableFuture<Double> usedOfACore = new CompletableFuture<>();
        private final IdleStrategy byDefault = new Backoff();
        private final long madeNs = System.nanoTime();
        private long startNs;
        private long startCpuNs;

        @Override
        public void idle(Doorbell doorbell) {
            byDefault.idle(doorbell);
            long nowNs = System.nanoTime();
            if (nowNs - madeNs > SETTLE_NS && !usedOfACore.isDone()) {
                measure(nowNs, THREADS.getCurrentThreadCpuTime());
            }
        }

        private void measure(long nowNs, long cpuNs) {
            if (startNs == 0) {
                startNs = nowNs;
                startCpuNs = cpuNs;
            } else if (nowNs - startNs > MEASURE_NS) {
                usedOfACore.complete((double) (cpuNs - startCpuNs) / (nowNs - startNs));
            }
        }

        @Override
        public void reset() {
            byDefault.reset();
        }

        @Override
        public boolean parks() {
            return byDefault.parks();
        }

        @Override
        public boolean occupiesCore() {
            return byDefault.occupiesCore();
        }
    }

    private static void awaitParked(Watched idle) {
        Thread thread;
        while ((thread = idle.thread.get()) == null || thread.getState() != Thread.State.TIMED_WAITING) {
            Waiting.turn();
        }
    }

    /** Parks, and keeps account of it. */
    private static final class Watched implements IdleStrategy {
        final AtomicInteger parks = new AtomicInteger();
        final AtomicInteger resets = new AtomicInteger();
        final AtomicBoolean flagLeft = new AtomicBoolean();
        final AtomicReference<Thread> thread = new AtomicReference<>();
        final AtomicReference<Runnable> beforePark = new AtomicReference<>(() -> {});
        private final Parking parking = new Parking();

        @Override
        public void idle(Doorbell doorbell) {
            thread.set(Thread.currentThread());
            parks.incrementAndGet();
            beforePark.get().run();
            parking.idle(doorbell);
            flagLeft.set(Thread.currentThread().isInterrupted()); // of the last park: one may come just after it
        }

        @Override
        public void reset() {
            resets.incrementAndGet();
        }

        @Override
        public boolean parks() {
            return parking.parks();
        }

        @Override
        public boolean occupiesCore() {
            return parking.occupiesCore();
        }
    }
}
