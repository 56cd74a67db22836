package io.ringswarm.engine.work.coalesce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Gathering, by hand: time, threads and answers move when the test says so. */
@Timeout(20)
class CoalescerTest {
    private static final Duration LINGER = CoalescerOptions.DEFAULT.linger();
    private static final Duration ONE_NS = Duration.ofNanos(1);

    private final ManualAlarm alarm = new ManualAlarm();
    private final HandExecutor executor = new HandExecutor();
    private final List<List<Integer>> sent = new ArrayList<>();
    private final List<CompletableFuture<List<String>>> answers = new ArrayList<>();

    private Coalescer<Integer, String> coalescer(CoalescerOptions options) {
        BatchFunction<Integer, String> function = BatchFunction.waiting(requests -> {
            sent.add(List.copyOf(requests));
            return requests.stream().map(request -> "answer " + request).toList();
        });
        return new Coalescer<>(options, function, executor, alarm);
    }

    /** One whose answers come when the test gives them. */
    private Coalescer<Integer, String> slow(CoalescerOptions options) {
        BatchFunction<Integer, String> function = BatchFunction.later(requests -> {
            sent.add(List.copyOf(requests));
            CompletableFuture<List<String>> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        });
        return new Coalescer<>(options, function, executor, alarm);
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static List<CompletableFuture<String>> callEach(
            Coalescer<Integer, String> coalescer, List<Integer> requests) {
        return requests.stream()
                .map(request -> coalescer.call(request).toCompletableFuture())
                .toList();
    }

    @Test
    void shouldSendABatchAtOnceWhenItIsFull() {
        Coalescer<Integer, String> coalescer = coalescer(CoalescerOptions.DEFAULT);
        List<CompletableFuture<String>> calls = callEach(coalescer, numbers(0, 24));
        assertThat(executor.waiting()).isZero();
        CompletableFuture<String> last = coalescer.call(24).toCompletableFuture();
        assertThat(executor.waiting()).isEqualTo(1);
        assertThat(alarm.pending()).isZero();
        assertThat(last).isNotDone(); // never on the thread of a call
        executor.runAll();
        assertThat(sent).containsExactly(numbers(0, 25));
        for (int i = 0; i < 24; i++) {
            assertThat(calls.get(i)).isCompletedWithValue("answer " + i);
        }
        assertThat(last).isCompletedWithValue("answer 24");
        assertThat(coalescer.counters()).isEqualTo(new CoalescerCounters(25, 0, 0, 0, 25, 0, 1, 0, 1, 0, 0, 25));
    }

    @Test
    void shouldSendWhatThereIsWhenTheFirstCallHasLingered() {
        Coalescer<Integer, String> coalescer = coalescer(CoalescerOptions.DEFAULT);
        coalescer.call(1);
        alarm.advance(LINGER.minus(ONE_NS));
        coalescer.call(2); // the bound is the first call's
        executor.runAll();
        assertThat(sent).isEmpty();
        alarm.advance(ONE_NS);
        executor.runAll();
        assertThat(sent).containsExactly(List.of(1, 2));
        coalescer.call(3);
        alarm.advance(LINGER);
        executor.runAll();
        assertThat(sent).containsExactly(List.of(1, 2), List.of(3));
        assertThat(coalescer.counters().byLinger()).isEqualTo(2);
        assertThat(coalescer.counters().meanSize()).isEqualTo(1.5);
    }

    @Test
    void shouldNotWaitForOthersWhenThereIsNoLinger() {
        Coalescer<Integer, String> coalescer =
                slow(CoalescerOptions.DEFAULT.withLinger(Duration.ZERO).withBounds(1, 100));
        callEach(coalescer, List.of(1, 2, 3));
        assertThat(alarm.pending()).isZero();
        executor.runAll();
        assertThat(sent).containsExactly(List.of(1));
        answers.get(0).complete(List.of("one"));
        executor.runAll();
        assertThat(sent).containsExactly(List.of(1), List.of(2, 3));
    }

    @Test
    void shouldGrowWhileItWaitsForAFlightAndRefuseWhenTooManyWait() {
        Coalescer<Integer, String> coalescer =
                slow(CoalescerOptions.DEFAULT.withSize(2).withBounds(1, 5));
        List<CompletableFuture<String>> calls = callEach(coalescer, numbers(0, 5));
        alarm.advance(LINGER);
        executor.runAll();
        assertThat(sent).containsExactly(List.of(0, 1));
        calls = new ArrayList<>(calls);
        calls.addAll(callEach(coalescer, List.of(5, 6))); // 5 joins 4, though that has lingered
        assertThat(coalescer.counters().waiting()).isEqualTo(5);
        assertThatThrownBy(() -> coalescer.call(7).toCompletableFuture().join())
                .hasCauseInstanceOf(CallRefusedException.class)
                .hasMessageContaining("waiting=5 (expected: fewer)")
                .satisfies(e -> assertThat(((CallRefusedException) e.getCause()).reason())
                        .isEqualTo(CallRefusedException.Reason.FULL));
        for (int i = 0; i < 3; i++) {
            answers.get(i).complete(List.of("even", "odd"));
            executor.runAll();
        }
        assertThat(sent).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4, 5));
        for (int i = 0; i < 6; i++) {
            assertThat(calls.get(i)).isCompletedWithValue(i % 2 == 0 ? "even" : "odd");
        }
        assertThat(coalescer.counters().refused()).isEqualTo(1);
        assertThat(coalescer.counters().bySize()).isEqualTo(3);
    }

    @Test
    void shouldSendEqualRequestsOnceWhenTheyAreShared() {
        Coalescer<Integer, String> coalescer =
                coalescer(CoalescerOptions.DEFAULT.withSize(2).sharingEqual());
        List<CompletableFuture<String>> calls = callEach(coalescer, List.of(7_000, 7_000, 7_000, 8_000, 7_000));
        alarm.advance(LINGER);
        executor.runAll();
        assertThat(sent).containsExactly(List.of(7_000, 8_000), List.of(7_000));
        assertThat(calls)
                .extracting(CompletableFuture::join)
                .containsExactly("answer 7000", "answer 7000", "answer 7000", "answer 8000", "answer 7000");
        assertThat(coalescer.counters().requests()).isEqualTo(3);
        assertThat(coalescer.counters().answered()).isEqualTo(5);
        coalescer(CoalescerOptions.DEFAULT.withSize(2)).call(1);
    }

    @Test
    void shouldLeaveSharersTheirAnswerWhenOneOfThemCompletesItsOwnStage() {
        Coalescer<Integer, String> coalescer = coalescer(CoalescerOptions.DEFAULT.sharingEqual());
        List<CompletableFuture<String>> calls = callEach(coalescer, List.of(1, 1));
        calls.get(0).cancel(true);
        alarm.advance(LINGER);
        executor.runAll();
        assertThat(calls.get(1)).isCompletedWithValue("answer 1");
    }

    @Test
    void shouldStayWholeWhenEqualsThrows() {
        Coalescer<Object, Object> coalescer = new Coalescer<>(
                CoalescerOptions.DEFAULT.sharingEqual(),
                BatchFunction.waiting(requests -> List.copyOf(requests)),
                executor,
                alarm);
        Object broken = new Object() {
            @Override
            public int hashCode() {
                throw new IllegalStateException("planned");
            }
        };
        assertThatThrownBy(() -> coalescer.call(broken)).hasMessage("planned");
        CompletionStage<Object> good = coalescer.call("good");
        assertThatThrownBy(() -> coalescer.call(broken)).hasMessage("planned");
        alarm.advance(LINGER);
        executor.runAll();
        assertThat(good.toCompletableFuture()).isCompletedWithValue("good");
        assertThat(coalescer.counters().calls()).isEqualTo(1);
    }

    @Test
    void shouldSendAtOnceWhenThereIsNoAlarm() {
        Alarm broken = (delay, action) -> {
            throw new IllegalStateException("planned");
        };
        Coalescer<Integer, Integer> coalescer = new Coalescer<>(
                CoalescerOptions.DEFAULT, BatchFunction.waiting(requests -> requests), executor, broken);
        CompletableFuture<Integer> call = coalescer.call(1).toCompletableFuture();
        executor.runAll();
        assertThat(call).isCompletedWithValue(1);
    }

    @Test
    void shouldSendWhatWaitsWhenClosedAndRefuseAfterwards() throws InterruptedException {
        Coalescer<Integer, String> coalescer = coalescer(CoalescerOptions.DEFAULT);
        CompletableFuture<String> call = coalescer.call(1).toCompletableFuture();
        assertThat(coalescer.close(Duration.ZERO)).isEqualTo(1); // nobody has run the executor
        assertThatThrownBy(call::join)
                .hasCauseInstanceOf(BatchFailedException.class)
                .hasMessageContaining("the batch of 1 request(s) had no answer when the coalescer closed");
        executor.runAll();
        assertThat(sent).isEmpty(); // it was given up before
        assertThat(alarm.pending()).isZero();
        assertThatThrownBy(() -> coalescer.call(2).toCompletableFuture().join())
                .hasCauseInstanceOf(CallRefusedException.class)
                .hasMessageContaining("the coalescer is closed");
        assertThat(coalescer.counters()).isEqualTo(new CoalescerCounters(2, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1));
    }

    @Test
    void shouldTellWhatWasNeverSentWhenClosedWithAllFlightsTaken() {
        Coalescer<Integer, String> coalescer =
                slow(CoalescerOptions.DEFAULT.withSize(2).withBounds(1, 100));
        List<CompletableFuture<String>> calls = callEach(coalescer, numbers(0, 5));
        executor.runAll();
        assertThat(coalescer.close(Duration.ofMillis(1))).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(calls.get(i)::join)
                    .hasCauseInstanceOf(i < 2 ? BatchFailedException.class : CallRefusedException.class);
        }
        answers.get(0).complete(List.of("late", "late"));
        executor.runAll();
        assertThat(sent).hasSize(1);
        assertThat(coalescer.counters()).isEqualTo(new CoalescerCounters(5, 0, 0, 0, 0, 5, 1, 0, 1, 0, 0, 2));
    }

    @Test
    void shouldNameEveryFaultWhenOptionsAreWrong() {
        assertThatThrownBy(() -> new CoalescerOptions(0, Duration.ofMillis(-1), 0, -1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size=0 (expected: 1 or more); linger=PT-0.001S (expected: zero to PT1H); "
                        + "maxInFlight=0 (expected: 1 or more); maxWaiting=-1 (expected: size=0 or more)");
        assertThat(CoalescerOptions.DEFAULT.withSize(5_000).maxWaiting()).isEqualTo(5_000);
    }
}
