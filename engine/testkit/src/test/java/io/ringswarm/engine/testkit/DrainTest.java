package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Routing;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.Supervision;
import io.ringswarm.engine.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that end once they have handled what they had been sent, by whatever way that comes. */
@Timeout(20)
class DrainTest {
    private static final int SLOTS = 4;

    /** So many that they take several turns through rings and queues of 4. */
    private static final int MANY = 40;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<Runnable> blockingCalls = new ArrayList<>();
    private final TestEngine testEngine = TestEngine.launch(new EngineContext()
            .shards(2)
            .ringSlots(SLOTS)
            .localQueueSlots(SLOTS)
            .outboxMessages(MANY)
            .parkedMessages(MANY)
            .blockingExecutor(blockingCalls::add)
            .completionExecutor(Runnable::run)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Engine engine = testEngine.engine();
    private final Sender sender = testEngine.sender();
    private final Probe probe = new Probe();

    @AfterEach
    void closeTheEngine() {
        testEngine.close();
        assertThat(testEngine.counters().inFlight()).isZero();
    }

    @Test
    void shouldHandleWhatWaitsInItsRingAndRefuseWhatComesLater() {
        AgentRef agent = testEngine.spawn("agent", () -> probe);
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.tell(agent, Figure.of(2), FIGURES);
        CompletableFuture<AgentEnd> end = drain(agent);
        assertThat(sender.tell(agent, Figure.of(3), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(sender.stage(agent, Figure.of(3), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(end).isNotDone();
        assertThat(engine.find("agent")).as("its name is still its own").contains(agent);

        testEngine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(2);
        assertThat(end.getNow(null).how()).isEqualTo(AgentEnd.How.DRAINED);
        assertThat(end.getNow(null).agent()).isSameAs(agent);
        assertThat(engine.find("agent")).isEmpty();
        assertThat(deadLetters()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldHandleWhatOtherAgentsHaveParkedForIt(int senders) {
        AgentRef agent = engine.spawn("agent", 0, () -> probe);
        Actor other = new Actor(testEngine, "other", senders);
        int[] sent = new int[1];
        other.prepare(self -> {
            Offer offer;
            do {
                offer = self.sendOrPark(agent, Figure.of(sent[0]), FIGURES);
                sent[0]++;
            } while (offer == Offer.ACCEPTED);
            assertThat(offer).isEqualTo(Offer.PARKED);
            for (int i = 1; i < MANY; i++) {
                assertThat(self.sendOrPark(agent, Figure.of(sent[0]++), FIGURES))
                        .isEqualTo(Offer.PARKED);
            }
        });
        testEngine.turn();
        assertThat(probe.count()).isLessThan(sent[0]);
        CompletableFuture<AgentEnd> end = drain(agent);
        testEngine.runUntilIdle();
        assertThat(end.getNow(null).how()).isEqualTo(AgentEnd.How.DRAINED);
        assertThat(probe.count()).isEqualTo(sent[0]).isGreaterThan(SLOTS);
        assertThat(deadLetters()).isZero();
    }

    @Test
    void shouldWaitForWhatLiesInAnOutboxBehindAFullRing() {
        AgentRef agent = engine.spawn("agent", 1, () -> probe);
        Actor other = new Actor(testEngine, "other", 0);
        for (int i = 0; i < SLOTS; i++) {
            testEngine.tell(agent, Figure.of(i), FIGURES); // the ring is full before the outbox is published
        }
        CompletableFuture<AgentEnd>[] end = begin();
        other.prepare(self -> {
            for (int i = 0; i < MANY; i++) {
                assertThat(self.send(agent, Figure.of(10 + i), FIGURES)).isEqualTo(Offer.ACCEPTED);
            }
            end[0] = drain(agent);
        });
        testEngine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(SLOTS + MANY);
        assertThat(end[0].getNow(null).how()).isEqualTo(AgentEnd.How.DRAINED);
        assertThat(deadLetters()).isZero();
    }

    @Test
    void shouldHandleWhatItSendsToItselfMeanwhile() {
        int[] steps = {5};
        AgentRef agent = testEngine.spawn("agent", () -> (message, self) -> {
            if (--steps[0] > 0) {
                assertThat(self.send(self.self(), Figure.of(steps[0]), FIGURES)).isEqualTo(Offer.ACCEPTED);
            }
        });
        testEngine.tell(agent, Figure.of(1), FIGURES);
        CompletableFuture<AgentEnd> end = drain(agent);
        testEngine.runUntilIdle();
        assertThat(steps[0]).isZero();
        assertThat(end.getNow(null).how()).isEqualTo(AgentEnd.How.DRAINED);
        assertThat(deadLetters()).isZero();
    }

    @Test
    void shouldWaitForTheAnswersToItsAsks() {
        AgentRef oracle = testEngine.spawn("oracle", () -> new Probe()); // never answers
        List<AskOutcome> outcomes = new ArrayList<>();
        AgentRef agent = testEngine.spawn(
                "agent",
                () -> (message, self) -> assertThat(self.ask(
                                oracle, Figure.of(1), FIGURES, SECOND, (outcome, reply) -> outcomes.add(outcome)))
                        .isEqualTo(Offer.ACCEPTED));
        testEngine.tell(agent, Figure.of(1), FIGURES);
        CompletableFuture<AgentEnd> end = drain(agent);
        testEngine.runUntilIdle();
        assertThat(end).isNotDone();
        testEngine.advance(SECOND);
        assertThat(outcomes).containsExactly(AskOutcome.TIMED_OUT);
        assertThat(end.getNow(null).how()).isEqualTo(AgentEnd.How.DRAINED);
    }

    @Test
    void shouldWaitForTheCallsOfAnAgentThatBlocks() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), () -> probe);
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.tell(agent, Figure.of(2), FIGURES);
        testEngine.runUntilIdle();
        CompletableFuture<AgentEnd> end = drain(agent);
        testEngine.runUntilIdle();
        assertThat(end).isNotDone();
        while (!blockingCalls.isEmpty()) {
            assertThat(end).isNotDone();
            blockingCalls.remove(0).run();
            testEngine.runUntilIdle();
        }
        assertThat(probe.count()).isEqualTo(2);
        assertThat(end.getNow(null).how()).isEqualTo(AgentEnd.How.DRAINED);
    }

    @Test
    void shouldHandleWhatWasStashedWhileItWaitedForItsRestart() {
        Supervision restart = Supervision.always(Directive.RESTART).backoff(SECOND, SECOND);
        AgentRef agent = engine.spawn(
                "agent",
                new AgentOptions().supervision(restart),
                () -> probe.does((message, self) -> {
                    if (message.read(FIGURES, new Figure()).number == 0) {
                        throw new IllegalStateException("on purpose");
                    }
                }));
        for (int i = 0; i < 3; i++) {
            testEngine.tell(agent, Figure.of(i), FIGURES);
        }
        CompletableFuture<AgentEnd> end = drain(agent);
        testEngine.runUntilIdle();
        assertThat(end).isNotDone();
        testEngine.advance(SECOND);
        assertThat(end.getNow(null).how()).isEqualTo(AgentEnd.How.DRAINED);
        assertThat(probe.count()).isEqualTo(3);
        assertThat(deadLetters()).as("the one that it threw at").isEqualTo(1);
    }

    @Test
    void shouldBeStoppedWhenItsTimeIsUp() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), () -> probe);
        for (int i = 0; i < 3; i++) {
            testEngine.tell(agent, Figure.of(i), FIGURES);
        }
        testEngine.runUntilIdle();
        CompletableFuture<AgentEnd> end = drain(agent);
        testEngine.advance(LIMIT.minusNanos(1));
        assertThat(end).isNotDone();
        testEngine.advance(Duration.ofNanos(1));
        assertThat(testEngine.counters().dead().get(DeadLetterReason.NO_SUCH_AGENT))
                .isEqualTo(2);
        blockingCalls.remove(0).run();
        testEngine.runUntilIdle();
        assertThat(end.getNow(null).how()).isEqualTo(AgentEnd.How.STOPPED);
    }

    @Test
    void shouldGetNoMorePublicationsAndLeaveItsRouters() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), () -> probe);
        AgentRef other = testEngine.spawn("other", Probe::new);
        Topic topic = engine.topic("news");
        engine.subscribe(topic, agent);
        AgentRef router = engine.newRouter("router", Routing.roundRobin(), List.of(agent, other));
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        CompletableFuture<AgentEnd> end = drain(agent);
        assertThat(engine.subscribe(topic, agent)).isFalse();
        assertThat(engine.join(router, agent)).isFalse();
        assertThat(sender.publish(topic, Figure.of(2), FIGURES)).isEqualTo(Offer.ACCEPTED);
        for (int i = 0; i < 4; i++) {
            testEngine.tell(router, Figure.of(3), FIGURES);
            testEngine.runUntilIdle();
        }
        blockingCalls.remove(0).run();
        testEngine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(1);
        assertThat(end).isDone();
    }

    @Test
    void shouldEndOnceWhenItIsDrainedAgainOrStoppedMeanwhile() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), () -> probe);
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        CompletableFuture<AgentEnd> first = drain(agent);
        CompletableFuture<AgentEnd> second = drain(agent);
        engine.stop(agent);
        testEngine.runUntilIdle();
        assertThat(first).as("its call is under way").isNotDone();
        blockingCalls.remove(0).run();
        testEngine.runUntilIdle();
        assertThat(first.getNow(null).how()).isEqualTo(AgentEnd.How.STOPPED);
        assertThat(second.getNow(null).how()).isEqualTo(AgentEnd.How.STOPPED);
        assertThat(drain(agent).getNow(null).how()).isEqualTo(AgentEnd.How.EARLIER);
        testEngine.advance(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void shouldNameATimeLimitThatIsNotPositive(long ns) {
        AgentRef agent = testEngine.spawn("agent", () -> probe);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.drain(agent, Duration.ofNanos(ns)))
                .withMessageContaining("limit=");
        testEngine.tell(agent, Figure.of(1), FIGURES);
    }

    private CompletableFuture<AgentEnd> drain(AgentRef agent) {
        return engine.drain(agent, LIMIT).toCompletableFuture();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static CompletableFuture<AgentEnd>[] begin() {
        return new CompletableFuture[1];
    }

    private long deadLetters() {
        return testEngine.counters().deadTotal();
    }
}
