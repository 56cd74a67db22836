package io.ringswarm.engine.work.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random steps on a coalescer and on a model that says the same in a few lines: one list of waiting calls, cut from its front. */
@Timeout(60)
class CoalescerModelTest {
    private static final int RUNS = 1_000;
    private static final int STEPS = 120;

    @Test
    void shouldDoAsTheModelWhenStepsAreRandom() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Run.Seen seen = new Run.Seen();
        for (int i = 0; i < RUNS; i++) {
            new Run(random.split(), seen, "seed=" + seed + " run=" + i).go();
        }
        // else the model was never asked
        assertThat(List.of(seen.refused, seen.failed, seen.bySize, seen.byLinger, seen.grewPastLinger))
                .as("seed=" + seed)
                .allMatch(count -> count > 100);
    }

    /** One coalescer beside its model. */
    private static final class Run {
        private final SplittableRandom random;
        private final Seen seen;
        private final String where;
        private final CoalescerOptions options;
        private final ManualAlarm alarm = new ManualAlarm();
        private final HandExecutor executor = new HandExecutor();
        private final Coalescer<Integer, String> coalescer;
        private final List<List<Integer>> sent = new ArrayList<>();
        private final List<CompletableFuture<List<Answer<String>>>> unanswered = new ArrayList<>();
        private final List<List<Integer>> unansweredRequests = new ArrayList<>();

        private final List<CompletableFuture<String>> calls = new ArrayList<>();
        private final List<String> expected = new ArrayList<>();
        private final List<Integer> waiting = new ArrayList<>();
        private final List<Long> since = new ArrayList<>();
        private final List<List<Integer>> expectedSent = new ArrayList<>();
        private int inFlight;

        /** How often what the model decides has come up. */
        private static final class Seen {
            private int refused;
            private int failed;
            private int bySize;
            private int byLinger;
            private int grewPastLinger;
        }

        Run(SplittableRandom random, Seen seen, String where) {
            this.random = random;
            this.seen = seen;
            this.where = where;
            int size = 1 + random.nextInt(4);
            options = new CoalescerOptions(
                    size, Duration.ofNanos(random.nextInt(20)), 1 + random.nextInt(3), size + random.nextInt(8), false);
            coalescer = new Coalescer<>(
                    options,
                    requests -> {
                        sent.add(List.copyOf(requests));
                        CompletableFuture<List<Answer<String>>> answer = new CompletableFuture<>();
                        unanswered.add(answer);
                        unansweredRequests.add(List.copyOf(requests));
                        return answer;
                    },
                    executor,
                    alarm);
        }

        void go() {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(5)) {
                    case 0, 1, 2 -> call();
                    case 3 -> alarmAdvances();
                    default -> answer();
                }
                check();
            }
            while (!unanswered.isEmpty() || !waiting.isEmpty()) {
                answer();
                alarmAdvances();
                check();
            }
            assertThat(coalescer.close(Duration.ZERO)).as(where).isZero();
            CoalescerCounters counters = coalescer.counters();
            seen.bySize += (int) counters.bySize();
            seen.byLinger += (int) counters.byLinger();
            assertThat(counters.calls()).as(where).isEqualTo(calls.size());
            assertThat(counters.failed() + counters.refused())
                    .as(where)
                    .isEqualTo(expected.stream()
                            .filter(end -> !end.startsWith("answer"))
                            .count());
        }

        private void call() {
            int number = calls.size();
            calls.add(coalescer.call(number).toCompletableFuture());
            if (waiting.size() == options.maxWaiting()) {
                expected.add("refused");
                seen.refused++;
            } else {
                expected.add(null);
                waiting.add(number);
                since.add(alarm.nowNs());
                pump();
            }
        }

        private void alarmAdvances() {
            for (int ns = random.nextInt(15); ns >= 0; ns--) { // by single ns, as each may make a batch due
                alarm.advance(Duration.ofNanos(1));
                pump();
            }
        }

        /** The model: from the front, when full or when its first call has waited long enough. */
        private void pump() {
            while (inFlight < options.maxInFlight() && !waiting.isEmpty()) {
                int count = Math.min(options.size(), waiting.size());
                long waitedNs = alarm.nowNs() - since.get(0);
                if (count < options.size() && waitedNs < options.linger().toNanos()) {
                    return;
                }
                if (count > 1 && waitedNs > options.linger().toNanos() && since.get(count - 1) > since.get(0)) {
                    seen.grewPastLinger++;
                }
                expectedSent.add(List.copyOf(waiting.subList(0, count)));
                waiting.subList(0, count).clear();
                since.subList(0, count).clear();
                inFlight++;
            }
        }

        private void answer() {
            executor.runAll();
            if (unanswered.isEmpty()) {
                return;
            }
            int which = random.nextInt(unanswered.size());
            CompletableFuture<List<Answer<String>>> answer = unanswered.remove(which);
            List<Integer> requests = unansweredRequests.remove(which);
            inFlight--;
            switch (random.nextInt(6)) {
                case 0 -> {
                    requests.forEach(request -> expected.set(request, "failed"));
                    answer.completeExceptionally(new IllegalStateException("planned"));
                }
                case 1 -> {
                    requests.forEach(request -> expected.set(request, "failed"));
                    answer.complete(List.of());
                }
                default ->
                    answer.complete(requests.stream().map(this::answerOrFail).toList());
            }
            pump();
            executor.runAll();
        }

        private Answer<String> answerOrFail(int request) {
            boolean fails = random.nextInt(5) == 0;
            expected.set(request, fails ? "failed" : "answer " + request);
            return fails ? Answer.failed(new IllegalStateException("planned")) : Answer.of("answer " + request);
        }

        private void check() {
            executor.runAll();
            assertThat(sent).as(where).isEqualTo(expectedSent);
            CoalescerCounters counters = coalescer.counters();
            assertThat(counters.waiting()).as(where).isEqualTo(waiting.size());
            assertThat(counters.batchesInFlight()).as(where).isEqualTo(inFlight);
            for (int i = 0; i < calls.size(); i++) {
                assertThat(endOf(calls.get(i))).as(where + " call=" + i).isEqualTo(expected.get(i));
            }
            seen.failed += (int) expected.stream().filter("failed"::equals).count();
        }

        private static String endOf(CompletableFuture<String> call) {
            if (!call.isDone()) {
                return null;
            }
            if (!call.isCompletedExceptionally()) {
                return call.join();
            }
            Throwable failure = call.handle((answer, thrown) -> thrown).join();
            return failure instanceof CallRefusedException ? "refused" : "failed";
        }
    }
}
