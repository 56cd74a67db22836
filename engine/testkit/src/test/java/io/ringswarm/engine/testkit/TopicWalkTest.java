package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Supervision;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.metrics.LatencyHistograms;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens while a shard is on its way through the subscribers of a topic. */
@Timeout(20)
class TopicWalkTest {
    private static final int SLOTS = 4;
    private static final int LONG = 500;
    /** Of the low lane, which most tests use as it is the smallest. */
    private static final int QUOTA = 64;

    private static final int MANY = 1_000;
    private static final Envelope LOW = new Envelope().priority(Priority.LOW);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private TestEngine engine;
    private Topic topic;
    private Actor publisher;
    private Probe far;
    private AgentRef farRef;

    @AfterEach
    void closeTheEngine() {
        engine.close();
        assertThat(engine.counters().inFlight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeNoMoreThanTheLanesQuotaInATurnAndServeTheOtherLanes(boolean inside) {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, MANY, 1);
        Probe other = new Probe();
        AgentRef otherRef = engine.spawn("other", 0, () -> other);
        Probe behind = new Probe();
        AgentRef behindRef = engine.spawn("behind", 0, () -> behind);
        if (inside) {
            publisher.act(self -> {
                assertThat(self.publish(topic, Figure.of(1), FIGURES, LOW)).isEqualTo(Offer.ACCEPTED);
                assertThat(self.send(behindRef, Figure.of(2), FIGURES, LOW)).isEqualTo(Offer.ACCEPTED);
            });
        } else {
            publish(Figure.of(1));
            engine.tell(behindRef, Figure.of(2), FIGURES, LOW);
            engine.turn();
        }
        int turns = 1;
        for (; crowd.deliveries() < MANY; turns++) {
            assertThat(crowd.deliveries()).isEqualTo(QUOTA * turns);
            assertThat(crowd.count(0, QUOTA * turns, 1)).as("in their order").isEqualTo(QUOTA * turns);
            assertThat(behind.count()).as("what is behind it waits").isZero();
            engine.tell(otherRef, Figure.of(turns), FIGURES);
            engine.turn();
            assertThat(other.count()).isEqualTo(turns);
        }
        assertThat(turns).isEqualTo(MANY / QUOTA + 1);
        assertThat(behind.count()).as("in what the last turn had left").isEqualTo(1);
        assertThat(crowd.counts()).containsOnly(1);
    }

    @Test
    void shouldTakeNoMoreThanTheQuotaOverSeveralMessages() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 50, 1);
        publish(Figure.of(1));
        publish(Figure.of(2));
        publish(Figure.of(3));
        engine.turn();
        assertThat(crowd.deliveries()).isEqualTo(QUOTA);
        engine.turn();
        assertThat(crowd.deliveries()).isEqualTo(2 * QUOTA);
        engine.turn();
        assertThat(crowd.counts()).containsOnly(3);
        assertThat(crowd.numbers(49)).containsExactly(1L, 2L, 3L);
    }

    @ParameterizedTest
    @CsvSource({"false, 8", "false, 500", "true, 8", "true, 500"})
    void shouldSkipThoseThatEndMeanwhileAndNobodyElse(boolean inside, int bytes) {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 100, 1);
        Figure figure = Figure.of(1, bytes);
        if (inside) {
            publisher.act(self ->
                    assertThat(self.publish(topic, figure, FIGURES, LOW)).isEqualTo(Offer.ACCEPTED));
        } else {
            publish(figure);
            engine.turn();
        }
        assertThat(crowd.deliveries()).isEqualTo(QUOTA);
        for (int i = 70; i < 80; i++) {
            engine.engine().stop(crowd.ref(i));
        }
        engine.engine().stop(crowd.ref(99));
        engine.engine().unsubscribe(topic, crowd.ref(81));
        Probe late = new Probe();
        for (int i = 0; i < 11; i++) {
            AgentRef ref = engine.spawn("late-" + i, 0, () -> late); // in the places of the ended ones
            engine.engine().subscribe(topic, ref);
        }
        engine.runUntilIdle();
        assertThat(crowd.count(70, 80, 0)).isEqualTo(10);
        assertThat(crowd.count(0, 70, 1) + crowd.count(80, 99, 1)).isEqualTo(89);
        assertThat(crowd.numbers(81)).as("its delivery had begun").containsExactly(1L);
        assertThat(late.count()).isZero();
        assertThat(engine.deadLetters()).isEmpty();
        assertThat(engine.counters().created()).isEqualTo((inside ? 1 : 0) + 1 + 89);
        publish(Figure.of(2));
        engine.runUntilIdle();
        assertThat(late.count()).isEqualTo(11);
        assertThat(crowd.numbers(81)).containsExactly(1L);
    }

    @Test
    void shouldEndWhenAllThatAreLeftHaveEnded() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, MANY, 1);
        publish(Figure.of(1));
        crowd.does(0, (message, self) -> {
            for (int i = 1; i < MANY; i++) {
                self.stop(crowd.ref(i));
            }
        });
        engine.runUntilIdle();
        assertThat(crowd.deliveries()).isEqualTo(1);
        assertThat(engine.counters().created()).isEqualTo(2);
        assertThat(engine.engine().queueDepth()).isZero();
    }

    @Test
    void shouldDeliverToNobodyWhoHasLeftBeforeItsTurnCame() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 3, 1);
        publish(Figure.of(1));
        engine.engine().unsubscribe(topic, crowd.ref(0));
        engine.engine().unsubscribe(topic, crowd.ref(1));
        engine.engine().stop(crowd.ref(2));
        engine.runUntilIdle();
        assertThat(crowd.deliveries()).isZero();
        assertThat(engine.counters().created()).isEqualTo(1);
        assertThat(engine.counters().handled()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, LONG})
    void shouldKeepForOneThatParksWhatComesMeanwhileInOrder(int bytes) {
        launch(small().overflowBuffers(8));
        Crowd crowd = new Crowd(engine, topic, 4, 1);
        crowd.does(1, (message, self) -> {
            if (FigureCodec.number(message) == 1) {
                while (self.sendOrPark(farRef, Figure.of(0), FIGURES) != Offer.PARKED) {}
                for (int i = 0; i < 100; i++) {
                    assertThat(self.sendOrPark(farRef, Figure.of(0), FIGURES)).isEqualTo(Offer.PARKED);
                }
            }
        });
        publish(Figure.of(1, bytes));
        publish(Figure.of(2, bytes));
        publish(Figure.of(3, bytes));
        engine.turn();
        assertThat(crowd.counts()).containsExactly(3, 1, 3, 3);
        for (int i = 0; i < 8; i++) {
            engine.tell(publisher.ref(), Figure.of(99, bytes), FIGURES); // takes each of the sender's buffers
            engine.turn();
        }
        for (int i = 0; i < 2; i++) {
            publish(Figure.of(4 + i, bytes));
        }
        engine.runUntilIdle();
        assertThat(crowd.counts()).containsOnly(5);
        assertThat(crowd.numbers(1)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(engine.deadLetters()).isEmpty();
        assertThat(engine.counters().handled())
                .as("5 messages, 20 copies, what was parked, and what the publisher got")
                .isEqualTo(5 + 20 + far.count() + 8);
    }

    @Test
    void shouldBeADeadLetterOfOneSubscriberWhenNoBufferIsFreeToKeepIt() {
        launch(small().overflowBuffers(1));
        Crowd crowd = new Crowd(engine, topic, 3, 1, restarting());
        for (int i = 0; i < 2; i++) {
            crowd.does(i, (message, self) -> {
                if (FigureCodec.number(message) == 1) {
                    throw new IllegalStateException("poison");
                }
            });
        }
        publish(Figure.of(1));
        publish(Figure.of(2, LONG));
        engine.runUntilIdle();
        assertThat(crowd.counts()).containsExactly(1, 1, 2);
        assertThat(engine.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        DeadLetterReason.HANDLER_THREW,
                        DeadLetterReason.HANDLER_THREW,
                        DeadLetterReason.STASH_OVERFLOW);
        assertThat(FigureCodec.number(engine.deadLetters().get(2).message())).isEqualTo(2);
        engine.advance(SECOND);
        assertThat(crowd.counts()).containsExactly(2, 1, 2);
        publish(Figure.of(3, LONG));
        engine.runUntilIdle();
        assertThat(crowd.counts()).as("the sender's buffer is free again").containsExactly(3, 2, 3);
    }

    @Test
    void shouldBeADeadLetterOfOneSubscriberWhenTheStashIsFull() {
        launch(small().stashedMessages(1));
        Crowd crowd = new Crowd(engine, topic, 2, 1, restarting());
        crowd.does(0, (message, self) -> {
            if (FigureCodec.number(message) == 1) {
                throw new IllegalStateException("poison");
            }
        });
        for (int i = 1; i <= 3; i++) {
            publish(Figure.of(i));
        }
        publish(Figure.of(4, LONG));
        engine.runUntilIdle();
        assertThat(engine.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        DeadLetterReason.HANDLER_THREW,
                        DeadLetterReason.STASH_OVERFLOW,
                        DeadLetterReason.STASH_OVERFLOW);
        engine.advance(SECOND);
        assertThat(crowd.numbers(0)).containsExactly(1L, 2L);
        assertThat(crowd.numbers(1)).containsExactly(1L, 2L, 3L, 4L);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, LONG})
    void shouldGoOnWithTheOthersWhenOneThrowsAndGiveItsNextInstanceTheRest(int bytes) {
        launch(small().overflowBuffers(4));
        Crowd crowd = new Crowd(engine, topic, 100, 1, restarting());
        crowd.does(60, (message, self) -> {
            if (FigureCodec.number(message) == 1) {
                throw new IllegalStateException("poison");
            }
        });
        publish(Figure.of(1, bytes));
        publish(Figure.of(2, bytes));
        engine.turn();
        assertThat(crowd.deliveries()).isEqualTo(QUOTA);
        engine.runUntilIdle();
        assertThat(crowd.counts().stream().filter(count -> count == 2)).hasSize(99);
        assertThat(crowd.numbers(60)).containsExactly(1L);
        engine.advance(SECOND);
        assertThat(crowd.numbers(60)).containsExactly(1L, 2L);
        assertThat(engine.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo(DeadLetterReason.HANDLER_THREW));
        assertThat(engine.counters().created()).isEqualTo(2 + 200);
        publish(Figure.of(3, bytes));
        engine.runUntilIdle();
        assertThat(crowd.numbers(60)).as("still subscribed").containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldExpireForEachSubscriberWithoutSpendingTheQuota() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 300, 1);
        Envelope brief = new Envelope().priority(Priority.LOW);
        brief.deadlineNs(engine.clock().nanoTime() + 10);
        assertThat(engine.sender().publish(topic, Figure.of(1), FIGURES, brief)).isEqualTo(Offer.ACCEPTED);
        publish(Figure.of(2));
        engine.clock().advance(Duration.ofNanos(11));
        engine.turn();
        assertThat(engine.counters().expired()).isEqualTo(300);
        assertThat(crowd.deliveries())
                .as("the next one has got the lane's turn")
                .isEqualTo(QUOTA);
        engine.runUntilIdle();
        assertThat(crowd.counts()).containsOnly(1);
        assertThat(crowd.numbers(0)).containsExactly(2L);
    }

    @Test
    void shouldExpireForThoseWhoseTurnComesTooLate() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 100, 1);
        Envelope brief = new Envelope().priority(Priority.LOW);
        brief.deadlineNs(engine.clock().nanoTime() + 10);
        assertThat(engine.sender().publish(topic, Figure.of(1), FIGURES, brief)).isEqualTo(Offer.ACCEPTED);
        engine.turn();
        engine.clock().advance(Duration.ofNanos(11));
        engine.runUntilIdle();
        assertThat(crowd.deliveries()).isEqualTo(QUOTA);
        assertThat(engine.counters().expired()).isEqualTo(100 - QUOTA);
    }

    @Test
    void shouldBeShedForEachSubscriberThatItComesTooLateFor() {
        launch(small().shedAfter(SECOND));
        Crowd crowd = new Crowd(engine, topic, 100, 1);
        publish(Figure.of(1));
        engine.turn();
        engine.clock().advance(SECOND.plusNanos(1));
        engine.runUntilIdle();
        assertThat(crowd.deliveries()).isEqualTo(QUOTA);
        assertThat(engine.counters().shed()).isEqualTo(100 - QUOTA);
    }

    @Test
    void shouldReachTheRestWhenTheEngineCloses() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 2 * MANY, 2);
        publish(Figure.of(1));
        engine.turn();
        assertThat(crowd.deliveries()).isEqualTo(2 * QUOTA);
        CloseReport report = engine.close(SECOND.multipliedBy(10));
        assertThat(crowd.counts()).containsOnly(1);
        assertThat(report.counters().handled()).isEqualTo(2 + 2 * MANY);
        assertThat(report.counters().undelivered()).isZero();
    }

    @Test
    void shouldCountOneUndeliveredOnEachShardWhenTheEngineStopsOnTheWay() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 2 * MANY, 2);
        publish(Figure.of(1));
        engine.turn();
        CloseReport report = engine.close(Duration.ZERO);
        assertThat(crowd.deliveries()).isEqualTo(2 * QUOTA);
        assertThat(report.counters().created()).isEqualTo(2 + 2 * QUOTA);
        assertThat(report.counters().handled()).isEqualTo(2 * QUOTA);
        assertThat(report.counters().undelivered()).isEqualTo(2);
    }

    @Test
    void shouldPublishToItsOwnTopicFromAHandlerOnTheWay() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 100, 2);
        crowd.does(10, (message, self) -> {
            long number = FigureCodec.number(message);
            if (number < 5) {
                assertThat(self.publish(topic, Figure.of(number + 1), FIGURES, LOW))
                        .isEqualTo(Offer.ACCEPTED);
            }
        });
        publish(Figure.of(1));
        engine.runUntilIdle();
        for (int i = 0; i < 100; i++) {
            assertThat(crowd.numbers(i)).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
        assertThat(engine.counters().created()).isEqualTo(5 * (2 + 100));
    }

    @Test
    void shouldKeepTheWaysThroughRingAndLocalQueueApart() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 100, 1);
        Crowd others = new Crowd(engine, engine.engine().topic("others"), 70, 1);
        publish(Figure.of(1));
        publisher.act(self -> assertThat(self.publish(engine.engine().topic("others"), Figure.of(2), FIGURES, LOW))
                .isEqualTo(Offer.ACCEPTED));
        assertThat(crowd.count(0, QUOTA, 1)).isEqualTo(QUOTA);
        assertThat(others.count(0, QUOTA, 1)).isEqualTo(QUOTA);
        engine.runUntilIdle();
        assertThat(crowd.counts()).containsOnly(1);
        assertThat(others.counts()).containsOnly(1);
        assertThat(crowd.numbers(99)).containsExactly(1L);
        assertThat(others.numbers(69)).containsExactly(2L);
    }

    @Test
    void shouldStartASubscriberBeforeItsFirstMessage() {
        launch(small());
        Probe probe = new Probe();
        int[] started = new int[1];
        AgentRef[] ref = new AgentRef[1];
        publisher.act(self -> {
            // in the middle of a turn, so that the message comes before the shard looks for new agents
            ref[0] = self.spawn("starting", () -> new Agent() {
                @Override
                public void onStart(AgentContext me) {
                    started[0]++;
                }

                @Override
                public void onMessage(Message message, AgentContext me) throws Exception {
                    assertThat(started[0]).isEqualTo(1);
                    probe.onMessage(message, me);
                }
            });
            engine.engine().subscribe(topic, ref[0]);
            assertThat(self.publish(topic, Figure.of(1, LONG), FIGURES)).isEqualTo(Offer.ACCEPTED);
        });
        engine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(1);
        assertThat(started[0]).isEqualTo(1);
    }

    @Test
    void shouldRecordEachCopyAndNotTheMessageItself() {
        launch(small());
        Crowd crowd = new Crowd(engine, topic, 100, 2);
        publish(Figure.of(1));
        engine.runUntilIdle();
        assertThat(crowd.deliveries()).isEqualTo(100);
        LatencyHistograms latency = new LatencyHistograms();
        assertThat(engine.engine().collectLatency(latency, Duration.ZERO)).isTrue();
        assertThat(latency.response().getTotalCount()).isEqualTo(100);
    }

    private void publish(Figure figure) {
        assertThat(engine.sender().publish(topic, figure, FIGURES, LOW)).isEqualTo(Offer.ACCEPTED);
    }

    private static AgentOptions restarting() {
        return new AgentOptions()
                .supervision(Supervision.always(Directive.RESTART).backoff(SECOND, SECOND));
    }

    private static EngineContext small() {
        return new EngineContext()
                .shards(2)
                .ringSlots(SLOTS)
                .localQueueSlots(SLOTS)
                .outboxMessages(SLOTS)
                .slotBytes(128)
                .maxBodyBytes(1_000)
                .overflowBuffers(4)
                .parkedMessages(200)
                .stashedMessages(200)
                .deadLetterListener((message, reason, cause) -> {});
    }

    private void launch(EngineContext context) {
        engine = TestEngine.launch(context);
        topic = engine.engine().topic("news");
        publisher = new Actor(engine, "publisher", 0);
        far = new Probe();
        farRef = engine.spawn("far", 1, () -> far);
    }
}
