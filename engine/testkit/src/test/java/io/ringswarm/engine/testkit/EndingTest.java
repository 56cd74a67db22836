package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Supervision;
import io.ringswarm.engine.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that end at awkward moments: while they wait for a restart, are in a call, are just being spawned. */
@Timeout(20)
class EndingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Supervision RESTART =
            Supervision.always(Directive.RESTART).backoff(SECOND, SECOND);

    private final Queue<Runnable> calls = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final AtomicReference<Executor> blockingExecutor = new AtomicReference<>(calls::add);
    private final AtomicReference<Executor> completionExecutor = new AtomicReference<>(Runnable::run);
    private final TestEngine testEngine = TestEngine.launch(new EngineContext()
            .shards(2)
            .stashedMessages(8)
            .blockingExecutor(call -> blockingExecutor.get().execute(call))
            .completionExecutor(task -> completionExecutor.get().execute(task))
            .deadLetterListener((message, reason, cause) -> {}));
    private final Engine engine = testEngine.engine();

    @AfterEach
    void closeTheEngine() {
        testEngine.close();
        assertThat(testEngine.counters().inFlight()).isZero();
    }

    @Test
    void shouldBuryWhatWasStashedWhenItIsStoppedWhileItWaitsForItsRestart() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().supervision(RESTART), () -> (message, self) -> {
            throw new IllegalStateException("on purpose");
        });
        for (int i = 0; i < 3; i++) {
            testEngine.tell(agent, Figure.of(i), FIGURES);
        }
        testEngine.runUntilIdle();
        assertThat(testEngine.counters().inFlight()).as("in the stash").isEqualTo(2);
        engine.stop(agent);
        testEngine.runUntilIdle();
        assertThat(testEngine.counters().dead().get(DeadLetterReason.NO_SUCH_AGENT))
                .isEqualTo(2);
        assertThat(testEngine.counters().inFlight()).isZero();
        assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.UP);
    }

    @Test
    void shouldBuryWhatWasStashedAtOnceWhenItIsStoppedDuringALongCall() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), Probe::new);
        for (int i = 0; i < 3; i++) {
            testEngine.tell(agent, Figure.of(i), FIGURES);
        }
        testEngine.runUntilIdle();
        engine.stop(agent);
        testEngine.runUntilIdle();
        assertThat(testEngine.counters().dead().get(DeadLetterReason.NO_SUCH_AGENT))
                .isEqualTo(2);
        runCalls();
    }

    @Test
    void shouldTellOfAnEndThoughTheExecutorRefusesAndAnotherWatcherFails() throws Exception {
        AgentRef agent = testEngine.spawn("agent", Probe::new);
        CompletableFuture<AgentEnd> refused = whenEnded(agent);
        completionExecutor.set(task -> {
            throw new RejectedExecutionException("shut down, on purpose");
        });
        CompletableFuture<AgentEnd> refusedToo = whenEnded(agent);
        engine.stop(agent);
        testEngine.runUntilIdle();
        assertThat(refused.get(10, TimeUnit.SECONDS).how()).isEqualTo(AgentEnd.How.STOPPED);
        assertThat(refusedToo.get(10, TimeUnit.SECONDS).how()).isEqualTo(AgentEnd.How.STOPPED);
        assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.UP);
    }

    @Test
    void shouldTellOfAnEndOnTheExecutorOfChoiceAndNotOnTheEngines() throws Exception {
        AgentRef agent = testEngine.spawn("agent", Probe::new);
        List<Runnable> engines = new ArrayList<>();
        List<Runnable> chosen = new ArrayList<>();
        completionExecutor.set(engines::add);
        CompletableFuture<AgentEnd> end = engine.whenEnded(agent, chosen::add).toCompletableFuture();
        CompletableFuture<AgentEnd> atOnce =
                engine.whenEnded(agent, Runnable::run).toCompletableFuture();
        engine.stop(agent);
        testEngine.runUntilIdle();
        assertThat(atOnce.getNow(null).how()).isEqualTo(AgentEnd.How.STOPPED);
        assertThat(end.isDone()).isFalse();
        chosen.forEach(Runnable::run);
        assertThat(end.getNow(null).how()).isEqualTo(AgentEnd.How.STOPPED);
        assertThat(engines).isEmpty();
    }

    @Test
    void shouldKnowWhetherAThreadRunsAgents() {
        List<Boolean> onShard = new ArrayList<>();
        AgentRef agent = testEngine.spawn("agent", () -> (message, self) -> onShard.add(engine.isOnShard()));
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        assertThat(onShard).containsExactly(true);
        assertThat(engine.isOnShard()).isFalse();
    }

    @Test
    void shouldFailTheMessageWhenNoThreadCanBeHadForAnAgentThatBlocks() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), Probe::new);
        blockingExecutor.set(call -> {
            throw new OutOfMemoryError("unable to create native thread, on purpose");
        });
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        assertThat(testEngine.counters().dead().get(DeadLetterReason.HANDLER_THREW))
                .isEqualTo(1);
        assertThat(engine.health().status()).isEqualTo(EngineHealth.Status.UP);
    }

    @Test
    void shouldCountACallOnceWhenItsExecutorRunsItAndThrows() {
        Probe probe = new Probe();
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), () -> probe);
        blockingExecutor.set(call -> {
            CompletableFuture.runAsync(call).join();
            throw new IllegalStateException("on purpose");
        });
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        assertThat(probe.count()).isEqualTo(1);
        assertThat(testEngine.counters().inFlight()).isZero();
        assertThat(testEngine.counters().deadTotal() + testEngine.counters().handled())
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseAnExecutorThatRunsCallsOnTheShardsThread() {
        Probe probe = new Probe();
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), () -> probe);
        blockingExecutor.set(Runnable::run);
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        assertThat(probe.count()).isZero();
        assertThat(testEngine.deadLetters()).hasSize(1);
        assertThat(testEngine.deadLetters().get(0).cause())
                .hasMessageContaining("blockingExecutor")
                .hasMessageContaining("expected: another thread");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEndTheChildrenThatItSpawnsInItsLastCalls(boolean inOnStop) {
        Agent parent = new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                log.add("message");
                if (!inOnStop) {
                    self.spawn("child", Probe::new);
                }
            }

            @Override
            public void onStop(AgentContext self) {
                log.add("stop");
                if (inOnStop) {
                    self.spawn("child", Probe::new);
                }
            }
        };
        AgentRef agent = engine.spawn("parent", new AgentOptions().blocking(), () -> parent);
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        engine.stop(agent);
        CompletableFuture<AgentEnd> end = whenEnded(agent);
        testEngine.runUntilIdle();
        runCalls();
        assertThat(log).containsExactly("message", "stop");
        assertThat(engine.find("parent/child")).isEmpty();
        assertThat(end).isDone();
    }

    @Test
    void shouldTellOfAnEndOnlyWhenTheLastCallHasComeBack() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                log.add("message");
            }

            @Override
            public void onStop(AgentContext self) {
                log.add("stop");
            }
        });
        whenEnded(agent).thenAccept(end -> log.add("ended"));
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        engine.stop(agent);
        testEngine.runUntilIdle();
        assertThat(log).as("its call is under way").isEmpty();
        runCalls();
        assertThat(log).containsExactly("message", "stop", "ended");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldHandleNothingWhenItStopsItselfInItsStart(boolean published) {
        Topic topic = engine.topic("news");
        Actor parent = new Actor(testEngine, "parent", 0);
        parent.act(self -> {
            AgentRef child = self.spawn("child", () -> new Agent() {
                @Override
                public void onStart(AgentContext me) {
                    me.stop();
                }

                @Override
                public void onMessage(Message message, AgentContext me) {
                    log.add("message");
                }
            });
            engine.subscribe(topic, child);
            if (published) {
                self.publish(topic, Figure.of(1), FIGURES); // the local queue has its turn before the start
            } else {
                self.send(child, Figure.of(1), FIGURES);
            }
        });
        testEngine.runUntilIdle();
        assertThat(log).isEmpty();
        assertThat(testEngine.counters().dead().get(DeadLetterReason.NO_SUCH_AGENT))
                .as("a subscriber that has ended costs no delivery")
                .isEqualTo(published ? 0 : 1);
        assertThat(engine.find("parent/child")).isEmpty();
    }

    @Test
    void shouldCountABatchEndThatThrowsApartFromTheMessageWhenTheAgentBlocks() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                log.add("message");
            }

            @Override
            public void onBatchEnd(AgentContext self) {
                throw new IllegalStateException("on purpose");
            }
        });
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        runCalls();
        assertThat(log).containsExactly("message");
        assertThat(testEngine.counters().handled()).isEqualTo(1);
        assertThat(testEngine.counters().deadTotal()).isZero();
        assertThat(testEngine.counters().batchEndFaults()).isEqualTo(1);
    }

    @Test
    void shouldCompleteWhenAskedAfterTheEngineHasClosed() throws Exception {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), Probe::new);
        testEngine.tell(agent, Figure.of(1), FIGURES);
        testEngine.runUntilIdle();
        CompletableFuture<AgentEnd> before = whenEnded(agent);
        engine.close(Duration.ofMillis(1)); // its call never comes back
        assertThatThrownBy(() -> before.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
        assertThat(whenEnded(agent).handle((end, failure) -> "completed").get(10, TimeUnit.SECONDS))
                .isEqualTo("completed");
        assertThat(engine.drain(agent, SECOND)
                        .handle((end, failure) -> "completed")
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .isEqualTo("completed");
    }

    @Test
    void shouldOnlyBeginToCloseTheEngineFromACallOfAnAgentThatBlocks() throws Exception {
        List<Object> reports = new ArrayList<>();
        try (Engine threaded = Engine.launch(new EngineContext())) {
            AgentRef agent = threaded.spawn(
                    "agent",
                    new AgentOptions().blocking(),
                    () -> (message, self) -> reports.add(String.valueOf(threaded.close(SECOND))));
            threaded.tell(agent, Figure.of(1), FIGURES);
            assertThat(threaded.whenEnded(agent)
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS)
                            .how())
                    .isEqualTo(AgentEnd.How.STOPPED);
            assertThat(threaded.close(SECOND).abandoned()).isEmpty();
        }
        assertThat(reports).containsExactly("null");
    }

    @Test
    void shouldStopWhatHasStartedWhenItIsStoppedDuringItsStartThatBlocks() {
        AgentRef agent = engine.spawn("agent", new AgentOptions().blocking(), () -> new Agent() {
            @Override
            public void onStart(AgentContext self) {
                log.add("start");
            }

            @Override
            public void onMessage(Message message, AgentContext self) {}

            @Override
            public void onStop(AgentContext self) {
                log.add("stop");
            }
        });
        testEngine.runUntilIdle();
        engine.stop(agent);
        testEngine.runUntilIdle();
        runCalls();
        assertThat(log).containsExactly("start", "stop");
    }

    @Test
    void shouldNotBeSpawnedWhenTheEngineClosesDuringItsConstructor() {
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.spawn("agent", () -> {
                    engine.close();
                    return new Probe();
                }))
                .withMessageContaining("CLOSED");
        assertThat(engine.find("agent")).isEmpty();
    }

    private CompletableFuture<AgentEnd> whenEnded(AgentRef agent) {
        return engine.whenEnded(agent).toCompletableFuture();
    }

    private void runCalls() {
        while (!calls.isEmpty()) {
            runBeside(calls.remove());
            testEngine.runUntilIdle();
        }
    }

    /** On a thread that the shard answers. */
    private void runBeside(Runnable call) {
        Thread beside = new Thread(call);
        beside.start();
        while (beside.isAlive()) {
            engine.invoke();
            Thread.yield();
        }
    }
}
