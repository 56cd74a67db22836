package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Asks and answers of agents, where they are unlike those of senders outside. */
@Timeout(20)
class AgentAskTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .shards(2)
            .ringSlots(1024)
            .localQueueSlots(1024)
            .maxAsksInFlight(2048)
            .deadLetterListener((message, reason, cause) -> {}));
    private final Actor asker = new Actor(engine, "asker", 0);
    private final Probe answerer = new Probe();
    private final List<AskOutcome> outcomes = new ArrayList<>();

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBuryTheAnswerWhenItsHandlerThrows(int shard) {
        AgentRef target = engine.spawn("answerer", shard, () -> answerer.replyWith(Figure.of(3), FIGURES));
        EngineCounters before = engine.counters();
        asker.act(self ->
                self.ask(target, Figure.of(1), FIGURES, new Envelope().correlationId(4), MILLI, (outcome, reply) -> {
                    throw new Exception("on purpose");
                }));
        engine.runUntilIdle();
        assertThat(engine.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.HANDLER_THREW);
            assertThat(FigureCodec.number(letter.message())).isEqualTo(3);
            assertThat(letter.message().correlationId()).isEqualTo(4);
        });
        assertThat(asks()).as("answered all the same").isEqualTo(new AskCounters(1, 1, 0, 0, 0, 0, 0, 0));
        assertThat(engine.counters().created() - before.created())
                .as("act, question, answer")
                .isEqualTo(3);
    }

    @Test
    void shouldCountAnEndWithoutAnAnswerAsADeliveryWhenAnAgentIsTold() {
        AgentRef target = engine.spawn("answerer", 0, () -> answerer);
        EngineCounters before = engine.counters();
        asker.act(self -> self.ask(target, Figure.of(1), FIGURES, MILLI, (outcome, reply) -> outcomes.add(outcome)));
        engine.advance(MILLI);
        assertThat(outcomes).containsExactly(AskOutcome.TIMED_OUT);
        assertThat(engine.counters().created() - before.created())
                .as("act, question, end")
                .isEqualTo(3);
        assertThat(engine.counters().handled() - before.handled()).isEqualTo(3);
    }

    @Test
    void shouldBeAnsweredWhenAnAgentAsksItself() {
        asker.does((message, self) -> self.reply(message, Figure.of(2), FIGURES));
        asker.act(self -> self.ask(asker.ref(), Figure.of(1), FIGURES, MILLI, (outcome, reply) -> {
            outcomes.add(outcome);
            assertThat(FigureCodec.number(reply)).isEqualTo(2);
            assertThat(reply.sourceAddress()).isEqualTo(asker.ref().address());
        }));
        engine.runUntilIdle();
        assertThat(outcomes).containsExactly(AskOutcome.ANSWERED);
    }

    @Test
    void shouldTellNobodyAndGiveTheCreditBackWhenTheAskerHasStopped() {
        List<ReplyTicket> tickets = new ArrayList<>();
        Probe other = new Probe().does((message, self) -> tickets.add(new ReplyTicket().take(message)));
        AgentRef target = engine.spawn("answerer", 1, () -> other);
        asker.act(self -> {
            self.ask(target, Figure.of(1), FIGURES, MILLI, (outcome, reply) -> outcomes.add(outcome));
            self.ask(target, Figure.of(2), FIGURES, MILLI, (outcome, reply) -> outcomes.add(outcome));
        });
        engine.runUntilIdle();
        List<Offer> replies = new ArrayList<>();
        other.does((message, self) -> replies.add(self.reply(tickets.get(replies.size()), Figure.of(1), FIGURES)));
        engine.tell(target, Figure.of(0), FIGURES);
        engine.turn(); // the answer has come, and waits for the asker's shard
        engine.engine().stop(asker.ref());
        Actor next = new Actor(engine, "asker", 0); // in the same place of the table
        engine.tell(target, Figure.of(0), FIGURES);
        engine.advance(Duration.ofMillis(2));

        assertThat(outcomes).isEmpty();
        assertThat(next.received()).isEmpty();
        assertThat(replies).containsExactly(Offer.ACCEPTED, Offer.NOT_AWAITED);
        assertThat(engine.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo(DeadLetterReason.NO_SUCH_AGENT));
        assertThat(asks()).as("one answered, one cancelled").isEqualTo(new AskCounters(2, 1, 0, 0, 1, 0, 1, 0));
    }

    @Test
    void shouldRefuseToCancelWhenTheAskIsAnotherAgents() {
        AgentRef target = engine.spawn("answerer", 0, () -> answerer);
        Actor other = new Actor(engine, "other", 0);
        asker.act(self -> self.ask(target, Figure.of(1), FIGURES, MILLI, (outcome, reply) -> outcomes.add(outcome)));
        other.act(self -> assertThat(self.cancelAsk(self.lastAskId()))
                .as("the shard's last, not this agent's")
                .isFalse());
        engine.advance(MILLI);
        assertThat(outcomes).containsExactly(AskOutcome.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldSendAMessageBackWhenTheMessageWasNoAsk(int shard) {
        Probe replier = new Probe().replyWith(Figure.of(5), FIGURES);
        AgentRef target = engine.spawn("replier", shard, () -> replier);
        EngineCounters before = engine.counters();
        asker.act(self -> self.send(
                target,
                Figure.of(1),
                FIGURES,
                new Envelope().priority(Priority.HIGH).correlationId(12)));
        engine.runUntilIdle();
        assertThat(replier.last().isAsk()).isFalse();
        assertThat(replier.last().correlationId()).isEqualTo(12);
        assertThat(replier.replies()).containsExactly(Offer.ACCEPTED);
        assertThat(asker.received()).singleElement().satisfies(message -> {
            assertThat(FigureCodec.number(message)).isEqualTo(5);
            assertThat(message.priority()).isEqualTo(Priority.HIGH);
            assertThat(message.correlationId()).isEqualTo(12);
            assertThat(message.isAsk()).isFalse();
            assertThat(message.sourceAddress()).isEqualTo(target.address());
        });
        assertThat(engine.counters().created() - before.created()).isEqualTo(3);
        assertThat(asks()).isEqualTo(new AskCounters(0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldRefuseWhenThereIsNobodyToAnswer() {
        Probe replier = new Probe().replyWith(Figure.of(5), FIGURES);
        AgentRef target = engine.spawn("replier", 1, () -> replier);
        engine.tell(target, Figure.of(1), FIGURES); // from outside, no ask
        asker.prepare(self -> {
            self.send(target, Figure.of(2), FIGURES);
            engine.engine().stop(self.self()); // gone before the reply
        });
        engine.runUntilIdle();
        Actor other = new Actor(engine, "other", 0);
        other.act(self -> assertThat(self.reply(new ReplyTicket(), Figure.of(1), FIGURES))
                .as("a ticket for nothing")
                .isEqualTo(Offer.NO_SUCH_AGENT));
        assertThat(replier.replies()).containsExactly(Offer.NO_SUCH_AGENT, Offer.NO_SUCH_AGENT);
        assertThat(engine.counters().refusals().noSuchAgent()).isEqualTo(3);
    }

    @Test
    void shouldLetOthersHaveTheirTurnWhenManyAsksEndAtATime() {
        AgentRef target = engine.spawn("answerer", 0, () -> answerer);
        asker.act(self -> {
            for (int i = 0; i < 1_000; i++) {
                assertThat(self.ask(target, Figure.of(i), FIGURES, MILLI, (outcome, reply) -> outcomes.add(outcome)))
                        .isEqualTo(Offer.ACCEPTED);
            }
        });
        engine.runUntilIdle();
        engine.clock().advance(MILLI);
        List<Integer> perTurn = new ArrayList<>();
        int work;
        while ((work = engine.turn()) > 0) {
            perTurn.add(work);
        }
        assertThat(perTurn).as("time-outs").containsExactly(512, 488);
        assertThat(outcomes).hasSize(1_000).containsOnly(AskOutcome.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 600, 1_500})
    void shouldHoldAnswersBackWhileTheAskerTakesNothingAndKeepTheirOrder(int asked) {
        // the asker parks for a sink on the other shard, which takes a few turns; answers come meanwhile
        try (TestEngine small = TestEngine.launch(new EngineContext()
                .shards(2)
                .ringSlots(4)
                .outboxMessages(1)
                .localQueueSlots(2048)
                .maxAsksInFlight(2048))) {
            Probe sink = new Probe();
            AgentRef sinkRef = small.spawn("sink", 1, () -> sink);
            Actor parking = new Actor(small, "parking", 0);
            Probe prompt = new Probe();
            prompt.does((message, self) -> self.reply(message, Figure.of(FigureCodec.number(message)), FIGURES));
            AgentRef promptRef = small.spawn("prompt", 0, () -> prompt);
            List<Long> answers = new ArrayList<>();
            List<Integer> sunkAtAnswer = new ArrayList<>();
            parking.act(self -> {
                for (int i = 0; i < asked; i++) {
                    Offer offer = self.ask(promptRef, Figure.of(i), FIGURES, MILLI, (outcome, reply) -> {
                        answers.add(FigureCodec.number(reply));
                        sunkAtAnswer.add(sink.count());
                    });
                    assertThat(offer).isEqualTo(Offer.ACCEPTED);
                }
                for (int i = 0; i < 200; i++) {
                    assertThat(self.sendOrPark(sinkRef, Figure.of(i), FIGURES)).isIn(Offer.ACCEPTED, Offer.PARKED);
                }
            });
            List<Integer> toldPerTurn = new ArrayList<>();
            int told = 0;
            while (small.turn() > 0) {
                toldPerTurn.add(answers.size() - told);
                told = answers.size();
            }
            assertThat(answers).hasSize(asked).isSorted();
            assertThat(sunkAtAnswer).as("parked ones first").allMatch(count -> count >= 190);
            assertThat(toldPerTurn).as("not more than the quota in one turn").allMatch(count -> count <= 512);
            assertThat(sink.received())
                    .extracting(FigureCodec::number)
                    .hasSize(200)
                    .isSorted();
        }
    }

    private AskCounters asks() {
        return engine.counters().asks();
    }
}
