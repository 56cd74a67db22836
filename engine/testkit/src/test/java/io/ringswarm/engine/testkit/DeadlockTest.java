package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.EngineCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that wait for each other in a circle, with the smallest queues that there are. */
@Timeout(30)
class DeadlockTest {
    private static final int SMALL = 4;

    private TestEngine engine;

    @AfterEach
    void closeTheEngine() {
        engine.close(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "3, 1", "3, 2", "3, 3", "7, 1", "7, 3"})
    void shouldFreeAgentsThatWaitForEachOtherInACircle(int agents, int shards) {
        launch(shards);
        List<Actor> circle = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            circle.add(new Actor(engine, "agent-" + i, i % shards));
        }
        int burst = 40;
        for (int i = 0; i < agents; i++) {
            AgentRef next = circle.get((i + 1) % agents).ref();
            circle.get(i).prepare(self -> {
                for (int k = 0; k < burst; k++) {
                    assertThat(self.sendOrPark(next, Figure.of(k), FIGURES))
                            .isIn(Offer.ACCEPTED, Offer.PARKED, Offer.BACK_PRESSURED);
                }
            });
            // each message that comes sends two on: without an end there would be ever more
            circle.get(i).does((message, self) -> {
                long left = FigureCodec.number(message);
                if (left < 20) {
                    self.sendOrPark(next, Figure.of(left + 20), FIGURES);
                    self.sendOrPark(next, Figure.of(left + 21), FIGURES);
                }
            });
        }
        runWhileTimePasses();

        EngineCounters counters = engine.counters();
        assertThat(counters.inFlight())
                .as("nobody waits any more: %s", counters)
                .isZero();
        assertThat(counters.parked()).isPositive();
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.UP);
        for (Actor actor : circle) {
            assertThat(actor.received()).isNotEmpty();
            engine.tell(actor.ref(), Figure.of(100), FIGURES); // it admits again
            engine.runUntilIdle();
        }
        assertThat(engine.deadLetters())
                .extracting(DeadLetter::reason)
                .isSubsetOf(DeadLetterReason.DEADLOCK_BROKEN, DeadLetterReason.STASH_OVERFLOW);
    }

    @Test
    void shouldGiveUpTheFirstParkedMessageOfTheOneThatHasWaitedLongest() {
        launch(2);
        Actor one = new Actor(engine, "one", 0);
        Actor two = new Actor(engine, "two", 0);
        Actor neighbour = new Actor(engine, "neighbour", 0);
        Actor far = new Actor(engine, "far", 1);
        one.prepare(self -> {
            burst(self, far.ref(), 40); // these go, in some turns
            assertThat(self.sendOrPark(two.ref(), Figure.of(101), FIGURES)).isEqualTo(Offer.PARKED);
        });
        neighbour.act(self -> {
            for (int i = 0; i < SMALL; i++) {
                assertThat(self.send(one.ref(), Figure.of(i), FIGURES)).isEqualTo(Offer.ACCEPTED);
            }
        });
        two.act(self -> {
            assertThat(self.sendOrPark(one.ref(), Figure.of(201), FIGURES))
                    .as("one's stash is full")
                    .isEqualTo(Offer.PARKED);
            assertThat(self.sendOrPark(one.ref(), Figure.of(202), FIGURES)).isEqualTo(Offer.PARKED);
        });
        assertThat(far.received()).hasSizeLessThan(40);
        runWhileTimePasses();
        assertThat(engine.deadLetters())
                .as("two waited first, though its address is the larger; then one, as two waits anew with its next")
                .extracting(letter -> letter.reason() + " " + FigureCodec.number(letter.message()))
                .containsExactly("DEADLOCK_BROKEN 201", "DEADLOCK_BROKEN 101");
        assertThat(engine.deadLetters())
                .allSatisfy(letter -> assertThat(letter.cause()).isNull());
        assertThat(far.numbers()).hasSize(40);
        assertThat(two.numbers()).isEmpty();
        assertThat(one.numbers()).containsExactly(0L, 1L, 2L, 3L, 202L);
        assertThat(engine.counters().inFlight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47})
    void shouldBreakNothingWhenRoomComesAsTheCircleCloses(int burst) {
        // early waits for late; late begins to wait for early in the turn in which filler makes room in the stash
        engine = TestEngine.launch(new EngineContext()
                .shards(2)
                .ringSlots(8)
                .outboxMessages(1)
                .localQueueSlots(16)
                .stashedMessages(8)
                .deadLetterListener((message, reason, cause) -> {}));
        Actor far = new Actor(engine, "far", 1);
        Actor late = new Actor(engine, "late", 0);
        Actor filler = new Actor(engine, "filler", 0);
        Actor early = new Actor(engine, "early", 0);
        Actor neighbour = new Actor(engine, "neighbour", 0);
        late.prepare(self -> {
            burst(self, far.ref(), burst, Priority.HIGH);
            assertThat(self.sendOrPark(early.ref(), Figure.of(100), FIGURES)).isEqualTo(Offer.PARKED);
        });
        filler.prepare(self -> burst(self, far.ref(), burst, Priority.NORMAL));
        early.prepare(self -> {
            burst(self, far.ref(), 20, Priority.LOW);
            assertThat(self.sendOrPark(late.ref(), Figure.of(200), FIGURES)).isEqualTo(Offer.PARKED);
        });
        neighbour.prepare(self -> {
            burst(self, filler.ref(), 5, Priority.NORMAL);
            burst(self, late.ref(), 1, Priority.NORMAL);
            burst(self, early.ref(), 1, Priority.NORMAL);
        });
        runWhileTimePasses();
        assertThat(engine.deadLetters()).isEmpty();
        assertThat(early.numbers()).containsExactly(0L, 100L);
        assertThat(late.numbers()).containsExactly(0L, 200L);
        assertThat(filler.numbers()).hasSize(5);
    }

    @Test
    void shouldGiveUpTheMessageOfTheSmallestAddressWhenAllHaveWaitedEquallyLong() {
        launch(1);
        Actor one = new Actor(engine, "one", 0);
        Actor two = new Actor(engine, "two", 0);
        two.prepare(self -> burst(self, one.ref(), SMALL + 1));
        one.prepare(self -> burst(self, two.ref(), SMALL + 1));
        engine.runUntilIdle();
        assertThat(engine.deadLetters()).hasSize(SMALL + 1).allSatisfy(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.DEADLOCK_BROKEN);
            assertThat(letter.message().sourceAddress()).isEqualTo(one.ref().address());
        });
        assertThat(one.numbers()).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void shouldTellThatAgentsWaitUntilTheCircleIsBroken() {
        launch(1);
        Actor one = new Actor(engine, "one", 0);
        Actor two = new Actor(engine, "two", 0);
        two.prepare(self -> burst(self, one.ref(), SMALL + 1));
        one.prepare(self -> burst(self, two.ref(), SMALL + 1));
        engine.turn();
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.DEGRADED);
        engine.runUntilIdle();
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.UP);
    }

    @Test
    void shouldBreakNothingWhenAgentsExchangeBurstsThatThereIsRoomFor() {
        engine = TestEngine.launch(new EngineContext()
                .localQueueSlots(SMALL)
                .parkedMessages(1_000)
                .stashedMessages(4_000)
                .deadLetterListener((message, reason, cause) -> {}));
        Actor one = new Actor(engine, "one", 0);
        Actor two = new Actor(engine, "two", 0);
        one.prepare(self -> burst(self, two.ref(), 400));
        two.prepare(self -> burst(self, one.ref(), 400));
        engine.runUntilIdle();
        assertThat(one.numbers()).hasSize(400).isSorted();
        assertThat(two.numbers()).hasSize(400).isSorted();
        assertThat(engine.deadLetters()).isEmpty();
        assertThat(engine.counters().parked()).isGreaterThan(700);
    }

    @Test
    void shouldEndItselfWhenAnAgentParksForItself() {
        launch(1);
        Actor alone = new Actor(engine, "alone", 0);
        alone.act(self -> burst(self, self.self(), 40));
        engine.runUntilIdle();
        assertThat(engine.counters().inFlight()).isZero();
        assertThat(engine.counters().dead()).containsEntry(DeadLetterReason.DEADLOCK_BROKEN, 0L);
        assertThat(alone.numbers()).isSorted().isNotEmpty();
        engine.tell(alone.ref(), Figure.of(100), FIGURES);
        engine.runUntilIdle();
        assertThat(alone.numbers()).last().isEqualTo(100L);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldComeToRestForAnyGraphOfAgentsWhateverTheySend(long seed) {
        Random random = new Random(seed);
        int shards = 1 + random.nextInt(3);
        engine = TestEngine.launch(new EngineContext()
                .shards(shards)
                .ringSlots(SMALL)
                .localQueueSlots(SMALL)
                .outboxMessages(1 + random.nextInt(4))
                .parkedMessages(1 + random.nextInt(30))
                .stashedMessages(1 + random.nextInt(30))
                .maxAsksInFlight(1 + random.nextInt(4))
                .slotBytes(128)
                .maxBodyBytes(1_000)
                .overflowBuffers(2)
                .deadLetterListener((message, reason, cause) -> {}));
        Swarm swarm = new Swarm(engine, random, shards, 6);
        for (int round = 0; round < 15; round++) {
            swarm.stir();
            engine.advance(Duration.ofNanos(random.nextInt(300)));
            EngineCounters counters = engine.counters();
            assertThat(counters.inFlight())
                    .as("seed=%s round=%s %s", seed, round, counters)
                    .isZero();
        }
        engine.advance(Duration.ofSeconds(10));
        EngineCounters counters = engine.counters();
        assertThat(counters.inFlight()).as("seed=%s %s", seed, counters).isZero();
        assertThat(counters.asks().inFlight()).as("seed=%s %s", seed, counters).isZero();
        assertThat(swarm.disorder()).as("seed=%s", seed).isEmpty();
        assertThat(counters.parked()).as("seed=%s", seed).isPositive();
        assertThat(swarm.asksEnded())
                .as("seed=%s", seed)
                .isEqualTo(counters.asks().started());
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.UP);
        swarm.checkThatEverybodyAdmits();
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void shouldLoseNothingToTheStashWhenItsUpperHalfHoldsWhatCanBeUnderWay(long seed) {
        Random random = new Random(seed);
        int shards = 1 + random.nextInt(3);
        int underWay =
                Priority.COUNT * (SMALL + 2 * SMALL); // a ring, and a local queue that is refilled as it is taken
        engine = TestEngine.launch(new EngineContext()
                .shards(shards)
                .ringSlots(SMALL)
                .localQueueSlots(SMALL)
                .outboxMessages(2)
                .stashedMessages(2 * underWay)
                .slotBytes(128)
                .deadLetterListener((message, reason, cause) -> {}));
        Swarm swarm = new Swarm(engine, random, shards, 12);
        for (int round = 0; round < 15; round++) {
            swarm.stir();
            engine.runUntilIdle();
        }
        engine.advance(Duration.ofSeconds(1));
        EngineCounters counters = engine.counters();
        assertThat(counters.parked()).as("seed=%s %s", seed, counters).isGreaterThan(2L * underWay);
        assertThat(counters.dead()).as("seed=%s %s", seed, counters).containsEntry(DeadLetterReason.STASH_OVERFLOW, 0L);
        assertThat(counters.inFlight()).as("seed=%s %s", seed, counters).isZero();
        assertThat(swarm.disorder()).as("seed=%s", seed).isEmpty();
    }

    private static void burst(AgentContext self, AgentRef target, int messages) {
        burst(self, target, messages, Priority.NORMAL);
    }

    private static void burst(AgentContext self, AgentRef target, int messages, Priority priority) {
        Envelope envelope = new Envelope().priority(priority);
        for (int i = 0; i < messages; i++) {
            self.sendOrPark(target, Figure.of(i), FIGURES, envelope);
        }
    }

    /** So that none of those that wait has begun at the same time as another. */
    private void runWhileTimePasses() {
        while (engine.turn() > 0) {
            engine.clock().advance(Duration.ofNanos(1));
        }
    }

    private void launch(int shards) {
        engine = TestEngine.launch(new EngineContext()
                .shards(shards)
                .ringSlots(2 * SMALL) // for what the test tells them
                .localQueueSlots(SMALL)
                .outboxMessages(1)
                .parkedMessages(1_000)
                .stashedMessages(SMALL)
                .deadLetterListener((message, reason, cause) -> {}));
    }
}
