package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.engine.metrics.EngineCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages, asks and timers of agents when their engine closes. */
@Timeout(30)
class ClosingTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int BURST = 60;

    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .shards(2)
            .ringSlots(4)
            .localQueueSlots(4)
            .outboxMessages(4)
            .slotBytes(128)
            .maxBodyBytes(1_000)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Actor actor = new Actor(engine, "actor", 0);
    private final Probe far = new Probe();
    private final AgentRef farRef = engine.spawn("far", 1, () -> far);
    private final List<AskOutcome> outcomes = new ArrayList<>();

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void shouldDeliverWhatIsInQueuesOutboxesReserveAndStashWhenClosing() {
        Actor neighbour = new Actor(engine, "neighbour", 0);
        actor.prepare(this::park);
        neighbour.act(self -> {
            for (int i = 0; i < 4; i++) {
                assertThat(self.send(actor.ref(), Figure.of(i), FIGURES)).isEqualTo(Offer.ACCEPTED);
            }
        });
        assertThat(far.count()).as("most of it is still under way").isLessThan(BURST);
        EngineCounters counters = engine.close(LONG).counters();
        assertThat(far.received())
                .extracting(FigureCodec::number)
                .hasSize(BURST)
                .isSorted();
        assertThat(actor.numbers()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(counters.undelivered()).isZero();
        assertThat(counters.created()).isEqualTo(counters.handled());
        assertThat(counters.parked()).isPositive();
    }

    @Test
    void shouldLetAgentsGoOnSendingAndAskingWhileItDrains() {
        far.does((message, self) -> self.reply(message, Figure.of(FigureCodec.number(message) + 1), FIGURES));
        int[] left = {50};
        actor.does((message, self) -> {});
        actor.prepare(self -> askOn(self, left));
        EngineCounters counters = engine.close(LONG).counters();
        assertThat(left[0]).isZero();
        assertThat(outcomes).hasSize(50).containsOnly(AskOutcome.ANSWERED);
        assertThat(counters.asks()).isEqualTo(new AskCounters(50, 50, 0, 0, 0, 0, 0, 0));
        assertThat(counters.refusals().closed()).isZero();
    }

    private void askOn(AgentContext self, int[] left) {
        Offer offer = self.ask(farRef, Figure.of(left[0]--), FIGURES, SECOND, (outcome, reply) -> {
            outcomes.add(outcome);
            if (left[0] > 0) {
                askOn(self, left);
            }
        });
        assertThat(offer).isEqualTo(Offer.ACCEPTED);
    }

    /**
     * A close has half its limit for agents that go on, and a quarter of it at the least for what they have sent last. As the agents
     * are called all the time, they see it when the machine stands still. Only then may it have been too long for the limit, and
     * twice as much is tried.
     */
    @Test
    void shouldEndAgentsThatFeedEachOtherByAcceptingNothingButReplies() {
        long limitNs = Duration.ofMillis(200).toNanos();
        Feeders feeders = new Feeders();
        while (feeders.close(limitNs).stoodStillNs >= limitNs / 8 && !feeders.haveEnded()) {
            limitNs *= 2;
            feeders = new Feeders();
        }
        assertThat(feeders.refused).singleElement().isEqualTo(Offer.CLOSED);
        assertThat(feeders.counters.undelivered()).isZero();
        assertThat(feeders.counters.refusals().closed()).isEqualTo(1);
        assertThat(feeders.fed).isGreaterThan(4);
    }

    /** Two agents that send each other a message for each that they get, and the longest time in which neither got one. */
    private static final class Feeders {
        private final TestEngine engine = TestEngine.launch(new EngineContext().shards(2));
        private final AgentRef[] both = new AgentRef[2];
        private final List<Offer> refused = new ArrayList<>();
        private EngineCounters counters;
        private long fed;
        private long lastNs;
        private long stoodStillNs;

        Feeders() {
            for (int i = 0; i < both.length; i++) {
                int other = 1 - i;
                both[i] = engine.spawn("feeder" + i, i, () -> (message, self) -> feed(self, both[other]));
            }
            engine.tell(both[0], Figure.of(1), FIGURES);
        }

        private void feed(AgentContext self, AgentRef to) {
            noteTime();
            fed++;
            Offer offer = self.send(to, Figure.of(1), FIGURES);
            if (offer != Offer.ACCEPTED) {
                refused.add(offer);
            }
        }

        private void noteTime() {
            long nowNs = System.nanoTime();
            stoodStillNs = Math.max(stoodStillNs, nowNs - lastNs);
            lastNs = nowNs;
        }

        Feeders close(long limitNs) {
            lastNs = System.nanoTime();
            counters = engine.close(Duration.ofNanos(limitNs)).counters();
            noteTime();
            return this;
        }

        boolean haveEnded() {
            return refused.size() == 1 && counters.undelivered() == 0 && fed > 4;
        }
    }

    @Test
    void shouldFailAsksThatNobodyAnswersAndAcceptOnlyRepliesFromTheirHandlers() {
        List<Offer> offers = new ArrayList<>();
        ReplyTicket fromOutside = new ReplyTicket();
        ReplyTicket plain = new ReplyTicket();
        actor.does((message, self) -> fromOutside.take(message));
        PendingAnswer answer = engine.ask(actor.ref(), Figure.of(1), FIGURES, SECOND);
        engine.runUntilIdle();
        actor.act(self -> {
            self.ask(farRef, Figure.of(2), FIGURES, SECOND, (outcome, reply) -> {
                outcomes.add(outcome);
                offers.add(self.send(farRef, Figure.of(3), FIGURES));
                offers.add(self.sendOrPark(farRef, Figure.of(3), FIGURES));
                offers.add(self.ask(farRef, Figure.of(3), FIGURES, SECOND, (again, none) -> outcomes.add(again)));
                offers.add(self.reply(plain, Figure.of(3), FIGURES));
                offers.add(self.reply(fromOutside, Figure.of(4), FIGURES));
                offers.add(self.reply(fromOutside, Figure.of(5), FIGURES));
            });
            self.ask(farRef, Figure.of(2), FIGURES, SECOND, (outcome, reply) -> outcomes.add(outcome));
        });
        EngineCounters counters = engine.close(LONG).counters();
        assertThat(outcomes).containsExactly(AskOutcome.FAILED, AskOutcome.FAILED);
        assertThat(offers)
                .containsExactly(
                        Offer.CLOSED,
                        Offer.CLOSED,
                        Offer.CLOSED,
                        Offer.NO_SUCH_AGENT,
                        Offer.ACCEPTED,
                        Offer.NOT_AWAITED);
        assertThat(answer.read(FIGURES, new Figure()).number)
                .as("answered at the last moment")
                .isEqualTo(4);
        assertThat(counters.asks().failed() + counters.asks().answered()).isEqualTo(3);
        assertThat(counters.asks().inFlight()).isZero();
        assertThat(far.count()).isEqualTo(2);
    }

    @Test
    void shouldFailAsksAtOnceThoughTheirTimeIsNotOver() {
        actor.act(self ->
                self.ask(farRef, Figure.of(2), FIGURES, Duration.ofDays(1), (outcome, reply) -> outcomes.add(outcome)));
        long startNs = System.nanoTime();
        engine.close(LONG);
        assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(LONG.dividedBy(4));
        assertThat(outcomes).containsExactly(AskOutcome.FAILED);
    }

    @Test
    void shouldTellAnswersThatWereHeldBackWhenItDrains() {
        // the agent has parked when the answer comes
        Probe prompt = new Probe().replyWith(Figure.of(1), FIGURES);
        AgentRef promptRef = engine.spawn("prompt", 0, () -> prompt);
        actor.prepare(self -> {
            self.ask(promptRef, Figure.of(1), FIGURES, SECOND, (outcome, reply) -> {
                outcomes.add(outcome);
                assertThat(far.count()).isGreaterThan(BURST - 9);
            });
            park(self);
        });
        EngineCounters counters = engine.close(LONG).counters();
        assertThat(outcomes).containsExactly(AskOutcome.ANSWERED);
        assertThat(counters.undelivered()).isZero();
        assertThat(far.count()).isEqualTo(BURST);
    }

    @Test
    void shouldCountAllThatIsLeftWhereverItIsWhenThereIsNoTime() {
        Probe prompt = new Probe().replyWith(Figure.of(1, 500), FIGURES);
        AgentRef promptRef = engine.spawn("prompt", 1, () -> prompt);
        actor.act(self -> {
            self.ask(promptRef, Figure.of(1), FIGURES, SECOND, (outcome, reply) -> outcomes.add(outcome));
            park(self);
            self.newTimer((timer, dueNs, me) -> {}).once(SECOND);
        });
        engine.tell(farRef, Figure.of(1), FIGURES, new Envelope().priority(Priority.LOW));
        EngineCounters before = engine.counters();
        assertThat(before.inFlight()).isGreaterThan(BURST / 2);
        EngineCounters counters = engine.close(Duration.ZERO).counters();
        assertThat(counters.undelivered()).isEqualTo(before.inFlight());
        assertThat(counters.handled()).isEqualTo(before.handled());
        assertThat(engine.engine().queueDepth()).isZero();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldAccountForEverythingWhenASwarmIsClosedInTheMidstOfItsWork(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            int shards = 1 + random.nextInt(3);
            try (TestEngine any = TestEngine.launch(new EngineContext()
                    .shards(shards)
                    .ringSlots(8)
                    .localQueueSlots(4)
                    .outboxMessages(2)
                    .parkedMessages(30)
                    .stashedMessages(16)
                    .maxAsksInFlight(4)
                    .slotBytes(128)
                    .overflowBuffers(2)
                    .shedAfter(Duration.ofNanos(random.nextInt(2) * 100))
                    .deadLetterListener((message, reason, cause) -> {}))) {
                Swarm swarm = new Swarm(any, random, shards, 6);
                for (int turn = random.nextInt(12); turn > 0; turn--) {
                    swarm.stir();
                    any.turn();
                    any.clock().advance(Duration.ofNanos(random.nextInt(100)));
                }
                boolean inTime = random.nextInt(3) > 0;
                EngineCounters before = any.counters();
                EngineCounters counters =
                        any.close(inTime ? LONG : Duration.ZERO).counters();
                assertThat(counters.inFlight())
                        .as("seed=%s round=%s %s", seed, round, counters)
                        .isZero();
                assertThat(counters.asks().inFlight())
                        .as("seed=%s round=%s %s", seed, round, counters)
                        .isZero();
                assertThat(counters.undelivered())
                        .as("seed=%s round=%s %s", seed, round, counters)
                        .isEqualTo(inTime ? 0 : before.inFlight());
                assertThat(swarm.disorder()).as("seed=%s round=%s", seed, round).isEmpty();
                if (inTime) {
                    assertThat(counters.asks().started())
                            .as("seed=%s round=%s %s", seed, round, counters)
                            .isEqualTo(swarm.asksEnded());
                }
            }
        }
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
