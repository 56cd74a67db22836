package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.testbed.Collector;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Gate;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.ParcelCodec;
import io.ringswarm.engine.testbed.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CloseTest {
    /** On two cores the common pool has one thread from JDK 25 on, which a task that waits would keep from the others. */
    private static final Executor OWN_THREAD = task -> new Thread(task, "close-test").start();

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Collector collector = new Collector();
    private final Parcel parcel = new Parcel();

    @Test
    void shouldDeliverWhatWasAcceptedWhenClosing() throws Exception {
        Engine engine = watcher.launch(watcher.small().ringSlots(256));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        for (int i = 0; i < 200; i++) {
            sender.tell(agent, parcel.of(0, i), PARCELS);
        }
        CompletableFuture<CloseReport> closing = CompletableFuture.supplyAsync(() -> engine.close(LONG), OWN_THREAD);
        awaitNotUp(engine);
        gate.open();

        CloseReport report = closing.get(20, TimeUnit.SECONDS);
        assertThat(collector.sequences()).hasSize(200).isSorted();
        assertThat(report.counters().handled()).isEqualTo(201);
        assertThat(report.counters().undelivered()).isZero();
        assertThat(report.abandoned()).isEmpty();
        assertThat(engine.queueDepth()).isZero();
        assertThat(engine.health())
                .isEqualTo(new EngineHealth(EngineHealth.Status.CLOSED, List.of("the engine was closed")));
    }

    @Test
    void shouldReturnTheSameReportWhenClosedAgainAndByMany() throws Exception {
        Engine engine = watcher.launch(watcher.small().shards(2));
        engine.newSender().tell(engine.spawn("collector", () -> collector), parcel, PARCELS);
        List<CompletableFuture<CloseReport>> closings = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closings.add(CompletableFuture.supplyAsync(() -> engine.close(LONG)));
        }
        CloseReport report = engine.close(Duration.ZERO.plusSeconds(5));
        engine.close();

        for (CompletableFuture<CloseReport> closing : closings) {
            assertThat(closing.get(20, TimeUnit.SECONDS)).isSameAs(report);
        }
        assertThat(engine.close(SHORT)).isSameAs(report);
        assertThat(engine.counters()).isSameAs(report.counters());
    }

    @Test
    void shouldOnlyBeginToCloseWhenCalledByAHandler() throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AtomicReference<CloseReport> returned =
                new AtomicReference<>(new CloseReport(engine.counters(), List.of(), 0, List.of()));
        AgentRef closer = engine.spawn("closer", () -> (message, self) -> returned.set(engine.close(LONG)));
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        sender.tell(closer, parcel, PARCELS);
        sender.tell(agent, parcel.of(0, 1), PARCELS);
        gate.open();
        awaitNotUp(engine);

        CloseReport report = engine.close(LONG);
        assertThat(returned).hasValue(null);
        assertThat(collector.sequences()).as("what came after is delivered").containsExactly(1L);
        assertThat(report.counters().handled()).isEqualTo(3);
        assertThat(sender.tell(agent, parcel, PARCELS)).isEqualTo(Offer.CLOSED);
    }

    /** It comes back after the other shard has ended, and what it has sent goes there all the same. */
    @Test
    void shouldAccountForWhatALateShardSendsWhenTheOtherHasEnded() {
        Duration limit = Duration.ofMillis(40);
        for (int round = 0; round < 20; round++) {
            Engine engine = watcher.launch(watcher.small().shards(2).ringSlots(16));
            AgentRef agent = engine.spawn("collector", 0, () -> collector);
            long returnNs = System.nanoTime() + limit.toNanos() + round * 500_000L; // about the last steps of a close
            AgentRef late = engine.spawn("late", 1, () -> (message, self) -> {
                for (int i = 0; i < 3; i++) {
                    assertThat(self.send(agent, new Parcel().of(1, i), PARCELS)).isEqualTo(Offer.ACCEPTED);
                }
                while (System.nanoTime() - returnNs < 0) {
                    Thread.onSpinWait();
                }
            });
            assertThat(engine.newSender().tell(late, parcel, PARCELS)).isEqualTo(Offer.ACCEPTED);
            while (engine.counters().created() < 4) {
                Waiting.turn();
            }
            EngineCounters counters = engine.close(limit).counters();

            assertThat(counters.inFlight()).as("round %s: %s", round, counters).isZero();
            assertThat(counters.created()).isEqualTo(4);
        }
    }

    /** The last message handled was one that had been kept for the agent. */
    @Test
    void shouldReturnInTimeWhenTheEndOfTheLastBatchIsStuck() throws Exception {
        Engine engine = watcher.launch(watcher.small().localQueueSlots(4).stashedMessages(8));
        AgentRef sink = engine.spawn("sink", 0, () -> collector);
        Gate batchEnd = watcher.gate();
        CountDownLatch asked = new CountDownLatch(1);
        AgentRef agent = engine.spawn("stuck", 0, () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                if (message.isAsk()) {
                    asked.countDown();
                    while (self.reply(message, parcel, PARCELS) != Offer.CLOSED) {
                        Thread.onSpinWait(); // the engine has not stopped yet
                    }
                    return;
                }
                int sent = 0;
                while (self.sendOrPark(sink, new Parcel().of(0, sent++), PARCELS) != Offer.PARKED) {
                    Thread.onSpinWait();
                }
            }

            @Override
            public void onBatchEnd(AgentContext self) throws Exception {
                if (engine.health().status() != EngineHealth.Status.DEGRADED) {
                    batchEnd.pass();
                }
            }
        });
        Gate stall = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        sender.tell(agent, parcel, PARCELS);
        sender.ask(agent, parcel, PARCELS, LONG, (outcome, reply) -> {});
        stall.open();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        CloseReport report =
                CompletableFuture.supplyAsync(() -> engine.close(SHORT)).get(10, TimeUnit.SECONDS);
        assertThat(report.abandoned())
                .singleElement()
                .satisfies(thread -> assertThat(thread.stack()).contains("Gate.pass"));
        assertThat(report.counters().inFlight()).isZero();
        assertThat(report.counters().handled()).as("all of them").isEqualTo(8);
    }

    /** Its message has been handled, so nothing but the open batch shows that something may still come. */
    @Test
    void shouldDeliverWhatIsSentAtTheEndOfABatchWhenClosing() throws Exception {
        Gate gate = watcher.gate();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        AtomicInteger looks = new AtomicInteger();
        Engine engine = watcher.launch(watcher.small()
                .shards(2)
                .idleStrategy(() -> new Looking(looks))
                .threadFactory(task -> {
                    Thread thread = new Thread(task, "watched-shard-" + threads.size());
                    threads.add(thread);
                    return thread;
                }));
        AgentRef other = engine.spawn("collector", 1, () -> collector);
        ParcelCodec slow = new ParcelCodec(ParcelCodec.TEMPLATE) {
            @Override
            public void encode(Parcel value, BodyWriter out) {
                passUninterruptibly(gate);
                super.encode(value, out);
            }
        };
        AgentRef agent = engine.spawn("gathering", 0, () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {}

            @Override
            public void onBatchEnd(AgentContext self) {
                self.send(other, new Parcel().of(0, 7), slow);
            }
        });
        engine.newSender().tell(agent, parcel, PARCELS);
        gate.awaitArrival();
        CompletableFuture<CloseReport> closing = CompletableFuture.supplyAsync(() -> engine.close(LONG), OWN_THREAD);
        awaitNotUp(engine);
        int looksBefore = looks.get();
        while (looks.get() < looksBefore + 3 && threads.get(1).isAlive()) {
            Waiting.turn(); // the other shard finds nothing to do
        }
        gate.open();

        CloseReport report = closing.get(20, TimeUnit.SECONDS);
        assertThat(collector.sequences()).containsExactly(7L);
        assertThat(report.counters().undelivered()).isZero();
    }

    /** The slots that it had claimed when the engine was closing hold nothing, and nobody is left to read them. */
    @Test
    void shouldCloseAtOnceWhenASenderClaimsInTheRingOfAShardThatHasEnded() throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        AtomicInteger made = new AtomicInteger();
        Gate idle = watcher.gate();
        Engine engine = watcher.launch(watcher.small()
                .shards(2)
                .idleStrategy(() -> made.getAndIncrement() == 1 ? new Looking(idle) : new Looking(new AtomicInteger()))
                .threadFactory(task -> {
                    Thread thread = new Thread(task, "watched-shard-" + threads.size());
                    threads.add(thread);
                    return thread;
                }));
        AgentRef agent = engine.spawn("collector", 0, () -> collector);
        idle.awaitArrival();
        Gate encoding = watcher.gate();
        ParcelCodec slow = new ParcelCodec(ParcelCodec.TEMPLATE) {
            @Override
            public void encode(Parcel value, BodyWriter out) {
                passUninterruptibly(encoding);
                super.encode(value, out);
            }
        };
        CompletableFuture<Offer> sending =
                CompletableFuture.supplyAsync(() -> engine.newSender().tell(agent, new Parcel(), slow), OWN_THREAD);
        encoding.awaitArrival();
        CompletableFuture<CloseReport> closing = CompletableFuture.supplyAsync(() -> engine.close(LONG), OWN_THREAD);
        awaitEnd(threads.get(0));
        encoding.open();
        assertThat(sending.get(20, TimeUnit.SECONDS)).isEqualTo(Offer.CLOSED);
        idle.open();

        assertThat(closing.get(8, TimeUnit.SECONDS).counters().created()).isZero();
    }

    private static void awaitEnd(Thread thread) {
        while (thread.isAlive()) {
            Waiting.turn();
        }
    }

    private static void passUninterruptibly(Gate gate) {
        try {
            gate.pass();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts how often its shard has found nothing to do, or holds it then. */
    private static final class Looking implements IdleStrategy {
        private final Runnable look;

        Looking(AtomicInteger looks) {
            look = looks::incrementAndGet;
        }

        Looking(Gate gate) {
            look = () -> passUninterruptibly(gate);
        }

        @Override
        public void idle(Doorbell doorbell) {
            look.run();
            Thread.yield();
        }

        @Override
        public void reset() {}

        @Override
        public boolean parks() {
            return false;
        }

        @Override
        public boolean occupiesCore() {
            return false;
        }
    }

    @Test
    void shouldTellOfTheEndOfTheBatchWhenAskWithoutAnswerEndsAtClose() {
        List<String> calls = new CopyOnWriteArrayList<>();
        Engine engine = watcher.launch(watcher.small());
        AgentRef silent = engine.spawn("silent", () -> collector);
        AgentRef agent = engine.spawn("asking", () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                self.ask(silent, parcel, PARCELS, LONG, (outcome, reply) -> calls.add(outcome.toString()));
            }

            @Override
            public void onBatchEnd(AgentContext self) {
                calls.add("end");
            }
        });
        engine.newSender().tell(agent, parcel, PARCELS);
        collector.await(1);
        engine.close();

        assertThat(calls).containsExactly("end", "FAILED", "end");
    }

    @Test
    void shouldReturnInTimeAndNameTheThreadWhenAnAgentIsStuck() throws Exception {
        Engine engine = watcher.launch(watcher.small().shards(2));
        AgentRef agent = engine.spawn("collector", 0, () -> collector);
        AgentRef other = engine.spawn("other", 1, () -> collector);
        Gate gate = watcher.stall(engine, 0);
        Sender sender = engine.newSender();
        sender.tell(agent, parcel.of(0, 1), PARCELS);
        sender.tell(agent, parcel.of(0, 2, 500), PARCELS);
        sender.tell(other, parcel.of(0, 3), PARCELS);

        CloseReport report = engine.close(SHORT);
        EngineCounters counters = report.counters();
        assertThat(counters.created()).isEqualTo(4);
        assertThat(counters.handled()).isEqualTo(1);
        assertThat(counters.undelivered()).as("the one being handled, too").isEqualTo(3);
        assertThat(counters.inFlight()).isZero();
        assertThat(report.abandoned()).singleElement().satisfies(thread -> {
            assertThat(thread.name()).isEqualTo("watched-shard-0");
            assertThat(thread.stack()).contains("Gate.pass");
        });

        gate.open();
        Awaitility.await()
                .atMost(LONG)
                .until(() -> watcher.logged().stream()
                        .anyMatch(line -> line.contains("came back after it had been given up")));
        assertThat(engine.counters()).as("nothing is counted twice").isEqualTo(counters);
        assertThat(engine.close(SHORT)).isSameAs(report);
        assertThat(collector.sequences()).as("and nothing delivered late").containsExactly(3L);
        LatencyHistograms latency = new LatencyHistograms();
        assertThat(engine.collectLatency(latency, LONG)).isTrue();
        assertThat(latency.response().getTotalCount()).isEqualTo(1);
    }

    @Test
    void shouldCountOnceWhenAnAgentThatWasGivenUpThrowsLater() throws Exception {
        List<DeadLetterReason> dead = new ArrayList<>();
        Engine engine =
                watcher.launch(watcher.small().deadLetterListener((message, reason, cause) -> dead.add(reason)));
        Gate gate = watcher.gate();
        AgentRef agent = engine.spawn("thrower", () -> (message, self) -> {
            gate.pass();
            throw new IllegalStateException("on purpose");
        });
        engine.newSender().tell(agent, parcel, PARCELS);
        gate.awaitArrival();

        EngineCounters counters = engine.close(SHORT).counters();
        assertThat(counters.undelivered()).isEqualTo(1);
        gate.open();
        Awaitility.await()
                .atMost(LONG)
                .until(() -> watcher.logged().stream()
                        .anyMatch(line -> line.contains("came back after it had been given up")));
        assertThat(engine.counters()).isEqualTo(counters);
    }

    @Test
    void shouldCountOnceWhenTheDeadLetterListenerIsStuck() throws Exception {
        Gate gate = watcher.gate();
        Engine engine = watcher.launch(watcher.small().deadLetterListener((message, reason, cause) -> {
            try {
                gate.pass();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        AgentRef agent = engine.spawn("thrower", () -> (message, self) -> {
            throw new IllegalStateException("on purpose");
        });
        engine.newSender().tell(agent, parcel, PARCELS);
        gate.awaitArrival();

        CloseReport report = engine.close(SHORT);
        assertThat(report.counters().inFlight()).isZero();
        assertThat(report.counters().undelivered()).isEqualTo(1);
        assertThat(report.abandoned()).hasSize(1);
    }

    @Test
    void shouldReturnInTimeWhenAnAgentComesBackAndThenHangsAtTheBatchsEnd() throws Exception {
        Engine engine = watcher.launch(watcher.small().shards(2).ringSlots(4096));
        Gate inMessage = watcher.gate();
        Gate inBatchEnd = watcher.gate();
        AgentRef agent = engine.spawn("stuck", 0, () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) throws Exception {
                inMessage.pass();
            }

            @Override
            public void onBatchEnd(AgentContext self) throws Exception {
                inBatchEnd.pass();
            }
        });
        Sender sender = engine.newSender();
        sender.tell(agent, parcel, PARCELS);
        inMessage.awaitArrival();
        Thread[] slow = new Thread[1];
        CountDownLatch running = new CountDownLatch(1);
        AgentRef burning = engine.spawn("burning", 1, () -> (message, self) -> {
            slow[0] = Thread.currentThread();
            running.countDown();
            burn(Duration.ofMillis(1));
        });
        for (int i = 0; i < 4_000; i++) {
            sender.tell(burning, parcel, PARCELS); // so much that only the time limit ends this shard
        }
        running.await();
        CompletableFuture<CloseReport> closing =
                CompletableFuture.supplyAsync(() -> engine.close(Duration.ofMillis(400)));
        slow[0].join();
        inMessage.open();

        CloseReport report = closing.get(10, TimeUnit.SECONDS);
        assertThat(report.counters().inFlight()).isZero();
        assertThat(report.abandoned()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE})
    void shouldStopAtOnceWhenThereIsNoTime(long timeoutSeconds) throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        watcher.stall(engine, 0);
        engine.newSender().tell(agent, parcel, PARCELS);

        CloseReport report =
                engine.close(timeoutSeconds == 1 ? Duration.ofNanos(1) : Duration.ofSeconds(timeoutSeconds));
        assertThat(report.counters().undelivered()).isEqualTo(2);
        assertThat(report.abandoned()).hasSize(1);
    }

    @Test
    void shouldWaitAsLongAsItTakesWhenTheTimeLimitHasNoEnd() {
        Engine engine = watcher.launch(watcher.small().closeTimeout(Duration.ofSeconds(Long.MAX_VALUE)));
        engine.newSender().tell(engine.spawn("collector", () -> collector), parcel.of(0, 1), PARCELS);
        engine.close();
        assertThat(collector.sequences()).containsExactly(1L);
        assertThat(engine.close(LONG).abandoned()).isEmpty();
    }

    @Test
    void shouldNotBeginToCloseWhenTheTimeLimitIsMissing() {
        Engine engine = watcher.launch(watcher.small());
        assertThatThrownBy(() -> engine.close(null)).isInstanceOf(NullPointerException.class);
        assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.UP);
    }

    @Test
    void shouldDrainAndKeepTheFlagWhenTheCloserIsInterrupted() throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("collector", () -> collector);
        Gate gate = watcher.stall(engine, 0);
        engine.newSender().tell(agent, parcel.of(0, 1), PARCELS);
        CountDownLatch closing = new CountDownLatch(1);
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread closer = new Thread(() -> {
            Thread.currentThread().interrupt();
            closing.countDown();
            engine.close(LONG);
            flag.complete(Thread.currentThread().isInterrupted());
        });
        closer.start();
        closing.await();
        awaitNotUp(engine);
        closer.interrupt();
        closer.interrupt();
        gate.open();

        assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(collector.sequences()).containsExactly(1L);
        assertThat(engine.close(LONG).counters().undelivered()).isZero();
    }

    @Test
    void shouldRunOnTheFactorysThreadsWhenOneIsGiven() {
        List<Thread> threads = new ArrayList<>();
        Engine engine = watcher.launch(watcher.small().shards(2).threadFactory(task -> {
            Thread thread = new Thread(task, "mine-shard-" + threads.size());
            thread.setDaemon(true);
            threads.add(thread);
            return thread;
        }));
        for (int shard = 0; shard < 2; shard++) {
            engine.newSender()
                    .tell(engine.spawn("collector-" + shard, shard, () -> collector), parcel.of(0, 1), PARCELS);
        }
        engine.close();

        assertThat(collector.got())
                .extracting(Collector.Got::thread)
                .containsExactlyInAnyOrder("mine-shard-0", "mine-shard-1");
        assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
    }

    @Test
    void shouldLeaveNoThreadBehindWhenLaunchFailsHalfway() {
        Thread[] first = new Thread[1];
        EngineContext context = watcher.small().shards(2).threadFactory(task -> {
            if (first[0] == null) {
                first[0] = new Thread(task, "mine-shard-0");
            }
            return first[0]; // the second start of one thread fails
        });

        assertThatThrownBy(() -> Engine.launch(context)).isInstanceOf(IllegalThreadStateException.class);
    }

    private static void burn(Duration duration) {
        long endNs = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - endNs < 0) {
            Thread.onSpinWait();
        }
    }

    private static void awaitNotUp(Engine engine) {
        while (engine.health().status() == EngineHealth.Status.UP) {
            Waiting.turn();
        }
    }
}
