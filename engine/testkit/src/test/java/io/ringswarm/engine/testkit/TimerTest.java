package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.TimerHandler;
import io.ringswarm.engine.metrics.EngineCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TimerTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration NANO = Duration.ofNanos(1);

    private final List<Long> due = new ArrayList<>();
    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .shards(2)
            .localQueueSlots(4)
            .ringSlots(64)
            .outboxMessages(1)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Actor actor = new Actor(engine, "actor", 0);
    private Timer timer;

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void shouldFireOnceAndNotEarlyWhenSetOnce() {
        makeTimer(recording());
        assertThat(timer.isSet()).isFalse();
        actor.act(self -> timer.once(MILLI));
        assertThat(timer.isSet()).isTrue();
        engine.advance(MILLI.minus(NANO));
        assertThat(due).isEmpty();
        engine.advance(NANO);
        assertThat(due).containsExactly(1_000_000L);
        assertThat(timer.isSet()).isFalse();
        engine.advance(Duration.ofDays(1));
        assertThat(due).hasSize(1);
    }

    @Test
    void shouldTellWhenItShouldHaveFiredWhenItComesLate() {
        makeTimer(recording());
        actor.act(self -> timer.once(MILLI));
        engine.clock().advance(Duration.ofMillis(30));
        engine.runUntilIdle();
        assertThat(due).containsExactly(1_000_000L);
    }

    @Test
    void shouldFireAtOnceWhenTheDelayIsZero() {
        makeTimer(recording());
        actor.act(self -> timer.once(Duration.ZERO));
        engine.runUntilIdle();
        assertThat(due).containsExactly(0L);
    }

    @Test
    void shouldStayOnItsGridWhenFiringsAreHandledLate() {
        makeTimer((fired, dueNs, self) -> {
            recording().onTimer(fired, dueNs, self);
            engine.clock().advance(Duration.ofNanos(300_000)); // the handler takes its time
        });
        actor.act(self -> timer.every(MILLI));
        for (int i = 0; i < 5; i++) {
            engine.clock().advance(Duration.ofNanos(900_000));
            engine.runUntilIdle();
        }
        assertThat(due).containsExactly(1_000_000L, 2_000_000L, 3_000_000L, 4_000_000L, 5_000_000L, 6_000_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_001, 2_999_999, 3_000_000, 3_000_001, 1_000_000_500})
    void shouldFireOnceForAllMissedPeriodsAndGoOnAtTheNextWhenItComesLate(long lateNs) {
        makeTimer(recording());
        actor.act(self -> timer.every(MILLI));
        engine.clock().advance(Duration.ofNanos(lateNs));
        engine.runUntilIdle();
        assertThat(due).as("the first that it missed").containsExactly(1_000_000L);
        engine.advance(MILLI);
        assertThat(due).containsExactly(1_000_000L, (lateNs / 1_000_000 + 1) * 1_000_000);
    }

    @Test
    void shouldNotFireWhenCancelled() {
        makeTimer(recording());
        List<Boolean> wasSet = new ArrayList<>();
        actor.act(self -> {
            wasSet.add(timer.cancel());
            timer.every(MILLI);
            wasSet.add(timer.cancel());
            wasSet.add(timer.cancel());
        });
        engine.advance(Duration.ofMillis(5));
        assertThat(due).isEmpty();
        assertThat(wasSet).containsExactly(false, true, false);
    }

    @Test
    void shouldForgetWhatItWasSetToWhenSetAgain() {
        makeTimer(recording());
        actor.act(self -> {
            timer.every(MILLI);
            timer.once(Duration.ofMillis(7));
        });
        engine.advance(Duration.ofMillis(20));
        assertThat(due).containsExactly(7_000_000L);
        actor.act(self -> {
            timer.once(MILLI);
            timer.every(Duration.ofMillis(10));
        });
        engine.advance(Duration.ofMillis(20));
        assertThat(due).containsExactly(7_000_000L, 30_000_000L, 40_000_000L);
    }

    @Test
    void shouldObeyWhenSetOrCancelledByItsOwnHandler() {
        makeTimer((fired, dueNs, self) -> {
            recording().onTimer(fired, dueNs, self);
            switch (due.size()) {
                case 1 -> fired.once(Duration.ofMillis(2)); // instead of the next period
                case 2 -> fired.every(Duration.ofMillis(3));
                case 4 ->
                    assertThat(fired.cancel())
                            .as("it was set to its next period")
                            .isTrue();
                default -> {}
            }
        });
        actor.act(self -> timer.every(MILLI));
        engine.advance(Duration.ofMillis(50));
        assertThat(due).containsExactly(1_000_000L, 3_000_000L, 6_000_000L, 9_000_000L);
        assertThat(timer.isSet()).isFalse();
    }

    @Test
    void shouldNotFireWhenItsAgentHasStopped() {
        makeTimer(recording());
        actor.act(self -> timer.every(MILLI));
        engine.advance(MILLI);
        engine.engine().stop(actor.ref());
        engine.advance(Duration.ofMillis(5));
        assertThat(due).hasSize(1);
        assertThat(engine.engine().nextDueNs()).as("forgotten").isEqualTo(Long.MAX_VALUE);
        Actor next = new Actor(engine, "actor", 0); // gets the place in the table
        engine.advance(Duration.ofMillis(5));
        assertThat(due).hasSize(1);
        assertThat(next.received()).isEmpty();
    }

    @Test
    void shouldNotFireWhenTheEngineCloses() {
        makeTimer(recording());
        Timer[] late = new Timer[1];
        actor.act(self -> {
            timer.every(MILLI);
            late[0] = self.newTimer(recording());
        });
        actor.prepare(self -> late[0].once(Duration.ZERO)); // set while the engine drains
        engine.clock().advance(Duration.ofMillis(10));
        EngineCounters counters = engine.close(Duration.ofSeconds(10)).counters();
        assertThat(due).isEmpty();
        assertThat(counters.handled()).as("the three acts").isEqualTo(3);
    }

    @Test
    void shouldRefuseWhenADelayIsNegativeOrAPeriodNotPositive() {
        makeTimer(recording());
        actor.act(self -> {
            timer.once(MILLI);
            assertThatThrownBy(() -> timer.once(Duration.ofNanos(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("delay=PT-0.000000001S (expected: zero or more)");
            assertThatThrownBy(() -> timer.every(Duration.ZERO))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("period=PT0S (expected: positive)");
            assertThatThrownBy(() -> timer.every(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> timer.once(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> timer.every(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> self.newTimer(null)).isInstanceOf(NullPointerException.class);
        });
        engine.advance(Duration.ofMillis(5));
        assertThat(due).as("set as before").containsExactly(1_000_000L);
    }

    @Test
    void shouldNeverFireWhenTheDelayIsLongerThanAnyClock() {
        makeTimer(recording());
        Timer[] other = new Timer[1];
        actor.act(self -> {
            timer.once(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
            other[0] = self.newTimer(recording());
            other[0].every(Duration.ofSeconds(Long.MAX_VALUE));
        });
        engine.advance(Duration.ofDays(365 * 100));
        assertThat(due).isEmpty();
        assertThat(timer.isSet()).isTrue();
    }

    @Test
    void shouldRefuseWhenUsedByAnotherAgentAnotherThreadOrOutsideACall() {
        makeTimer(recording());
        Actor other = new Actor(engine, "other", 0);
        other.act(self -> {
            assertThatThrownBy(() -> timer.once(MILLI))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("agent=AgentRef[actor, shard 0] (expected: the agent that is being called");
            assertThatThrownBy(() -> timer.every(MILLI)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> timer.cancel()).isInstanceOf(IllegalStateException.class);
        });
        assertThatThrownBy(() -> timer.once(MILLI)).isInstanceOf(IllegalStateException.class);
        AgentContext[] context = new AgentContext[1];
        actor.act(self -> {
            context[0] = self;
            assertThatThrownBy(() ->
                            CompletableFuture.runAsync(() -> timer.once(MILLI)).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
        });
        assertThatThrownBy(() -> context[0].newTimer(recording())).isInstanceOf(IllegalStateException.class);
        engine.advance(Duration.ofMillis(5));
        assertThat(due).isEmpty();
    }

    @Test
    void shouldBuryTheFiringAndGoOnWhenTheHandlerThrows() {
        makeTimer((fired, dueNs, self) -> {
            recording().onTimer(fired, dueNs, self);
            throw new Exception("on purpose");
        });
        EngineCounters before = engine.counters();
        actor.act(self -> timer.every(MILLI));
        engine.clock().advance(Duration.ofNanos(1_200_000));
        engine.runUntilIdle();
        engine.advance(MILLI);

        assertThat(due).containsExactly(1_000_000L, 2_000_000L);
        assertThat(engine.deadLetters()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.HANDLER_THREW);
            assertThat(letter.cause()).hasMessage("on purpose");
            assertThat(letter.message().bytes()).isEmpty();
            assertThat(letter.message().templateId()).isZero();
        });
        MessageCopy first = engine.deadLetters().get(0).message();
        assertThat(first.dueNs()).isEqualTo(ManualClock.START_NS + 1_000_000);
        assertThat(first.sentNs()).isEqualTo(ManualClock.START_NS + 1_200_000);
        assertThat(engine.counters().created() - before.created())
                .as("the act and two firings")
                .isEqualTo(3);
        assertThat(engine.counters().handled() - before.handled()).isEqualTo(1);
    }

    @Test
    void shouldEndTheBatchForAnAgentThatOnlyItsTimerCalled() {
        List<String> calls = new ArrayList<>();
        AgentRef ref = engine.spawn("batching", () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                self.newTimer((fired, dueNs, me) -> calls.add("timer")).once(MILLI);
            }

            @Override
            public void onBatchEnd(AgentContext self) {
                calls.add("end");
            }
        });
        engine.tell(ref, Figure.of(0), FIGURES);
        engine.advance(MILLI);
        assertThat(calls).containsExactly("end", "timer", "end");
    }

    @Test
    void shouldGiveOthersTheirTurnWhenManyTimersAreDue() {
        List<Integer> fired = new ArrayList<>();
        actor.act(self -> IntStream.range(0, 200)
                .forEach(i -> self.newTimer((one, dueNs, me) -> fired.add(i)).once(Duration.ofNanos(1_000 - i))));
        engine.clock().advance(MILLI);
        List<Integer> perTurn = new ArrayList<>();
        int work;
        while ((work = engine.turn()) > 0) {
            perTurn.add(work);
        }
        assertThat(perTurn).containsExactly(64, 64, 64, 8);
        assertThat(fired).as("in the order of their times").isSortedAccordingTo((a, b) -> b - a);
    }

    @Test
    void shouldBeHeldBackWhileItsAgentTakesNothingAndFireOnceAfterThat() {
        Actor sink = new Actor(engine, "sink", 0);
        makeTimer(recording());
        actor.act(self -> {
            timer.every(MILLI);
            engine.clock().advance(Duration.ofNanos(3_500_000)); // due in this very turn
            for (int i = 0; i < 4; i++) {
                assertThat(self.send(sink.ref(), Figure.of(i), FIGURES)).isEqualTo(Offer.ACCEPTED);
            }
            assertThat(self.sendOrPark(sink.ref(), Figure.of(4), FIGURES)).isEqualTo(Offer.PARKED);
            sink.does((message, me) ->
                    assertThat(due).as("while something is parked").isEmpty());
        });
        sink.does((message, me) -> {});
        engine.runUntilIdle();
        assertThat(sink.numbers()).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(due).containsExactly(1_000_000L);
        engine.advance(MILLI);
        assertThat(due).as("on its grid").containsExactly(1_000_000L, 4_000_000L);
    }

    @Test
    void shouldNotFireWhenItIsCancelledOrSetAnewWhileItIsHeldBack() {
        Probe far = new Probe();
        AgentRef farRef = engine.spawn("far", 1, () -> far);
        Actor neighbour = new Actor(engine, "neighbour", 0);
        List<String> fired = new ArrayList<>();
        Timer[] held = new Timer[3];
        List<Boolean> wasSet = new ArrayList<>();
        actor.does((message, self) -> { // stashed meanwhile, so handled before any timer fires
            wasSet.add(held[0].cancel());
            held[1].once(MILLI);
            for (Timer one : held) {
                wasSet.add(one.isSet());
            }
        });
        actor.prepare(self -> {
            for (int i = 0; i < held.length; i++) {
                int number = i;
                held[i] =
                        self.newTimer((one, dueNs, me) -> fired.add(number + " at " + (dueNs - ManualClock.START_NS)));
                held[i].once(Duration.ZERO);
            }
            for (int i = 0; i < 1_000; i++) {
                self.sendOrPark(farRef, Figure.of(i), FIGURES); // more than the other shard takes in one turn
            }
        });
        neighbour.act(self -> self.send(actor.ref(), Figure.of(1), FIGURES));
        assertThat(far.count()).isLessThan(500);
        assertThat(held[0].isSet()).isTrue();
        assertThat(fired).isEmpty();
        engine.runUntilIdle();
        assertThat(wasSet).containsExactly(true, false, true, true);
        assertThat(fired).containsExactly("2 at 0");
        engine.advance(MILLI);
        assertThat(fired).containsExactly("2 at 0", "1 at 1000000");
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldFireAsAModelSaysWhenManyAreSetAndCancelledAtRandom(long seed) {
        Random random = new Random(seed);
        int timers = 40;
        List<String> fired = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Timer[] made = new Timer[timers];
        long[] nextNs = new long[timers];
        long[] periodNs = new long[timers];
        actor.act(self -> {
            for (int i = 0; i < timers; i++) {
                int number = i;
                made[i] = self.newTimer((one, dueNs, me) -> fired.add(number + " at " + dueNs));
            }
        });
        for (int step = 0; step < 300; step++) {
            int chosen = random.nextInt(timers);
            long ns = 1 + random.nextInt(1_000);
            int what = random.nextInt(4);
            actor.act(self -> {
                switch (what) {
                    case 0 -> assertThat(made[chosen].cancel()).isEqualTo(nextNs[chosen] != 0);
                    case 1 -> made[chosen].every(Duration.ofNanos(ns));
                    default -> made[chosen].once(Duration.ofNanos(ns));
                }
            });
            nextNs[chosen] = what == 0 ? 0 : engine.clock().nanoTime() + ns;
            periodNs[chosen] = what == 1 ? ns : 0;
            long passNs = random.nextInt(400);
            expect(engine.clock().nanoTime() + passNs, nextNs, periodNs, expected);
            engine.advance(Duration.ofNanos(passNs));
            for (int i = 0; i < timers; i++) {
                assertThat(made[i].isSet()).as("timer %s", i).isEqualTo(nextNs[i] != 0);
            }
        }
        assertThat(fired).as("seed=%s", seed).hasSizeGreaterThan(100).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(fired.stream().map(TimerTest::timeOf)).isSorted();
    }

    /** What fires until then, earliest first, of equals in the order of their numbers. */
    private static void expect(long untilNs, long[] nextNs, long[] periodNs, List<String> expected) {
        while (true) {
            int first = -1;
            for (int i = 0; i < nextNs.length; i++) {
                if (nextNs[i] != 0 && nextNs[i] <= untilNs && (first < 0 || nextNs[i] < nextNs[first])) {
                    first = i;
                }
            }
            if (first < 0) {
                return;
            }
            expected.add(first + " at " + nextNs[first]);
            nextNs[first] = periodNs[first] == 0 ? 0 : nextNs[first] + periodNs[first];
        }
    }

    private static long timeOf(String firing) {
        return Long.parseLong(firing.substring(firing.indexOf(" at ") + 4));
    }

    private void makeTimer(TimerHandler handler) {
        actor.act(self -> timer = self.newTimer(handler));
    }

    /** Notes when it was due, ns after the clock's start. */
    private TimerHandler recording() {
        return (fired, dueNs, self) -> due.add(dueNs - ManualClock.START_NS);
    }
}
