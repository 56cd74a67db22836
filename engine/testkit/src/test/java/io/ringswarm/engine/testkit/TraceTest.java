package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.TraceHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trace ids follow the work, and hooks hear of them. */
@Timeout(20)
class TraceTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .shards(2)
            .blockingExecutor(call -> new Thread(call, "trace-test").start())
            .deadLetterListener((message, reason, cause) -> {})
            .traceHook(new Hook()));
    private final Probe probe = new Probe();
    private final AgentRef target = engine.spawn("target", 1, () -> probe);

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBeThatOfTheMessageInWhoseHandlingAnotherIsSent(int shard) {
        AgentRef agent = engine.spawn("agent", shard, () -> (message, self) -> {
            self.send(target, Figure.of(1), FIGURES);
            self.sendOrPark(target, Figure.of(2), FIGURES, new Envelope().correlationId(9));
            self.send(target, Figure.of(3), FIGURES, new Envelope().traceId(8));
        });
        engine.tell(agent, Figure.of(0), FIGURES, new Envelope().traceId(7));
        engine.tell(agent, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        assertThat(probe.received()).extracting(MessageCopy::traceId).containsExactly(7L, 7L, 8L, 0L, 0L, 8L);
    }

    @Test
    void shouldBeThatOfTheQuestionInItsAnswerAndInWhatTheAnswerCauses() {
        AgentRef answerer = engine.spawn("answerer", 1, () -> (message, self) -> {
            heard.add("asked " + message.traceId());
            self.reply(message, Figure.of(1), FIGURES);
        });
        AgentRef asker = engine.spawn(
                "asker",
                0,
                () -> (message, self) ->
                        self.ask(answerer, Figure.of(0), FIGURES, Duration.ofSeconds(1), (outcome, reply) -> {
                            heard.add("answer " + reply.traceId());
                            self.send(target, Figure.of(2), FIGURES);
                        }));
        engine.tell(asker, Figure.of(0), FIGURES, new Envelope().traceId(7));
        engine.tell(asker, Figure.of(0), FIGURES, new Envelope().traceId(8));
        engine.runUntilIdle();
        assertThat(heard).contains("asked 7", "answer 7", "asked 8", "answer 8");
        assertThat(probe.received()).extracting(MessageCopy::traceId).containsExactly(7L, 8L);
    }

    @Test
    void shouldBeNoneWhereNoMessageCausesIt() {
        engine.spawn("agent", 0, () -> new Agent() {
            @Override
            public void onStart(AgentContext self) {
                self.newTimer((timer, dueNs, me) -> me.send(target, Figure.of(1), FIGURES))
                        .once(Duration.ofMillis(1));
            }

            @Override
            public void onMessage(Message message, AgentContext self) {}

            @Override
            public void onBatchEnd(AgentContext self) {
                self.send(target, Figure.of(2), FIGURES);
            }
        });
        engine.tell(engine.engine().find("agent").orElseThrow(), Figure.of(0), FIGURES, new Envelope().traceId(7));
        engine.runUntilIdle();
        engine.advance(Duration.ofMillis(1));
        assertThat(probe.received()).hasSize(3).extracting(MessageCopy::traceId).containsOnly(0L);
    }

    @Test
    void shouldTellTheHookOfEachMessageThoughItsAgentThrows() {
        AgentRef thrower = engine.spawn("thrower", 0, () -> (message, self) -> {
            heard.add("throws");
            throw new IllegalStateException("poison");
        });
        engine.tell(thrower, Figure.of(0), FIGURES, new Envelope().traceId(7));
        engine.runUntilIdle();
        assertThat(heard).containsExactly("before 7 thrower", "throws", "after 7 thrower");
    }

    @Test
    void shouldMakeADeadLetterOfAMessageWhoseHookThrows() {
        AgentRef agent = engine.spawn("agent", 0, () -> (message, self) -> heard.add("handled"));
        engine.tell(agent, Figure.of(0), FIGURES, new Envelope().traceId(-1));
        engine.runUntilIdle();
        assertThat(heard).isEmpty();
        assertThat(engine.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.cause()).hasMessage("a hook at fault"));
    }

    @Test
    void shouldFollowTheWorkOfABlockingAgentOnItsThread() {
        AgentRef agent = engine.engine().spawn("agent", new AgentOptions().blocking(), () -> (message, self) -> {
            heard.add(Thread.currentThread().getName());
            self.send(target, Figure.of(1), FIGURES);
        });
        engine.tell(agent, Figure.of(0), FIGURES, new Envelope().traceId(7));
        while (probe.count() == 0 || engine.counters().inFlight() > 0) {
            engine.turn();
        }
        assertThat(probe.received()).extracting(MessageCopy::traceId).containsExactly(7L);
        assertThat(heard).startsWith("before 7 agent", "trace-test").contains("after 7 agent");
    }

    private final class Hook implements TraceHook {
        @Override
        public void before(long traceId, AgentRef agent) {
            if (traceId == -1) {
                throw new IllegalStateException("a hook at fault");
            }
            if (agent != target) {
                heard.add("before " + traceId + " " + agent.name());
            }
        }

        @Override
        public void after(long traceId, AgentRef agent) {
            if (agent != target) {
                heard.add("after " + traceId + " " + agent.name());
            }
        }
    }
}
