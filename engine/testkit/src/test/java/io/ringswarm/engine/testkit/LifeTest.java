package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Supervision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How agents begin and end, have children, and are watched. */
@Timeout(20)
class LifeTest {
    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .shards(2)
            .completionExecutor(Runnable::run)
            .deadLetterListener((message, reason, cause) -> {}));
    private final List<String> log = new ArrayList<>();
    private final Actor watcher = new Actor(engine, "watcher", 0);

    @AfterEach
    void closeTheEngine() {
        engine.close();
        assertThat(engine.counters().inFlight()).isZero();
    }

    @Test
    void shouldStartBeforeItsFirstMessageThoughThatCameSooner() {
        AgentRef agent = engine.spawn("agent", Loud::new);
        engine.tell(agent, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        assertThat(log).containsExactly("start", "message");
    }

    @Test
    void shouldStartThoughNoMessageComes() {
        engine.spawn("agent", Loud::new);
        engine.runUntilIdle();
        assertThat(log).containsExactly("start");
    }

    @Test
    void shouldStopOnceAndHandleNothingMore() {
        AgentRef agent = engine.spawn("agent", Loud::new);
        engine.tell(agent, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        engine.tell(agent, Figure.of(2), FIGURES);
        engine.engine().stop(agent);
        engine.engine().stop(agent);
        assertThat(engine.sender().tell(agent, Figure.of(3), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
        engine.runUntilIdle();
        assertThat(log).containsExactly("start", "message", "stop");
        assertThat(engine.deadLetters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.NO_SUCH_AGENT);
    }

    @Test
    void shouldNeitherStartNorStopWhenItEndsBeforeItsTurnCame() {
        AgentRef agent = engine.spawn("agent", Loud::new);
        engine.engine().stop(agent);
        engine.runUntilIdle();
        assertThat(log).isEmpty();
    }

    @Test
    void shouldStopAfterTheCallInWhichItStopsItself() {
        AgentRef agent = engine.spawn("agent", () -> new Loud() {
            @Override
            public void onMessage(Message message, AgentContext self) {
                self.stop();
                super.onMessage(message, self);
            }
        });
        engine.tell(agent, Figure.of(1), FIGURES);
        engine.tell(agent, Figure.of(2), FIGURES);
        engine.runUntilIdle();
        assertThat(log).containsExactly("start", "message", "stop");
        assertThat(engine.deadLetters()).hasSize(1);
    }

    @Test
    void shouldGiveItsNameToAnotherThatStrangersOfTheFirstDoNotReach() {
        AgentRef first = engine.spawn("agent", Loud::new);
        engine.engine().stop(first);
        AgentRef second = engine.spawn("agent", Loud::new);
        assertThat(engine.engine().find("agent")).contains(second);
        assertThat(engine.sender().tell(first, Figure.of(1), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(engine.sender().tell(second, Figure.of(1), FIGURES)).isEqualTo(Offer.ACCEPTED);
        engine.runUntilIdle();
        assertThat(log).containsExactly("start", "message");
    }

    @Test
    void shouldStopAllWhenTheEngineCloses() {
        engine.spawn("one", Loud::new);
        engine.spawn("two", Loud::new);
        engine.runUntilIdle();
        log.clear();
        engine.close();
        assertThat(log).containsExactly("stop", "stop");
    }

    @Test
    void shouldCountAStopThatThrowsAsADeadLetterAndEndAllTheSame() {
        AgentRef agent = engine.spawn("agent", () -> new Agent() {
            @Override
            public void onMessage(Message message, AgentContext self) {}

            @Override
            public void onStop(AgentContext self) {
                throw new IllegalStateException("a stop at fault");
            }
        });
        CompletableFuture<AgentEnd> ended = engine.engine().whenEnded(agent).toCompletableFuture();
        engine.engine().stop(agent);
        engine.runUntilIdle();
        assertThat(ended).isCompletedWithValue(new AgentEnd(agent, AgentEnd.How.STOPPED, null));
        assertThat(engine.deadLetters()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTellOfAnEndOnceOnTheWatchersOwnThread(int shard) {
        AgentRef agent = engine.spawn("agent", shard, Loud::new);
        watch(agent);
        engine.engine().stop(agent);
        engine.runUntilIdle();
        assertThat(log).containsExactly("start", "stop", "agent STOPPED");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTellOfAFaultWithItsCause(int shard) {
        AgentRef agent = engine.engine()
                .spawn(
                        "agent",
                        new AgentOptions().shard(shard).supervision(Supervision.always(Directive.STOP)),
                        () -> (message, self) -> {
                            throw new IllegalStateException("poison");
                        });
        watch(agent);
        CompletableFuture<AgentEnd> ended = engine.engine().whenEnded(agent).toCompletableFuture();
        engine.tell(agent, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        assertThat(log).containsExactly("agent FAILED poison");
        assertThat(ended.join().cause()).hasMessage("poison");
    }

    @Test
    void shouldTellAtOnceOfOneThatHasEndedEarlier() {
        AgentRef agent = engine.spawn("agent", 1, Loud::new);
        engine.engine().stop(agent);
        engine.runUntilIdle();
        watch(agent);
        engine.runUntilIdle();
        assertThat(log).containsExactly("agent EARLIER");
        assertThat(engine.engine().whenEnded(agent).toCompletableFuture().join().how())
                .isEqualTo(AgentEnd.How.EARLIER);
    }

    @Test
    void shouldNotTellOneThatWatchesNoLonger() {
        AgentRef agent = engine.spawn("agent", 1, Loud::new);
        watch(agent);
        engine.runUntilIdle();
        engine.engine().stop(agent);
        watcher.act(self -> self.unwatch(agent));
        engine.runUntilIdle();
        assertThat(log).containsExactly("start", "stop");
    }

    @Test
    void shouldCallTheLastHandlerWhenWatchedTwice() {
        AgentRef agent = engine.spawn("agent", 1, Loud::new);
        watcher.act(self -> self.watch(agent, (end, me) -> log.add("first")));
        watcher.act(self -> self.watch(agent, (end, me) -> log.add("second")));
        engine.engine().stop(agent);
        engine.runUntilIdle();
        assertThat(log).containsExactly("start", "stop", "second");
    }

    @Test
    void shouldNotCallAHandlerWhoseAgentHasEnded() {
        AgentRef agent = engine.spawn("agent", 1, Loud::new);
        watch(agent);
        engine.runUntilIdle();
        engine.engine().stop(watcher.ref());
        engine.engine().stop(agent);
        engine.runUntilIdle();
        assertThat(log).containsExactly("start", "stop");
    }

    @Test
    void shouldCompleteWhatIsAwaitedWhenTheEngineCloses() {
        AgentRef agent = engine.spawn("agent", 1, Loud::new);
        CompletableFuture<AgentEnd> ended = engine.engine().whenEnded(agent).toCompletableFuture();
        engine.close();
        assertThat(ended.join().how()).isEqualTo(AgentEnd.How.STOPPED);
        assertThat(engine.engine().whenEnded(agent).toCompletableFuture().join().how())
                .isEqualTo(AgentEnd.How.EARLIER);
    }

    @Test
    void shouldEndChildrenAndTheirsWithTheirParent() {
        AgentRef[] family = new AgentRef[2];
        watcher.act(self -> family[0] = self.spawn("child", () -> new Loud() {
            @Override
            public void onStart(AgentContext me) {
                family[1] = me.spawn("child", new AgentOptions().shard(1), Loud::new);
            }
        }));
        engine.runUntilIdle();
        assertThat(family[1].name()).isEqualTo("watcher/child/child");
        engine.engine().stop(watcher.ref());
        engine.runUntilIdle();
        assertThat(log).containsExactly("start", "stop", "stop");
        for (AgentRef agent : family) {
            assertThat(engine.engine().find(agent.name())).isEmpty();
        }
    }

    @Test
    void shouldForgetAChildThatHasEnded() {
        for (int i = 0; i < 3; i++) {
            AgentRef[] child = new AgentRef[1];
            watcher.act(self -> child[0] = self.spawn("child", Loud::new));
            watcher.act(self -> self.stop(child[0]));
            engine.runUntilIdle();
        }
        assertThat(log).containsExactly("start", "stop", "start", "stop", "start", "stop");
    }

    /** What a name or a shard may not be. */
    enum Bad {
        BLANK,
        TAKEN,
        NO_SHARD,
        NO_FACTORY,
        FAULTY_FACTORY,
        NO_AGENT
    }

    @ParameterizedTest
    @EnumSource
    void shouldSpawnNothingWhenAnArgumentIsBad(Bad bad) {
        engine.spawn("taken", Loud::new);
        watcher.act(self -> {
            try {
                switch (bad) {
                    case BLANK -> engine.engine().spawn(" ", Loud::new);
                    case TAKEN -> engine.engine().spawn("taken", Loud::new);
                    case NO_SHARD -> self.spawn("child", new AgentOptions().shard(2), Loud::new);
                    case NO_FACTORY -> self.spawn("child", null);
                    case FAULTY_FACTORY ->
                        self.spawn("child", () -> {
                            throw new IllegalStateException("a factory at fault");
                        });
                    default -> self.spawn("child", () -> null);
                }
                log.add("spawned");
            } catch (RuntimeException e) {
                log.add("refused");
            }
        });
        assertThat(log).contains("refused").doesNotContain("spawned");
        assertThat(engine.engine().find("watcher/child")).isEmpty();
        watcher.act(self -> self.spawn("child", Loud::new));
        assertThat(engine.engine().find("watcher/child")).isPresent();
    }

    @Test
    void shouldRefuseAgentsOfOtherEngines() {
        try (Engine other = Engine.launch(new EngineContext().invokerMode(true))) {
            AgentRef stranger = other.spawn("stranger", Loud::new);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.engine().stop(stranger))
                    .withMessageContaining("agent=AgentRef[stranger");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> engine.engine().whenEnded(stranger))
                    .withMessageContaining("agent=AgentRef[stranger");
            watcher.act(self ->
                    assertThatIllegalArgumentException().isThrownBy(() -> self.watch(stranger, (end, me) -> {})));
            watcher.act(self -> assertThatIllegalArgumentException().isThrownBy(() -> self.stop(stranger)));
        }
    }

    @Test
    void shouldRefuseToSpawnOnceTheEngineIsClosed() {
        engine.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> engine.spawn("late", Loud::new))
                .withMessageContaining("CLOSED");
    }

    private void watch(AgentRef agent) {
        watcher.act(self -> self.watch(
                agent,
                (end, me) -> log.add(end.agent().name() + " " + end.how()
                        + (end.cause() == null ? "" : " " + end.cause().getMessage()))));
    }

    private class Loud implements Agent {
        @Override
        public void onStart(AgentContext self) {
            log.add("start");
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            log.add("message");
        }

        @Override
        public void onStop(AgentContext self) {
            log.add("stop");
        }
    }
}
