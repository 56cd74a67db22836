package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that wait too long: deadlines and load shedding, on every way to an agent. */
@Timeout(20)
class WaitingTest {
    /** How a message comes to its agent on shard 0. */
    enum Way {
        RING,
        LOCAL_QUEUE,
        OUTBOX
    }

    private static final Duration SHED_AFTER = Duration.ofNanos(1_000);
    private static final int LONG = 500;

    private final Probe probe = new Probe();
    private TestEngine engine;
    private AgentRef target;
    private Actor near;
    private Actor far;

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeHandledAtTheDeadlineAndExpireAfterIt(Way way) {
        launch(Duration.ZERO);
        for (Priority priority : Priority.values()) {
            for (int lateNs = 0; lateNs <= 1; lateNs++) {
                long deadlineNs = engine.clock().nanoTime() + 700;
                sendAndWait(way, new Envelope().priority(priority).deadlineNs(deadlineNs), 700 + lateNs);
                engine.runUntilIdle();
            }
        }
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(700L, 700L, 700L, 700L);
        assertThat(engine.counters().expired()).isEqualTo(4);
        assertThat(engine.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldExpireAtOnceWhenTheDeadlineHasPassedAlready(Way way) {
        launch(Duration.ZERO);
        sendAndWait(way, new Envelope().deadlineNs(engine.clock().nanoTime() - 1), 0);
        sendAndWait(way, new Envelope().deadlineNs(Long.MIN_VALUE), 0);
        engine.runUntilIdle();
        assertThat(probe.count()).isZero();
        assertThat(engine.counters().expired()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "RING, LOW, 1", "RING, NORMAL, 2", "RING, HIGH, 4", "RING, CRITICAL, 8",
        "LOCAL_QUEUE, LOW, 1", "LOCAL_QUEUE, NORMAL, 2", "LOCAL_QUEUE, HIGH, 4", "LOCAL_QUEUE, CRITICAL, 8",
        "OUTBOX, LOW, 1", "OUTBOX, NORMAL, 2", "OUTBOX, HIGH, 4", "OUTBOX, CRITICAL, 8"
    })
    void shouldBeShedWhenItHasWaitedLongerThanItsLaneAllows(Way way, Priority priority, int times) {
        launch(SHED_AFTER);
        long limitNs = times * SHED_AFTER.toNanos();
        Envelope envelope = new Envelope().priority(priority).dueNs(ManualClock.START_NS - 1_000_000);
        sendAndWait(way, envelope, limitNs);
        engine.runUntilIdle();
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(limitNs);
        sendAndWait(way, envelope, limitNs + 1);
        engine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(1);
        assertThat(engine.counters().shed()).isEqualTo(1);
        assertThat(engine.counters().expired()).isZero();
        assertThat(engine.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverBeShedUnlessAskedFor(Way way) {
        launch(Duration.ZERO);
        sendAndWait(
                way,
                new Envelope().priority(Priority.LOW),
                Duration.ofDays(1_000).toNanos());
        engine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807", "4611686018427", "1152921504606"})
    void shouldNeverBeShedWhenTheLimitIsLongerThanAnyClock(long seconds) {
        launch(Duration.ofSeconds(seconds));
        for (Priority priority : Priority.values()) {
            sendAndWait(
                    Way.RING,
                    new Envelope().priority(priority),
                    Duration.ofDays(1_000).toNanos());
        }
        engine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(4);
    }

    @Test
    void shouldExpireRatherThanBeShedWhenBothApply() {
        launch(SHED_AFTER);
        sendAndWait(Way.RING, new Envelope().priority(Priority.LOW).deadlineNs(ManualClock.START_NS + 5), 10_000);
        engine.runUntilIdle();
        assertThat(engine.counters().expired()).isEqualTo(1);
        assertThat(engine.counters().shed()).isZero();
    }

    @Test
    void shouldNotShedATimerHoweverLateItComes() {
        launch(SHED_AFTER);
        List<Long> due = new ArrayList<>();
        near.act(self -> self.newTimer((timer, dueNs, me) -> due.add(dueNs)).once(Duration.ofNanos(1)));
        engine.clock().advance(Duration.ofHours(1));
        engine.runUntilIdle();
        assertThat(due).containsExactly(ManualClock.START_NS + 1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBuffersBackWhenLongMessagesExpireOrAreShed(Way way) {
        launch(SHED_AFTER);
        for (int i = 0; i < 20; i++) {
            boolean expires = i % 2 == 0;
            Envelope envelope = new Envelope().priority(Priority.LOW);
            envelope.deadlineNs(expires ? engine.clock().nanoTime() : Long.MAX_VALUE);
            sendAndWait(way, envelope, 1_001, LONG);
            engine.runUntilIdle();
        }
        assertThat(engine.counters().expired()).isEqualTo(10);
        assertThat(engine.counters().shed()).isEqualTo(10);
    }

    @Test
    void shouldExpireOrBeShedInTheStashAndTheReserveByTheTimeSinceItWasSent() {
        launch(SHED_AFTER);
        // near parks for far until it has taken a burst, and gets messages meanwhile
        far.does((message, self) -> {
            if (far.received().size() == 1) {
                // this turn near is suspended: what comes for it is stashed
                self.send(near.ref(), Figure.of(1), FIGURES, new Envelope().priority(Priority.LOW));
                self.send(near.ref(), Figure.of(2), FIGURES, new Envelope().deadlineNs(self.nowNs() + 900));
                self.send(near.ref(), Figure.of(3), FIGURES, new Envelope().priority(Priority.CRITICAL));
            }
            if (far.received().size() == 30) {
                engine.clock().advance(Duration.ofNanos(1_001));
            }
        });
        near.act(self -> {
            for (int i = 0; i < 40; i++) {
                Offer offer = self.sendOrPark(far.ref(), Figure.of(i), FIGURES, new Envelope().priority(Priority.LOW));
                assertThat(offer).isIn(Offer.ACCEPTED, Offer.PARKED);
            }
        });
        engine.runUntilIdle();
        assertThat(near.numbers()).containsExactly(3L);
        int handled = far.received().size();
        assertThat(handled)
                .as("until the end of the group in which it got late")
                .isBetween(30, 34);
        assertThat(far.numbers()).isSorted();
        assertThat(engine.counters().shed())
                .as("what was parked then, and one in the stash")
                .isEqualTo(40 - handled + 1);
        assertThat(engine.counters().expired()).isEqualTo(1);
        assertThat(engine.counters().parked()).isEqualTo(40 - 2 - 4);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeHandledHoweverLateByAnAgentThatShedsNothingUnlessItsDeadlineHasPassed(Way way) {
        launch(SHED_AFTER);
        target = engine.engine().spawn("keeper", new AgentOptions().shard(0).shedsNothing(), () -> probe);
        for (Priority priority : Priority.values()) {
            sendAndWait(way, new Envelope().priority(priority), 1_000_000);
            engine.runUntilIdle();
        }
        assertThat(probe.count()).isEqualTo(Priority.COUNT);
        assertThat(engine.counters().shed()).isZero();
        sendAndWait(way, new Envelope().deadlineNs(engine.clock().nanoTime() + 999_999), 1_000_000);
        engine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(Priority.COUNT);
        assertThat(engine.counters().expired()).isEqualTo(1);
    }

    private void launch(Duration shedAfter) {
        engine = TestEngine.launch(new EngineContext()
                .shards(2)
                .ringSlots(4)
                .outboxMessages(2)
                .slotBytes(128)
                .overflowBuffers(1)
                .shedAfter(shedAfter));
        target = engine.spawn("probe", 0, () -> probe);
        near = new Actor(engine, "near", 0);
        far = new Actor(engine, "far", 1);
    }

    private void sendAndWait(Way way, Envelope envelope, long waitNs) {
        sendAndWait(way, envelope, waitNs, Figure.MIN_BYTES);
    }

    /** Sends how long it will have to wait, and lets that time pass before its turn comes. */
    private void sendAndWait(Way way, Envelope envelope, long waitNs, int bytes) {
        Figure figure = Figure.of(waitNs, bytes);
        if (way == Way.RING) {
            engine.tell(target, figure, FIGURES, envelope);
            engine.clock().advance(Duration.ofNanos(waitNs));
        } else {
            Actor sender = way == Way.LOCAL_QUEUE ? near : far;
            sender.act(self -> {
                assertThat(self.send(target, figure, FIGURES, envelope)).isEqualTo(Offer.ACCEPTED);
                engine.clock().advance(Duration.ofNanos(waitNs));
            });
        }
    }
}
