package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

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
