package io.ringswarm.harness.load.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Topic;
import io.ringswarm.harness.load.LoadTest;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CustomWorkloadTest {
    private static final String NAME = ParcelLoad.class.getName();

    /** What shards may make when they first need it. */
    private static final double ONCE_BYTES = 1 << 20;

    /** A quarter of the least that one object takes. */
    private static final double EACH_BYTES = 4;

    @ParameterizedTest
    @CsvSource({"1,1,4", "2,2,4", "2,1,4096"})
    void shouldCheckEveryMessageWhenBodiesCarryTheirNumbers(int shards, int producers, int slots) {
        RunReport report = quick(ParcelLoad::checking)
                .shards(shards)
                .producers(producers)
                .ringSlots(slots)
                .rate("max")
                .report();

        assertPassed(report);
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent()).isPositive();
        assertThat(report.latency().response().count())
                .isEqualTo(report.counts().handled());
        assertThat(report.verdict().warnings())
                .noneMatch(warning -> warning.contains("not checked") || warning.contains("were checked"));
        assertThat(report.scenario().workload()).isEqualTo(NAME);
        assertThat(report.scenario().codec()).isNull();
        assertThat(report.scenario().payloadBytes()).isNull();
    }

    @Test
    void shouldFollowTheScheduleWhenTheLoopIsOpen() {
        RunReport report = quick(ParcelLoad::checking).rate(2_000).report();

        Counts counts = report.counts();
        assertThat(counts.scheduled()).isEqualTo(300);
        assertThat(counts.sent() + counts.unsentAtDeadline()).isEqualTo(300);
        assertThat(counts.handled()).isEqualTo(counts.sent());
        assertThat(report.latency().response().count()).isEqualTo(300);
        assertThat(report.latency().sendDelay().count()).isEqualTo(counts.sent());
        assertThat(report.intervals().stream().mapToLong(Interval::handled).sum())
                .isEqualTo(counts.handled());
    }

    @Test
    void shouldSayWhatWasNotCheckedWhenNobodyTellsNumbers() {
        RunReport report = quick((setup, number) -> (message, self) -> {}).report();

        assertPassed(report);
        assertThat(report.verdict().warnings())
                .contains("Order and duplicates were not checked: " + NAME
                        + " does not tell the numbers of the messages that come.");
    }

    @Test
    void shouldSayHowMuchWasCheckedWhenSomeAgentsTellNumbers() {
        RunReport report = quick(
                        (setup, number) -> number < 2 ? ParcelLoad.checking(setup, number) : (message, self) -> {})
                .report();

        assertPassed(report);
        assertThat(report.verdict().warnings()).contains("Order and duplicates were checked for 2 of 7 agents only.");
    }

    @Test
    void shouldFailWhenAnAgentMissesMessages() {
        RunReport report = quick((setup, number) -> skipping(ParcelLoad.checking(setup, number), 10))
                .report();

        assertFailed(report, " messages were missed by their agents.");
    }

    @Test
    void shouldFailWhenTheLastMessagesOfAllAreMissed() {
        RunReport report = quick((setup, number) -> {
                    Agent checking = ParcelLoad.checking(setup, number);
                    long[] messages = new long[1];
                    return (message, self) -> {
                        if (++messages[0] <= 2) {
                            checking.onMessage(message, self);
                        }
                    };
                })
                .warmup("0")
                .report();

        assertFailed(report, " messages were missed by their agents.");
    }

    @Test
    void shouldFailWhenMessagesComeTwice() {
        RunReport report = quick((setup, number) -> {
                    Agent checking = ParcelLoad.checking(setup, number);
                    return (message, self) -> {
                        checking.onMessage(message, self);
                        checking.onMessage(message, self);
                    };
                })
                .report();

        assertFailed(report, " messages were handled twice.");
        assertThat(report.counts().duplicate()).isEqualTo(report.counts().handled());
    }

    @Test
    void shouldFailWhenMessagesComeOutOfOrder() {
        RunReport report = quick((setup, number) -> {
                    ArrivalNumbers arrivals = setup.checkArrivals(number);
                    Parcel parcel = new Parcel();
                    return (message, self) -> {
                        message.read(Parcel.CODEC, parcel);
                        arrivals.arrived(parcel.producer, parcel.number ^ 1);
                    };
                })
                .report();

        assertFailed(report, " messages were handled after a later one.");
    }

    @Test
    void shouldCountEveryDeliveryWhenAgentsSendToEachOther() {
        RunReport report =
                quick((setup, number) -> new SendingOn(setup, number)).report();

        assertPassed(report);
        assertThat(report.counts().sent()).isEqualTo(report.counts().handled());
        assertThat(report.counts().sent()).isEqualTo(2 * fromProducers(report)).isPositive();
        assertThat(report.engine().created()).isEqualTo(report.counts().sent());
    }

    @Test
    void shouldCountEveryDeliveryWhenAgentsPublish() {
        RunReport report = quick((setup, number) -> {
                    Topic topic = setup.engine().topic("all");
                    AgentRef reader = setup.engine().spawn("reader-" + number, () -> (message, self) -> {});
                    assertThat(setup.engine().subscribe(topic, reader)).isTrue();
                    Parcel parcel = new Parcel();
                    return (message, self) -> self.publish(topic, message.read(Parcel.CODEC, parcel), Parcel.CODEC);
                })
                .rate(500)
                .report();

        assertPassed(report);
        assertThat(report.counts().handled())
                .isEqualTo(report.counts().sent())
                .isGreaterThan(7 * fromProducers(report));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 4096})
    void shouldCountAndTimeWhatTheLoadSaysWhenAChainEnds(int slots) {
        RunReport report = quick((setup, number) -> new Chained(setup, number, 1))
                .shards(2)
                .ringSlots(slots)
                .rate("max")
                .report();

        assertPassed(report);
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent()).isPositive();
        assertThat(report.engine().handled()).isEqualTo(2 * report.counts().handled());
        assertThat(report.latency().response().count())
                .isEqualTo(report.counts().handled());
        assertThat(report.latency().transit().count()).isEqualTo(report.engine().handled());
    }

    @Test
    void shouldCountRepliesWhenTheLoadSaysThatTheyAreTheEnd() {
        RunReport report = quick((setup, number) -> new Asking(setup, number)).report();

        assertPassed(report);
        assertThat(report.counts().handled()).isEqualTo(fromProducers(report)).isPositive();
        assertThat(report.latency().response().count())
                .isEqualTo(report.counts().scheduled());
    }

    @Test
    void shouldWaitForWhatIsHandledInATimerWhenTheEngineIsQuietAlready() {
        RunReport report = quick(Gathering::new).report();

        assertPassed(report);
        assertThat(report.counts().handled()).isEqualTo(fromProducers(report)).isPositive();
    }

    @Test
    void shouldFailWhenTheEndOfAChainIsNotReached() {
        RunReport report =
                quick((setup, number) -> new Chained(setup, number, 10)).report();

        assertFailed(report, " messages were accepted and lost.");
        assertThat(report.counts().lost()).isPositive();
    }

    @Test
    void shouldNotBelieveACountThatIsHigherThanWhatWasSent() {
        RunReport report = quick((setup, number) -> {
                    HandledCount handled = setup.countHandled();
                    return (message, self) -> {
                        handled.handled(message, self);
                        handled.handled(message, self);
                    };
                })
                .report();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.INVALID);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.startsWith(NAME + " counts "));
    }

    @Test
    void shouldFailAndNameTheCauseWhenAgentsThrow() {
        RunReport report = quick((setup, number) -> (message, self) -> {
                    throw new IllegalStateException("planted\non two lines");
                })
                .report();

        assertFailed(report, " messages were turned into dead letters.");
        assertThat(report.verdict().warnings())
                .contains("The first dead letter: handler threw, java.lang.IllegalStateException: planted.");
    }

    @Test
    void shouldFailWhenABodyWasGarbled() {
        RunReport report = quick((setup, number) -> {
                    ArrivalNumbers arrivals = setup.checkArrivals(number);
                    return (message, self) -> arrivals.arrived(1, 0);
                })
                .report();

        assertFailed(report, " messages were turned into dead letters.");
        assertThat(report.verdict().warnings())
                .anyMatch(warning -> warning.contains("producer=1, number=0 (expected: a producer below 1"));
    }

    @Test
    void shouldRefuseWhenMessagesCannotBeMadeBeforeAnythingIsMeasured() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> failingAt(3).warmup("200ms").report())
                .withMessage("message 3 of " + MakingLoad.class.getName()
                        + " for its agent 0 was not made: java.lang.IllegalStateException: planted"
                        + " (expected: messages that can be sent)");
    }

    @Test
    void shouldBeInvalidWhenMessagesCannotBeMadeAnyMore() {
        RunReport report = failingAt(3).warmup("0").report();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.INVALID);
        assertThat(report.verdict().reasons().get(0))
                .isEqualTo("The load failed: message 3 of " + MakingLoad.class.getName()
                        + " for its agent 0 was not made: java.lang.IllegalStateException: planted.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "50ms"})
    void shouldEndWhenAMessageIsNeverMade(String warmup) {
        Thread[] maker = new Thread[1];
        LoadTest test = LoadTest.of(new MakingLoad(next -> {
                    maker[0] = Thread.currentThread();
                    new CountDownLatch(1).await();
                }))
                .agents(1)
                .rate("max")
                .warmup(warmup)
                .duration("50ms");

        if (warmup.equals("0")) {
            assertThat(test.report().verdict().reasons())
                    .contains("The load failed: a producer was still at a message 5 s after its time.");
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(test::report)
                    .withMessageStartingWith("a producer was still at a message 5 s after its time (expected: ");
        }
        assertThat(maker[0].isDaemon()).isTrue();
    }

    @Test
    void shouldCloseTheEngineAndEndItsProducersWhenItsThreadIsInterrupted() throws InterruptedException {
        Thread runner = Thread.currentThread();
        LoadTest test = LoadTest.of(new ParcelLoad((setup, number) -> (message, self) -> runner.interrupt()))
                .agents(1)
                .rate("1k")
                .warmup("30s");

        assertThatIllegalStateException().isThrownBy(test::report).withMessage("the run's thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("ringswarm-generator-")
                        || thread.getName().startsWith("ringswarm-shard-"));
    }

    @Test
    void shouldLoseNothingWhenBodiesFitNoSlotAndTheirBuffersAreScarce() {
        LargeLoad load = new LargeLoad();
        RunReport report = LoadTest.of(load)
                .agents(7)
                .shards(2)
                .rate("max")
                .warmup("100ms")
                .duration("300ms")
                .report();

        assertPassed(report);
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent()).isPositive();
        assertThat(load.overflowBuffers).isEqualTo(LargeLoad.BUFFERS);
        assertThat(load.madeAgain).isPositive();
    }

    @Test
    void shouldRefuseWhenABodyIsLongerThanAnyMessage() {
        LargeLoad load = new LargeLoad() {
            @Override
            public void prepare(EngineContext context) {
                context.maxBodyBytes(LargeLoad.BYTES - 1);
            }
        };

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadTest.of(load).warmup("100ms").report())
                .withMessageContaining(" for its agent 0 cannot be sent: TOO_LARGE (expected: ");
    }

    @Test
    void shouldRefuseWhenAnAgentEndsAndIsSentMore() {
        LoadTest test = quick(
                        (setup, number) -> (message, self) -> setup.engine().stop(self.self()))
                .warmup("200ms");

        assertThatIllegalArgumentException()
                .isThrownBy(test::report)
                .withMessageContaining(" cannot be sent: NO_SUCH_AGENT (expected: messages that can be sent)");
    }

    @Test
    void shouldRefuseToCountWhenMessagesAreBeingSent() {
        RunReport report = quick((setup, number) -> (message, self) -> setup.countHandled())
                .report();

        assertFailed(report, " messages were turned into dead letters.");
        assertThat(report.verdict().warnings())
                .anyMatch(warning -> warning.contains("countHandled was called when messages were being sent"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAllocateNothingForAMessageWhenTheLoadDoesNot(boolean countsItself) {
        RunReport report = LoadTest.of(new ParcelLoad((setup, number) -> {
                    Agent checking = ParcelLoad.checking(setup, number);
                    HandledCount handled = countsItself ? setup.countHandled() : null;
                    return (message, self) -> {
                        checking.onMessage(message, self);
                        if (handled != null) {
                            handled.handled(message, self);
                        }
                    };
                }))
                .rate("max")
                .warmup("1s")
                .duration("500ms")
                .report();

        assertThat(report.counts().handled()).isPositive();
        assertThat(report.alloc().bytesPerMessage() * report.counts().handled())
                .isLessThan(ONCE_BYTES + EACH_BYTES * report.counts().handled());
    }

    private static LoadTest quick(ParcelLoad.Agents agents) {
        return LoadTest.of(new ParcelLoad(agents))
                .agents(7)
                .rate(2_000)
                .warmup(Duration.ofMillis(50))
                .duration(Duration.ofMillis(150));
    }

    private static LoadTest failingAt(long number) {
        Parcel parcel = new Parcel();
        return LoadTest.of(new MakingLoad(next -> {
                    if (next.number() == number) {
                        throw new IllegalStateException("planted");
                    }
                    next.body(parcel.fill(next), Parcel.CODEC);
                }))
                .agents(1)
                .rate("max")
                .duration("300ms");
    }

    private static Agent skipping(Agent agent, int every) {
        long[] messages = new long[1];
        return (message, self) -> {
            if (++messages[0] % every != 0) {
                agent.onMessage(message, self);
            }
        };
    }

    /** A machine that others use is no fault here. */
    private static void assertPassed(RunReport report) {
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).contains("could not keep up"));
        assertThat(report.counts().lost()
                        + report.counts().duplicate()
                        + report.counts().outOfOrder())
                .isZero();
    }

    /** Messages that the producers sent in time, which each recorded how late it went. */
    private static long fromProducers(RunReport report) {
        return report.latency().sendDelay().count();
    }

    private static void assertFailed(RunReport report, String end) {
        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.endsWith(end));
    }

    /** Makes messages as a test says, for agents that check them. */
    private static final class MakingLoad implements CustomWorkload {
        private final MessageMaker maker;
        private final ParcelLoad others = new ParcelLoad(ParcelLoad::checking);

        MakingLoad(MessageMaker maker) {
            this.maker = maker;
        }

        @Override
        public List<AgentRef> create(LoadSetup setup) {
            return others.create(setup);
        }

        @Override
        public MessageMaker messages(int producer) {
            return maker;
        }
    }

    /** Parcels that fit no slot, in few buffers. */
    private static class LargeLoad implements CustomWorkload {
        static final int BYTES = 1_000;
        static final int BUFFERS = 2;

        private static final FixedCodec<Parcel> CODEC = new FixedCodec<>(new Template(4_712, 1, 0), BYTES, BYTES) {
            @Override
            protected void write(Parcel parcel, BodyWriter out) {
                out.putLong(BYTES - Long.BYTES, parcel.number);
            }

            @Override
            protected void read(BodyReader in, Parcel into) {
                into.number = in.getLong(BYTES - Long.BYTES);
            }
        };

        private int overflowBuffers;
        private long madeAgain;

        @Override
        public void prepare(EngineContext context) {
            context.overflowBuffers(BUFFERS);
        }

        @Override
        public List<AgentRef> create(LoadSetup setup) {
            overflowBuffers = setup.engine().config().overflowBuffers();
            return new ParcelLoad((each, number) -> {
                        ArrivalNumbers arrivals = each.checkArrivals(number);
                        Parcel parcel = new Parcel();
                        return (message, self) -> arrivals.arrived(0, message.read(CODEC, parcel).number);
                    })
                    .create(setup);
        }

        @Override
        public MessageMaker messages(int producer) {
            Parcel parcel = new Parcel();
            parcel.agent = -1;
            return next -> {
                madeAgain += parcel.agent == next.agent() && parcel.number == next.number() ? 1 : 0;
                next.body(parcel.fill(next), CODEC);
            };
        }
    }

    /** Sends each parcel on to an agent of its own. */
    private static final class SendingOn implements Agent {
        private final AgentRef next;
        private final Parcel parcel = new Parcel();

        SendingOn(LoadSetup setup, int number) {
            next = setup.engine().spawn("next-" + number, () -> (message, self) -> {});
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            self.sendOrPark(next, message.read(Parcel.CODEC, parcel), Parcel.CODEC);
        }
    }

    /** Sends each parcel on to the end of its chain, which counts all but every n-th, or all when n is 1. */
    private static final class Chained implements Agent {
        private final AgentRef end;
        private final Parcel parcel = new Parcel();
        private final Envelope envelope = new Envelope();

        Chained(LoadSetup setup, int number, int forgets) {
            HandledCount handled = setup.countHandled();
            Agent checking = ParcelLoad.checking(setup, number);
            Agent counting = (message, self) -> handled.handled(message, self);
            Agent forgetting = forgets == 1 ? counting : skipping(counting, forgets);
            end = setup.engine().spawn("end-" + number, (number + 1) % setup.shards(), () -> (message, self) -> {
                checking.onMessage(message, self);
                forgetting.onMessage(message, self);
            });
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(Parcel.CODEC, parcel);
            self.sendOrPark(end, parcel, Parcel.CODEC, envelope.dueNs(message.dueNs()));
        }
    }

    /** Asks another agent, and has handled a parcel when the answer has come. */
    private static final class Asking implements Agent {
        private final AgentRef answerer;
        private final HandledCount handled;
        private final Parcel parcel = new Parcel();
        private final Parcel answer = new Parcel();

        Asking(LoadSetup setup, int number) {
            handled = setup.countHandled();
            Parcel echo = new Parcel();
            answerer = setup.engine()
                    .spawn(
                            "answerer-" + number,
                            () -> (message, self) ->
                                    self.reply(message, message.read(Parcel.CODEC, echo), Parcel.CODEC));
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(Parcel.CODEC, parcel);
            self.ask(answerer, parcel, Parcel.CODEC, Duration.ofSeconds(10), (outcome, reply) -> {
                if (outcome == AskOutcome.ANSWERED) {
                    handled.handled(reply.read(Parcel.CODEC, answer).dueNs, self.nowNs());
                }
            });
        }
    }

    /** Handles what it has gathered a while later, in a timer. */
    private static final class Gathering implements Agent {
        private static final Duration WHILE = Duration.ofMillis(100);

        private final HandledCount handled;
        private final List<Long> gathered = new ArrayList<>();

        Gathering(LoadSetup setup, int number) {
            handled = setup.countHandled();
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            if (gathered.isEmpty()) {
                self.newTimer((timer, dueNs, me) -> {
                            gathered.forEach(due -> handled.handled(due, me.nowNs()));
                            gathered.clear();
                        })
                        .once(WHILE);
            }
            gathered.add(message.dueNs());
        }
    }
}
