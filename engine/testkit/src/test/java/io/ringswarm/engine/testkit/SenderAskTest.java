package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.metrics.AskCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks of senders outside, where they are unlike those of agents. */
@Timeout(20)
class SenderAskTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final int LONG = 900;

    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .slotBytes(128)
            .maxBodyBytes(1_000)
            .overflowBuffers(2)
            .maxAsksInFlight(8)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Sender sender = engine.engine().newSender();
    private final Probe answerer = new Probe();
    private final AgentRef target = engine.spawn("answerer", () -> answerer);
    private final List<AskOutcome> outcomes = new ArrayList<>();
    private final ReplyHandler recording = (outcome, reply) -> outcomes.add(outcome);

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void shouldCallHandlersOnlyWhenPolled() throws Exception {
        answerer.replyWith(Figure.of(1), FIGURES);
        assertThat(sender.poll()).isZero();
        sender.ask(target, Figure.of(1), FIGURES, MILLI, recording);
        sender.ask(target, Figure.of(2), FIGURES, MILLI, recording);
        assertThat(sender.asksInFlight()).isEqualTo(2);
        engine.runUntilIdle();
        assertThat(outcomes).isEmpty();
        assertThat(sender.asksInFlight()).isEqualTo(2);
        assertThat(engine.counters().handled())
                .as("an answer has left the engine in its place")
                .isEqualTo(4);
        assertThat(sender.poll()).isEqualTo(2);
        assertThat(sender.poll()).isZero();
        assertThat(sender.asksInFlight()).isZero();
        assertThat(outcomes).containsExactly(AskOutcome.ANSWERED, AskOutcome.ANSWERED);
    }

    @Test
    void shouldReachTheCallerAndGoOnLaterWhenAHandlerThrows() throws Exception {
        answerer.replyWith(Figure.of(1), FIGURES);
        sender.ask(target, Figure.of(1), FIGURES, MILLI, (outcome, reply) -> {
            throw new Exception("on purpose");
        });
        sender.ask(target, Figure.of(2), FIGURES, MILLI, recording);
        engine.runUntilIdle();
        assertThatThrownBy(sender::poll).isInstanceOf(Exception.class).hasMessage("on purpose");
        assertThat(sender.asksInFlight()).isEqualTo(1);
        assertThat(sender.poll()).isEqualTo(1);
        assertThat(outcomes).containsExactly(AskOutcome.ANSWERED);
        assertThat(engine.counters().asks()).isEqualTo(new AskCounters(2, 2, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldRefuseWhenAHandlerPollsOrClosesItsSender() throws Exception {
        answerer.replyWith(Figure.of(1), FIGURES);
        List<Throwable> refusals = new ArrayList<>();
        sender.ask(target, Figure.of(1), FIGURES, MILLI, (outcome, reply) -> {
            for (Thrower call : List.<Thrower>of(sender::poll, () -> sender.awaitReplies(MILLI), sender::close)) {
                try {
                    call.run();
                } catch (IllegalStateException e) {
                    refusals.add(e);
                }
            }
        });
        engine.runUntilIdle();
        assertThat(sender.poll()).isEqualTo(1);
        assertThat(refusals).hasSize(3);
        sender.close();
    }

    @Test
    void shouldRefuseWhenACodecComesBackToItsSender() {
        List<Throwable> refusals = new ArrayList<>();
        FigureCodec reentrant = new FigureCodec() {
            @Override
            public void encode(Figure figure, BodyWriter out) {
                List<Thrower> calls = List.of(
                        () -> sender.tell(target, Figure.of(1), FIGURES),
                        () -> sender.stage(target, Figure.of(1), FIGURES),
                        () -> sender.ask(target, Figure.of(1), FIGURES, MILLI, recording),
                        sender::poll,
                        sender::flush,
                        () -> sender.cancelAsk(1),
                        () -> sender.awaitReplies(Duration.ZERO),
                        sender::close);
                for (Thrower call : calls) {
                    try {
                        call.run();
                    } catch (IllegalStateException e) {
                        refusals.add(e);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }
                super.encode(figure, out);
            }
        };
        assertThat(sender.ask(target, Figure.of(7), reentrant, MILLI, recording))
                .isEqualTo(Offer.ACCEPTED);
        assertThat(refusals)
                .hasSize(8)
                .allSatisfy(e -> assertThat(e).hasMessageContaining("a codec called the sender"));
        engine.runUntilIdle();
        assertThat(answerer.received()).extracting(FigureCodec::number).containsExactly(7L);
    }

    @Test
    void shouldCancelItsAsksAndGiveBackTheAnswersBuffersWhenClosed() {
        answerer.replyWith(Figure.of(1, LONG), FIGURES);
        for (int i = 0; i < 10; i++) {
            Sender leaving = engine.engine().newSender();
            leaving.ask(target, Figure.of(1, LONG), FIGURES, MILLI, recording);
            engine.runUntilIdle();
            leaving.ask(target, Figure.of(2), FIGURES, MILLI, recording); // its question is still on the way
            leaving.close();
            leaving.close();
            engine.runUntilIdle();
            assertThatThrownBy(leaving::poll).isInstanceOf(IllegalStateException.class);
        }
        assertThat(outcomes).isEmpty();
        assertThat(answerer.replies()).hasSize(20).containsOnly(Offer.ACCEPTED, Offer.NOT_AWAITED);
        assertThat(answerer.replies().stream().filter(offer -> offer == Offer.ACCEPTED))
                .hasSize(10);
        assertThat(engine.counters().asks().cancelled()).isEqualTo(20);
        assertThat(engine.counters().asks().lateReplies()).isEqualTo(10);
    }

    @Test
    void shouldNotReachTheNextSenderWhenAnAnswerComesForAClosedOne() throws Exception {
        List<ReplyTicket> tickets = new ArrayList<>();
        answerer.does((message, self) -> tickets.add(new ReplyTicket().take(message)));
        sender.ask(target, Figure.of(1), FIGURES, MILLI, recording);
        engine.runUntilIdle();
        sender.close();
        Sender next = engine.engine().newSender();
        next.ask(
                target,
                Figure.of(2),
                FIGURES,
                MILLI,
                recording); // the same number of an ask, the same place for senders
        engine.runUntilIdle();
        assertThat(tickets.get(0).correlationId()).isEqualTo(tickets.get(1).correlationId());
        List<Offer> replies = new ArrayList<>();
        answerer.does((message, self) -> replies.add(self.reply(tickets.get(0), Figure.of(1), FIGURES)));
        engine.tell(target, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        assertThat(replies).containsExactly(Offer.NOT_AWAITED);
        assertThat(next.poll()).isZero();
        assertThat(next.asksInFlight()).isEqualTo(1);
        next.close();
    }

    @Test
    void shouldWaitNoLongerThanToldWhenNothingComes() throws Exception {
        assertThat(sender.awaitReplies(Duration.ofDays(1))).as("nothing asked").isZero();
        sender.ask(target, Figure.of(1), FIGURES, MILLI, recording);
        assertThat(sender.awaitReplies(Duration.ZERO)).isZero();
        assertThat(sender.awaitReplies(Duration.ofSeconds(-1))).isZero();
        assertThat(sender.awaitReplies(Duration.ofMillis(2))).isZero();
        engine.clock().advance(MILLI);
        assertThat(sender.awaitReplies(Duration.ofDays(1)))
                .as("its time is over")
                .isEqualTo(1);
        assertThat(outcomes).containsExactly(AskOutcome.TIMED_OUT);
    }

    @Test
    void shouldRefuseToWaitWhenCalledByAnAgent() {
        Actor actor = new Actor(engine, "actor", 0);
        Sender patient = engine.engine().newSender(Duration.ofSeconds(10));
        actor.act(self -> {
            sender.ask(target, Figure.of(1), FIGURES, MILLI, recording);
            assertThatThrownBy(() -> sender.awaitReplies(MILLI))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("(expected: not a shard's, which must not wait)");
            assertThat(sender.poll()).isZero();
            for (int i = 0; i < 4_096 - 1; i++) {
                assertThat(patient.tell(target, Figure.of(2), FIGURES)).isIn(Offer.ACCEPTED);
            }
            assertThatThrownBy(() -> {
                        while (patient.tell(target, Figure.of(2), FIGURES) == Offer.ACCEPTED) {}
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("use a sender that fails at once");
        });
        engine.runUntilIdle();
        sender.close();
        patient.close();
    }

    @Test
    void shouldTellOfAsksLeftWhenPolledAfterTheEnginesClose() throws Exception {
        answerer.does((message, self) -> {
            if (FigureCodec.number(message) == 2) {
                self.reply(message, Figure.of(1), FIGURES);
            }
        });
        sender.ask(target, Figure.of(1), FIGURES, MILLI, recording);
        sender.ask(target, Figure.of(2), FIGURES, MILLI, recording);
        AskCounters asks = engine.close(Duration.ofSeconds(10)).counters().asks();
        assertThat(asks.inFlight()).isZero();
        assertThat(sender.poll()).isEqualTo(2);
        assertThat(outcomes).containsExactly(AskOutcome.ANSWERED, AskOutcome.FAILED);
        assertThat(sender.ask(target, Figure.of(3), FIGURES, MILLI, recording)).isEqualTo(Offer.CLOSED);
        assertThat(sender.asksInFlight()).isZero();
        sender.close();
    }

    @Test
    void shouldBeRefusedWhenTheAgentIsAnotherEngines() {
        try (TestEngine other = TestEngine.launch()) {
            AgentRef stranger = other.spawn("stranger", Probe::new);
            assertThat(sender.ask(stranger, Figure.of(1), FIGURES, MILLI, recording))
                    .isEqualTo(Offer.NO_SUCH_AGENT);
            assertThat(sender.tell(stranger, Figure.of(1), FIGURES, new Envelope()))
                    .isEqualTo(Offer.NO_SUCH_AGENT);
        }
        assertThat(sender.asksInFlight()).isZero();
        assertThat(sender.lastAskId()).isZero();
    }

    private interface Thrower {
        void run() throws Exception;
    }
}
