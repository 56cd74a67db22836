package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Supervision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an agent that threw: what Supervision's and Agent's Javadoc say. */
@Timeout(20)
class SupervisionTest {
    private static final long POISON = -1;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestEngine engine = TestEngine.launch(
            new EngineContext().shards(2).stashedMessages(8).deadLetterListener((message, reason, cause) -> {}));
    private final List<String> log = new ArrayList<>();
    private int instances;
    private boolean faultyFactory;
    private boolean faultyStart;

    @AfterEach
    void closeTheEngine() {
        engine.close();
        assertThat(engine.counters().inFlight()).isZero();
    }

    @Test
    void shouldGoOnWithItsStateWhenItResumes() {
        AgentRef agent = spawn(Supervision.always(Directive.RESUME));
        tell(agent, 1, POISON, 2);
        engine.runUntilIdle();
        assertThat(log).containsExactly("1 starts", "1 gets 1", "1 gets 2 after 1", "1 ends its batch");
        assertThat(engine.deadLetters()).hasSize(1);
        assertThat(engine.deadLetters().get(0).reason()).isEqualTo(DeadLetterReason.HANDLER_THREW);
        assertThat(engine.deadLetters().get(0).cause()).hasMessage("poison");
    }

    @Test
    void shouldGoOnWithAFreshInstanceWhenItRestarts() {
        AgentRef agent = spawn(restart(identity -> identity));
        tell(agent, 1, POISON, 2, 3);
        engine.runUntilIdle();
        assertThat(log).containsExactly("1 starts", "1 gets 1", "1 stops");
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.DEGRADED);
        assertThat(engine.engine().health().reasons()).containsExactly("shard 0: 1 agent(s) wait to be restarted");
        assertThat(engine.sender().tell(agent, Figure.of(4), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
        log.clear();
        engine.advance(SECOND.minusNanos(1));
        assertThat(log).isEmpty();
        engine.advance(Duration.ofNanos(1));
        assertThat(log).containsExactly("2 starts", "2 gets 2", "2 gets 3 after 2", "2 ends its batch");
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.UP);
        assertThat(engine.counters().restarts()).isEqualTo(1);
        assertThat(engine.counters().deadTotal()).isEqualTo(1);
        assertThat(engine.sender().tell(agent, Figure.of(4), FIGURES)).isEqualTo(Offer.ACCEPTED);
    }

    @Test
    void shouldStashNoMoreThanThereIsRoomForWhileItRestarts() {
        AgentRef agent = spawn(restart(identity -> identity));
        tell(agent, POISON, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        engine.runUntilIdle();
        assertThat(engine.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        DeadLetterReason.HANDLER_THREW,
                        DeadLetterReason.STASH_OVERFLOW,
                        DeadLetterReason.STASH_OVERFLOW);
        log.clear();
        engine.advance(SECOND);
        assertThat(log).hasSize(1 + 8 + 1).startsWith("2 starts", "2 gets 1").endsWith("2 ends its batch");
    }

    @Test
    void shouldWaitTwiceAsLongWithEachRestartUntilTheyAreSpent() {
        AgentRef agent = spawn(
                restart(some -> some.backoff(SECOND, SECOND.multipliedBy(3)).limit(3, Duration.ofHours(1))));
        for (long seconds : new long[] {1, 2, 3}) {
            tell(agent, POISON);
            engine.runUntilIdle();
            engine.advance(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.DEGRADED);
            engine.advance(Duration.ofNanos(1));
            assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.UP);
        }
        assertThat(instances).isEqualTo(4);
        tell(agent, POISON, 5);
        engine.runUntilIdle();
        assertThat(engine.sender().tell(agent, Figure.of(4), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(engine.engine().find("agent")).isEmpty();
        assertThat(engine.deadLetters())
                .extracting(DeadLetter::reason)
                .endsWith(DeadLetterReason.HANDLER_THREW, DeadLetterReason.NO_SUCH_AGENT);
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.UP);
    }

    @Test
    void shouldForgetEarlierRestartsAfterTheTimeOfTheLimit() {
        AgentRef agent = spawn(restart(some -> some.limit(1, Duration.ofMinutes(1))));
        for (int i = 0; i < 5; i++) {
            tell(agent, POISON);
            engine.runUntilIdle();
            engine.advance(Duration.ofMinutes(1).plusNanos(1));
        }
        assertThat(instances).isEqualTo(6);
    }

    @Test
    void shouldEndAtOnceWhenTheLimitIsZero() {
        AgentRef agent = spawn(restart(some -> some.limit(0, SECOND)));
        tell(agent, POISON);
        engine.runUntilIdle();
        assertThat(log).containsExactly("1 starts", "1 stops");
        assertThat(engine.engine().find("agent")).isEmpty();
    }

    @Test
    void shouldTryAgainWhenTheFactoryThrowsAtARestart() {
        AgentRef agent = spawn(restart(some -> some.limit(3, Duration.ofHours(1))));
        faultyFactory = true;
        tell(agent, POISON, 7);
        engine.runUntilIdle();
        engine.advance(SECOND);
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.DEGRADED);
        faultyFactory = false;
        engine.advance(SECOND.multipliedBy(2));
        assertThat(log).endsWith("2 starts", "2 gets 7", "2 ends its batch");
    }

    @Test
    void shouldGiveUpWhenTheFactoryThrowsMoreOftenThanTheLimit() {
        AgentRef agent = spawn(restart(some -> some.limit(2, Duration.ofHours(1))));
        faultyFactory = true;
        tell(agent, POISON, 7);
        engine.runUntilIdle();
        engine.advance(Duration.ofMinutes(1));
        assertThat(engine.engine().find("agent")).isEmpty();
        assertThat(engine.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetterReason.HANDLER_THREW, DeadLetterReason.NO_SUCH_AGENT);
    }

    @Test
    void shouldEndWhenItResumesButCannotStart() {
        faultyStart = true;
        AgentRef agent = spawn(Supervision.always(Directive.RESUME));
        engine.sender().tell(agent, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        assertThat(engine.engine().find("agent")).isEmpty();
        assertThat(log).isEmpty();
        assertThat(engine.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetterReason.HANDLER_THREW, DeadLetterReason.NO_SUCH_AGENT);
    }

    @Test
    void shouldRestartWhenItCannotStart() {
        faultyStart = true;
        AgentRef agent = spawn(restart(identity -> identity));
        tell(agent, 5);
        engine.runUntilIdle();
        faultyStart = false;
        engine.advance(SECOND);
        assertThat(log).containsExactly("2 starts", "2 gets 5", "2 ends its batch");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEndWhenItsSupervisionThrowsOrDoesNotKnow(boolean throwing) {
        AgentRef agent = spawn(Supervision.by(thrown -> {
            if (throwing) {
                throw new IllegalStateException("a supervision at fault");
            }
            return null;
        }));
        tell(agent, POISON);
        engine.runUntilIdle();
        assertThat(engine.engine().find("agent")).isEmpty();
    }

    @Test
    void shouldTellFaultsApart() {
        AgentRef agent = spawn(
                Supervision.by(thrown -> thrown instanceof IllegalStateException ? Directive.RESUME : Directive.STOP));
        tell(agent, POISON, 1);
        engine.runUntilIdle();
        assertThat(log).contains("1 gets 1");
    }

    /** Where an agent may throw besides on a message. */
    enum Place {
        TIMER,
        REPLY,
        BATCH_END,
        NOTICE
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeSupervisedWhereverItThrows(Place place) {
        AgentRef silent = engine.spawn("silent", 1, () -> (message, self) -> {});
        int[] made = new int[1];
        engine.engine().spawn("subject", options(restart(identity -> identity)), () -> {
            made[0]++;
            return made[0] > 1 ? new Probe() : new Thrower(place, silent);
        });
        engine.runUntilIdle();
        engine.advance(Duration.ofMillis(2));
        if (place == Place.NOTICE) {
            engine.engine().stop(silent);
        }
        AgentRef subject = engine.engine().find("subject").orElseThrow();
        engine.sender().tell(subject, Figure.of(1), FIGURES);
        engine.runUntilIdle();
        engine.advance(SECOND);
        assertThat(made[0]).isEqualTo(2);
    }

    private static final class Thrower implements Agent {
        private final Place place;
        private final AgentRef other;

        private Thrower(Place place, AgentRef other) {
            this.place = place;
            this.other = other;
        }

        @Override
        public void onStart(AgentContext self) {
            if (place == Place.TIMER) {
                self.newTimer((timer, dueNs, me) -> {
                            throw new IllegalStateException("in a timer");
                        })
                        .once(Duration.ofMillis(1));
            } else if (place == Place.REPLY) {
                self.ask(other, Figure.of(1), FIGURES, Duration.ofMillis(1), (outcome, reply) -> {
                    throw new IllegalStateException("in a reply");
                });
            } else if (place == Place.NOTICE) {
                self.watch(other, (end, me) -> {
                    throw new IllegalStateException("in a notice");
                });
            }
        }

        @Override
        public void onMessage(Message message, AgentContext self) {}

        @Override
        public void onBatchEnd(AgentContext self) {
            if (place == Place.BATCH_END) {
                throw new IllegalStateException("in a batch's end");
            }
        }
    }

    @Test
    void shouldNotStartAgainAnInstanceThatHasFailedToStart() {
        List<String> heard = new ArrayList<>();
        engine.engine().spawn("subject", options(restart(identity -> identity)), () -> new Agent() {
            private final int number = ++instances;

            @Override
            public void onStart(AgentContext self) {
                heard.add("start of " + number);
                if (number == 1) {
                    throw new IllegalStateException("a start at fault");
                }
            }

            @Override
            public void onMessage(Message message, AgentContext self) {
                heard.add("message to " + number);
            }
        });
        AgentRef subject = engine.engine().find("subject").orElseThrow();
        Actor sending = new Actor(engine, "sending", 0);
        tell(subject, 1);
        engine.runUntilIdle();
        sending.act(self -> self.send(subject, Figure.of(2), FIGURES));
        engine.runUntilIdle();
        assertThat(heard).containsExactly("start of 1");
        engine.advance(SECOND);
        assertThat(heard).containsExactly("start of 1", "start of 2", "message to 2", "message to 2");
    }

    @Test
    void shouldNeitherFireNorAnswerWhatAnEarlierInstanceHasSetGoing() {
        List<String> heard = new ArrayList<>();
        AgentRef answerer = engine.spawn("answerer", 1, () -> (message, self) -> {
            self.newTimer((timer, dueNs, me) -> {}).once(SECOND);
            self.reply(message, Figure.of(9), FIGURES);
        });
        AgentRef late = engine.spawn("late", 1, () -> (message, self) -> {});
        engine.engine().spawn("subject", options(restart(identity -> identity)), () -> new Agent() {
            private final int number = ++instances;

            @Override
            public void onMessage(Message message, AgentContext self) {
                if (number == 1) {
                    self.newTimer((timer, dueNs, me) -> heard.add("timer")).every(Duration.ofMillis(100));
                    self.ask(
                            answerer, Figure.of(1), FIGURES, SECOND, (outcome, reply) -> heard.add("reply " + outcome));
                    self.ask(late, Figure.of(1), FIGURES, SECOND, (outcome, reply) -> heard.add("late " + outcome));
                    self.watch(late, (end, me) -> heard.add("end"));
                    throw new IllegalStateException("after having set things going");
                }
                heard.add("message");
            }
        });
        AgentRef subject = engine.engine().find("subject").orElseThrow();
        tell(subject, 1, 2);
        engine.runUntilIdle();
        engine.advance(SECOND);
        engine.engine().stop(late);
        engine.runUntilIdle();
        engine.advance(SECOND.multipliedBy(10));
        assertThat(heard).containsExactly("message");
        assertThat(engine.engine().nextDueNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(engine.counters().asks().inFlight()).isZero();
    }

    @Test
    void shouldNotCallTheBatchsEndOfAnInstanceThatHasFailed() {
        AgentRef agent = spawn(restart(some -> some.backoff(Duration.ZERO, Duration.ZERO)));
        tell(agent, 1, POISON, 2);
        engine.runUntilIdle();
        assertThat(log).containsExactly("1 starts", "1 gets 1", "1 stops", "2 starts", "2 gets 2", "2 ends its batch");
    }

    @Test
    void shouldRestartAtOnceOrEndWhenTheEngineCloses() {
        AgentRef agent = spawn(restart(identity -> identity));
        tell(agent, 1, POISON, 2, 3);
        engine.runUntilIdle();
        engine.close();
        assertThat(log)
                .containsExactly(
                        "1 starts",
                        "1 gets 1",
                        "1 stops",
                        "2 starts",
                        "2 gets 2",
                        "2 gets 3 after 2",
                        "2 ends its batch",
                        "2 stops");
        assertThat(engine.counters().undelivered()).isZero();
    }

    @Test
    void shouldRestartAtOnceWhenItThrowsWhileTheEngineCloses() {
        AgentRef agent = spawn(restart(identity -> identity));
        tell(agent, POISON, 2);
        engine.close();
        assertThat(log).containsExactly("1 starts", "1 stops", "2 starts", "2 gets 2", "2 ends its batch", "2 stops");
        assertThat(engine.counters().deadTotal()).isEqualTo(1);
    }

    @Test
    void shouldEndWhenItDoesNotStartWhileTheEngineCloses() {
        AgentRef agent = spawn(restart(identity -> identity));
        tell(agent, POISON, 2);
        engine.turn();
        faultyStart = true;
        engine.close();
        assertThat(engine.counters().dead().get(DeadLetterReason.NO_SUCH_AGENT)).isEqualTo(1);
        assertThat(engine.counters().undelivered()).isZero();
    }

    @Test
    void shouldFailTheParentWhenAChildEscalates() {
        List<String> heard = new ArrayList<>();
        AgentRef parent = engine.engine()
                .spawn("parent", options(restart(identity -> identity)), () -> new Family(heard, Directive.ESCALATE));
        engine.runUntilIdle();
        AgentRef child = engine.engine().find("parent/child").orElseThrow();
        AgentRef other = engine.engine().find("parent/other").orElseThrow();
        tell(child, POISON);
        engine.runUntilIdle();
        assertThat(engine.sender().tell(child, Figure.of(1), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(engine.sender().tell(other, Figure.of(1), FIGURES)).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(engine.sender().tell(parent, Figure.of(1), FIGURES)).isEqualTo(Offer.BACK_PRESSURED);
        engine.advance(SECOND);
        assertThat(heard).containsExactly("start", "stop", "start");
        assertThat(engine.engine().find("parent/child")).isPresent();
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.UP);
    }

    @Test
    void shouldTellOfAFaultInItsHealthWhenNobodySupervisesIt() {
        AgentRef agent = spawn(Supervision.always(Directive.ESCALATE));
        tell(agent, POISON);
        engine.runUntilIdle();
        assertThat(engine.engine().health().status()).isEqualTo(EngineHealth.Status.DEGRADED);
        assertThat(engine.engine().health().reasons().get(0))
                .contains("agent failed by")
                .contains("poison");
    }

    @Test
    void shouldEscalateWhenTheRestartsAreSpentAndItIsAskedTo() {
        AgentRef agent = spawn(restart(some -> some.limit(0, SECOND).whenSpent(Directive.ESCALATE)));
        tell(agent, POISON);
        engine.runUntilIdle();
        assertThat(engine.engine().health().reasons()).hasSize(1);
    }

    /** Has two children on another shard; one of them throws, and is supervised as told. */
    private static final class Family implements Agent {
        private final List<String> heard;
        private final Directive directive;

        private Family(List<String> heard, Directive directive) {
            this.heard = heard;
            this.directive = directive;
        }

        @Override
        public void onStart(AgentContext self) {
            heard.add("start");
            self.spawn(
                    "child",
                    new AgentOptions().shard(1).supervision(Supervision.always(directive)),
                    () -> (message, me) -> {
                        throw new IllegalStateException("poison");
                    });
            self.spawn("other", () -> (message, me) -> {});
        }

        @Override
        public void onMessage(Message message, AgentContext self) {}

        @Override
        public void onStop(AgentContext self) {
            heard.add("stop");
        }
    }

    @Test
    void shouldFailTheAskThatItThrewOn() {
        AgentRef agent = spawn(restart(identity -> identity));
        PendingAnswer answer = engine.ask(agent, Figure.of(POISON), FIGURES, SECOND);
        engine.runUntilIdle();
        assertThat(answer.outcome()).isEqualTo(AskOutcome.FAILED);
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        Supervision some = Supervision.always(Directive.RESTART);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> some.limit(-1, SECOND))
                .withMessageContaining("limit=-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> some.limit(1, Duration.ZERO))
                .withMessageContaining("within=PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> some.backoff(Duration.ofSeconds(2), SECOND))
                .withMessageContaining("first=PT2S, longest=PT1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> some.whenSpent(Directive.RESUME))
                .withMessageContaining("directive=RESUME");
    }

    private static Supervision restart(UnaryOperator<Supervision> with) {
        return with.apply(Supervision.always(Directive.RESTART).backoff(SECOND, SECOND.multipliedBy(60)));
    }

    private static AgentOptions options(Supervision supervision) {
        return new AgentOptions().shard(0).supervision(supervision);
    }

    private AgentRef spawn(Supervision supervision) {
        return engine.engine().spawn("agent", options(supervision), this::makeLogger);
    }

    private Agent makeLogger() {
        if (faultyFactory) {
            throw new IllegalStateException("a factory at fault");
        }
        return new Logger(++instances);
    }

    private void tell(AgentRef agent, long... numbers) {
        for (long number : numbers) {
            engine.tell(agent, Figure.of(number), FIGURES, new Envelope());
        }
    }

    /** Logs its calls, with its number, and throws on poison. */
    private final class Logger implements Agent {
        private final int number;
        private String before = "";

        private Logger(int number) {
            this.number = number;
        }

        @Override
        public void onStart(AgentContext self) {
            if (faultyStart) {
                throw new IllegalStateException("a start at fault");
            }
            log.add(number + " starts");
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            long figure = message.read(FIGURES, new Figure()).number;
            if (figure == POISON) {
                throw new IllegalStateException("poison");
            }
            log.add(number + " gets " + figure + before);
            before = " after " + figure;
        }

        @Override
        public void onBatchEnd(AgentContext self) {
            log.add(number + " ends its batch");
        }

        @Override
        public void onStop(AgentContext self) {
            log.add(number + " stops");
        }
    }
}
