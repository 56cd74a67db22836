package io.ringswarm.engine.testkit;

import static io.ringswarm.engine.testkit.FigureCodec.FIGURES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskFailedException;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.metrics.AskCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Asking with a future. The agents run in lock-step; answers come to a thread of the engine's own. */
@Timeout(30)
class AskDoorTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final String ANSWERS = "doors-answers";

    private final ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
    private final Probe answerer = new Probe();
    private TestEngine engine;
    private AgentRef target;

    @AfterEach
    void closeTheEngine() {
        engine.close();
        pool.shutdownNow();
        assertThat(answerThreads()).as("the engine's thread has ended with it").isEmpty();
    }

    @Test
    void shouldCompleteWithTheAnswerOnTheExecutorWhenAnswered() throws Exception {
        launch(pool);
        answerer.replyWith(Figure.of(42), FIGURES);
        CompletableFuture<Figure> future = ask(Figure.of(1));
        CompletableFuture<String> thread =
                future.thenApply(figure -> Thread.currentThread().getName());
        assertThat(future).isNotDone();
        engine.runUntilIdle();
        assertThat(thread.get(10, TimeUnit.SECONDS)).isEqualTo("mine");
        assertThat(get(future).number).isEqualTo(42);
        assertThat(answerer.last().deadlineNs()).isEqualTo(ManualClock.START_NS + 1_000_000);
        assertThat(asks()).isEqualTo(new AskCounters(1, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void shouldFailByTheEnginesClockWhenNobodyAnswersInTime() throws Exception {
        launch(pool);
        CompletableFuture<Figure> future = ask(Figure.of(1));
        engine.runUntilIdle();
        engine.clock().advance(MILLI);
        assertThat(failure(future).outcome()).isEqualTo(AskOutcome.TIMED_OUT);
        assertThat(failure(future).offer()).isEqualTo(Offer.ACCEPTED);
        assertThat(asks()).isEqualTo(new AskCounters(1, 0, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void shouldFailWhenTheQuestionDies() throws Exception {
        launch(pool);
        answerer.does((message, self) -> {
            throw new Exception("on purpose");
        });
        CompletableFuture<Figure> future = ask(Figure.of(1));
        engine.runUntilIdle();
        assertThat(failure(future).outcome()).isEqualTo(AskOutcome.FAILED);
        assertThat(failure(future)).hasMessage("the ask has no answer: outcome=FAILED");
    }

    @Test
    void shouldFailAtOnceWithTheRefusalWhenTheQuestionIsRefused() throws Exception {
        launch(pool);
        AgentRef gone = engine.spawn("gone", () -> answerer);
        engine.engine().stop(gone);
        assertThat(failure(ask(gone, Figure.of(1))).offer()).isEqualTo(Offer.NO_SUCH_AGENT);
        assertThat(failure(ask(gone, Figure.of(1))).outcome()).isNull();
        assertThat(failure(ask(Figure.of(1, 2_000))).offer()).isEqualTo(Offer.TOO_LARGE);
        List<CompletableFuture<Figure>> waiting = List.of(ask(Figure.of(1)), ask(Figure.of(2)));
        assertThat(failure(ask(Figure.of(3))).offer()).isEqualTo(Offer.BACK_PRESSURED);
        assertThat(waiting).allSatisfy(future -> assertThat(future).isNotDone());
        assertThat(asks().started()).isEqualTo(2);
    }

    @Test
    void shouldThrowToTheCallerAndAskNothingWhenAnArgumentIsWrong() {
        launch(pool);
        FigureCodec broken = new FigureCodec() {
            @Override
            public void encode(Figure figure, BodyWriter out) {
                throw new IllegalArgumentException("on purpose");
            }
        };
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> engine.engine().ask(target, Figure.of(1), broken, MILLI, Figure::new, FIGURES))
                    .hasMessage("on purpose");
            assertThatThrownBy(() ->
                            engine.engine().ask(target, Figure.of(1), FIGURES, Duration.ZERO, Figure::new, FIGURES))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("timeout=PT0S (expected: positive)");
            assertThatThrownBy(() -> engine.engine().ask(target, Figure.of(1), FIGURES, MILLI, null, FIGURES))
                    .isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> engine.engine().ask(target, Figure.of(1), FIGURES, MILLI, Figure::new, null))
                    .isInstanceOf(NullPointerException.class);
        }
        assertThat(asks().started()).isZero();
        assertThat(ask(Figure.of(1))).as("no credit was lost").isNotDone();
    }

    @Test
    void shouldCancelTheAskWhenItsFutureIsCancelled() throws Exception {
        launch(pool);
        List<Offer> replies = new ArrayList<>();
        List<ReplyTicket> tickets = new ArrayList<>();
        answerer.does((message, self) -> tickets.add(new ReplyTicket().take(message)));
        CompletableFuture<Figure> future = ask(Figure.of(1));
        engine.runUntilIdle();
        assertThat(future.cancel(true)).isTrue();
        assertThat(asks()).isEqualTo(new AskCounters(1, 0, 0, 0, 1, 0, 0, 0));
        answerer.does((message, self) -> replies.add(self.reply(tickets.get(0), Figure.of(1), FIGURES)));
        engine.tell(target, Figure.of(0), FIGURES);
        engine.runUntilIdle();
        assertThat(replies).containsExactly(Offer.NOT_AWAITED);
        assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);

        answerer.replyWith(Figure.of(2), FIGURES);
        CompletableFuture<Figure> answered = ask(Figure.of(1));
        engine.runUntilIdle();
        get(answered);
        assertThat(answered.cancel(true)).isFalse();
        assertThat(asks().cancelled()).isEqualTo(1);
    }

    static Stream<Arguments> undecodable() {
        return Stream.of(
                Arguments.of(
                        "another template",
                        new FigureCodec() {
                            @Override
                            public Template template() {
                                return new Template(99, 1, 0);
                            }
                        },
                        MalformedMessageException.class),
                Arguments.of(
                        "a codec that throws",
                        new FigureCodec() {
                            @Override
                            public void decode(BodyReader in, Figure into) {
                                throw new IllegalStateException("on purpose");
                            }
                        },
                        IllegalStateException.class),
                Arguments.of(
                        "a codec that fails",
                        new FigureCodec() {
                            @Override
                            public void decode(BodyReader in, Figure into) {
                                throw new StackOverflowError("on purpose");
                            }
                        },
                        StackOverflowError.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("undecodable")
    void shouldFailWithWhatDecodingThrewAndGoOn(String what, FigureCodec codec, Class<? extends Throwable> thrown)
            throws Exception {
        launch(pool);
        answerer.replyWith(Figure.of(1), FIGURES);
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Figure> future = engine.engine()
                    .ask(target, Figure.of(1), FIGURES, MILLI, Figure::new, codec)
                    .toCompletableFuture();
            engine.runUntilIdle();
            assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(thrown);
        }
        CompletableFuture<Figure> next = ask(Figure.of(1));
        engine.runUntilIdle();
        assertThat(get(next).number).isEqualTo(1);
        assertThat(asks().answered()).isEqualTo(6);
    }

    static Stream<Arguments> brokenExecutors() {
        return Stream.of(
                Arguments.of("rejects", (Executor) task -> {
                    throw new RejectedExecutionException("on purpose");
                }),
                Arguments.of("throws", (Executor) task -> {
                    throw new IllegalStateException("on purpose");
                }),
                Arguments.of("fails", (Executor) task -> {
                    throw new OutOfMemoryError("unable to create native thread, on purpose");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenExecutors")
    void shouldCompleteAllTheSameWhenTheExecutorDoesNotTakeIt(String what, Executor executor) throws Exception {
        launch(executor);
        answerer.does((message, self) -> {
            if (FigureCodec.number(message) == 1) {
                self.reply(message, Figure.of(7), FIGURES);
            }
        });
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Figure> answered = ask(Figure.of(1));
            CompletableFuture<String> thread =
                    answered.thenApply(figure -> Thread.currentThread().getName());
            engine.runUntilIdle();
            assertThat(thread.get(10, TimeUnit.SECONDS))
                    .as("never a shard's, which is this")
                    .isNotEqualTo(Thread.currentThread().getName());
            assertThat(get(answered).number).isEqualTo(7);
            CompletableFuture<Figure> late = ask(Figure.of(2));
            engine.runUntilIdle();
            engine.clock().advance(MILLI);
            assertThat(failure(late).outcome()).isEqualTo(AskOutcome.TIMED_OUT);
        }
    }

    @Test
    void shouldAskOnFromAContinuationAlsoWhenThatRunsOnTheThreadOfAnswers() throws Exception {
        launch(Runnable::run);
        answerer.does((message, self) -> self.reply(message, Figure.of(FigureCodec.number(message) + 1), FIGURES));
        CompletableFuture<Figure> chain = ask(Figure.of(0));
        for (int i = 0; i < 20; i++) {
            chain = chain.thenCompose(figure -> ask(Figure.of(figure.number)));
        }
        while (!chain.isDone()) {
            engine.runUntilIdle();
            Thread.onSpinWait();
        }
        assertThat(get(chain).number).isEqualTo(21);
    }

    @Test
    void shouldEndWhatIsLeftAndItsThreadWhenTheEngineCloses() throws Exception {
        launch(pool);
        CompletableFuture<Figure> left = ask(Figure.of(1));
        assertThat(answerThreads()).hasSize(1);
        engine.close();
        assertThat(failure(left).outcome()).isEqualTo(AskOutcome.FAILED);
        assertThat(answerThreads()).isEmpty();
        assertThat(failure(ask(Figure.of(1))).offer()).isEqualTo(Offer.CLOSED);
        assertThat(left.cancel(true)).isFalse();
    }

    @Test
    void shouldMakeNoThreadWhenTheEngineHasClosedBeforeTheFirstAsk() throws Exception {
        launch(pool);
        engine.close();
        assertThat(failure(ask(Figure.of(1))).offer()).isEqualTo(Offer.CLOSED);
        assertThat(answerThreads()).isEmpty();
    }

    @Test
    void shouldNotWaitForItselfWhenAContinuationClosesTheEngine() throws Exception {
        launch(Runnable::run);
        answerer.replyWith(Figure.of(1), FIGURES);
        CompletableFuture<Long> closed = ask(Figure.of(1))
                .thenApply(figure ->
                        engine.engine().close(Duration.ofSeconds(10)).counters().handled());
        CompletableFuture<Figure> left = ask(Figure.of(2));
        while (!closed.isDone()) {
            try {
                engine.engine().invoke();
            } catch (IllegalStateException closing) {
                assertThat(closing).hasMessageContaining("runs the shards already");
            }
        }
        assertThat(closed.get(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(2);
        left.handle((figure, failure) -> null).get(10, TimeUnit.SECONDS);
    }

    private void launch(Executor executor) {
        engine = TestEngine.launch(new EngineContext()
                .name("doors")
                .maxBodyBytes(1_000)
                .maxAsksInFlight(2)
                .completionExecutor(executor)
                .deadLetterListener((message, reason, cause) -> {}));
        target = engine.spawn("answerer", () -> answerer);
    }

    private CompletableFuture<Figure> ask(Figure figure) {
        return ask(target, figure);
    }

    private CompletableFuture<Figure> ask(AgentRef agent, Figure figure) {
        return engine.engine()
                .ask(agent, figure, FIGURES, MILLI, Figure::new, FIGURES)
                .toCompletableFuture();
    }

    private static Figure get(CompletableFuture<Figure> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    private static AskFailedException failure(CompletableFuture<Figure> future) throws Exception {
        try {
            throw new AssertionError("answered with " + future.get(10, TimeUnit.SECONDS).number);
        } catch (ExecutionException e) {
            return (AskFailedException) e.getCause();
        }
    }

    private AskCounters asks() {
        return engine.counters().asks();
    }

    private static List<String> answerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(ANSWERS::equals)
                .toList();
    }
}
