package io.ringswarm.engine.work.coalesce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a batch function can go wrong: its own callers are told, others do not notice. */
@Timeout(20)
class CoalescerFailureTest {
    private final ManualAlarm alarm = new ManualAlarm();
    private final HandExecutor executor = new HandExecutor();

    static Stream<Arguments> shouldFailItsOwnCallersOnlyWhenABatchGoesWrong() {
        IOException planned = new IOException("planned");
        return Stream.of(
                wrong(
                        "throws",
                        waiting(requests -> {
                            throw planned;
                        }),
                        "threw java.io.IOException: planned"),
                wrong(
                        "throws an error",
                        waiting(requests -> {
                            throw new StackOverflowError("planned");
                        }),
                        "threw java.lang.StackOverflowError: planned"),
                wrong("list is null", waiting(requests -> null), "the batch of 2 request(s) was answered by null"),
                wrong("stage is null", requests -> null, "the batch of 2 request(s) was answered by null"),
                wrong("stage of a list is null", BatchFunction.later(requests -> null), "was answered by null"),
                wrong("stage gives null", requests -> CompletableFuture.completedFuture(null), "answered by null"),
                wrong("too few", waiting(requests -> List.of("one")), "answers=1 (expected: 2, one for each request)"),
                wrong("too many", waiting(requests -> List.of("one", "two", "three")), "answers=3 (expected: 2"),
                wrong(
                        "fails",
                        requests -> CompletableFuture.failedFuture(planned),
                        "threw java.io.IOException: planned"),
                wrong(
                        "fails later",
                        BatchFunction.later(requests -> CompletableFuture.failedFuture(planned)),
                        "threw java.io.IOException: planned"),
                wrong(
                        "unreadable",
                        requests -> CompletableFuture.completedFuture(new ArrayList<>() {
                            private static final long serialVersionUID = 1L;

                            @Override
                            public Object[] toArray() {
                                throw new IllegalStateException("planned");
                            }
                        }),
                        "threw java.lang.IllegalStateException: planned"));
    }

    private static BatchFunction<String, String> waiting(BatchFunction.Waiting<String, String> function) {
        return BatchFunction.waiting(function);
    }

    private static Arguments wrong(String name, BatchFunction<String, String> function, String message) {
        return Arguments.of(name, function, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void shouldFailItsOwnCallersOnlyWhenABatchGoesWrong(
            String name, BatchFunction<String, String> wrong, String message) {
        BatchFunction<String, String> function = requests -> requests.contains("bad")
                ? wrong.answer(requests)
                : CompletableFuture.completedStage(
                        requests.stream().map(Answer::of).toList());
        Coalescer<String, String> coalescer =
                new Coalescer<>(CoalescerOptions.DEFAULT.withSize(2).withBounds(1, 10), function, executor, alarm);
        List<CompletableFuture<String>> calls = Stream.of("good", "fine", "bad", "its neighbour", "well", "done")
                .map(request -> coalescer.call(request).toCompletableFuture())
                .toList();
        executor.runAll();
        for (int i : new int[] {0, 1, 4, 5}) {
            assertThat(calls.get(i)).as(name).isCompleted();
        }
        for (int i = 2; i < 4; i++) {
            assertThatThrownBy(calls.get(i)::join)
                    .hasCauseInstanceOf(BatchFailedException.class)
                    .hasMessageContaining(message);
        }
        assertThat(coalescer.counters()).isEqualTo(new CoalescerCounters(6, 0, 0, 0, 4, 2, 3, 0, 3, 0, 0, 6));
    }

    @Test
    void shouldFailASingleCallerWhenItsAnswerIsAFailure() {
        IOException planned = new IOException("planned");
        BatchFunction<String, String> function = requests -> CompletableFuture.completedFuture(
                Arrays.asList(Answer.of("one"), Answer.failed(planned), null, Answer.of(null)));
        Coalescer<String, String> coalescer =
                new Coalescer<>(CoalescerOptions.DEFAULT.withSize(4), function, executor, alarm);
        List<CompletableFuture<String>> calls = Stream.of("a", "b", "c", "d")
                .map(request -> coalescer.call(request).toCompletableFuture())
                .toList();
        executor.runAll();
        assertThat(calls.get(0)).isCompletedWithValue("one");
        assertThatThrownBy(calls.get(1)::join).hasCause(planned);
        assertThatThrownBy(calls.get(2)::join)
                .hasCauseInstanceOf(BatchFailedException.class)
                .hasMessageContaining("answer 2 of 4 is null");
        assertThat(calls.get(3)).isCompletedWithValue(null);
        assertThat(coalescer.counters().failed()).isEqualTo(2);
        assertThatThrownBy(() -> new Answer<>("value", planned)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldFailItsCallersElsewhereWhenTheExecutorRefuses() {
        Coalescer<String, String> coalescer = new Coalescer<>(
                CoalescerOptions.DEFAULT.withSize(1),
                BatchFunction.waiting(requests -> requests),
                command -> {
                    throw new RejectedExecutionException("planned");
                },
                alarm);
        for (int i = 0; i < 10; i++) { // more than flights, which are to be free again
            CompletionStage<Thread> failedOn = coalescer.call("a").handle((answer, failure) -> Thread.currentThread());
            failedOn.toCompletableFuture().join();
            CompletableFuture<String> call = coalescer.call("b").toCompletableFuture();
            assertThatThrownBy(call::join)
                    .hasCauseInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("the executor did not take the batch of 1 request(s)")
                    .hasRootCauseMessage("planned");
        }
    }

    @Test
    void shouldRunContinuationsOnTheExecutorWhenAnotherThreadAnswers() throws InterruptedException {
        CompletableFuture<List<String>> answer = new CompletableFuture<>();
        Coalescer<String, String> coalescer = new Coalescer<>(
                CoalescerOptions.DEFAULT.withSize(1), BatchFunction.later(requests -> answer), executor, alarm);
        CompletableFuture<Thread> ranOn =
                coalescer.call("a").thenApply(value -> Thread.currentThread()).toCompletableFuture();
        executor.runAll();
        Thread answering = new Thread(() -> answer.complete(List.of("one")));
        answering.start();
        answering.join();
        assertThat(ranOn).isNotDone();
        executor.runAll(); // the test's own thread is the executor's here
        assertThat(ranOn).isCompletedWithValue(Thread.currentThread());
    }
}
