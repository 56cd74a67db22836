package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Traffic;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Senders that go on while the engine closes: what they were told was accepted is what the report accounts for. */
@Timeout(60)
class CloseRaceTest {
    private static final int SENDERS = 2;

    private static final int ANSWER_ROUNDS = 60;
    private static final int ANSWERS = 500;

    /** How long a thread of a busy machine may have to wait for its turn. */
    private static final int LATE_MS = 2_000;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();

    @ParameterizedTest(name = "slots={0} shards={1} closeMs={2} rounds={3} seed={4}")
    @CsvSource({"4, 1, 5000, 200, 1", "8, 2, 5000, 150, 2", "1024, 1, 5000, 100, 3", "64, 2, 2, 100, 4"})
    void shouldAccountForEveryAcceptedMessageWhenSendersRaceTheClose(
            int slots, int shards, int closeMs, int rounds, long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            closeOnce(slots, shards, closeMs, random, "seed=" + seed + " round=" + round);
        }
    }

    /** Agents send to each other, park and ask each other; senders outside tell and ask. */
    @ParameterizedTest(name = "slots={0} closeMs={1} rounds={2} seed={3}")
    @CsvSource({"4, 5000, 25, 5", "64, 5000, 25, 6", "8, 2, 40, 7", "8, 0, 20, 8"})
    void shouldEndEveryMessageAndEveryAskWhenAgentsRaceTheClose(int slots, int closeMs, int rounds, long seed)
            throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            closeUnderTraffic(slots, closeMs, random, "seed=" + seed + " round=" + round);
        }
    }

    /** Stages are completed by a thread of the engine's own, which the report must not overtake. */
    @Test
    void shouldReportEveryAnswerThatAStageGotWhenClosedMeanwhile() {
        for (int round = 0; round < ANSWER_ROUNDS; round++) {
            Engine engine = watcher.launch(watcher.small().ringSlots(1024).maxAsksInFlight(1024));
            AgentRef answering =
                    engine.spawn("answering", () -> (message, self) -> self.reply(message, new Parcel(), PARCELS));
            List<CompletableFuture<Parcel>> stages = new ArrayList<>();
            for (int i = 0; i < ANSWERS; i++) {
                stages.add(engine.ask(answering, new Parcel(), PARCELS, Duration.ofSeconds(20), Parcel::new, PARCELS)
                        .toCompletableFuture());
            }

            AskCounters asks = engine.close(Duration.ofSeconds(20)).counters().asks();

            assertThat(stages)
                    .as("round=" + round)
                    .allSatisfy(stage -> assertThat(stage).succeedsWithin(Duration.ofSeconds(20)));
            assertThat(asks.answered()).as("round=%d %s", round, asks).isEqualTo(ANSWERS);
        }
    }

    private void closeUnderTraffic(int slots, int closeMs, Random random, String where) throws Exception {
        Engine engine = watcher.launch(watcher.small()
                .shards(2)
                .ringSlots(slots)
                .localQueueSlots(slots)
                .outboxMessages(4)
                .parkedMessages(16)
                .stashedMessages(64)
                .maxAsksInFlight(8)
                .deadLetterListener((message, reason, cause) -> {}));
        Traffic traffic = new Traffic(engine, random.nextLong());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            threads.add(traffic.startSender(random.nextLong()));
        }
        long enough = random.nextInt(300);
        while (engine.counters().handled() < enough) {
            Waiting.turn();
        }
        long startNs = System.nanoTime();
        EngineCounters counters = engine.close(Duration.ofMillis(closeMs)).counters();
        long tookNs = System.nanoTime() - startNs;
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(traffic.faults()).as(where).isEmpty();
        assertThat(Duration.ofNanos(tookNs)).as(where).isLessThan(Duration.ofMillis(closeMs + LATE_MS));
        assertThat(counters.inFlight()).as("%s %s", where, counters).isZero();
        assertThat(counters.asks().inFlight()).as("%s %s", where, counters).isZero();
        assertThat(traffic.outside().toldAgain() + traffic.inside().toldAgain())
                .as(where)
                .isZero();
        assertThat(traffic.outside().told())
                .as(where)
                .isEqualTo(traffic.outside().started());
        if (engine.close(Duration.ZERO).abandoned().isEmpty()) { // else a shard's thread may still count
            assertThat(counters.created()).as("%s %s", where, counters).isEqualTo(traffic.created());
            assertThat(counters.asks().started())
                    .as("%s %s", where, counters)
                    .isEqualTo(traffic.outside().started() + traffic.inside().started());
        }
        if (closeMs > 1_000) {
            assertThat(counters.undelivered()).as("%s %s", where, counters).isZero();
            assertThat(traffic.inside().told())
                    .as(where)
                    .isEqualTo(traffic.inside().started());
        }
    }

    private void closeOnce(int slots, int shards, int closeMs, Random random, String where) throws Exception {
        AtomicLong accepted = new AtomicLong();
        AtomicLong handled = new AtomicLong();
        AtomicLong buried = new AtomicLong();
        Engine engine = watcher.launch(watcher.small()
                .ringSlots(slots)
                .shards(shards)
                .deadLetterListener((message, reason, cause) -> buried.incrementAndGet()));
        List<AgentRef> agents = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            agents.add(engine.spawn("agent-" + i, () -> (message, self) -> {
                if (message.correlationId() % 10 == 0) {
                    throw new IllegalStateException("on purpose");
                }
                handled.incrementAndGet();
            }));
        }
        CountDownLatch started = new CountDownLatch(SENDERS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            long senderSeed = random.nextLong();
            Thread thread = new Thread(() -> send(engine, agents, new Random(senderSeed), started, accepted));
            threads.add(thread);
            thread.start();
        }
        started.await();
        int spins = random.nextInt(20_000);
        while (spins-- > 0) {
            Thread.onSpinWait();
        }
        EngineCounters counters = engine.close(Duration.ofMillis(closeMs)).counters();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(faults).as(where).isEmpty();
        assertThat(counters.created()).as(where).isEqualTo(accepted.get());
        assertThat(counters.inFlight()).as("%s %s", where, counters).isZero();
        if (closeMs > 1_000) {
            assertThat(counters.undelivered()).as(where).isZero();
            assertThat(counters.handled()).as(where).isEqualTo(handled.get());
            assertThat(counters.deadTotal()).as(where).isEqualTo(buried.get());
        }
    }

    /** Until the engine is closed. */
    private void send(
            Engine engine, List<AgentRef> agents, Random random, CountDownLatch started, AtomicLong accepted) {
        Parcel parcel = new Parcel();
        Envelope envelope = new Envelope();
        long sequence = 0;
        try (Sender sender = engine.newSender()) {
            started.countDown();
            Offer offer = Offer.BACK_PRESSURED;
            while (offer != Offer.CLOSED) {
                AgentRef agent = agents.get(random.nextInt(agents.size()));
                parcel.of(0, sequence, random.nextInt(8) == 0 ? 300 : 16);
                envelope.correlationId(sequence++).priority(Priority.ofLane(random.nextInt(Priority.COUNT)));
                if (random.nextInt(3) == 0) {
                    int before = sender.staged();
                    offer = sender.stage(agent, parcel, PARCELS, envelope);
                    if (before > random.nextInt(8)) {
                        sender.flush();
                    }
                } else {
                    offer = sender.tell(agent, parcel, PARCELS, envelope);
                }
            }
            accepted.addAndGet(sender.accepted());
        } catch (Throwable e) {
            faults.add(e);
        }
    }
}
