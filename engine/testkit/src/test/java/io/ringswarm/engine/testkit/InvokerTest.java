package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.LatencyHistograms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may run the shards of an engine without threads, and when. */
@Timeout(20)
class InvokerTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofMillis(100);
    /** One that waits must not keep the other from running, as it would in a common pool of one thread. */
    private static final Executor OWN_THREAD = task -> new Thread(task, "invoker-test").start();

    private final Engine engine =
            Engine.launch(new EngineContext().shards(2).invokerMode(true).clock(new ManualClock()));
    private final Probe probe = new Probe();
    private final AgentRef target = engine.spawn("probe", 1, () -> probe);
    private final Sender sender = engine.newSender();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @AfterEach
    void closeTheEngine() {
        letGo.countDown();
        EngineCounters counters = engine.close(LONG).counters();
        assertThat(counters.inFlight()).isZero();
        assertThat(counters.asks().inFlight()).isZero();
    }

    @Test
    void shouldHaveNoThreadsAndRefuseTheOthersToBeInvoked() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("ringswarm-shard"));
        try (Engine other = Engine.launch(new EngineContext().name("threaded"))) {
            assertThatThrownBy(other::invoke)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("engine=threaded (expected: one in invoker mode)");
            assertThatThrownBy(other::nextDueNs).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldRunEachShardOnceWithEachCall() {
        List<Long> order = new ArrayList<>();
        AgentRef first = engine.spawn("first", 0, () -> (message, self) -> {
            order.add(0L);
            self.send(target, Figure.of(1), FIGURES);
        });
        probe.does((message, self) -> order.add(1L));
        sender.tell(first, Figure.of(0), FIGURES);
        sender.tell(target, Figure.of(0), FIGURES);
        assertThat(engine.invoke()).as("two handled, and one sent on").isEqualTo(4);
        assertThat(order).containsExactly(0L, 1L, 1L);
        assertThat(engine.invoke()).isZero();
    }

    @Test
    void shouldRefuseWhenAnAgentInvokes() {
        List<Throwable> refusals = new ArrayList<>();
        probe.does((message, self) -> {
            try {
                engine.invoke();
            } catch (IllegalStateException e) {
                refusals.add(e);
            }
        });
        sender.tell(target, Figure.of(0), FIGURES);
        engine.invoke();
        assertThat(refusals)
                .singleElement()
                .satisfies(e -> assertThat(e)
                        .hasMessageContaining(
                                "runs the shards already (expected: one thread at a time, and not from an agent)"));
    }

    @Test
    void shouldRefuseWhenAnotherThreadIsInvoking() throws Exception {
        CompletableFuture<Integer> other = invokeUntilStuck();
        assertThatThrownBy(engine::invoke)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs the shards already");
        letGo.countDown();
        assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(engine.invoke()).isZero();
    }

    @Test
    void shouldConfineAnAgentToTheThreadThatInvokesNow() throws Exception {
        List<Thread> threads = new ArrayList<>();
        AgentContext[] context = new AgentContext[1];
        probe.does((message, self) -> {
            threads.add(Thread.currentThread());
            context[0] = self;
            assertThat(self.send(self.self(), Figure.of(9), FIGURES)).isIn(Offer.ACCEPTED);
            probe.does((again, me) -> threads.add(Thread.currentThread()));
        });
        sender.tell(target, Figure.of(0), FIGURES);
        CompletableFuture.runAsync(engine::invoke).get(10, TimeUnit.SECONDS);
        sender.tell(target, Figure.of(0), FIGURES);
        engine.invoke();
        assertThat(threads).hasSize(3).last().isSameAs(Thread.currentThread());
        assertThat(threads.get(0)).isNotSameAs(Thread.currentThread());
        assertThatThrownBy(() -> context[0].send(target, Figure.of(1), FIGURES))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldLetTheInvokingThreadWaitBetweenTurns() throws Exception {
        probe.replyWith(Figure.of(1), FIGURES);
        engine.invoke();
        sender.ask(target, Figure.of(1), FIGURES, LONG, (outcome, reply) -> {});
        engine.invoke();
        assertThat(sender.awaitReplies(LONG)).isEqualTo(1);
    }

    @Test
    void shouldOnlyBeginToCloseWhenAnAgentCloses() {
        List<Object> reports = new ArrayList<>();
        probe.does((message, self) -> {
            reports.add(String.valueOf(engine.close(LONG)));
            assertThat(self.send(self.self(), Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED);
            probe.does((again, me) -> {});
        });
        sender.tell(target, Figure.of(0), FIGURES);
        engine.invoke();
        assertThat(reports).containsExactly("null");
        assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.CLOSED);
        assertThat(sender.tell(target, Figure.of(0), FIGURES)).isEqualTo(Offer.CLOSED);
        for (int i = 0; i < 5; i++) {
            engine.invoke(); // the shards end by themselves
        }
        assertThat(engine.invoke()).isZero();
        assertThat(engine.close(LONG).counters().handled()).isEqualTo(2);
    }

    @Test
    void shouldDoNothingWhenInvokedAfterTheEnd() {
        sender.tell(target, Figure.of(0), FIGURES);
        CloseReport report = engine.close(LONG);
        assertThat(report.counters().handled()).isEqualTo(1);
        assertThat(report.abandoned()).isEmpty();
        assertThat(engine.invoke()).isZero();
        assertThat(engine.nextDueNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(engine.close(SHORT)).isSameAs(report);
        assertThat(probe.count()).isEqualTo(1);
    }

    @Test
    void shouldWaitForTheInvokingThreadWhenAnotherOneCloses() throws Exception {
        CompletableFuture<Integer> other = invokeUntilStuck();
        sender.tell(target, Figure.of(0), FIGURES);
        CompletableFuture<CloseReport> closing = CompletableFuture.supplyAsync(() -> engine.close(LONG), OWN_THREAD);
        while (engine.health().status() == EngineHealth.Status.UP) {
            Thread.onSpinWait();
        }
        letGo.countDown();
        CloseReport report = closing.get(10, TimeUnit.SECONDS);
        other.get(10, TimeUnit.SECONDS);
        assertThat(report.abandoned()).isEmpty();
        assertThat(report.counters().handled()).isEqualTo(2);
        assertThat(report.counters().undelivered()).isZero();
    }

    @Test
    void shouldNameTheInvokingThreadAndReturnInTimeWhenItsAgentIsStuck() throws Exception {
        CompletableFuture<Integer> other = invokeUntilStuck();
        sender.tell(target, Figure.of(0), FIGURES);
        CloseReport report = engine.close(SHORT);
        assertThat(report.counters().created()).isEqualTo(2);
        assertThat(report.counters().undelivered())
                .as("the one being handled, too")
                .isEqualTo(2);
        assertThat(report.abandoned())
                .singleElement()
                .satisfies(thread -> assertThat(thread.stack()).contains("InvokerTest"));
        letGo.countDown();
        other.get(10, TimeUnit.SECONDS);
        assertThat(engine.counters()).as("nothing is counted twice").isEqualTo(report.counters());
        assertThat(probe.count()).as("nothing is delivered late").isEqualTo(1);
        assertThat(engine.invoke()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void shouldCountWhatIsLeftWhenThereIsNoTimeToDeliverIt(long seconds) {
        sender.tell(target, Figure.of(0), FIGURES);
        EngineCounters counters = engine.close(Duration.ofSeconds(seconds)).counters();
        assertThat(counters.undelivered()).isEqualTo(1);
        assertThat(probe.count()).isZero();
        LatencyHistograms latency = new LatencyHistograms();
        assertThat(engine.collectLatency(latency, Duration.ZERO)).isTrue();
    }

    @Test
    void shouldGiveLatencyToWhoeverCollects() throws Exception {
        sender.tell(target, Figure.of(0), FIGURES);
        engine.invoke();
        LatencyHistograms latency = new LatencyHistograms();
        assertThat(engine.collectLatency(latency, Duration.ZERO)).isTrue();
        assertThat(latency.response().getTotalCount()).isEqualTo(1);
        CompletableFuture<Integer> other = invokeUntilStuck();
        assertThat(engine.collectLatency(latency, Duration.ofMillis(1)))
                .as("while a turn lasts, nobody but its own thread may touch what it records")
                .isFalse();
        letGo.countDown();
        other.get(10, TimeUnit.SECONDS);
        assertThat(engine.collectLatency(latency, Duration.ZERO)).isTrue();
        assertThat(latency.response().getTotalCount()).isEqualTo(2);
    }

    /** Lets another thread invoke, and stay inside an agent until it is let go. */
    private CompletableFuture<Integer> invokeUntilStuck() throws InterruptedException {
        probe.does((message, self) -> {
            inside.countDown();
            letGo.await();
        });
        sender.tell(target, Figure.of(0), FIGURES);
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(engine::invoke, OWN_THREAD);
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        return other;
    }
}
