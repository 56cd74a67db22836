package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.HandClock;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Traffic;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A shard that dies of what is not an agent's fault: the engine fails, and nothing hangs. */
@Timeout(30)
class DeadShardTest {
    private static final String DOOMED = "watched-shard-0";

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final AtomicBoolean deadly = new AtomicBoolean();
    private final Collector collector = new Collector();
    private final Parcel parcel = new Parcel();

    @BeforeEach
    void expectTheDeath() {
        watcher.expectError("shard 0 died");
    }

    private long deadlyClock() {
        if (deadly.get() && Thread.currentThread().getName().equals(DOOMED)) {
            throw new IllegalStateException("the clock has stopped");
        }
        return System.nanoTime();
    }

    @Test
    void shouldFailTheEngineWhenTheClockThrowsInAShard() throws Exception {
        Engine engine = watcher.launch(watcher.small().shards(2).clock(this::deadlyClock));
        AgentRef doomed = engine.spawn("doomed", 0, () -> collector);
        AgentRef other = engine.spawn("other", 1, () -> collector);
        Gate stall = watcher.stall(engine, 0);
        Gate otherStall = watcher.stall(engine, 1);
        Sender sender = engine.newSender();
        for (int i = 0; i < 3; i++) {
            assertThat(sender.tell(doomed, parcel.of(0, i, 16 + 300 * (i & 1)), PARCELS))
                    .isEqualTo(Offer.ACCEPTED);
            assertThat(sender.tell(other, parcel.of(1, i), PARCELS)).isEqualTo(Offer.ACCEPTED);
        }
        sender.stage(other, parcel.of(1, 99), PARCELS);
        deadly.set(true);
        stall.open();
        while (engine.health().status() == EngineHealth.Status.UP) {
            Waiting.turn();
        }

        assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.FAILED);
        assertThat(engine.health().reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason).contains("the clock has stopped"));
        assertThat(sender.tell(other, parcel, PARCELS)).isEqualTo(Offer.CLOSED);
        assertThat(sender.tell(doomed, parcel, PARCELS)).isEqualTo(Offer.CLOSED);
        assertThat(sender.flush()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.spawn("late", () -> collector))
                .withMessageContaining("FAILED");
        otherStall.open();

        CloseReport report = engine.close(Duration.ofSeconds(20));
        assertThat(collector.got()).as("the other shard drains").hasSize(3).allMatch(got -> got.sender() == 1);
        assertThat(report.counters().created()).isEqualTo(8);
        assertThat(report.counters().handled()).isEqualTo(5);
        assertThat(report.counters().undelivered()).isEqualTo(3);
        assertThat(report.counters().refusals().closed()).isEqualTo(2);
        assertThat(report.abandoned()).isEmpty();
        assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.FAILED);
        assertThat(engine.collectLatency(new LatencyHistograms(), Duration.ofSeconds(20)))
                .isTrue();
    }

    @Test
    void shouldFailTheEngineWhenAnIdleStrategyThrows() {
        AtomicInteger made = new AtomicInteger();
        Engine engine = watcher.launch(watcher.small().shards(2).idleStrategy(() -> new Dying(made.getAndIncrement())));
        AgentRef other = engine.spawn("other", 1, () -> collector);
        Sender sender = engine.newSender();
        deadly.set(true);
        while (engine.health().status() == EngineHealth.Status.UP) {
            Waiting.turn();
        }

        assertThat(engine.health().reasons())
                .singleElement()
                .satisfies(reason -> assertThat(reason).contains("on purpose"));
        assertThat(sender.tell(other, parcel, PARCELS)).isEqualTo(Offer.CLOSED);
        assertThat(engine.close(Duration.ofSeconds(20)).abandoned()).isEmpty();
    }

    @Test
    void shouldAccountForEveryMessageWhenAShardDiesUnderLoad() throws Exception {
        Engine engine = watcher.launch(watcher.small().shards(2).ringSlots(64).clock(this::deadlyClock));
        AgentRef doomed = engine.spawn("doomed", 0, () -> (message, self) -> {});
        AgentRef other = engine.spawn("other", 1, () -> (message, self) -> {});
        long accepted = 0;
        try (Sender sender = engine.newSender()) {
            for (Offer offer = Offer.ACCEPTED; offer != Offer.CLOSED; ) {
                offer = sender.tell(accepted % 2 == 0 ? doomed : other, parcel, PARCELS);
                accepted += offer == Offer.ACCEPTED ? 1 : 0;
                if (accepted == 5_000) {
                    deadly.set(true);
                }
            }
        }

        CloseReport report = engine.close(Duration.ofSeconds(20));
        assertThat(report.counters().created()).isEqualTo(accepted);
        assertThat(report.counters().inFlight()).isZero();
    }

    @Test
    void shouldAnswerClosedWhenAnAgentSendsToAShardThatHasDied() {
        HandClock clock = new HandClock(1_000);
        Engine engine =
                watcher.launch(watcher.small().shards(2).invokerMode(true).clock(() -> {
                    if (deadly.getAndSet(false)) {
                        throw new IllegalStateException("the clock has stopped");
                    }
                    return clock.nanoTime();
                }));
        AgentRef doomed = engine.spawn("doomed", 0, () -> collector);
        AgentRef neighbour = engine.spawn("neighbour", 1, () -> collector);
        List<Offer> offers = new ArrayList<>();
        AgentRef agent = engine.spawn("sending", 1, () -> (message, self) -> {
            offers.add(self.send(doomed, parcel, PARCELS));
            offers.add(self.sendOrPark(doomed, parcel, PARCELS));
            offers.add(self.ask(doomed, parcel, PARCELS, Duration.ofSeconds(1), (outcome, reply) -> {}));
            offers.add(self.send(neighbour, parcel, PARCELS));
        });
        try (Sender sender = engine.newSender()) {
            sender.tell(doomed, parcel, PARCELS);
            sender.tell(agent, parcel, PARCELS);
        }
        deadly.set(true);
        engine.invoke(); // the first shard, then the second

        assertThat(offers).containsExactly(Offer.CLOSED, Offer.CLOSED, Offer.CLOSED, Offer.ACCEPTED);
        CloseReport report = engine.close(Duration.ofSeconds(20));
        assertThat(report.counters().created()).isEqualTo(3);
        assertThat(report.counters().undelivered()).isEqualTo(1);
    }

    /** Agents of both shards send to each other, park and ask each other; the one that lives on hangs on nothing. */
    @ParameterizedTest(name = "slots={0} rounds={1} seed={2}")
    @CsvSource({"4, 60, 1", "64, 60, 2"})
    void shouldEndEveryMessageAndEveryAskWhenAShardDiesUnderTrafficBetweenShards(int slots, int rounds, long seed)
            throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            deadly.set(false);
            dieUnderTraffic(slots, random, "seed=" + seed + " round=" + round);
        }
    }

    private void dieUnderTraffic(int slots, Random random, String where) throws Exception {
        Engine engine = watcher.launch(watcher.small()
                .shards(2)
                .ringSlots(slots)
                .localQueueSlots(slots)
                .outboxMessages(2)
                .parkedMessages(16)
                .stashedMessages(64)
                .maxAsksInFlight(8)
                .clock(this::deadlyClock)
                .deadLetterListener((message, reason, cause) -> {}));
        Traffic traffic = new Traffic(engine, random.nextLong());
        Thread sender = traffic.startSender(random.nextLong());
        long enough = random.nextInt(300);
        while (engine.counters().handled() < enough) {
            Waiting.turn();
        }
        deadly.set(true);
        while (engine.health().status() != EngineHealth.Status.FAILED) {
            Waiting.turn();
        }
        CloseReport report = engine.close(Duration.ofSeconds(20));
        EngineCounters counters = report.counters();
        sender.join();

        assertThat(engine.health().reasons())
                .as(where)
                .singleElement()
                .satisfies(reason -> assertThat(reason).contains("shard 0", "the clock has stopped"));
        assertThat(report.abandoned()).as(where).isEmpty();
        assertThat(traffic.faults()).as(where).isEmpty();
        assertThat(counters.inFlight()).as("%s %s", where, counters).isZero();
        assertThat(counters.created()).as("%s %s", where, counters).isEqualTo(traffic.created());
        assertThat(counters.asks().inFlight()).as("%s %s", where, counters).isZero();
        assertThat(counters.asks().started())
                .as("%s %s", where, counters)
                .isEqualTo(traffic.outside().started() + traffic.inside().started());
        assertThat(traffic.outside().told())
                .as(where)
                .isEqualTo(traffic.outside().started());
        assertThat(traffic.outside().toldAgain() + traffic.inside().toldAgain())
                .as(where)
                .isZero();
    }

    /** Whatever the shard was about: a message, a parked or a stashed one, a firing, an answer or the lack of one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldAccountForEveryMessageWhenTheClockThrowsAtAnyReading(int shards) {
        watcher.expectError("shard " + (shards - 1) + " died");
        int readings = 0;
        boolean died = true;
        while (died) {
            // what the agents themselves read does not count
            died = dieAtReading(++readings, shards, (engine, left) -> new Busy(left::incrementAndGet));
        }
        assertThat(readings).as("readings of the clock in a whole run").isGreaterThan(50);
    }

    /** On its way through a topic's subscribers, of which some are about to start. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldAccountForEveryCopyWhenTheClockThrowsAtAnyReading(int shards) {
        watcher.expectError("shard " + (shards - 1) + " died");
        int readings = 0;
        boolean died = true;
        while (died) {
            died = dieAtReading(++readings, shards, (engine, left) -> new Publishing(engine));
        }
        assertThat(readings).as("readings of the clock in a whole run").isGreaterThan(50);
    }

    private boolean dieAtReading(int reading, int shards, BiFunction<Engine, AtomicInteger, Telling> scenario) {
        AtomicInteger left = new AtomicInteger(reading);
        AtomicBoolean turning = new AtomicBoolean();
        HandClock clock = new HandClock(1_000);
        Engine engine = watcher.launch(watcher.small()
                .shards(shards)
                .localQueueSlots(4)
                .outboxMessages(1)
                .invokerMode(true)
                .clock(() -> {
                    if (turning.get() && left.decrementAndGet() == 0) {
                        throw new IllegalStateException("the clock has stopped");
                    }
                    return clock.nanoTime();
                }));
        AgentRef sink = engine.spawn("sink", shards - 1, () -> (message, self) -> {});
        Telling telling = scenario.apply(engine, left);
        AgentRef agent = engine.spawn("busy", 0, () -> telling);
        telling.sink = sink;
        try (Sender sender = engine.newSender()) {
            for (int turn = 0; turn < 12; turn++) {
                sender.tell(agent, parcel.of(0, turn, turn % 3 == 0 ? 300 : 16), PARCELS);
                turning.set(true);
                engine.invoke();
                turning.set(false);
                clock.advance(300);
            }
        }
        turning.set(true);
        CloseReport report = engine.close(Duration.ofSeconds(20));
        assertThat(report.counters().inFlight())
                .as("reading %s: %s", reading, report)
                .isZero();
        assertThat(report.counters().asks().inFlight()).isZero();
        return engine.health().status() == EngineHealth.Status.FAILED;
    }

    private abstract static class Telling implements Agent {
        AgentRef sink;
    }

    /** Publishes to a topic, to whose subscribers it adds one that has not started yet, of the other shard or its own. */
    private final class Publishing extends Telling {
        private final Engine engine;
        private final Topic topic;
        private int children;

        Publishing(Engine engine) {
            this.engine = engine;
            topic = engine.topic("news");
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            engine.subscribe(topic, sink);
            AgentOptions near =
                    new AgentOptions().shard(AgentAddress.shard(self.self().address()));
            AgentOptions far = new AgentOptions().shard(AgentAddress.shard(sink.address()));
            for (int i = 0; i < 3; i++) {
                engine.subscribe(topic, self.spawn("child-" + children++, i == 1 ? far : near, Starting::new));
            }
            self.publish(topic, parcel.of(1, children, children % 2 == 0 ? 300 : 16), PARCELS);
        }
    }

    private static final class Starting implements Agent {
        @Override
        public void onStart(AgentContext self) {}

        @Override
        public void onMessage(Message message, AgentContext self) {}
    }

    /** Sends more than there is room for, asks without getting an answer in time, sets a timer. */
    private final class Busy extends Telling {
        private final Runnable beforeReading;

        Busy(Runnable beforeReading) {
            this.beforeReading = beforeReading;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            for (int i = 0; i < 6; i++) {
                self.sendOrPark(sink, parcel.of(1, i, i % 2 == 0 ? 300 : 16), PARCELS);
            }
            beforeReading.run();
            self.ask(sink, parcel, PARCELS, Duration.ofNanos(200), (outcome, reply) -> {});
            beforeReading.run();
            self.newTimer((timer, dueNs, context) -> {}).once(Duration.ofNanos(100));
        }
    }

    private final class Dying implements IdleStrategy {
        private final IdleStrategy calm = new Backoff();
        private final boolean doomed;

        Dying(int index) {
            doomed = index == 0;
        }

        @Override
        public void idle(Doorbell doorbell) {
            if (doomed && deadly.get()) {
                throw new AssertionError("on purpose");
            }
            calm.idle(doorbell);
        }

        @Override
        public void reset() {
            calm.reset();
        }

        @Override
        public boolean parks() {
            return true;
        }

        @Override
        public boolean occupiesCore() {
            return false;
        }
    }
}
