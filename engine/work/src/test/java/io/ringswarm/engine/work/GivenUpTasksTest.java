package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.engine.work.retry.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines, time limits and cancellations wherever a task is, and what becomes of the slot and of a late completion. */
@Timeout(60)
class GivenUpTasksTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final WorkContext context = new WorkContext();
    private final EngineContext engineContext = new EngineContext();
    private Desktop desktop;

    private Desktop.Hands open(WorkerOptions options) {
        desktop = new Desktop(engineContext, context);
        return desktop.hireHands("a", options);
    }

    @AfterEach
    void close() {
        desktop.close();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).isZero();
        assertThat(counters.inHand()).isZero();
        assertThat(counters.ended()).isEqualTo(counters.submitted());
    }

    private void assertEnd(long task, TaskEnd end, EndReason reason) {
        assertThat(desktop.endOf(task).end()).isEqualTo(end);
        assertThat(desktop.endOf(task).reason()).isEqualTo(reason);
    }

    @Test
    void shouldExpireWhileItIsQueued() {
        Desktop.Hands hands = open(new WorkerOptions());
        desktop.submit(1, new TaskOptions());
        long queued = desktop.submit(2, new TaskOptions().deadline(SECOND));
        desktop.advance(SECOND);
        assertEnd(queued, TaskEnd.EXPIRED, EndReason.DEADLINE);
        assertThat(desktop.endOf(queued).tookNs()).isZero();
        hands.succeed(0);
        assertThat(hands.figures).containsExactly(1L);
    }

    @Test
    void shouldExpireWhileItBacksOff() {
        context.backoff(longBackoff());
        Desktop.Hands hands = open(new WorkerOptions());
        long task = desktop.submit(1, new TaskOptions().idempotent().deadline(SECOND));
        desktop.run();
        hands.fail(0);
        desktop.advance(SECOND);
        assertEnd(task, TaskEnd.EXPIRED, EndReason.DEADLINE);
        assertThat(desktop.work.counters().started()).isLessThanOrEqualTo(2);
    }

    private static Backoff longBackoff() {
        return Backoff.DEFAULT.withCap(Duration.ofDays(40_000)).withBase(Duration.ofDays(30_000));
    }

    @Test
    void shouldLiveForAsLongAsCanBeWhenItsDeadlineIsTooFarForNumbers() {
        Desktop.Hands hands = open(new WorkerOptions());
        long task = desktop.submit(1, new TaskOptions().deadline(Duration.ofSeconds(Long.MAX_VALUE)));
        long past = desktop.submit(1, new TaskOptions().deadline(Duration.ofSeconds(Long.MIN_VALUE)));
        desktop.run();
        assertEnd(past, TaskEnd.EXPIRED, EndReason.DEADLINE);
        hands.succeed(0);
        assertEnd(task, TaskEnd.SUCCEEDED, EndReason.DONE);
    }

    @Test
    void shouldDiscardAndCountALateCompletionOnce() {
        Desktop.Hands hands = open(new WorkerOptions());
        long task = desktop.submit(1, new TaskOptions().timeLimit(SECOND));
        desktop.advance(SECOND);
        assertEnd(task, TaskEnd.FAILED, EndReason.TIME_LIMIT);
        assertThat(hands.held.get(0).isCancelled()).isTrue();
        hands.succeed(0);
        assertThat(desktop.work.counters().duplicateCompletions()).isEqualTo(1);
        assertThat(hands.succeed(0)).isFalse();
        assertThat(desktop.work.counters().duplicateCompletions()).isEqualTo(2);
        assertThat(desktop.work.counters().succeeded()).isZero();
    }

    @Test
    void shouldDiscardAndCountASecondCompletion() {
        Desktop.Hands hands = open(new WorkerOptions());
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        assertThat(hands.succeed(0)).isTrue();
        assertThat(hands.succeed(0)).isFalse();
        assertThat(hands.fail(0)).isFalse();
        assertThat(desktop.work.counters().duplicateCompletions()).isEqualTo(2);
        assertEnd(task, TaskEnd.SUCCEEDED, EndReason.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadline", "time limit", "cancel"})
    void shouldUseTheSlotAgainWhenTheWorkerSaysThatItIsFree(String how) {
        Desktop.Hands hands = open(new WorkerOptions());
        long task = give(how, 1);
        long next = desktop.submit(2, new TaskOptions());
        giveUp(how, task);
        assertThat(hands.figures).containsExactly(1L);
        assertThat(hands.cancelled).containsExactly(hands.held.get(0).ticket());
        hands.fail(0);
        assertThat(hands.figures).containsExactly(1L, 2L);
        assertThat(desktop.work.counters().duplicateCompletions()).isZero();
        hands.succeed(1);
        assertEnd(next, TaskEnd.SUCCEEDED, EndReason.DONE);
    }

    /** Submits a task that can be given up. */
    private long give(String how, long figure) {
        TaskOptions options = new TaskOptions();
        switch (how) {
            case "deadline" -> options.deadline(SECOND);
            case "time limit" -> options.timeLimit(SECOND);
            default -> {}
        }
        long task = desktop.submit(figure, options);
        desktop.run();
        return task;
    }

    private void giveUp(String how, long task) {
        if (how.equals("cancel")) {
            desktop.work.cancel(task);
            desktop.run();
        } else {
            desktop.advance(SECOND);
        }
        assertThat(desktop.endOf(task).end())
                .isEqualTo(
                        switch (how) {
                            case "deadline" -> TaskEnd.EXPIRED;
                            case "time limit" -> TaskEnd.FAILED;
                            default -> TaskEnd.CANCELLED;
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"deadline", "time limit", "cancel"})
    void shouldGiveTheQueueToOthersWhenAWorkerNeverAnswers(String how) {
        context.balancing(false).maxConcurrency(0);
        Desktop.Hands silent = open(new WorkerOptions().slots(2));
        long one = give(how, 1);
        long two = give(how, 2);
        List<Long> queued = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            queued.add(desktop.submit(10 + i, new TaskOptions()));
        }
        desktop.run();
        Desktop.Hands other = desktop.hireHands("b", new WorkerOptions().slots(10));
        giveUp(how, one);
        giveUp(how, two);
        assertThat(other.figures).containsExactly(10L, 11L, 12L, 13L, 14L);
        long later = desktop.submit(20, new TaskOptions());
        desktop.run();
        assertThat(other.figures).contains(20L);
        assertThat(silent.figures).containsExactly(1L, 2L);
        other.succeedAll();
        queued.forEach(task -> assertEnd(task, TaskEnd.SUCCEEDED, EndReason.DONE));
        assertEnd(later, TaskEnd.SUCCEEDED, EndReason.DONE);
    }

    @Test
    void shouldFreeTheSlotWhenTheStartIsTooOldBeforeTheWorkerSeesIt() {
        engineContext.shards(2);
        desktop = new Desktop(engineContext, context.shard(1)); // the desk's shard has its turn after the worker's
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions().shard(0));
        desktop.run();
        long task = desktop.submit(1, new TaskOptions().timeLimit(SECOND));
        while (desktop.work.counters().started() == 0) {
            assertThat(desktop.engine.turn()).isPositive();
        }
        assertThat(hands.figures).isEmpty();
        desktop.engine.clock().advance(SECOND.plusNanos(1));
        desktop.run();
        assertEnd(task, TaskEnd.FAILED, EndReason.TIME_LIMIT);
        assertThat(hands.figures).isEmpty();
        long next = desktop.submit(2, new TaskOptions());
        desktop.run();
        assertThat(hands.figures).containsExactly(2L);
        hands.succeed(0);
        assertEnd(next, TaskEnd.SUCCEEDED, EndReason.DONE);
    }

    @Test
    void shouldCancelOnceWhenCancelledTwice() {
        Desktop.Hands hands = open(new WorkerOptions());
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        assertThat(desktop.work.cancel(task)).isTrue();
        assertThat(desktop.work.cancel(task)).isTrue();
        desktop.run();
        desktop.work.cancel(task);
        desktop.run();
        assertEnd(task, TaskEnd.CANCELLED, EndReason.CANCELLED);
        assertThat(hands.cancelled).hasSize(1);
        assertThat(desktop.work.counters().cancelled()).isEqualTo(1);
    }

    @Test
    void shouldDoNothingWhenATaskToBeCancelledIsUnknownOrHasEnded() {
        Desktop.Hands hands = open(new WorkerOptions());
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        hands.succeed(0);
        desktop.work.cancel(task);
        desktop.work.cancel(-1);
        desktop.work.cancel(0);
        desktop.work.cancel(Long.MAX_VALUE);
        desktop.run();
        assertEnd(task, TaskEnd.SUCCEEDED, EndReason.DONE);
        assertThat(desktop.work.counters().cancelled()).isZero();
        assertThat(desktop.engine.deadLetters()).isEmpty();
    }

    @Test
    void shouldCancelInWhateverStateItIs() {
        context.semaphore("gate", 1).backoff(longBackoff());
        Desktop.Hands hands = open(new WorkerOptions().slots(3).queueCapacity(1));
        List<Long> tasks = new ArrayList<>();
        tasks.add(desktop.submit(1, new TaskOptions().holds("gate"))); // in hand
        desktop.run();
        tasks.add(desktop.submit(2, new TaskOptions().holds("gate"))); // held up
        desktop.run();
        tasks.add(desktop.submit(3, new TaskOptions().idempotent())); // to back off
        desktop.run();
        hands.fail(hands.figures.indexOf(3L));
        tasks.add(desktop.submit(4, new TaskOptions().idempotencyKey("key"))); // in hand
        desktop.run();
        tasks.add(desktop.submit(5, new TaskOptions().idempotencyKey("key"))); // follows
        desktop.run();
        tasks.add(desktop.submit(6, new TaskOptions())); // in hand
        desktop.run();
        tasks.add(desktop.submit(7, new TaskOptions())); // queued
        desktop.run();
        tasks.add(desktop.submit(8, new TaskOptions())); // in the lobby
        desktop.run();
        assertThat(hands.figures).containsExactlyInAnyOrder(1L, 3L, 4L, 6L);
        for (int i = tasks.size() - 1; i >= 0; i--) {
            desktop.work.cancel(tasks.get(i));
            desktop.run();
            assertEnd(tasks.get(i), TaskEnd.CANCELLED, EndReason.CANCELLED);
        }
        assertThat(desktop.work.counters().cancelled()).isEqualTo(8);
        hands.succeedAll();
        desktop.act(hands, () -> hands.held.forEach(task -> task.fail("given back")));
        long next = desktop.submit(9, new TaskOptions().holds("gate"));
        desktop.run();
        assertThat(hands.figures).contains(9L);
        hands.succeed(hands.figures.indexOf(9L));
        assertEnd(next, TaskEnd.SUCCEEDED, EndReason.DONE);
    }

    @Test
    void shouldNotBreakTheWorkerWhenItThrowsOnCancel() {
        desktop = new Desktop(new EngineContext(), context);
        desktop.work.hire(
                "a", new WorkerOptions().slots(2).handles(desktop.doubling, () -> new TaskHandler<Figure, Figure>() {
                    @Override
                    public void onTask(Figure payload, Task<Figure> task) {
                        if (payload.value == 1) {
                            task.keep();
                        } else {
                            task.succeed(payload);
                        }
                    }

                    @Override
                    public void onCancel(long ticket) {
                        throw new IllegalStateException("broken");
                    }
                }));
        long task = desktop.submit(1, new TaskOptions());
        desktop.run();
        desktop.work.cancel(task);
        desktop.run();
        assertEnd(task, TaskEnd.CANCELLED, EndReason.CANCELLED);
        long next = desktop.submit(2, new TaskOptions());
        desktop.run();
        assertEnd(next, TaskEnd.SUCCEEDED, EndReason.DONE);
    }

    @Test
    void shouldGiveEachItsOwnTimeLimit() {
        Desktop.Hands hands = open(new WorkerOptions().slots(5));
        long[] tasks = new long[5];
        int[] seconds = {2, 1, 3, 1, 2};
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = desktop.submit(i, new TaskOptions().timeLimit(SECOND.multipliedBy(seconds[i])));
            desktop.run();
        }
        assertThat(hands.figures).hasSize(5);
        for (int second = 1; second <= 3; second++) {
            desktop.advance(SECOND.minusNanos(1));
            assertThat(desktop.ends).hasSize(second == 1 ? 0 : 2 * second - 2);
            desktop.advance(Duration.ofNanos(1));
            for (int i = 0; i < tasks.length; i++) {
                if (seconds[i] == second) {
                    assertEnd(tasks[i], TaskEnd.FAILED, EndReason.TIME_LIMIT);
                }
            }
        }
    }

    @Test
    void shouldCountAnAttemptThatIsGivenUpAsAFailureOfItsWorker() {
        engineContext.completionExecutor(Runnable::run);
        open(new WorkerOptions());
        desktop.submit(1, new TaskOptions().timeLimit(SECOND));
        desktop.advance(SECOND);
        CompletableFuture<List<WorkerProfile>> profiles =
                desktop.work.profiles().toCompletableFuture();
        desktop.run();
        assertThat(profiles.join().get(0).tasksEnded()).isEqualTo(1);
        assertThat(profiles.join().get(0).successRate()).isLessThan(1);
    }

    @Test
    void shouldGiveTheNextTaskAFreshStartWhenTheOneBeforeItWasCancelled() {
        Desktop.Hands hands = open(new WorkerOptions());
        for (int i = 0; i < 3; i++) {
            long task = desktop.submit(i, new TaskOptions());
            desktop.run();
            assertThat(hands.held.get(i).isCancelled()).isFalse();
            desktop.work.cancel(task);
            desktop.run();
            assertThat(hands.held.get(i).isCancelled()).isTrue();
            assertThat(hands.cancelled).hasSize(i + 1);
            hands.fail(i);
        }
        assertThat(desktop.work.counters().duplicateCompletions()).isZero();
    }

    @Test
    void shouldFailATaskThatIsNeitherEndedNorKeptWhenTheOneBeforeItWasKept() {
        desktop = new Desktop(engineContext, context);
        desktop.work.hire("a", new WorkerOptions().handles(desktop.doubling, () -> (payload, task) -> {
            if (payload.value == 1) {
                assertThat(task.keep().succeed(payload)).isTrue();
            }
        }));
        long kept = desktop.submit(1, new TaskOptions());
        desktop.run();
        assertEnd(kept, TaskEnd.SUCCEEDED, EndReason.DONE);
        long next = desktop.submit(2, new TaskOptions());
        desktop.run();
        assertEnd(next, TaskEnd.FAILED, EndReason.WORKER_FAILED);
    }

    /** A worker ends its first task when the desk has given that up, and its word of that is on the way. */
    private Desktop.Hands endInTheMomentOfGivingUp(int tasks, TaskOptions options, Runnable then) {
        engineContext.shards(2);
        context.shard(0);
        Desktop.Hands hands = open(new WorkerOptions().slots(2).shard(1));
        for (int i = 0; i < tasks; i++) {
            desktop.submit(i, options.timeLimit(SECOND));
        }
        desktop.run();
        assertThat(hands.held).hasSize(tasks);
        desktop.engine.clock().advance(SECOND);
        desktop.actSoon(hands, () -> hands.held.get(0).fail("late"));
        then.run();
        desktop.run();
        assertThat(desktop.endOf(hands.held.get(0).taskId()).reason()).isEqualTo(EndReason.TIME_LIMIT);
        return hands;
    }

    @Test
    void shouldFreeASlotOnceWhenItsTaskEndsBeforeTheWordComesThatItIsGivenUp() {
        Desktop.Hands hands = endInTheMomentOfGivingUp(2, new TaskOptions(), () -> {});
        desktop.submit(10, new TaskOptions());
        desktop.submit(11, new TaskOptions());
        desktop.run();
        assertThat(hands.figures).containsExactly(0L, 1L, 10L); // the other's slot is lost
        assertThat(hands.cancelled).containsExactly(hands.held.get(1).ticket());
    }

    @Test
    void shouldCancelNoOtherTaskWhenTheWordComesLateThatOneIsGivenUp() {
        Desktop.Hands hands = endInTheMomentOfGivingUp(
                1,
                new TaskOptions().priority(Priority.LOW),
                () -> desktop.submit(10, new TaskOptions())); // which overtakes that word
        assertThat(hands.figures).containsExactly(0L, 10L);
        assertThat(hands.held.get(1).isCancelled()).isFalse();
        assertThat(hands.cancelled).isEmpty();
        assertThat(desktop.engine.deadLetters()).isEmpty();
    }

    /** The worker ends its attempts in the moment in which their time is over, before it is told so. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldFreeEachSlotOnceWhenTheWorkerEndsWhatHasJustBeenGivenUp(int shards) {
        context.shard(0);
        engineContext.shards(shards);
        desktop = new Desktop(engineContext, context);
        List<Task<Figure>> begun = new ArrayList<>();
        List<Long> cancelled = new ArrayList<>();
        desktop.work.hire(
                "a",
                new WorkerOptions()
                        .slots(4)
                        .shard(shards - 1)
                        .handles(desktop.doubling, () -> new TaskHandler<Figure, Figure>() {
                            @Override
                            public void onTask(Figure payload, Task<Figure> task) {
                                Task<Figure> kept = task.keep();
                                begun.add(kept);
                                if (payload.value < 2) {
                                    task.agent()
                                            .newTimer((timer, dueNs, self) -> kept.fail("late"))
                                            .once(SECOND);
                                }
                            }

                            @Override
                            public void onCancel(long ticket) {
                                cancelled.add(ticket);
                            }
                        }));
        for (int i = 0; i < 4; i++) {
            desktop.submit(i, new TaskOptions().timeLimit(SECOND));
        }
        desktop.advance(SECOND);
        assertThat(desktop.ends).hasSize(4);
        for (int i = 0; i < 4; i++) {
            desktop.submit(10 + i, new TaskOptions());
        }
        desktop.run();
        assertThat(begun).hasSize(6); // two have not given their slots back
        assertThat(cancelled)
                .doesNotHaveDuplicates()
                .contains(begun.get(2).ticket(), begun.get(3).ticket());
        assertThat(begun.get(4).isCancelled()).isFalse();
        assertThat(begun.get(5).isCancelled()).isFalse();
    }
}
