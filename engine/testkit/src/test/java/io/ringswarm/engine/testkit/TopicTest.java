package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Supervision;
import io.ringswarm.engine.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published comes to all who have subscribed. */
@Timeout(20)
class TopicTest {
    private static final int LONG = 5_000;

    /** Who publishes. */
    enum Publisher {
        SENDER,
        AGENT
    }

    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .shards(2)
            .ringSlots(4)
            .localQueueSlots(4)
            .slotBytes(128)
            .overflowBuffers(2)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Topic topic = engine.engine().topic("prices");
    private final Actor actor = new Actor(engine, "actor", 0);
    private final List<Probe> probes = new ArrayList<>();
    private final List<AgentRef> subscribers = new ArrayList<>();

    @AfterEach
    void closeTheEngine() {
        engine.close();
        assertThat(engine.counters().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeToEachSubscriberOnceWithAllThatItWas(Publisher publisher) {
        subscribe(5);
        Envelope envelope =
                new Envelope().priority(Priority.HIGH).correlationId(7).traceId(8);
        for (int bytes : new int[] {Figure.MIN_BYTES, LONG}) {
            assertThat(publish(publisher, Figure.of(42, bytes), envelope)).isEqualTo(Offer.ACCEPTED);
            engine.runUntilIdle();
        }
        for (int i = 0; i < 5; i++) {
            List<MessageCopy> received = probes.get(i).received();
            assertThat(received).hasSize(2);
            assertThat(received).allSatisfy(message -> {
                assertThat(message.priority()).isEqualTo(Priority.HIGH);
                assertThat(message.correlationId()).isEqualTo(7);
                assertThat(message.traceId()).isEqualTo(8);
                assertThat(message.isAsk()).isFalse();
                assertThat(message.sourceAddress())
                        .isEqualTo(publisher == Publisher.AGENT ? actor.ref().address() : 0);
                Figure figure = message.read(FIGURES, new Figure());
                assertThat(figure.number).isEqualTo(42);
                assertThat(figure.intact).isTrue();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountOneForEachShardAndOneForEachSubscriber(Publisher publisher) {
        subscribe(5);
        long before = engine.counters().created();
        long acts = publisher == Publisher.AGENT ? 1 : 0;
        publish(publisher, Figure.of(1), new Envelope());
        engine.runUntilIdle();
        assertThat(engine.counters().created() - before).isEqualTo(acts + 2 + 5);
        assertThat(engine.counters().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeAcceptedWhenNobodyHasSubscribed(Publisher publisher) {
        long acts = publisher == Publisher.AGENT ? 1 : 0;
        assertThat(publish(publisher, Figure.of(1), new Envelope())).isEqualTo(Offer.ACCEPTED);
        assertThat(engine.counters().created()).isEqualTo(acts);
    }

    @Test
    void shouldKeepTheOrderOfASenderWhateverItsWay() {
        subscribe(3);
        AgentRef third = subscribers.get(2);
        List<Long> sent = new ArrayList<>();
        for (long i = 0; i < 12; i++) {
            Offer offer = i % 3 == 0
                    ? engine.sender().tell(third, Figure.of(i), FIGURES)
                    : engine.sender().publish(topic, Figure.of(i), FIGURES);
            if (offer == Offer.ACCEPTED) {
                sent.add(i);
            }
            if (i % 4 == 3) {
                engine.runUntilIdle();
            }
        }
        engine.runUntilIdle();
        assertThat(sent).hasSizeGreaterThan(8);
        assertThat(probes.get(2).received()).extracting(FigureCodec::number).containsExactlyElementsOf(sent);
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeToNobodyWhenAShardHasNoRoom(Publisher publisher) {
        subscribe(2);
        AgentRef other = engine.spawn("other", 1, Probe::new);
        if (publisher == Publisher.SENDER) {
            for (int i = 0; i < 4; i++) {
                engine.tell(other, Figure.of(i), FIGURES);
            }
            assertThat(engine.sender().publish(topic, Figure.of(1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
        } else {
            actor.act(self -> {
                while (self.send(actor.ref(), Figure.of(0), FIGURES) == Offer.ACCEPTED) {}
                assertThat(self.publish(topic, Figure.of(1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
            });
        }
        engine.runUntilIdle();
        assertThat(probes).allSatisfy(probe -> assertThat(probe.count()).isZero());
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeToNobodyWhenItsBodyFindsTooFewBuffers(Publisher publisher) {
        subscribe(2);
        for (int i = 0; i < 2; i++) {
            assertThat(publish(publisher, Figure.of(i, LONG), new Envelope()))
                    .isEqualTo(i == 0 ? Offer.ACCEPTED : Offer.BACK_PRESSURED);
            if (publisher == Publisher.AGENT) {
                break; // its act is a turn, in which the buffers come back
            }
        }
        engine.runUntilIdle();
        assertThat(probes).allSatisfy(probe -> assertThat(probe.count()).isEqualTo(1));
        assertThat(publish(publisher, Figure.of(2, LONG), new Envelope())).isEqualTo(Offer.ACCEPTED);
    }

    @Test
    void shouldGoOnInTheNextTurnWhenTheQuotaIsSpent() {
        int quota = Priority.LOW.quota();
        for (int i = 0; i < 2 * quota + 10; i++) {
            subscribe(i, 0);
        }
        AgentRef urgent = engine.spawn("urgent", 0, Probe::new);
        engine.sender().publish(topic, Figure.of(1), FIGURES, new Envelope().priority(Priority.LOW));
        engine.sender().publish(topic, Figure.of(2), FIGURES, new Envelope().priority(Priority.LOW));
        assertThat(engine.turn()).isEqualTo(quota);
        engine.tell(urgent, Figure.of(0), FIGURES, new Envelope().priority(Priority.CRITICAL));
        assertThat(engine.turn())
                .as("the lanes above take their turns in between")
                .isEqualTo(1 + quota);
        assertThat(deliveries()).isEqualTo(2 * quota);
        engine.runUntilIdle();
        assertThat(probes)
                .allSatisfy(probe -> assertThat(probe.received())
                        .extracting(FigureCodec::number)
                        .containsExactly(1L, 2L));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSkipThoseThatEndInTheMiddleOfADelivery(boolean byItself) {
        int quota = Priority.LOW.quota();
        for (int i = 0; i < quota + 10; i++) {
            subscribe(i, 0);
        }
        engine.sender().publish(topic, Figure.of(1), FIGURES, new Envelope().priority(Priority.LOW));
        engine.turn();
        for (int i = quota; i < quota + 10; i += 2) {
            if (byItself) {
                engine.engine().unsubscribe(topic, subscribers.get(i));
            } else {
                engine.engine().stop(subscribers.get(i));
            }
        }
        engine.runUntilIdle();
        assertThat(deliveries()).isEqualTo(byItself ? quota + 10 : quota + 5);
        assertThat(engine.counters().deadTotal()).isZero();
        engine.sender().publish(topic, Figure.of(2), FIGURES, new Envelope().priority(Priority.LOW));
        engine.runUntilIdle();
        assertThat(probes.get(quota).count()).isEqualTo(byItself ? 1 : 0);
    }

    @Test
    void shouldBeStashedForOneThatRestarts() {
        boolean[] faulty = {true};
        Probe restarted = new Probe();
        AgentRef agent = engine.engine()
                .spawn(
                        "agent",
                        new AgentOptions()
                                .shard(0)
                                .supervision(Supervision.always(Directive.RESTART)
                                        .backoff(Duration.ofSeconds(1), Duration.ofSeconds(1))),
                        () -> (message, self) -> {
                            if (faulty[0]) {
                                throw new IllegalStateException("poison");
                            }
                            restarted.onMessage(message, self);
                        });
        subscribe(0, 0);
        engine.engine().subscribe(topic, agent);
        engine.sender().publish(topic, Figure.of(1, LONG), FIGURES);
        engine.runUntilIdle();
        faulty[0] = false;
        engine.sender().publish(topic, Figure.of(2, LONG), FIGURES);
        engine.runUntilIdle();
        engine.advance(Duration.ofSeconds(1));
        assertThat(restarted.received()).extracting(FigureCodec::number).containsExactly(2L);
        assertThat(restarted.received().get(0).read(FIGURES, new Figure()).intact)
                .isTrue();
        assertThat(probes.get(0).count()).isEqualTo(2);
        assertThat(engine.deadLetters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.HANDLER_THREW);
        assertThat(engine.deadLetters().get(0).message().isAsk()).isFalse();
    }

    @Test
    void shouldExpireForEachSubscriberApart() {
        subscribe(3);
        engine.sender()
                .publish(
                        topic,
                        Figure.of(1),
                        FIGURES,
                        new Envelope().deadlineNs(engine.clock().nanoTime()));
        engine.clock().advance(Duration.ofNanos(1));
        engine.runUntilIdle();
        assertThat(engine.counters().expired()).isEqualTo(3);
        assertThat(deliveries()).isZero();
    }

    @Test
    void shouldAccountForWhatIsNotDeliveredWhenTheEngineStopsInTheMiddle() {
        for (int i = 0; i < 300; i++) {
            subscribe(i, 0);
        }
        AgentRef endless = engine.spawn("endless", 0, () -> this::sendAgain);
        engine.tell(endless, Figure.of(0), FIGURES, new Envelope().priority(Priority.CRITICAL));
        engine.sender().publish(topic, Figure.of(1), FIGURES, new Envelope().priority(Priority.LOW));
        engine.turn();
        engine.close(Duration.ofMillis(20));
        assertThat(engine.counters().inFlight()).isZero();
    }

    @Test
    void shouldSubscribeAndUnsubscribeOnce() {
        AgentRef agent = engine.spawn("agent", 1, Probe::new);
        Engine inner = engine.engine();
        assertThat(inner.subscribe(topic, agent)).isTrue();
        assertThat(inner.subscribe(topic, agent)).isFalse();
        assertThat(inner.unsubscribe(topic, agent)).isTrue();
        assertThat(inner.unsubscribe(topic, agent)).isFalse();
        actor.act(self -> {
            assertThat(self.subscribe(topic)).isTrue();
            assertThat(self.subscribe(topic)).isFalse();
            assertThat(self.unsubscribe(topic)).isTrue();
            assertThat(self.unsubscribe(topic)).isFalse();
        });
        inner.stop(agent);
        assertThat(inner.subscribe(topic, agent)).isFalse();
        assertThat(inner.topic("prices")).isSameAs(topic);
    }

    @Test
    void shouldRefuseWhatIsOfAnotherEngineOrHasNoName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.engine().topic(" "))
                .withMessageContaining("name= ");
        try (Engine other = Engine.launch(new EngineContext().invokerMode(true))) {
            Topic strange = other.topic("prices");
            AgentRef stranger = other.spawn("stranger", Probe::new);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.engine().subscribe(strange, actor.ref()))
                    .withMessageContaining("topic=Topic[prices]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.engine().subscribe(topic, stranger));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.sender().publish(strange, Figure.of(1), FIGURES));
            actor.act(self -> assertThatIllegalArgumentException()
                    .isThrownBy(() -> self.publish(strange, Figure.of(1), FIGURES)));
        }
    }

    @Test
    void shouldBeClosedWhenTheEngineIs() {
        subscribe(1);
        engine.engine().close();
        assertThat(engine.sender().publish(topic, Figure.of(1), FIGURES)).isEqualTo(Offer.CLOSED);
    }

    private void sendAgain(Message message, io.ringswarm.engine.AgentContext self) {
        self.send(self.self(), Figure.of(0), FIGURES, new Envelope().priority(Priority.CRITICAL));
    }

    private Offer publish(Publisher publisher, Figure figure, Envelope envelope) {
        if (publisher == Publisher.SENDER) {
            return engine.sender().publish(topic, figure, FIGURES, envelope);
        }
        Offer[] offer = new Offer[1];
        actor.act(self -> offer[0] = self.publish(topic, figure, FIGURES, envelope));
        return offer[0];
    }

    private void subscribe(int agents) {
        for (int i = 0; i < agents; i++) {
            subscribe(i, i % 2);
        }
    }

    private void subscribe(int number, int shard) {
        Probe probe = new Probe();
        AgentRef agent = engine.spawn("subscriber-" + number, shard, () -> probe);
        probes.add(probe);
        subscribers.add(agent);
        assertThat(engine.engine().subscribe(topic, agent)).isTrue();
    }

    private int deliveries() {
        return probes.stream().mapToInt(Probe::count).sum();
    }
}
