package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that park messages: what they get meanwhile, what others may send to them, and in which order it all goes. */
@Timeout(20)
class ParkingTest {
    private static final int SLOTS = 4;
    private static final int LONG = 500;
    /** So many to the other shard take several turns, as a ring of 4 takes no more in one. */
    private static final int BURST = 60;

    private TestEngine engine;
    private Actor parking;
    private Actor neighbour;
    private Probe near;
    private Probe far;
    private AgentRef nearRef;
    private AgentRef farRef;

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldKeepWhatFindsNoRoomAndDeliverItInOrder(int shard) {
        launch(small());
        AgentRef target = shard == 0 ? nearRef : farRef;
        Probe probe = shard == 0 ? near : far;
        int capacity = shard == 0 ? SLOTS : 2 * SLOTS;
        parking.act(self -> {
            for (int i = 0; i < BURST; i++) {
                assertThat(self.sendOrPark(target, Figure.of(i), FIGURES))
                        .isEqualTo(i < capacity ? Offer.ACCEPTED : Offer.PARKED);
            }
        });
        engine.runUntilIdle();
        assertThat(probe.received())
                .extracting(FigureCodec::number)
                .containsExactlyElementsOf(LongStream.range(0, BURST).boxed().toList());
        assertThat(engine.counters().parked()).isEqualTo(BURST - capacity);
        assertThat(engine.counters().refusals().total()).isZero();
    }

    @Test
    void shouldLetNothingOvertakeWhatIsParked() {
        launch(small());
        parking.act(self -> {
            park(self);
            assertThat(self.send(farRef, Figure.of(-1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
            assertThat(self.send(nearRef, Figure.of(-1), FIGURES))
                    .as("not even to somebody else, or on another lane")
                    .isEqualTo(Offer.BACK_PRESSURED);
            assertThat(self.send(farRef, Figure.of(-1), FIGURES, new Envelope().priority(Priority.CRITICAL)))
                    .isEqualTo(Offer.BACK_PRESSURED);
            assertThat(self.ask(nearRef, Figure.of(-1), FIGURES, Duration.ofSeconds(1), (outcome, reply) -> {}))
                    .isEqualTo(Offer.BACK_PRESSURED);
            assertThat(self.sendOrPark(nearRef, Figure.of(1), FIGURES)).isEqualTo(Offer.PARKED);
        });
        engine.runUntilIdle();
        assertThat(far.received())
                .extracting(FigureCodec::number)
                .hasSize(BURST)
                .isSorted()
                .doesNotContain(-1L);
        assertThat(near.received()).extracting(FigureCodec::number).containsExactly(1L);
        parking.act(self -> assertThat(self.send(farRef, Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED));
    }

    @Test
    void shouldBeBackPressuredWhenTheReserveIsFull() {
        launch(small().parkedMessages(3));
        parking.act(self -> {
            for (int i = 0; i < 2 * SLOTS; i++) {
                assertThat(self.sendOrPark(farRef, Figure.of(i), FIGURES)).isEqualTo(Offer.ACCEPTED);
            }
            for (int i = 0; i < 3; i++) {
                assertThat(self.sendOrPark(farRef, Figure.of(2 * SLOTS + i), FIGURES))
                        .isEqualTo(Offer.PARKED);
            }
            assertThat(self.sendOrPark(farRef, Figure.of(-1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
            assertThat(self.sendOrPark(nearRef, Figure.of(-1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
        });
        engine.runUntilIdle();
        assertThat(far.received())
                .extracting(FigureCodec::number)
                .hasSize(2 * SLOTS + 3)
                .isSorted();
        assertThat(engine.counters().parked()).isEqualTo(3);
        assertThat(engine.counters().refusals().backPressured()).isEqualTo(2);
    }

    @Test
    void shouldGetNothingUntilWhatItParkedHasGoneAndThenItsMessagesInOrder() {
        launch(small());
        List<Integer> goneAtCall = new ArrayList<>();
        parking.does((message, self) -> goneAtCall.add(far.count()));
        int[] sent = new int[1];
        far.does((message, self) -> {
            // what others send to it meanwhile, one for each that arrives
            assertThat(self.send(parking.ref(), Figure.of(sent[0]), FIGURES)).isEqualTo(Offer.ACCEPTED);
            sent[0]++;
        });
        parking.act(this::park);
        int before = parking.received().size();
        assertThat(before).isZero();
        engine.runUntilIdle();
        assertThat(parking.numbers())
                .containsExactlyElementsOf(LongStream.range(0, BURST).boxed().toList());
        assertThat(goneAtCall).allMatch(gone -> gone >= BURST - 2 * SLOTS);
        assertThat(far.count()).isEqualTo(BURST);
    }

    @Test
    void shouldPutWhatWasStashedBeforeWhatComesLater() {
        launch(small().stashedMessages(1_000).localQueueSlots(64));
        // the neighbour sends in every turn; the first 30 or so are stashed, the later ones are not
        int[] sent = new int[1];
        parking.prepare(this::park);
        for (int turn = 0; turn < 100; turn++) {
            neighbour.act(self -> {
                for (int i = 0; i < 20; i++) {
                    assertThat(self.send(parking.ref(), Figure.of(sent[0]++), FIGURES))
                            .isEqualTo(Offer.ACCEPTED);
                }
            });
            if (parking.received().size() == sent[0]) {
                break;
            }
        }
        engine.runUntilIdle();
        assertThat(sent[0]).as("some turns").isGreaterThan(100);
        assertThat(parking.numbers())
                .containsExactlyElementsOf(LongStream.range(0, sent[0]).boxed().toList());
    }

    @Test
    void shouldParkAgainInTheMidstOfItsStashAndLoseNothing() {
        launch(small().stashedMessages(1_000).localQueueSlots(64));
        int[] next = new int[1];
        parking.does((message, self) -> {
            if (FigureCodec.number(message) % 10 == 0) {
                for (int i = 0; i < 20; i++) {
                    assertThat(self.sendOrPark(farRef, Figure.of(next[0]++), FIGURES))
                            .isIn(Offer.ACCEPTED, Offer.PARKED);
                }
            }
        });
        parking.prepare(self -> {
            for (int i = 0; i < 20; i++) {
                self.sendOrPark(farRef, Figure.of(next[0]++), FIGURES);
            }
        });
        neighbour.act(self -> {
            for (int i = 0; i < 60; i++) {
                assertThat(self.send(parking.ref(), Figure.of(i), FIGURES)).isEqualTo(Offer.ACCEPTED);
            }
        });
        engine.runUntilIdle();
        assertThat(parking.numbers())
                .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
        assertThat(far.received())
                .extracting(FigureCodec::number)
                .containsExactlyElementsOf(LongStream.range(0, 7 * 20).boxed().toList());
        assertThat(engine.deadLetters()).isEmpty();
    }

    @Test
    void shouldBackPressureSendersOutsideWhileItTakesNothing() {
        launch(small());
        List<Offer> offers = new ArrayList<>();
        far.does((message, self) -> {
            if (FigureCodec.number(message) == BURST / 2) {
                offers.add(engine.sender().tell(parking.ref(), Figure.of(1), FIGURES));
                offers.add(engine.sender().stage(parking.ref(), Figure.of(1), FIGURES));
                offers.add(engine.sender()
                        .ask(parking.ref(), Figure.of(1), FIGURES, Duration.ofSeconds(1), (outcome, reply) -> {}));
                offers.add(engine.engine().tell(parking.ref(), Figure.of(1), FIGURES));
                offers.add(engine.sender().tell(nearRef, Figure.of(1), FIGURES));
                assertThat(engine.engine().health())
                        .isEqualTo(new EngineHealth(
                                EngineHealth.Status.DEGRADED,
                                List.of("shard 0: 1 agent(s) wait for room for what they have sent")));
            }
        });
        parking.act(this::park);
        engine.runUntilIdle();
        assertThat(offers)
                .containsExactly(
                        Offer.BACK_PRESSURED,
                        Offer.BACK_PRESSURED,
                        Offer.BACK_PRESSURED,
                        Offer.BACK_PRESSURED,
                        Offer.ACCEPTED);
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.UP);
        engine.tell(parking.ref(), Figure.of(2), FIGURES);
        engine.runUntilIdle();
        assertThat(parking.numbers()).containsExactly(2L);
        assertThat(engine.counters().asks().started()).isZero();
    }

    @Test
    void shouldAdmitNobodyWhenItsStashIsOverHalfFullAndAgentsAgainWhenItIsNot() {
        launch(small().stashedMessages(8).localQueueSlots(16));
        List<Offer> offers = new ArrayList<>();
        far.does((message, self) -> {
            if (FigureCodec.number(message) < 12) {
                offers.add(self.send(parking.ref(), Figure.of(offers.size()), FIGURES));
            }
        });
        parking.act(this::park);
        engine.runUntilIdle();
        int admitted = offers.indexOf(Offer.BACK_PRESSURED);
        assertThat(admitted).as("4, and what was under way").isBetween(5, 8);
        assertThat(offers.subList(0, admitted)).containsOnly(Offer.ACCEPTED);
        assertThat(offers.subList(admitted, 12)).containsOnly(Offer.BACK_PRESSURED);
        assertThat(parking.numbers())
                .containsExactlyElementsOf(LongStream.range(0, admitted).boxed().toList());
        assertThat(engine.deadLetters()).isEmpty();
        neighbour.act(self ->
                assertThat(self.send(parking.ref(), Figure.of(99), FIGURES)).isEqualTo(Offer.ACCEPTED));
    }

    @Test
    void shouldBuryWhatWasUnderWayWhenTheStashOverflows() {
        launch(small().stashedMessages(4).localQueueSlots(16));
        parking.prepare(this::park);
        neighbour.act(self -> {
            for (int i = 0; i < 10; i++) {
                assertThat(self.send(parking.ref(), Figure.of(i, i % 2 == 0 ? 8 : LONG), FIGURES))
                        .isIn(Offer.ACCEPTED, Offer.BACK_PRESSURED); // of long ones two are under way at most
            }
        });
        engine.runUntilIdle();
        assertThat(parking.numbers()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(engine.deadLetters())
                .extracting(letter -> letter.reason() + " " + FigureCodec.number(letter.message()))
                .containsExactly("STASH_OVERFLOW 4", "STASH_OVERFLOW 6", "STASH_OVERFLOW 8");
        assertThat(engine.counters().dead()).containsEntry(DeadLetterReason.STASH_OVERFLOW, 3L);
    }

    @Test
    void shouldLoseNoMoreThanOneMessageForEachAgentWhenTheStashIsFull() {
        launch(small().stashedMessages(4).localQueueSlots(64));
        Actor other = new Actor(engine, "other", 0);
        List<Offer> offers = new ArrayList<>();
        // both park; the stash fills for the one, then agents send to the other
        parking.prepare(this::park);
        other.prepare(this::park);
        neighbour.prepare(self -> {
            for (int i = 0; i < 10; i++) {
                self.send(parking.ref(), Figure.of(i), FIGURES);
            }
        });
        engine.turn();
        for (int turn = 0; turn < 5; turn++) {
            neighbour.act(self -> offers.add(self.send(other.ref(), Figure.of(100), FIGURES)));
        }
        engine.runUntilIdle();
        assertThat(offers).contains(Offer.BACK_PRESSURED);
        assertThat(engine.deadLetters().stream()
                        .filter(letter -> FigureCodec.number(letter.message()) == 100)
                        .count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void shouldDeliverABoundedNumberOfStashedMessagesInOneTurn() {
        launch(small().stashedMessages(4_000).localQueueSlots(1_024));
        parking.prepare(this::park);
        neighbour.act(self -> {
            for (int i = 0; i < 1_000; i++) {
                assertThat(self.send(parking.ref(), Figure.of(i), FIGURES)).isEqualTo(Offer.ACCEPTED);
            }
        });
        int before = 0;
        int most = 0;
        while (engine.turn() > 0) {
            most = Math.max(most, parking.received().size() - before);
            before = parking.received().size();
        }
        assertThat(parking.numbers()).hasSize(1_000).isSorted();
        assertThat(most).isEqualTo(256);
    }

    @Test
    void shouldGiveBuffersBackWhenLongMessagesWereParkedAndStashed() {
        launch(small().overflowBuffers(6).stashedMessages(64));
        for (int round = 0; round < 20; round++) {
            parking.prepare(self -> {
                park(self);
                assertThat(self.sendOrPark(farRef, Figure.of(BURST, LONG), FIGURES))
                        .isEqualTo(Offer.PARKED);
                assertThat(self.sendOrPark(nearRef, Figure.of(BURST, LONG), FIGURES))
                        .isEqualTo(Offer.PARKED);
            });
            neighbour.act(self -> {
                assertThat(self.send(parking.ref(), Figure.of(1, LONG), FIGURES))
                        .isEqualTo(Offer.ACCEPTED);
                assertThat(self.send(parking.ref(), Figure.of(2, LONG), FIGURES))
                        .isEqualTo(Offer.ACCEPTED);
            });
            engine.runUntilIdle();
        }
        assertThat(parking.received())
                .hasSize(40)
                .allSatisfy(message -> assertThat(message.bytes()).hasSize(LONG));
        assertThat(parking.numbers()).hasSize(40); // each of them intact
        assertThat(near.received()).hasSize(20);
        assertThat(FigureCodec.number(near.last())).isEqualTo(BURST);
        assertThat(far.count()).isEqualTo(20 * (BURST + 1));
    }

    @Test
    void shouldParkNothingWhenTheCodecThrowsOrTheBodyIsTooLong() {
        launch(small());
        FigureCodec broken = new FigureCodec() {
            @Override
            public void encode(Figure figure, BodyWriter out) {
                throw new IllegalArgumentException("on purpose");
            }
        };
        parking.act(self -> {
            park(self);
            for (int i = 0; i < 10; i++) {
                assertThatThrownBy(() -> self.sendOrPark(farRef, Figure.of(-1, LONG), broken))
                        .hasMessage("on purpose");
                assertThat(self.sendOrPark(farRef, Figure.of(-1, 1_001), FIGURES))
                        .isEqualTo(Offer.TOO_LARGE);
            }
            assertThat(self.sendOrPark(farRef, Figure.of(BURST, LONG), FIGURES)).isEqualTo(Offer.PARKED);
        });
        engine.runUntilIdle();
        assertThat(far.received())
                .extracting(FigureCodec::number)
                .hasSize(BURST + 1)
                .isSorted();
    }

    @Test
    void shouldSendWhatItParkedThoughItHasStoppedAndBuryWhatWasStashedForIt() {
        launch(small());
        far.does((message, self) -> {
            if (FigureCodec.number(message) == 20) {
                engine.engine().stop(parking.ref());
            }
        });
        parking.prepare(this::park);
        neighbour.act(self -> {
            assertThat(self.send(parking.ref(), Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED);
            assertThat(self.send(parking.ref(), Figure.of(2, LONG), FIGURES)).isEqualTo(Offer.ACCEPTED);
        });
        engine.runUntilIdle();
        assertThat(far.count()).isEqualTo(BURST);
        assertThat(parking.received()).isEmpty();
        assertThat(engine.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetterReason.NO_SUCH_AGENT, DeadLetterReason.NO_SUCH_AGENT);
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.UP);
    }

    @Test
    void shouldBuryWhatIsParkedWhenItsTargetHasStopped() {
        launch(small());
        far.does((message, self) -> engine.engine().stop(self.self()));
        parking.act(this::park);
        engine.runUntilIdle();
        assertThat(far.count()).isEqualTo(1);
        assertThat(engine.counters().dead()).containsEntry(DeadLetterReason.NO_SUCH_AGENT, BURST - 1L);
        parking.act(
                self -> assertThat(self.send(nearRef, Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED));
    }

    @Test
    void shouldAnswerAsksWhileItHasParkedMessages() {
        launch(small());
        PendingAnswer[] answer = new PendingAnswer[1];
        parking.does((message, self) -> {
            park(self);
            assertThat(self.reply(message, Figure.of(3), FIGURES)).isEqualTo(Offer.ACCEPTED);
        });
        answer[0] = engine.ask(parking.ref(), Figure.of(1), FIGURES, Duration.ofSeconds(1));
        engine.turn();
        assertThat(answer[0].read(FIGURES, new Figure()).number).isEqualTo(3);
        assertThat(far.count()).isLessThan(BURST);
    }

    private static EngineContext small() {
        return new EngineContext()
                .shards(2)
                .ringSlots(SLOTS)
                .localQueueSlots(SLOTS)
                .outboxMessages(SLOTS)
                .slotBytes(128)
                .maxBodyBytes(1_000)
                .overflowBuffers(2)
                .parkedMessages(200)
                .stashedMessages(200)
                .deadLetterListener((message, reason, cause) -> {});
    }

    private void launch(EngineContext context) {
        engine = TestEngine.launch(context);
        parking = new Actor(engine, "parking", 0);
        neighbour = new Actor(engine, "neighbour", 0);
        near = new Probe();
        far = new Probe();
        nearRef = engine.spawn("near", 0, () -> near);
        farRef = engine.spawn("far", 1, () -> far);
    }

    /** Sends more to the other shard than there is room for. */
    private void park(AgentContext self) {
        Offer last = null;
        for (int i = 0; i < BURST; i++) {
            last = self.sendOrPark(farRef, Figure.of(i), FIGURES);
        }
        assertThat(last).isEqualTo(Offer.PARKED);
    }
}
