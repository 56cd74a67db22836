package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Supervision;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents that may block: their calls run when and where the test says. */
@Timeout(20)
class BlockingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Queue<Runnable> calls = new ArrayDeque<>();
    private final TestEngine engine = TestEngine.launch(new EngineContext()
            .shards(2)
            .stashedMessages(8)
            .blockingExecutor(calls::add)
            .deadLetterListener((message, reason, cause) -> {}));
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Probe probe = new Probe();
    private final AgentRef other = engine.spawn("other", 1, () -> probe);

    @AfterEach
    void closeTheEngine() {
        runAll();
        engine.close();
        assertThat(engine.counters().inFlight()).isZero();
    }

    @Test
    void shouldHandleOneMessageAtATimeInOrderOffTheShard() {
        AgentRef agent = spawn(Supervision.always(Directive.RESUME));
        tell(agent, 1, 2, 3);
        engine.runUntilIdle();
        assertThat(log).isEmpty();
        assertThat(calls).hasSize(1);
        assertThat(engine.counters().inFlight())
                .as("the start, and three messages")
                .isEqualTo(4);
        runAll();
        assertThat(log).containsExactly("start", "1", "batch", "2", "batch", "3", "batch");
        assertThat(engine.counters().handled()).isEqualTo(4);
    }

    @Test
    void shouldAdmitMessagesWhileItIsBusyUntilTheStashIsHalfFull() {
        AgentRef agent = spawn(Supervision.always(Directive.RESUME));
        runAll();
        tell(agent, 0);
        engine.runUntilIdle();
        int admitted = 0;
        while (admitted < 100 && engine.sender().tell(agent, Figure.of(admitted), FIGURES) == Offer.ACCEPTED) {
            engine.runUntilIdle();
            admitted++;
        }
        assertThat(admitted).isEqualTo(5);
        runAll();
        assertThat(engine.sender().tell(agent, Figure.of(9), FIGURES)).isEqualTo(Offer.ACCEPTED);
    }

    @Test
    void shouldSendAndReplyWhileItBlocks() throws Exception {
        AgentRef agent = engine.engine()
                .spawn("asked", blocking(Supervision.always(Directive.RESUME)), () -> (message, self) -> {
                    log.add("send " + self.send(other, Figure.of(7), FIGURES));
                    log.add("park " + self.sendOrPark(other, Figure.of(8), FIGURES, new Envelope()));
                    log.add("reply " + self.reply(message, Figure.of(9), FIGURES));
                });
        PendingAnswer answer = engine.ask(agent, Figure.of(1), FIGURES, SECOND);
        engine.runUntilIdle();
        runBeside(calls.remove());
        assertThat(log).containsExactly("send ACCEPTED", "park ACCEPTED", "reply ACCEPTED");
        assertThat(answer.outcome()).isEqualTo(AskOutcome.ANSWERED);
        assertThat(answer.read(FIGURES, new Figure()).number).isEqualTo(9);
        assertThat(probe.received()).extracting(FigureCodec::number).containsExactly(7L, 8L);
        assertThat(probe.received())
                .allSatisfy(message -> assertThat(message.sourceAddress()).isEqualTo(agent.address()));
    }

    @Test
    void shouldRefuseItsContextToOtherThreadsAndAfterTheCall() throws Exception {
        AgentContext[] kept = new AgentContext[1];
        AgentRef agent = engine.engine()
                .spawn("keeper", blocking(Supervision.always(Directive.RESUME)), () -> (message, self) -> {
                    kept[0] = self;
                    log.add(refusal(() -> self.newTimer((timer, dueNs, me) -> {})));
                    log.add(refusal(() -> self.ask(other, Figure.of(1), FIGURES, SECOND, (outcome, reply) -> {})));
                });
        tell(agent, 1);
        engine.runUntilIdle();
        runBeside(calls.remove());
        log.add(refusal(() -> kept[0].send(other, Figure.of(1), FIGURES)));
        assertThat(log)
                .containsExactly(
                        "UnsupportedOperationException", "UnsupportedOperationException", "IllegalStateException");
    }

    @Test
    void shouldBeSupervisedAsAnyAgentIs() {
        AgentRef agent = spawn(Supervision.always(Directive.RESTART).backoff(SECOND, SECOND));
        tell(agent, 1, -1, 2);
        engine.runUntilIdle();
        runAll();
        assertThat(log).containsExactly("start", "1", "batch", "stop");
        assertThat(engine.deadLetters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.HANDLER_THREW);
        engine.advance(SECOND);
        runAll();
        assertThat(log).containsExactly("start", "1", "batch", "stop", "start", "2", "batch");
    }

    @Test
    void shouldFailTheAskThatItThrewOn() {
        AgentRef agent = spawn(Supervision.always(Directive.RESUME));
        PendingAnswer answer = engine.ask(agent, Figure.of(-1), FIGURES, SECOND);
        runAll();
        assertThat(answer.outcome()).isEqualTo(AskOutcome.FAILED);
    }

    @Test
    void shouldStopAfterTheCallThatIsUnderWay() {
        AgentRef agent = spawn(Supervision.always(Directive.RESUME));
        runAll();
        tell(agent, 1, 2);
        engine.runUntilIdle();
        engine.engine().stop(agent);
        engine.runUntilIdle();
        assertThat(log).containsExactly("start");
        runAll();
        assertThat(log).containsExactly("start", "1", "batch", "stop");
        assertThat(engine.deadLetters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.NO_SUCH_AGENT);
    }

    @Test
    void shouldNotKeepOtherAgentsOfItsShardWaiting() {
        AgentRef agent = spawn(Supervision.always(Directive.RESUME));
        Probe neighbour = new Probe();
        AgentRef quick = engine.spawn("quick", 0, () -> neighbour);
        tell(agent, 1);
        tell(quick, 2);
        engine.runUntilIdle();
        assertThat(neighbour.count()).isEqualTo(1);
        assertThat(log).isEmpty();
    }

    @Test
    void shouldDropExpiredWorkBeforeItIsHandedOver() {
        AgentRef agent = spawn(Supervision.always(Directive.RESUME));
        runAll();
        engine.tell(
                agent,
                Figure.of(1),
                FIGURES,
                new Envelope().deadlineNs(engine.clock().nanoTime()));
        engine.clock().advance(Duration.ofNanos(1));
        runAll();
        assertThat(log).containsExactly("start");
        assertThat(engine.counters().expired()).isEqualTo(1);
    }

    @Test
    void shouldCountTheCallThatDoesNotComeBackAsUndeliveredWhenTheEngineCloses() {
        AgentRef agent = spawn(Supervision.always(Directive.RESUME));
        runAll();
        tell(agent, 1, 2);
        engine.runUntilIdle();
        CloseReport report = engine.engine().close(Duration.ofMillis(50));
        assertThat(report.counters().undelivered()).isEqualTo(2);
        calls.remove().run();
        assertThat(report.counters().inFlight()).isZero();
        assertThat(log).containsExactly("start", "1", "batch");
    }

    @Test
    void shouldEndWhenItsCallCannotBegin() {
        TestEngine full = TestEngine.launch(new EngineContext()
                .blockingExecutor(call -> {
                    throw new java.util.concurrent.RejectedExecutionException("no thread");
                })
                .deadLetterListener((message, reason, cause) -> {}));
        AgentRef agent =
                full.engine().spawn("agent", blocking(Supervision.always(Directive.STOP)), () -> (message, self) -> {});
        full.tell(agent, Figure.of(1), FIGURES);
        full.runUntilIdle();
        assertThat(full.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.cause()).hasMessage("no thread"));
        assertThat(full.engine().find("agent")).isEmpty();
        full.close();
    }

    private AgentRef spawn(Supervision supervision) {
        return engine.engine().spawn("agent", blocking(supervision), Logger::new);
    }

    private static AgentOptions blocking(Supervision supervision) {
        return new AgentOptions().shard(0).blocking().supervision(supervision);
    }

    private void tell(AgentRef agent, long... numbers) {
        for (long number : numbers) {
            engine.tell(agent, Figure.of(number), FIGURES);
        }
    }

    /** Runs calls, each on the test's thread, until there are none. */
    private void runAll() {
        engine.runUntilIdle();
        while (!calls.isEmpty()) {
            calls.remove().run();
            engine.runUntilIdle();
        }
    }

    /** Runs a call on a thread of its own while the engine works. */
    private void runBeside(Runnable call) throws InterruptedException {
        Thread thread = new Thread(call, "blocking-test");
        thread.start();
        while (thread.isAlive()) {
            engine.turn();
        }
        thread.join();
        engine.runUntilIdle();
    }

    private static String refusal(Runnable action) {
        try {
            action.run();
            return "none";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private final class Logger implements Agent {
        @Override
        public void onStart(AgentContext self) {
            log.add("start");
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            long number = message.read(FIGURES, new Figure()).number;
            if (number < 0) {
                throw new IllegalStateException("poison");
            }
            log.add(String.valueOf(number));
        }

        @Override
        public void onBatchEnd(AgentContext self) {
            log.add("batch");
        }

        @Override
        public void onStop(AgentContext self) {
            log.add("stop");
        }
    }
}
