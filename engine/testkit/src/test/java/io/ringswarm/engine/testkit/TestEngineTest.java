package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TestEngineTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private final List<String> told = new ArrayList<>();
    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .ringSlots(4)
            .deadLetterListener((message, reason, cause) -> told.add(reason + " " + message.correlationId())));
    private final Probe probe = new Probe();

    @AfterEach
    void closeTheEngine() {
        engine.close(Duration.ofMillis(200));
    }

    @Test
    void shouldDoNothingWhenTheTestDoesNotRunIt() {
        AgentRef ref = engine.spawn("probe", () -> probe);
        engine.tell(ref, Figure.of(1), FIGURES);
        engine.tell(ref, Figure.of(2), FIGURES);
        assertThat(probe.received()).isEmpty();
        assertThat(engine.counters().inFlight()).isEqualTo(2);
        assertThat(engine.turn()).isEqualTo(2);
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(1L, 2L);
        assertThat(engine.turn()).isZero();
        assertThat(engine.counters().handled()).isEqualTo(2);
    }

    @Test
    void shouldFailTheTestWhenAMessageIsNotAccepted() {
        AgentRef ref = engine.spawn("probe", () -> probe);
        for (int i = 0; i < 4; i++) {
            engine.tell(ref, Figure.of(i), FIGURES);
        }
        assertThatThrownBy(() -> engine.tell(ref, Figure.of(4), FIGURES))
                .isInstanceOf(AssertionError.class)
                .hasMessage("tell to AgentRef[probe, shard 0] was answered with BACK_PRESSURED (expected: ACCEPTED)");
        engine.engine().stop(ref);
        assertThatThrownBy(() -> engine.ask(ref, Figure.of(5), FIGURES, MILLI))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ask to AgentRef[probe, shard 0] was answered with NO_SUCH_AGENT");
    }

    @Test
    void shouldFailTheTestWhenAgentsFeedThemselvesForEver() {
        AgentRef ref = engine.spawn("echo", () -> (message, self) -> self.send(self.self(), Figure.of(1), FIGURES));
        engine.tell(ref, Figure.of(0), FIGURES);
        assertThatThrownBy(() -> engine.runUntilIdle(50))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not come to rest after 50 turns: queueDepth=1, ");
        assertThatThrownBy(engine::runUntilIdle)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not come to rest after 100000 turns");
        engine.engine().stop(ref);
        engine.runUntilIdle();
        assertThat(engine.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo(DeadLetterReason.NO_SUCH_AGENT));
    }

    @ParameterizedTest
    @ValueSource(longs = {ManualClock.START_NS, 0, -1_000_000_000L, Long.MIN_VALUE / 2})
    void shouldFindTheClockAtEachTimersOwnTimeWhenTimePasses(long startNs) {
        try (TestEngine any = TestEngine.launch(new EngineContext().shards(2).clock(new ManualClock(startNs)))) {
            List<String> fired = new ArrayList<>();
            any.spawn("a", 0, () -> ticking(any, "a", Duration.ofMillis(2), fired));
            AgentRef a = any.spawn("ticker a", 0, () -> ticking(any, "a", Duration.ofMillis(2), fired));
            AgentRef b = any.spawn("ticker b", 1, () -> ticking(any, "b", Duration.ofMillis(3), fired));
            any.tell(a, Figure.of(0), FIGURES);
            any.tell(b, Figure.of(0), FIGURES);
            assertThat(any.engine().nextDueNs()).isEqualTo(Long.MAX_VALUE);
            any.runUntilIdle();
            assertThat(any.engine().nextDueNs()).isEqualTo(startNs + 2_000_000);
            any.advance(Duration.ofMillis(7));

            assertThat(fired).containsExactly("a 2", "b 3", "a 4", "a 6", "b 6");
            assertThat(any.clock().nanoTime()).isEqualTo(startNs + 7_000_000);
            assertThat(any.engine().nextDueNs()).isEqualTo(startNs + 8_000_000);
        }
    }

    private static Agent ticking(TestEngine engine, String name, Duration period, List<String> fired) {
        long startNs = engine.clock().nanoTime();
        return (message, self) -> self.newTimer((timer, dueNs, context) -> {
                    assertThat(context.nowNs()).isEqualTo(dueNs);
                    fired.add(name + " " + (dueNs - startNs) / 1_000_000);
                })
                .every(period);
    }

    @Test
    void shouldEndAnAskAtItsOwnTimeWhenNobodyAnswers() {
        AgentRef ref = engine.spawn("probe", () -> probe);
        PendingAnswer early = engine.ask(ref, Figure.of(1), FIGURES, Duration.ofMillis(2));
        PendingAnswer later = engine.ask(ref, Figure.of(2), FIGURES, Duration.ofMillis(5));
        engine.advance(Duration.ofMillis(2).minusNanos(1));
        assertThat(early.hasEnded()).isFalse();
        assertThatThrownBy(early::outcome).isInstanceOf(AssertionError.class).hasMessageContaining("has not ended");
        engine.advance(Duration.ofMillis(1));
        assertThat(early.outcome()).isEqualTo(AskOutcome.TIMED_OUT);
        assertThatThrownBy(early::reply)
                .isInstanceOf(AssertionError.class)
                .hasMessage("outcome=TIMED_OUT (expected: ANSWERED)");
        assertThat(later.hasEnded()).isFalse();
        assertThat(later.cancel()).isTrue();
        assertThat(later.cancel()).isFalse();
        engine.advance(Duration.ofMillis(10));
        assertThat(later.hasEnded()).isFalse();
        assertThat(engine.counters().asks().timedOut()).isEqualTo(1);
        assertThat(engine.counters().asks().cancelled()).isEqualTo(1);
    }

    @Test
    void shouldTellAnAskersHandlerAtTheEndOfItsTimeWhenTimePassesInOneGo() {
        AgentRef ref = engine.spawn("probe", () -> probe);
        List<Long> endedNs = new ArrayList<>();
        engine.ask(ref, Figure.of(1), FIGURES, Duration.ofMillis(2));
        PendingAnswer answer = engine.ask(ref, Figure.of(2), FIGURES, Duration.ofMillis(3));
        AgentRef ticker = engine.spawn(
                "ticker",
                () -> (message, self) -> self.newTimer((timer, dueNs, context) -> {
                            if (answer.hasEnded()) {
                                endedNs.add(dueNs - ManualClock.START_NS);
                            }
                        })
                        .every(Duration.ofNanos(1_499_999)));
        engine.tell(ticker, Figure.of(0), FIGURES);
        engine.advance(Duration.ofMillis(6));
        assertThat(endedNs).as("after 3 ms").containsExactly(4_499_997L, 5_999_996L);
    }

    @Test
    void shouldTellAnAgentAtTheEndOfItsAsksTimeWhenTimePassesInOneGo() {
        AgentRef silent = engine.spawn("probe", () -> probe);
        List<String> ends = new ArrayList<>();
        AgentRef asking = engine.spawn("asking", () -> (message, self) -> {
            for (int millis = 1; millis <= 2; millis++) {
                self.ask(silent, Figure.of(millis), FIGURES, Duration.ofMillis(millis), (outcome, reply) -> {
                    ends.add(outcome + " at " + (self.nowNs() - ManualClock.START_NS));
                });
            }
        });
        engine.tell(asking, Figure.of(0), FIGURES);
        engine.advance(Duration.ofMillis(6));

        assertThat(ends).containsExactly("TIMED_OUT at 1000000", "TIMED_OUT at 2000000");
    }

    @Test
    void shouldKeepDeadLettersAndTellTheContextsOwnListenerWhenMessagesDie() {
        AgentRef ref = engine.spawn("thrower", () -> (message, self) -> {
            throw new IllegalStateException("on purpose");
        });
        engine.tell(ref, Figure.of(9, 500), FIGURES, new Envelope().correlationId(4));
        engine.clock().advance(MILLI);
        engine.runUntilIdle();
        engine.tell(ref, Figure.of(10), FIGURES, new Envelope().correlationId(5));
        engine.engine().stop(ref);
        engine.runUntilIdle();

        assertThat(told).containsExactly("HANDLER_THREW 4", "NO_SUCH_AGENT 5");
        assertThat(engine.deadLetters()).hasSize(2);
        DeadLetter thrown = engine.deadLetters().get(0);
        assertThat(thrown.cause()).isInstanceOf(IllegalStateException.class);
        assertThat(thrown.message().handledNs() - thrown.message().sentNs()).isEqualTo(1_000_000);
        assertThat(FigureCodec.number(thrown.message())).isEqualTo(9);
        assertThat(engine.deadLetters().get(1).cause()).isNull();
    }

    @Test
    void shouldFailTheTestWhenAnAssertionFailsInAnAgent() {
        AgentRef ref = engine.spawn(
                "asserting",
                () -> (message, self) ->
                        assertThat(FigureCodec.number(message)).as("the figure").isEqualTo(1));
        engine.tell(ref, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        engine.tell(ref, Figure.of(2), FIGURES);
        assertThatThrownBy(engine::runUntilIdle)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("an agent's assertion failed: [the figure]")
                .hasCauseInstanceOf(AssertionError.class);
        engine.runUntilIdle(); // told once
    }

    @Test
    void shouldFailTheTestWhenAHandlerOfItsSenderThrows() {
        AgentRef ref = engine.spawn("probe", () -> probe.replyWith(Figure.of(1), FIGURES));
        engine.sender().ask(ref, Figure.of(1), FIGURES, MILLI, (outcome, reply) -> {
            throw new Exception("checked");
        });
        assertThatThrownBy(engine::runUntilIdle)
                .isInstanceOf(AssertionError.class)
                .hasMessage("a reply handler threw")
                .hasRootCauseMessage("checked");
    }

    @Test
    void shouldDeliverWhatIsLeftAndEndAsksWhenClosed() {
        AgentRef ref = engine.spawn("probe", () -> probe);
        PendingAnswer answer = engine.ask(ref, Figure.of(1), FIGURES, MILLI);
        CloseReport report = engine.close(Duration.ofSeconds(5));
        assertThat(probe.count()).isEqualTo(1);
        assertThat(answer.outcome()).isEqualTo(AskOutcome.FAILED);
        assertThat(report.counters().handled()).isEqualTo(1);
        assertThat(engine.close(MILLI)).isSameAs(report);
        assertThat(engine.turn()).isZero();
        assertThatThrownBy(() -> engine.tell(ref, Figure.of(1), FIGURES)).isInstanceOf(IllegalStateException.class);
        engine.advance(Duration.ofSeconds(1));
        engine.close();
    }

    @Test
    void shouldGoOnWhenAnAgentClosesTheEngineUnderTheTest() {
        List<Object> seen = new ArrayList<>();
        AgentRef ref = engine.spawn("closer", () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                try {
                    engine.close();
                } catch (IllegalStateException e) {
                    seen.add(e.getMessage());
                }
                Engine underneath = engine.engine();
                seen.add(underneath.health().status().name());
            }
        });
        engine.tell(ref, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        assertThat(seen).containsExactly("an agent closes the test's engine (expected: the test)", "CLOSED");
        assertThat(engine.close(MILLI).counters().handled()).isEqualTo(1);
    }

    @Test
    void shouldNotWaitForATimerThatWillNotFireWhenTheEngineCloses() {
        Timer[] set = new Timer[1];
        AgentRef ref = engine.spawn("ticker", () -> (message, self) -> {
            set[0] = self.newTimer((timer, dueNs, context) -> probe.onBatchEnd(context));
            set[0].every(MILLI);
        });
        engine.tell(ref, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        engine.close(Duration.ofSeconds(5));
        engine.advance(Duration.ofMillis(5));
        assertThat(probe.batches()).isZero();
        assertThat(engine.engine().nextDueNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldRefuseWhenTimeIsToGoBackwards() {
        assertThatThrownBy(() -> engine.advance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duration=PT-0.000000001S (expected: zero or more)");
    }
}
