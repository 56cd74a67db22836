package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.engine.metrics.EngineCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an ask promises, whoever asks: an agent of the same shard, within a time or until one, one of another, or a sender outside. */
@Timeout(20)
class AskTest {
    /** Where the asker is; the one who is asked is on shard 0. */
    enum Asker {
        SAME_SHARD,
        SAME_SHARD_UNTIL,
        OTHER_SHARD,
        OUTSIDE;

        boolean isAgent() {
            return this != OUTSIDE;
        }

        boolean isOnSameShard() {
            return this == SAME_SHARD || this == SAME_SHARD_UNTIL;
        }
    }

    /** How an ask ended, and with what. */
    private record End(AskOutcome outcome, MessageCopy reply) {}

    /** One call of the asker, in which it may ask. */
    private interface Asking {
        void run(Asks asks) throws Exception;
    }

    /** Asking, from inside and from outside. */
    private interface Asks {
        Offer ask(
                AgentRef target, Figure figure, FigureCodec codec, Envelope envelope, Duration timeout, ReplyHandler h);

        long lastAskId();

        boolean cancelAsk(long askId);
    }

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration NANO = Duration.ofNanos(1);
    private static final int LONG = 900;

    private final Probe answerer = new Probe();
    private final List<End> ends = new ArrayList<>();
    private final ReplyHandler recording = (outcome, reply) -> ends.add(new End(outcome, copyOf(reply)));
    private TestEngine engine;
    private AgentRef target;
    private Actor actor;
    private Asker asker;

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldGetTheFirstAnswerAndItsOwnCorrelationIdBackWhenAnswered(Asker who) {
        launch(who, small());
        answerer.replyWith(Figure.of(42), FIGURES);
        Envelope envelope = new Envelope()
                .correlationId(-7)
                .priority(Priority.HIGH)
                .traceId(99)
                .dueNs(ManualClock.START_NS - 3);
        assertThat(ask(Figure.of(1), envelope, MILLI)).isEqualTo(Offer.ACCEPTED);
        assertThat(ends).isEmpty();
        engine.runUntilIdle();

        MessageCopy question = answerer.last();
        assertThat(FigureCodec.number(question)).isEqualTo(1);
        assertThat(question.isAsk()).isTrue();
        assertThat(question.priority()).isEqualTo(Priority.HIGH);
        assertThat(question.traceId()).isEqualTo(99);
        assertThat(question.dueNs()).isEqualTo(ManualClock.START_NS - 3);
        assertThat(question.deadlineNs()).as("of no use later").isEqualTo(ManualClock.START_NS + 1_000_000);
        assertThat(question.correlationId()).as("the ask's number").isNotEqualTo(-7);
        if (who.isAgent()) {
            assertThat(question.sourceAddress()).isEqualTo(actor.ref().address());
        }
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.outcome).isEqualTo(AskOutcome.ANSWERED);
            assertThat(FigureCodec.number(end.reply)).isEqualTo(42);
            assertThat(end.reply.correlationId()).isEqualTo(-7);
            assertThat(end.reply.sourceAddress()).isEqualTo(target.address());
            assertThat(end.reply.isAsk()).isFalse();
        });
        assertThat(answerer.replies()).containsExactly(Offer.ACCEPTED);
        assertThat(envelope.correlationId()).as("the caller's envelope").isEqualTo(-7);
        assertThat(asks()).isEqualTo(new AskCounters(1, 1, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTimeOutAtItsTimeAndNotBeforeWhenNobodyAnswers(Asker who) {
        launch(who, small());
        ask(Figure.of(1), new Envelope().correlationId(5), MILLI);
        advance(MILLI.minus(NANO));
        assertThat(ends).isEmpty();
        advance(NANO);
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.outcome).isEqualTo(AskOutcome.TIMED_OUT);
            assertThat(end.reply.correlationId()).isEqualTo(5);
            assertThat(end.reply.bytes()).isEmpty();
            assertThat(end.reply.templateId()).isZero();
        });
        assertThat(answerer.count()).isEqualTo(1);
        advance(Duration.ofDays(1));
        assertThat(ends).hasSize(1);
        assertThat(asks()).isEqualTo(new AskCounters(1, 0, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void shouldTimeOutAtOnceWhenAskedUntilATimeThatHasPassed() {
        launch(Asker.SAME_SHARD, small());
        actor.act(self -> assertThat(
                        self.askUntil(target, Figure.of(1), FIGURES, new Envelope(), self.nowNs(), recording))
                .isEqualTo(Offer.ACCEPTED));
        advance(Duration.ZERO);
        assertThat(outcomes()).containsExactly(AskOutcome.TIMED_OUT);
        assertThat(asks()).isEqualTo(new AskCounters(1, 0, 0, 1, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTimeOutAndNotBeHandledWhenTheQuestionIsStillWaitingAtTheTimeLimit(Asker who) {
        launch(who, small());
        EngineCounters before = engine.counters();
        askAndLetWait(Figure.of(1), new Envelope(), MILLI.plus(NANO));
        engine.runUntilIdle();
        assertThat(outcomes()).containsExactly(AskOutcome.TIMED_OUT);
        assertThat(answerer.count()).isZero();
        assertThat(engine.counters().expired() - before.expired()).isEqualTo(1);
        assertThat(asks()).isEqualTo(new AskCounters(1, 0, 0, 1, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldExpireWhenTheQuestionsOwnDeadlineHasPassedBeforeItsTurn(Asker who) {
        launch(who, small());
        askAndLetWait(Figure.of(1), new Envelope().deadlineNs(ManualClock.START_NS + 500), Duration.ofNanos(501));
        engine.runUntilIdle();
        assertThat(outcomes()).containsExactly(AskOutcome.EXPIRED);
        assertThat(answerer.count()).isZero();
        assertThat(asks()).isEqualTo(new AskCounters(1, 0, 1, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeAnsweredAfterTheQuestionsOwnDeadlineWhenThatWasHandledInTime(Asker who) {
        launch(who, small());
        List<ReplyTicket> tickets = new ArrayList<>();
        answerer.does((message, self) -> tickets.add(new ReplyTicket().take(message)));
        askAndLetWait(Figure.of(1), new Envelope().deadlineNs(ManualClock.START_NS + 500), Duration.ofNanos(500));
        engine.runUntilIdle();
        advance(Duration.ofNanos(100_000));
        answerer.does((message, self) -> self.reply(tickets.get(0), Figure.of(2), FIGURES));
        engine.tell(target, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        assertThat(outcomes()).containsExactly(AskOutcome.ANSWERED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTimeOutRatherThanExpireWhenTheDeadlineIsNoEarlierThanTheTimeLimit(Asker who) {
        launch(who, small());
        for (int i = 0; i < 2; i++) {
            long deadlineNs = engine.clock().nanoTime() + 1_000_000 + i;
            askAndLetWait(Figure.of(1), new Envelope().deadlineNs(deadlineNs), Duration.ofMillis(5));
            engine.runUntilIdle();
        }
        assertThat(outcomes()).containsExactly(AskOutcome.TIMED_OUT, AskOutcome.TIMED_OUT);
        assertThat(answerer.count()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailAtOnceWhenTheQuestionDies(Asker who) {
        launch(who, small());
        answerer.does((message, self) -> {
            switch ((int) FigureCodec.number(message)) {
                case 1 -> throw new Exception("on purpose");
                case 2 -> throw new MalformedMessageException("on purpose");
                default -> engine.engine().stop(self.self());
            }
        });
        during(asks -> {
            for (int i = 1; i <= 4; i++) {
                Envelope envelope = new Envelope().correlationId(i);
                assertThat(asks.ask(target, Figure.of(i), FIGURES, envelope, MILLI, recording))
                        .isEqualTo(Offer.ACCEPTED);
            }
        });
        engine.runUntilIdle();
        assertThat(ends)
                .extracting(End::outcome)
                .containsOnly(AskOutcome.FAILED)
                .hasSize(3);
        assertThat(ends).extracting(end -> end.reply.correlationId()).containsExactly(1L, 2L, 4L);
        assertThat(engine.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        DeadLetterReason.HANDLER_THREW, DeadLetterReason.MALFORMED, DeadLetterReason.NO_SUCH_AGENT);
        advance(MILLI);
        assertThat(ends.get(3).outcome).as("handled, never answered").isEqualTo(AskOutcome.TIMED_OUT);
        assertThat(asks()).isEqualTo(new AskCounters(4, 0, 0, 1, 0, 3, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWhenTheQuestionIsShedAndNeverShedTheAnswer(Asker who) {
        launch(who, small().shedAfter(Duration.ofNanos(1_000)));
        answerer.replyWith(Figure.of(1), FIGURES);
        askAndLetWait(Figure.of(1), new Envelope().priority(Priority.LOW), Duration.ofNanos(1_001));
        engine.runUntilIdle();
        assertThat(outcomes()).containsExactly(AskOutcome.FAILED);
        assertThat(engine.counters().shed()).isEqualTo(1);

        answerer.does((message, self) -> {
            self.reply(message, Figure.of(1), FIGURES);
            engine.clock().advance(Duration.ofNanos(100_000)); // the answer waits that long
        });
        ask(Figure.of(1), new Envelope().priority(Priority.LOW), MILLI);
        engine.runUntilIdle();
        assertThat(outcomes()).containsExactly(AskOutcome.FAILED, AskOutcome.ANSWERED);
        assertThat(engine.counters().shed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeAnsweredWhenTheHandlerThrowsAfterItsReply(Asker who) {
        launch(who, small());
        answerer.does((message, self) -> {
            self.reply(message, Figure.of(8), FIGURES);
            throw new IllegalStateException("too late");
        });
        ask(Figure.of(1), new Envelope(), MILLI);
        engine.runUntilIdle();
        assertThat(outcomes()).containsExactly(AskOutcome.ANSWERED);
        assertThat(engine.counters().dead()).containsEntry(DeadLetterReason.HANDLER_THREW, 1L);
        assertThat(asks()).isEqualTo(new AskCounters(1, 1, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellNobodyWhenCancelled(Asker who) {
        launch(who, small());
        List<Offer> replies = new ArrayList<>();
        answerer.does((message, self) -> replies.add(self.reply(message, Figure.of(1), FIGURES)));
        List<Boolean> cancelled = new ArrayList<>();
        during(asks -> {
            assertThat(asks.ask(target, Figure.of(1), FIGURES, new Envelope(), MILLI, recording))
                    .isEqualTo(Offer.ACCEPTED);
            cancelled.add(asks.cancelAsk(asks.lastAskId()));
            cancelled.add(asks.cancelAsk(asks.lastAskId()));
            cancelled.add(asks.cancelAsk(0));
            cancelled.add(asks.cancelAsk(Long.MAX_VALUE));
            cancelled.add(asks.cancelAsk(-1));
        });
        advance(Duration.ofMillis(5));
        assertThat(cancelled).containsExactly(true, false, false, false, false);
        assertThat(ends).isEmpty();
        assertThat(replies).as("the question went on its way").containsExactly(Offer.NOT_AWAITED);
        assertThat(asks()).isEqualTo(new AskCounters(1, 0, 0, 0, 1, 0, 1, 0));
        during(asks -> assertThat(asks.cancelAsk(asks.lastAskId())).isFalse());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotBeCancelledWhenTheAnswerHasCome(Asker who) {
        launch(who, small());
        answerer.replyWith(Figure.of(1), FIGURES);
        during(asks -> asks.ask(target, Figure.of(1), FIGURES, new Envelope(), MILLI, recording));
        if (who.isAgent()) {
            actor.does((message, self) -> {});
        }
        while (answerer.count() == 0) {
            engine.engine().invoke();
        }
        // the answer lies in its place; an agent finds it at the beginning of its next turn, a sender when it polls
        if (who == Asker.OUTSIDE) {
            assertThat(engine.sender().cancelAsk(engine.sender().lastAskId())).isFalse();
        }
        engine.runUntilIdle();
        during(asks -> assertThat(asks.cancelAsk(asks.lastAskId())).isFalse());
        assertThat(outcomes()).containsExactly(AskOutcome.ANSWERED);
        assertThat(asks()).isEqualTo(new AskCounters(1, 1, 0, 0, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountRepliesThatComeTooLateOrTwiceAndDeliverNone(Asker who) {
        launch(who, small());
        List<Offer> replies = new ArrayList<>();
        List<ReplyTicket> tickets = new ArrayList<>();
        answerer.does((message, self) -> {
            tickets.add(new ReplyTicket().take(message));
            replies.add(self.reply(message, Figure.of(1), FIGURES));
            replies.add(self.reply(message, Figure.of(2), FIGURES));
        });
        ask(Figure.of(1), new Envelope(), MILLI);
        engine.runUntilIdle();
        assertThat(replies).containsExactly(Offer.ACCEPTED, Offer.NOT_AWAITED);
        assertThat(FigureCodec.number(ends.get(0).reply)).isEqualTo(1);
        assertThat(asks()).isEqualTo(new AskCounters(1, 1, 0, 0, 0, 0, 0, 1));

        answerer.does((message, self) -> replies.add(self.reply(tickets.get(0), Figure.of(3), FIGURES)));
        engine.tell(target, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        assertThat(replies).hasSize(3).last().isEqualTo(Offer.NOT_AWAITED);
        assertThat(asks().duplicateReplies())
                .as("the place is free, not used again")
                .isEqualTo(2);

        answerer.does((message, self) -> tickets.add(new ReplyTicket().take(message)));
        ask(Figure.of(4), new Envelope(), MILLI);
        advance(MILLI);
        answerer.does((message, self) -> replies.add(self.reply(tickets.get(1), Figure.of(5), FIGURES)));
        engine.tell(target, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        assertThat(replies).hasSize(4).last().isEqualTo(Offer.NOT_AWAITED);
        assertThat(asks()).isEqualTo(new AskCounters(2, 1, 0, 1, 0, 0, 1, 2));
        assertThat(ends).hasSize(2);
        assertThat(engine.counters().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotMistakeAnAnswerForAnotherAsksWhenItsPlaceIsUsedAgain(Asker who) {
        launch(who, small().maxAsksInFlight(1));
        List<ReplyTicket> tickets = new ArrayList<>();
        answerer.does((message, self) -> tickets.add(new ReplyTicket().take(message)));
        ask(Figure.of(1), new Envelope().correlationId(1), MILLI);
        advance(MILLI);
        ask(Figure.of(2), new Envelope().correlationId(2), MILLI);
        engine.runUntilIdle();
        List<Offer> replies = new ArrayList<>();
        answerer.does((message, self) -> {
            replies.add(self.reply(tickets.get(0), Figure.of(10), FIGURES));
            replies.add(self.reply(tickets.get(1), Figure.of(20), FIGURES));
        });
        engine.tell(target, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        assertThat(replies).containsExactly(Offer.NOT_AWAITED, Offer.ACCEPTED);
        assertThat(outcomes()).containsExactly(AskOutcome.TIMED_OUT, AskOutcome.ANSWERED);
        assertThat(FigureCodec.number(ends.get(1).reply)).isEqualTo(20);
        assertThat(ends.get(1).reply.correlationId()).isEqualTo(2);
        assertThat(asks()).isEqualTo(new AskCounters(2, 1, 0, 1, 0, 0, 1, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeBackPressuredWithoutACreditAndGetItBackHoweverAnAskEnds(Asker who) {
        launch(who, small().maxAsksInFlight(2));
        FigureCodec broken = new FigureCodec() {
            @Override
            public void encode(Figure figure, BodyWriter out) {
                throw new IllegalArgumentException("on purpose");
            }
        };
        AgentRef gone = engine.spawn("gone", 0, () -> (message, self) -> {});
        engine.engine().stop(gone);
        during(asks -> {
            // none of these is an ask in the end, so none keeps its credit
            for (int i = 0; i < 5; i++) {
                assertThat(asks.ask(gone, Figure.of(0), FIGURES, new Envelope(), MILLI, recording))
                        .isEqualTo(Offer.NO_SUCH_AGENT);
                assertThat(asks.ask(target, Figure.of(0, 5_000), FIGURES, new Envelope(), MILLI, recording))
                        .isEqualTo(Offer.TOO_LARGE);
                assertThatThrownBy(() -> asks.ask(target, Figure.of(0), broken, new Envelope(), MILLI, recording))
                        .hasMessage("on purpose");
                assertThatThrownBy(() -> asks.ask(target, Figure.of(0), FIGURES, new Envelope(), NANO, null))
                        .isInstanceOf(NullPointerException.class);
                assertThatThrownBy(
                                () -> asks.ask(target, Figure.of(0), FIGURES, new Envelope(), Duration.ZERO, recording))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("timeout=PT0S (expected: positive)");
                assertThatThrownBy(() ->
                                asks.ask(target, Figure.of(0), FIGURES, new Envelope(), NANO.negated(), recording))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(asks.lastAskId()).isZero();
        });
        assertThat(asks()).isEqualTo(new AskCounters(0, 0, 0, 0, 0, 0, 0, 0));

        answerer.does((message, self) -> {
            switch ((int) FigureCodec.number(message)) {
                case 1 -> self.reply(message, Figure.of(1), FIGURES);
                case 2 -> throw new Exception("on purpose");
                default -> {}
            }
        });
        for (int way = 1; way <= 4; way++) {
            int number = way;
            during(asks -> {
                for (int i = 0; i < 2; i++) {
                    assertThat(asks.ask(target, Figure.of(number), FIGURES, new Envelope(), MILLI, recording))
                            .as("way %s, ask %s", number, i)
                            .isEqualTo(Offer.ACCEPTED);
                }
                assertThat(asks.ask(target, Figure.of(number), FIGURES, new Envelope(), MILLI, recording))
                        .isEqualTo(Offer.BACK_PRESSURED);
                if (number == 4) {
                    assertThat(asks.cancelAsk(asks.lastAskId())).isTrue();
                    assertThat(asks.ask(target, Figure.of(number), FIGURES, new Envelope(), MILLI, recording))
                            .isEqualTo(Offer.ACCEPTED);
                }
            });
            advance(MILLI);
        }
        assertThat(outcomes())
                .containsExactly(
                        AskOutcome.ANSWERED,
                        AskOutcome.ANSWERED,
                        AskOutcome.FAILED,
                        AskOutcome.FAILED,
                        AskOutcome.TIMED_OUT,
                        AskOutcome.TIMED_OUT,
                        AskOutcome.TIMED_OUT,
                        AskOutcome.TIMED_OUT);
        assertThat(asks()).isEqualTo(new AskCounters(9, 2, 0, 4, 1, 2, 0, 0));
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeAnsweredLaterByTicketWhenTheAgentCannotAtOnce(Asker who) {
        launch(who, small());
        ReplyTicket ticket = new ReplyTicket();
        answerer.does((message, self) -> {
            ticket.take(message);
            self.newTimer((timer, dueNs, me) ->
                            assertThat(me.reply(ticket, Figure.of(6), FIGURES)).isEqualTo(Offer.ACCEPTED))
                    .once(Duration.ofNanos(600));
        });
        ask(Figure.of(1), new Envelope(), MILLI);
        advance(Duration.ofNanos(599));
        assertThat(ends).isEmpty();
        advance(NANO);
        assertThat(outcomes()).containsExactly(AskOutcome.ANSWERED);
        assertThat(ends.get(0).reply.sentNs()).isEqualTo(ManualClock.START_NS + 600);
        assertThat(ticket.isAsk()).isTrue();
        assertThat(ticket.priority()).isEqualTo(Priority.NORMAL);
    }

    @ParameterizedTest
    @EnumSource
    void shouldCarryLongBodiesBothWaysAndGiveTheirBuffersBack(Asker who) {
        launch(who, small().overflowBuffers(who.isOnSameShard() ? 2 : 1)); // of one shard, which both use
        answerer.does((message, self) -> {
            FigureCodec.number(message);
            assertThat(self.reply(message, Figure.of(2, LONG), FIGURES)).isEqualTo(Offer.ACCEPTED);
        });
        for (int i = 0; i < 20; i++) {
            assertThat(ask(Figure.of(i, LONG), new Envelope(), MILLI)).isEqualTo(Offer.ACCEPTED);
            engine.runUntilIdle();
        }
        assertThat(ends).hasSize(20).allSatisfy(end -> {
            assertThat(end.outcome).isEqualTo(AskOutcome.ANSWERED);
            assertThat(end.reply.bytes()).hasSize(LONG);
            assertThat(FigureCodec.number(end.reply)).isEqualTo(2);
        });
        assertThat(answerer.received())
                .allSatisfy(question -> assertThat(question.bytes()).hasSize(LONG));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBuffersBackWhenLongQuestionsAndAnswersComeToNothing(Asker who) {
        launch(who, small().overflowBuffers(who.isOnSameShard() ? 2 : 1));
        ReplyTicket ticket = new ReplyTicket();
        answerer.does((message, self) -> {
            ticket.take(message);
            if (FigureCodec.number(message) % 2 == 0) {
                throw new Exception("on purpose");
            }
        });
        for (int i = 0; i < 10; i++) {
            assertThat(ask(Figure.of(i, LONG), new Envelope(), MILLI)).isEqualTo(Offer.ACCEPTED);
            advance(MILLI);
        }
        answerer.does((message, self) -> {
            for (int i = 0; i < 5; i++) {
                assertThat(self.reply(ticket, Figure.of(i, LONG), FIGURES)).isEqualTo(Offer.NOT_AWAITED);
            }
            assertThat(self.reply(ticket, Figure.of(1, 5_000), FIGURES))
                    .as("nobody waits, however long it is")
                    .isEqualTo(Offer.NOT_AWAITED);
        });
        engine.tell(target, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        answerer.replyWith(Figure.of(1, LONG), FIGURES);
        for (int i = 0; i < 5; i++) {
            assertThat(ask(Figure.of(i, LONG), new Envelope(), MILLI)).isEqualTo(Offer.ACCEPTED);
            engine.runUntilIdle();
        }
        assertThat(ends)
                .hasSize(15)
                .last()
                .satisfies(end -> assertThat(end.outcome).isEqualTo(AskOutcome.ANSWERED));
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerAgainLaterWhenALongAnswerFoundNoBuffer(Asker who) {
        launch(who, small().overflowBuffers(1));
        List<ReplyTicket> tickets = new ArrayList<>();
        List<Offer> replies = new ArrayList<>();
        answerer.does((message, self) -> {
            tickets.add(new ReplyTicket().take(message));
            if (tickets.size() == 2) {
                for (ReplyTicket ticket : tickets) {
                    replies.add(self.reply(ticket, Figure.of(1, LONG), FIGURES));
                }
            }
        });
        ask(Figure.of(1), new Envelope(), MILLI);
        ask(Figure.of(2), new Envelope(), MILLI);
        engine.runUntilIdle();
        assertThat(replies).containsExactly(Offer.ACCEPTED, Offer.BACK_PRESSURED);
        answerer.does((message, self) -> replies.add(self.reply(tickets.get(1), Figure.of(1, LONG), FIGURES)));
        engine.tell(target, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        assertThat(replies).containsExactly(Offer.ACCEPTED, Offer.BACK_PRESSURED, Offer.ACCEPTED);
        assertThat(outcomes()).containsExactly(AskOutcome.ANSWERED, AskOutcome.ANSWERED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldStillWaitWhenTheAnswerIsTooLargeOrItsCodecThrows(Asker who) {
        launch(who, small().overflowBuffers(1));
        FigureCodec broken = new FigureCodec() {
            @Override
            public void encode(Figure figure, BodyWriter out) {
                super.encode(figure, out);
                throw new IllegalArgumentException("on purpose");
            }
        };
        answerer.does((message, self) -> {
            assertThat(self.reply(message, Figure.of(1, 5_000), FIGURES)).isEqualTo(Offer.TOO_LARGE);
            assertThatThrownBy(() -> self.reply(message, Figure.of(1, LONG), broken))
                    .hasMessage("on purpose");
            assertThatThrownBy(() -> self.reply(message, Figure.of(1), null)).isInstanceOf(NullPointerException.class);
            assertThat(self.reply(message, Figure.of(3, LONG), FIGURES)).isEqualTo(Offer.ACCEPTED);
        });
        ask(Figure.of(1), new Envelope(), MILLI);
        engine.runUntilIdle();
        assertThat(outcomes()).containsExactly(AskOutcome.ANSWERED);
        assertThat(FigureCodec.number(ends.get(0).reply)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAskOnFromTheHandlerOfAnAnswer(Asker who) {
        launch(who, small().maxAsksInFlight(2));
        answerer.does((message, self) -> self.reply(message, Figure.of(FigureCodec.number(message) + 1), FIGURES));
        int rounds = 50;
        List<Long> got = new ArrayList<>();
        during(asks -> {
            ReplyHandler[] again = new ReplyHandler[1];
            again[0] = (outcome, reply) -> {
                got.add(FigureCodec.number(reply));
                if (got.size() < rounds) {
                    assertThat(asks.ask(
                                    target,
                                    Figure.of(got.get(got.size() - 1)),
                                    FIGURES,
                                    new Envelope(),
                                    MILLI,
                                    again[0]))
                            .isEqualTo(Offer.ACCEPTED);
                }
            };
            asks.ask(target, Figure.of(0), FIGURES, new Envelope(), MILLI, again[0]);
        });
        engine.runUntilIdle();
        assertThat(got).hasSize(rounds).last().isEqualTo((long) rounds);
        assertThat(asks().answered()).isEqualTo(rounds);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepItsCreditUntilItsHandlerHasReturned(Asker who) {
        launch(who, small().maxAsksInFlight(1));
        answerer.replyWith(Figure.of(1), FIGURES);
        List<Offer> offers = new ArrayList<>();
        during(asks -> asks.ask(
                target,
                Figure.of(0),
                FIGURES,
                new Envelope(),
                MILLI,
                (outcome, reply) ->
                        offers.add(asks.ask(target, Figure.of(1), FIGURES, new Envelope(), MILLI, recording))));
        engine.runUntilIdle();
        assertThat(offers).containsExactly(Offer.BACK_PRESSURED);
        assertThat(ask(Figure.of(2), new Envelope(), MILLI)).isEqualTo(Offer.ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerThroughAChainOfAgentsThatAskOneAnother(Asker who) {
        launch(who, small());
        Actor[] links = new Actor[4];
        for (int i = 0; i < links.length; i++) {
            links[i] = new Actor(engine, "link-" + i, i % 2);
        }
        answerer.replyWith(Figure.of(100), FIGURES);
        for (int i = 0; i < links.length; i++) {
            AgentRef next = i + 1 < links.length ? links[i + 1].ref() : target;
            links[i].does((message, self) -> {
                ReplyTicket ticket = new ReplyTicket().take(message);
                self.ask(next, Figure.of(FigureCodec.number(message) + 1), FIGURES, MILLI, (outcome, reply) -> {
                    Offer offer = self.reply(ticket, Figure.of(FigureCodec.number(reply) + 1), FIGURES);
                    assertThat(offer).isEqualTo(Offer.ACCEPTED);
                });
            });
        }
        during(asks -> asks.ask(links[0].ref(), Figure.of(0), FIGURES, new Envelope(), MILLI, recording));
        engine.runUntilIdle();
        assertThat(FigureCodec.number(answerer.last())).isEqualTo(4);
        assertThat(FigureCodec.number(ends.get(0).reply)).isEqualTo(104);
        assertThat(asks().answered()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheAnswerApartFromWhatItsReaderSendsWhileItReads(Asker who) {
        launch(who, small());
        answerer.replyWith(Figure.of(5, 60), FIGURES);
        List<Long> read = new ArrayList<>();
        during(asks -> asks.ask(target, Figure.of(0), FIGURES, new Envelope(), MILLI, (outcome, reply) -> {
            asks.ask(target, Figure.of(9, LONG), FIGURES, new Envelope(), MILLI, (o, r) -> {});
            asks.ask(target, Figure.of(9), FIGURES, new Envelope(), MILLI, (o, r) -> {});
            read.add(FigureCodec.number(reply));
        }));
        engine.runUntilIdle();
        assertThat(read).containsExactly(5L);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseToDecodeWhenTheAnswerIsOfAnotherTemplate(Asker who) throws Exception {
        launch(who, small());
        answerer.does((message, self) -> {}); // nobody answers: what the handler gets is no figure
        List<Throwable> thrown = new ArrayList<>();
        during(asks -> asks.ask(target, Figure.of(0), FIGURES, new Envelope(), MILLI, (outcome, reply) -> {
            try {
                reply.read(FIGURES, new Figure());
            } catch (MalformedMessageException e) {
                thrown.add(e);
            }
        }));
        advance(MILLI);
        assertThat(thrown).singleElement().satisfies(e -> assertThat(e).hasMessageContaining("templateId=0"));
    }

    private static EngineContext small() {
        return new EngineContext()
                .ringSlots(8)
                .slotBytes(128)
                .maxBodyBytes(1_000)
                .overflowBuffers(2)
                .localQueueSlots(8)
                .outboxMessages(8)
                .maxAsksInFlight(8)
                .deadLetterListener((message, reason, cause) -> {});
    }

    private void launch(Asker who, EngineContext context) {
        asker = who;
        engine = TestEngine.launch(context.shards(2));
        target = engine.spawn("answerer", 0, () -> answerer);
        actor = new Actor(engine, "asker", who.isOnSameShard() ? 0 : 1);
    }

    private MessageCopy copyOf(Message reply) {
        return MessageCopy.of(reply, engine.clock().nanoTime());
    }

    private Offer ask(Figure figure, Envelope envelope, Duration timeout) {
        Offer[] offer = new Offer[1];
        during(asks -> offer[0] = asks.ask(target, figure, FIGURES, envelope, timeout, recording));
        return offer[0];
    }

    /** Asks, and lets that time pass before the question's turn comes. */
    private void askAndLetWait(Figure figure, Envelope envelope, Duration wait) {
        during(asks -> {
            assertThat(asks.ask(target, figure, FIGURES, envelope, MILLI, recording))
                    .isEqualTo(Offer.ACCEPTED);
            engine.clock().advance(wait);
        });
    }

    /** Lets the asker act. In the same turn an agent of the same shard gets what was sent. */
    private void during(Asking asking) {
        try {
            if (asker == Asker.OUTSIDE) {
                asking.run(outside());
            } else {
                actor.act(self -> asking.run(inside(self, asker == Asker.SAME_SHARD_UNTIL)));
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void advance(Duration duration) {
        engine.advance(duration);
    }

    private List<AskOutcome> outcomes() {
        return ends.stream().map(End::outcome).toList();
    }

    private AskCounters asks() {
        return engine.counters().asks();
    }

    private Asks outside() {
        return new Asks() {
            @Override
            public Offer ask(
                    AgentRef to,
                    Figure figure,
                    FigureCodec codec,
                    Envelope envelope,
                    Duration timeout,
                    ReplyHandler h) {
                return engine.sender().ask(to, figure, codec, envelope, timeout, h);
            }

            @Override
            public long lastAskId() {
                return engine.sender().lastAskId();
            }

            @Override
            public boolean cancelAsk(long askId) {
                return engine.sender().cancelAsk(askId);
            }
        };
    }

    private static Asks inside(AgentContext self, boolean until) {
        return new Asks() {
            @Override
            public Offer ask(
                    AgentRef to,
                    Figure figure,
                    FigureCodec codec,
                    Envelope envelope,
                    Duration timeout,
                    ReplyHandler h) {
                return until && timeout.compareTo(Duration.ZERO) > 0 // a time that has passed is no fault
                        ? self.askUntil(to, figure, codec, envelope, self.nowNs() + timeout.toNanos(), h)
                        : self.ask(to, figure, codec, envelope, timeout, h);
            }

            @Override
            public long lastAskId() {
                return self.lastAskId();
            }

            @Override
            public boolean cancelAsk(long askId) {
                return self.cancelAsk(askId);
            }
        };
    }
}
