package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Publishing to topics: who gets what in which order, what is refused, and what is counted. */
@Timeout(20)
class TopicTest {
    private static final int SLOTS = 4;
    private static final int MEMBERS = 6;
    private static final int LONG = 500;

    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .shards(2)
            .ringSlots(SLOTS)
            .localQueueSlots(SLOTS)
            .outboxMessages(SLOTS)
            .stagedMessages(SLOTS)
            .slotBytes(128)
            .maxBodyBytes(1_000)
            .overflowBuffers(2)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Topic topic = engine.engine().topic("news");
    private final Actor publisher = new Actor(engine, "publisher", 0);
    private final Probe far = new Probe();
    private final AgentRef farRef = engine.spawn("far", 1, () -> far);

    @AfterEach
    void closeTheEngine() {
        engine.close();
        assertThat(engine.counters().inFlight()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"false, 8", "false, 500", "true, 8", "true, 500"})
    void shouldGoToEachSubscriberOnceAsAMessageOfItsOwn(boolean inside, int bytes) {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        Probe probe = new Probe();
        AgentRef subscriber = engine.spawn("probe", () -> probe);
        engine.engine().subscribe(topic, subscriber);
        Envelope envelope =
                new Envelope().priority(Priority.HIGH).correlationId(5).traceId(6);
        Figure figure = Figure.of(42, bytes);
        if (inside) {
            publisher.act(self ->
                    assertThat(self.publish(topic, figure, FIGURES, envelope)).isEqualTo(Offer.ACCEPTED));
        } else {
            assertThat(engine.sender().publish(topic, figure, FIGURES, envelope))
                    .isEqualTo(Offer.ACCEPTED);
            assertThat(engine.sender().accepted()).as("one for each shard").isEqualTo(2);
        }
        engine.runUntilIdle();

        assertThat(crowd.counts()).containsOnly(1).hasSize(MEMBERS);
        assertThat(crowd.numbers(0)).containsExactly(42L);
        assertThat(probe.count()).isEqualTo(1);
        assertThat(probe.last().priority()).isEqualTo(Priority.HIGH);
        assertThat(probe.last().correlationId()).isEqualTo(5);
        assertThat(probe.last().traceId()).isEqualTo(6);
        assertThat(probe.last().isAsk()).isFalse();
        assertThat(probe.last().sourceAddress())
                .isEqualTo(inside ? publisher.ref().address() : 0);
        int calls = inside ? 1 : 0;
        assertThat(engine.counters().created()).isEqualTo(calls + 2 + MEMBERS + 1);
        assertThat(engine.counters().handled()).isEqualTo(calls + 2 + MEMBERS + 1);
    }

    @ParameterizedTest
    @CsvSource({"false, 8", "false, 500", "true, 8", "true, 500"})
    void shouldKeepTheOrderAmongWhatIsPublishedAndToldByOneSender(boolean inside, int bytes) {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        List<List<Long>> expected = new ArrayList<>();
        for (int member = 0; member < MEMBERS; member++) {
            expected.add(new ArrayList<>());
        }
        for (int i = 0; i < 200; i++) {
            Figure figure = Figure.of(i, i % 5 == 0 ? bytes : Figure.MIN_BYTES);
            int member = i % 7 % 3 == 0 ? -1 : i % MEMBERS;
            Offer[] offer = {Offer.BACK_PRESSURED};
            for (int tries = 0; offer[0] == Offer.BACK_PRESSURED && tries < 50; tries++) {
                if (inside) {
                    publisher.act(self -> offer[0] = member < 0
                            ? self.publish(topic, figure, FIGURES)
                            : self.send(crowd.ref(member), figure, FIGURES));
                } else {
                    offer[0] = member < 0
                            ? engine.sender().publish(topic, figure, FIGURES)
                            : engine.sender().tell(crowd.ref(member), figure, FIGURES);
                    if (offer[0] == Offer.BACK_PRESSURED) {
                        engine.turn();
                    }
                }
            }
            assertThat(offer[0]).isEqualTo(Offer.ACCEPTED);
            for (int to = 0; to < MEMBERS; to++) {
                if (member < 0 || member == to) {
                    expected.get(to).add((long) i);
                }
            }
        }
        engine.runUntilIdle();
        for (int member = 0; member < MEMBERS; member++) {
            assertThat(crowd.numbers(member)).as("member %d", member).isEqualTo(expected.get(member));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, LONG})
    void shouldGiveBuffersAndSlotsBackWhenTheLastSubscriberHasGotIt(int bytes) {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        for (int i = 0; i < 20; i++) {
            assertThat(engine.sender().publish(topic, Figure.of(i, bytes), FIGURES))
                    .isEqualTo(Offer.ACCEPTED);
            Figure inside = Figure.of(100 + i, bytes);
            publisher.act(
                    self -> assertThat(self.publish(topic, inside, FIGURES)).isEqualTo(Offer.ACCEPTED));
            engine.runUntilIdle();
        }
        assertThat(crowd.counts()).containsOnly(40);
        assertThat(engine.engine().queueDepth()).isZero();
    }

    @Test
    void shouldReachNobodyWhenTheRingOfOneShardIsFull() {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        for (int i = 0; i < SLOTS; i++) {
            engine.tell(farRef, Figure.of(i), FIGURES);
        }
        assertThat(engine.sender().publish(topic, Figure.of(-1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
        assertThat(engine.counters().refusals().backPressured()).isEqualTo(1);
        engine.runUntilIdle();
        assertThat(crowd.deliveries()).isZero();
        assertThat(far.count()).isEqualTo(SLOTS);
        assertThat(engine.counters().created()).isEqualTo(SLOTS);
        assertThat(engine.sender().publish(topic, Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED);
        engine.runUntilIdle();
        assertThat(crowd.counts()).containsOnly(1);
    }

    @Test
    void shouldReachNobodyWhenAnOutboxOrTheLocalQueueIsFull() {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        publisher.act(self -> {
            while (self.send(farRef, Figure.of(1), FIGURES) == Offer.ACCEPTED) {}
            assertThat(self.publish(topic, Figure.of(-1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
        });
        engine.runUntilIdle();
        publisher.act(self -> {
            while (self.send(self.self(), Figure.of(1), FIGURES) == Offer.ACCEPTED) {}
            assertThat(self.publish(topic, Figure.of(-1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
        });
        engine.runUntilIdle();
        assertThat(crowd.deliveries()).isZero();
        publisher.act(
                self -> assertThat(self.publish(topic, Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED));
        engine.runUntilIdle();
        assertThat(crowd.counts()).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldReachNobodyWhenThereIsNoBufferForOneOfTheShards(boolean inside) {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        // one of two buffers is under way
        if (inside) {
            publisher.act(self -> {
                assertThat(self.send(farRef, Figure.of(1, LONG), FIGURES)).isEqualTo(Offer.ACCEPTED);
                assertThat(self.publish(topic, Figure.of(-1, LONG), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
                assertThat(self.send(farRef, Figure.of(2, LONG), FIGURES))
                        .as("the other buffer was given back")
                        .isEqualTo(Offer.ACCEPTED);
            });
        } else {
            engine.tell(farRef, Figure.of(1, LONG), FIGURES);
            assertThat(engine.sender().publish(topic, Figure.of(-1, LONG), FIGURES))
                    .isEqualTo(Offer.BACK_PRESSURED);
            engine.tell(farRef, Figure.of(2, LONG), FIGURES);
        }
        engine.runUntilIdle();
        assertThat(crowd.deliveries()).isZero();
        assertThat(far.count()).isEqualTo(2);
    }

    @Test
    void shouldNotOvertakeWhatIsStaged() {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        Sender sender = engine.sender();
        sender.stage(crowd.ref(1), Figure.of(1), FIGURES);
        assertThat(sender.publish(topic, Figure.of(2), FIGURES)).isEqualTo(Offer.ACCEPTED);
        assertThat(sender.staged()).isZero();
        assertThat(sender.accepted()).isEqualTo(3);
        sender.stage(crowd.ref(1), Figure.of(3), FIGURES);
        sender.stage(crowd.ref(1), Figure.of(4), FIGURES);
        sender.stage(crowd.ref(1), Figure.of(5), FIGURES);
        assertThat(sender.publish(topic, Figure.of(-1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
        assertThat(sender.staged()).isPositive();
        engine.runUntilIdle();
        sender.flush();
        engine.runUntilIdle();
        assertThat(crowd.numbers(1)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(crowd.numbers(0)).containsExactly(2L);
    }

    @Test
    void shouldNotOvertakeWhatIsParked() {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        publisher.act(self -> {
            while (self.sendOrPark(farRef, Figure.of(1), FIGURES) == Offer.ACCEPTED) {}
            assertThat(self.publish(topic, Figure.of(-1), FIGURES, new Envelope().priority(Priority.CRITICAL)))
                    .isEqualTo(Offer.BACK_PRESSURED);
        });
        engine.runUntilIdle();
        assertThat(crowd.deliveries()).isZero();
    }

    @Test
    void shouldAcceptWhatNobodyIsSubscribedToAndCreateNothing() {
        List<Offer> offers = new ArrayList<>();
        Crowd crowd = new Crowd(engine, topic, 2, 2);
        engine.engine().unsubscribe(topic, crowd.ref(0));
        engine.engine().stop(crowd.ref(1));
        offers.add(engine.sender().publish(topic, Figure.of(1), FIGURES));
        publisher.act(self -> offers.add(self.publish(topic, Figure.of(1), FIGURES)));
        engine.runUntilIdle();
        assertThat(offers).containsExactly(Offer.ACCEPTED, Offer.ACCEPTED);
        assertThat(crowd.deliveries()).isZero();
        assertThat(engine.counters().created()).as("the actor's call").isEqualTo(1);
    }

    @Test
    void shouldUseTheWayToNoOtherShardThanTheSubscribers() {
        Crowd crowd = new Crowd(engine, topic, 3, 1);
        for (int i = 0; i < SLOTS; i++) {
            engine.tell(farRef, Figure.of(i), FIGURES);
        }
        assertThat(engine.sender().publish(topic, Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED);
        engine.runUntilIdle();
        assertThat(crowd.counts()).containsOnly(1);
        assertThat(engine.counters().created()).isEqualTo(SLOTS + 1 + 3);
    }

    @Test
    void shouldSayWhetherASubscriptionHasChanged() {
        Engine core = engine.engine();
        assertThat(core.subscribe(topic, farRef)).isTrue();
        assertThat(core.subscribe(topic, farRef)).isFalse();
        engine.sender().publish(topic, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        assertThat(far.count()).isEqualTo(1);
        assertThat(core.unsubscribe(topic, farRef)).isTrue();
        assertThat(core.unsubscribe(topic, farRef)).isFalse();
        assertThat(core.subscribe(topic, farRef)).isTrue();
        core.stop(farRef);
        assertThat(core.unsubscribe(topic, farRef)).as("it has left").isFalse();
        assertThat(core.subscribe(topic, farRef)).as("it has ended").isFalse();
        publisher.act(self -> {
            assertThat(self.subscribe(topic)).isTrue();
            assertThat(self.subscribe(topic)).isFalse();
            assertThat(self.publish(topic, Figure.of(7), FIGURES)).isEqualTo(Offer.ACCEPTED);
        });
        engine.runUntilIdle();
        assertThat(publisher.numbers()).containsExactly(7L);
        publisher.act(self -> {
            assertThat(self.unsubscribe(topic)).isTrue();
            assertThat(self.unsubscribe(topic)).isFalse();
        });
    }

    @Test
    void shouldLeaveTheOthersSubscribedInTheirOrderWhenOneLeaves() {
        Crowd crowd = new Crowd(engine, topic, 5, 1);
        Crowd elsewhere = new Crowd(engine, engine.engine().topic("other"), 1, 1);
        List<Long> order = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            crowd.does(i, (message, self) -> order.add(self.self().address()));
        }
        engine.engine().unsubscribe(topic, crowd.ref(2));
        engine.engine().stop(crowd.ref(0));
        engine.engine().unsubscribe(topic, crowd.ref(4));
        engine.engine().subscribe(topic, crowd.ref(2));
        engine.sender().publish(topic, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        assertThat(order)
                .containsExactly(
                        crowd.ref(1).address(),
                        crowd.ref(3).address(),
                        crowd.ref(2).address());
        assertThat(elsewhere.deliveries()).isZero();
    }

    @Test
    void shouldGiveTheSameTopicForTheSameNameAndRefuseABlankOne() {
        assertThat(engine.engine().topic("news")).isSameAs(topic);
        assertThat(engine.engine().topic("other")).isNotSameAs(topic);
        assertThat(topic.name()).isEqualTo("news");
        for (String name : new String[] {"", " ", null}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.engine().topic(name))
                    .withMessageContaining("name=" + name);
        }
    }

    @Test
    void shouldRefuseTopicsAndAgentsOfOtherEngines() {
        try (Engine other = Engine.launch(new EngineContext().invokerMode(true));
                Sender sender = other.newSender()) {
            AgentRef stranger = other.spawn("stranger", () -> (message, self) -> {});
            Engine ours = engine.engine();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ours.subscribe(topic, stranger))
                    .withMessageContaining("agent=AgentRef[stranger");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ours.unsubscribe(topic, stranger))
                    .withMessageContaining("agent=AgentRef[stranger");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.subscribe(topic, stranger))
                    .withMessageContaining("topic=Topic[news]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> other.unsubscribe(topic, stranger))
                    .withMessageContaining("topic=Topic[news]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sender.publish(topic, Figure.of(1), FIGURES))
                    .withMessageContaining("topic=Topic[news]");
            Topic foreign = other.topic("foreign");
            publisher.act(self -> {
                assertThatIllegalArgumentException().isThrownBy(() -> self.subscribe(foreign));
                assertThatIllegalArgumentException().isThrownBy(() -> self.unsubscribe(foreign));
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> self.publish(foreign, Figure.of(1), FIGURES))
                        .withMessageContaining("topic=Topic[foreign]");
            });
        }
    }

    @Test
    void shouldRefuseABodyThatIsTooLong() {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        assertThat(engine.sender().publish(topic, Figure.of(1, 1_001), FIGURES)).isEqualTo(Offer.TOO_LARGE);
        publisher.act(self ->
                assertThat(self.publish(topic, Figure.of(1, 1_001), FIGURES)).isEqualTo(Offer.TOO_LARGE));
        engine.runUntilIdle();
        assertThat(engine.counters().refusals().tooLarge()).isEqualTo(2);
        assertThat(crowd.deliveries()).isZero();
    }

    @Test
    void shouldSendNothingWhenTheCodecThrowsOrComesBack() {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        FigureCodec comesBack = new FigureCodec() {
            @Override
            public void encode(Figure figure, BodyWriter out) {
                engine.sender().publish(topic, figure, FIGURES);
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.sender().publish(topic, Figure.of(1), comesBack))
                .withMessageContaining("codec");
        assertThat(engine.sender().publish(topic, Figure.of(2), FIGURES)).isEqualTo(Offer.ACCEPTED);
        engine.runUntilIdle();
        assertThat(crowd.counts()).containsOnly(1);
        assertThat(crowd.numbers(0)).containsExactly(2L);
    }

    @Test
    void shouldRefuseWhenTheEngineIsClosed() {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        try (Sender late = engine.engine().newSender()) {
            engine.close();
            assertThat(late.publish(topic, Figure.of(1), FIGURES)).isEqualTo(Offer.CLOSED);
        }
        assertThat(crowd.deliveries()).isZero();
    }

    @Test
    void shouldBringAnswersOfSubscribersToThePublisher() {
        Crowd crowd = new Crowd(engine, topic, MEMBERS, 2);
        for (int i = 0; i < MEMBERS; i++) {
            Figure answer = Figure.of(i);
            crowd.does(
                    i,
                    (message, self) ->
                            assertThat(self.reply(message, answer, FIGURES)).isEqualTo(Offer.ACCEPTED));
        }
        publisher.act(
                self -> assertThat(self.publish(topic, Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED));
        engine.runUntilIdle();
        assertThat(publisher.numbers())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, MEMBERS).boxed().toList());
    }
}
