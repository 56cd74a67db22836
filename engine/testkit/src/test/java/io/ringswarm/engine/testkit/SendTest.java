package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.SendRefusals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents send while there is room, and what is refused. */
@Timeout(20)
class SendTest {
    private static final int SLOTS = 4;
    private static final int LONG = 500;

    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .shards(2)
            .ringSlots(SLOTS)
            .localQueueSlots(SLOTS)
            .outboxMessages(SLOTS)
            .slotBytes(128)
            .maxBodyBytes(1_000)
            .overflowBuffers(2)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Actor actor = new Actor(engine, "actor", 0);
    private final Probe probe = new Probe();

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldDeliverWithAllThatTheEnvelopeSays(int shard) {
        AgentRef target = engine.spawn("probe", shard, () -> probe);
        Envelope envelope = new Envelope()
                .priority(Priority.HIGH)
                .correlationId(6)
                .traceId(7)
                .dueNs(8)
                .deadlineNs(Long.MAX_VALUE - 1);
        actor.act(self -> {
            assertThat(self.send(target, Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED);
            assertThat(self.send(target, Figure.of(2, LONG), FIGURES, envelope)).isEqualTo(Offer.ACCEPTED);
            envelope.reset(); // copied already
        });
        engine.runUntilIdle();

        assertThat(probe.received()).hasSize(2);
        MessageCopy urgent = probe.received().stream()
                .filter(message -> message.priority() == Priority.HIGH)
                .findFirst()
                .orElseThrow();
        assertThat(FigureCodec.number(urgent)).isEqualTo(2);
        assertThat(urgent.bytes()).hasSize(LONG);
        assertThat(urgent.correlationId()).isEqualTo(6);
        assertThat(urgent.traceId()).isEqualTo(7);
        assertThat(urgent.dueNs()).isEqualTo(8);
        assertThat(urgent.deadlineNs()).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(urgent.sourceAddress()).isEqualTo(actor.ref().address());
        assertThat(urgent.sentNs()).isEqualTo(ManualClock.START_NS);
        assertThat(urgent.isAsk()).isFalse();
    }

    @Test
    void shouldGetWhatItSendsToItself() {
        actor.act(self -> {
            assertThat(self.self()).isSameAs(actor.ref());
            assertThat(self.send(self.self(), Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED);
            assertThat(self.send(self.self(), Figure.of(2), FIGURES)).isEqualTo(Offer.ACCEPTED);
        });
        engine.runUntilIdle();
        assertThat(actor.numbers()).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBeBackPressuredForEachLaneByItselfWhenTheWayIsFull(int shard) {
        AgentRef target = engine.spawn("probe", shard, () -> probe);
        int capacity = shard == 0 ? SLOTS : SLOTS + SLOTS; // of the local queue, or of outbox and ring
        EngineCounters before = engine.counters();
        actor.act(self -> {
            for (Priority priority : Priority.values()) {
                Envelope envelope = new Envelope().priority(priority);
                for (int i = 0; i < capacity; i++) {
                    assertThat(self.send(target, Figure.of(i), FIGURES, envelope))
                            .as("%s %s", priority, i)
                            .isEqualTo(Offer.ACCEPTED);
                }
                assertThat(self.send(target, Figure.of(99), FIGURES, envelope)).isEqualTo(Offer.BACK_PRESSURED);
            }
        });
        engine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(Priority.COUNT * capacity);
        for (Priority priority : Priority.values()) {
            assertThat(probe.received().stream().filter(message -> message.priority() == priority))
                    .extracting(FigureCodec::number)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        assertThat(engine.counters().refusals().backPressured()).isEqualTo(Priority.COUNT);
        assertThat(engine.counters().created() - before.created()).isEqualTo(1 + (long) Priority.COUNT * capacity);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBeRefusedWhenTheTargetIsGoneOrOfAnotherEngine(int shard) {
        AgentRef gone = engine.spawn("gone", shard, () -> probe);
        engine.engine().stop(gone);
        try (TestEngine other = TestEngine.launch()) {
            AgentRef stranger = other.spawn("stranger", () -> probe);
            actor.act(self -> {
                assertThat(self.send(gone, Figure.of(1), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
                assertThat(self.sendOrPark(gone, Figure.of(1), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
                assertThat(self.send(stranger, Figure.of(1), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
                assertThat(self.ask(stranger, Figure.of(1), FIGURES, Duration.ofSeconds(1), (outcome, reply) -> {}))
                        .isEqualTo(Offer.NO_SUCH_AGENT);
            });
        }
        assertThat(engine.counters().refusals()).isEqualTo(new SendRefusals(0, 4, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBecomeADeadLetterWhenTheTargetStopsBeforeItsTurn(int shard) {
        AgentRef target = engine.spawn("probe", shard, () -> probe);
        actor.act(self -> {
            assertThat(self.send(target, Figure.of(1, LONG), FIGURES)).isEqualTo(Offer.ACCEPTED);
            engine.engine().stop(target);
        });
        engine.runUntilIdle();
        assertThat(engine.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.NO_SUCH_AGENT);
            assertThat(FigureCodec.number(letter.message())).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBeRefusedWhenTheBodyIsTooLongAndBackPressuredWhenNoBufferIsFree(int shard) {
        AgentRef target = engine.spawn("probe", shard, () -> probe);
        actor.act(self -> {
            assertThat(self.send(target, Figure.of(0, 1_001), FIGURES)).isEqualTo(Offer.TOO_LARGE);
            assertThat(self.sendOrPark(target, Figure.of(0, 1_001), FIGURES)).isEqualTo(Offer.TOO_LARGE);
            assertThat(self.send(target, Figure.of(1, 1_000), FIGURES)).isEqualTo(Offer.ACCEPTED);
            assertThat(self.send(target, Figure.of(2, 1_000), FIGURES)).isEqualTo(Offer.ACCEPTED);
            assertThat(self.send(target, Figure.of(3, 1_000), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
            assertThat(self.sendOrPark(target, Figure.of(3, 1_000), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
            assertThat(self.send(target, Figure.of(4), FIGURES)).isEqualTo(Offer.ACCEPTED);
        });
        engine.runUntilIdle();
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(1L, 2L, 4L);
        for (int i = 0; i < 20; i++) {
            actor.act(self -> assertThat(self.send(target, Figure.of(5, 1_000), FIGURES))
                    .as("the buffers have come back")
                    .isEqualTo(Offer.ACCEPTED));
            engine.runUntilIdle();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldSendNothingWhenTheCodecThrows(int shard) {
        AgentRef target = engine.spawn("probe", shard, () -> probe);
        FigureCodec broken = new FigureCodec() {
            @Override
            public void encode(Figure figure, BodyWriter out) {
                super.encode(figure, out);
                throw new IllegalArgumentException("on purpose");
            }
        };
        actor.act(self -> {
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> self.send(target, Figure.of(1, LONG), broken))
                        .hasMessage("on purpose");
                assertThatThrownBy(() -> self.sendOrPark(target, Figure.of(1, LONG), broken))
                        .hasMessage("on purpose");
                assertThatThrownBy(() -> self.send(target, Figure.of(1), null))
                        .isInstanceOf(NullPointerException.class);
                assertThatThrownBy(() -> self.send(null, Figure.of(1), FIGURES))
                        .isInstanceOf(NullPointerException.class);
                assertThatThrownBy(() -> self.send(target, Figure.of(1), FIGURES, null))
                        .isInstanceOf(NullPointerException.class);
            }
            assertThat(self.send(target, Figure.of(2), FIGURES)).isEqualTo(Offer.ACCEPTED);
        });
        engine.runUntilIdle();
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(2L);
        assertThat(engine.counters().refusals().total()).isZero();
    }

    @Test
    void shouldRefuseWhenACodecComesBackToTheContextThatItEncodesFor() {
        AgentRef target = engine.spawn("probe", 0, () -> probe);
        List<Throwable> refusals = new ArrayList<>();
        actor.act(self -> {
            FigureCodec reentrant = new FigureCodec() {
                @Override
                public void encode(Figure figure, BodyWriter out) {
                    for (ThrowingCallable call : sends(self, target)) {
                        refusals.add(thrownBy(call));
                    }
                    super.encode(figure, out);
                }
            };
            assertThat(self.send(target, Figure.of(3), reentrant)).isEqualTo(Offer.ACCEPTED);
        });
        engine.runUntilIdle();
        assertThat(refusals.remove(4)).as("a timer needs no codec").isNull();
        assertThat(refusals)
                .hasSize(4)
                .allSatisfy(e -> assertThat(e)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("a codec called the agent's context"));
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(3L);
    }

    @Test
    void shouldRefuseWhenAnotherAgentAnotherThreadOrNobodyIsCalled() {
        AgentRef target = engine.spawn("probe", 0, () -> probe);
        AgentContext[] foreign = new AgentContext[1];
        actor.act(self -> foreign[0] = self);
        for (ThrowingCallable call : sends(foreign[0], target)) {
            assertThat(thrownBy(call))
                    .as("outside any call")
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("actor");
        }
        Actor other = new Actor(engine, "other", 0);
        other.act(self -> {
            for (ThrowingCallable call : sends(foreign[0], target)) {
                assertThat(thrownBy(call))
                        .as("another agent's call")
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("(expected: the agent that is being called");
            }
        });
        Actor far = new Actor(engine, "far", 1);
        far.act(self -> {
            for (ThrowingCallable call : sends(foreign[0], target)) {
                assertThat(thrownBy(call)).as("another shard").isInstanceOf(IllegalStateException.class);
            }
        });
        actor.act(self -> {
            for (ThrowingCallable call : sends(self, target)) {
                Throwable thrown = thrownBy(
                        () -> CompletableFuture.runAsync(() -> rethrow(call)).join());
                assertThat(thrown)
                        .as("another thread")
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("(expected: the shard's");
            }
        });
        engine.runUntilIdle();
        assertThat(probe.count()).isZero();
    }

    @Test
    void shouldSendFromTheEndOfABatchAsFromAMessage() {
        AgentRef target = engine.spawn("probe", 1, () -> probe);
        AgentRef gathering = engine.spawn("gathering", 0, () -> new Agent() {
            private long sum;

            @Override
            public void onMessage(Message message, AgentContext self) {
                sum += FigureCodec.number(message);
            }

            @Override
            public void onBatchEnd(AgentContext self) {
                assertThat(self.send(target, Figure.of(sum), FIGURES)).isEqualTo(Offer.ACCEPTED);
            }
        });
        for (int i = 1; i <= 4; i++) {
            engine.tell(gathering, Figure.of(i), FIGURES);
        }
        engine.runUntilIdle();
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(10L);
        assertThat(engine.counters().batchEndFaults()).isZero();
    }

    @Test
    void shouldKeepTheMessageBeingReadApartFromWhatIsSentMeanwhile() {
        AgentRef target = engine.spawn("probe", 0, () -> probe);
        actor.does((message, self) -> {
            for (int i = 0; i < SLOTS; i++) {
                self.send(target, Figure.of(100 + i, i % 2 == 0 ? 64 : LONG), FIGURES);
            }
            assertThat(FigureCodec.number(message)).isLessThan(10);
            assertThat(message.correlationId()).isEqualTo(FigureCodec.number(message));
        });
        for (int round = 0; round < 20; round++) {
            int bytes = 8 + round * 4;
            actor.act(self -> {
                for (int i = 0; i < 2; i++) {
                    self.send(self.self(), Figure.of(i, bytes), FIGURES, new Envelope().correlationId(i));
                }
            });
            engine.runUntilIdle();
        }
        assertThat(actor.received()).hasSize(40);
        assertThat(probe.received())
                .allSatisfy(message -> assertThat(FigureCodec.number(message)).isGreaterThan(99));
    }

    private static List<ThrowingCallable> sends(AgentContext self, AgentRef target) {
        return List.of(
                () -> self.send(target, Figure.of(1), FIGURES),
                () -> self.sendOrPark(target, Figure.of(1), FIGURES),
                () -> self.ask(target, Figure.of(1), FIGURES, Duration.ofSeconds(1), (outcome, reply) -> {}),
                () -> self.reply(new ReplyTicket(), Figure.of(1), FIGURES),
                () -> self.newTimer((timer, dueNs, me) -> {}).once(Duration.ZERO));
    }

    private static Throwable thrownBy(ThrowingCallable call) {
        try {
            call.call();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private static void rethrow(ThrowingCallable call) {
        try {
            call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
