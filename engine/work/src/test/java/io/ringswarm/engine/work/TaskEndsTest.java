package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each end and each reason, told and counted, in all ways in which a task can be submitted. */
@Timeout(60)
class TaskEndsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** How a task is submitted, and how its end is heard of. */
    enum Way {
        HANDLER,
        MESSAGE,
        STAGE
    }

    private final WorkContext context = new WorkContext();
    private final Map<Long, TaskResult<Long>> messages = new HashMap<>();
    private final Map<Long, Submitted<Figure>> stages = new HashMap<>();
    private Desktop desktop;
    private Mediator mediator;
    private AgentRef mediatorRef;

    private void open() {
        desktop = new Desktop(new EngineContext().completionExecutor(Runnable::run), context);
        mediatorRef = desktop.engine.spawn("mediator", () -> mediator = new Mediator());
        desktop.run();
    }

    @AfterEach
    void close() {
        if (desktop != null) {
            desktop.close();
            WorkCounters counters = desktop.work.counters();
            assertThat(counters.open()).isZero();
            assertThat(counters.ended()).isEqualTo(counters.submitted());
        }
    }

    /** Submits what it is told, and keeps the ends that come as messages. */
    private final class Mediator implements Agent {
        private final EndReader<Figure> reader = desktop.doubling.onEnd(ending -> {});
        private Submitter submitter;
        private TaskOptions options;
        private Offer offer;

        @Override
        public void onStart(AgentContext self) {
            submitter = desktop.work.submitter(self);
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            if (Work.isEnding(message)) {
                TaskEnding<Figure> ending = reader.read(message);
                TaskResult<Long> before = messages.put(ending.taskId(), copy(ending));
                assertThat(before).as("an end that was told twice").isNull();
            } else {
                offer = submitter.tell(desktop.doubling, message.read(Figure.CODEC, new Figure()), options);
            }
        }
    }

    private static TaskResult<Long> copy(TaskEnding<Figure> ending) {
        return new TaskResult<>(
                ending.taskId(),
                ending.end(),
                ending.reason(),
                ending.value() == null ? null : ending.value().value,
                ending.why(),
                ending.tookNs());
    }

    private long submit(Way way, TaskOptions options) {
        switch (way) {
            case HANDLER -> {
                return desktop.submit(21, options);
            }
            case MESSAGE -> {
                mediator.options = options;
                desktop.engine.tell(mediatorRef, Figure.of(21), Figure.CODEC);
                desktop.run();
                assertThat(mediator.offer).isEqualTo(Offer.ACCEPTED);
                return mediator.submitter.lastTaskId();
            }
            default -> {
                Submitted<Figure> submitted = desktop.work.submit(desktop.doubling, Figure.of(21), options);
                stages.put(submitted.taskId(), submitted);
                return submitted.taskId();
            }
        }
    }

    private TaskResult<Long> endOf(Way way, long task) {
        return switch (way) {
            case HANDLER -> desktop.endOf(task);
            case MESSAGE -> messages.get(task);
            case STAGE -> {
                TaskResult<Figure> result = await(stages.get(task));
                yield new TaskResult<>(
                        result.taskId(),
                        result.end(),
                        result.reason(),
                        result.value() == null ? null : result.value().value,
                        result.why(),
                        result.tookNs());
            }
        };
    }

    /** Stages are completed on a thread of the engine, once the answer is there. */
    private static <R> TaskResult<R> await(Submitted<R> submitted) {
        return submitted
                .result()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private void assertEnd(Way way, long task, TaskEnd end, EndReason reason, String why, String counted) {
        desktop.run();
        TaskResult<Long> result = endOf(way, task);
        assertThat(result).isNotNull();
        assertThat(result.taskId()).isEqualTo(task);
        assertThat(result.end()).isEqualTo(end);
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.why()).contains(why);
        assertThat(result.value()).isNull();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.reasons()).containsOnly(Map.entry(counted, 1L));
        assertThat(counters.ended()).isEqualTo(1);
        assertThat(counters.failed()).isEqualTo(end == TaskEnd.FAILED ? 1 : 0);
        assertThat(counters.expired()).isEqualTo(end == TaskEnd.EXPIRED ? 1 : 0);
        assertThat(counters.cancelled()).isEqualTo(end == TaskEnd.CANCELLED ? 1 : 0);
        assertThat(counters.rejected()).isEqualTo(end == TaskEnd.REJECTED ? 1 : 0);
    }

    private WorkerOptions handles(TaskHandler<Figure, Figure> handler) {
        return new WorkerOptions().handles(desktop.doubling, () -> handler);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellTheResultWhenDone(Way way) {
        open();
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions());
        long task = submit(way, new TaskOptions());
        desktop.run();
        assertThat(hands.figures).containsExactly(21L);
        desktop.advance(SECOND);
        assertThat(hands.succeed(0)).isTrue();
        desktop.run();
        TaskResult<Long> result = endOf(way, task);
        assertThat(result)
                .isEqualTo(new TaskResult<>(task, TaskEnd.SUCCEEDED, EndReason.DONE, 42L, "", SECOND.toNanos()));
        assertThat(desktop.work.counters().succeeded()).isEqualTo(1);
        assertThat(desktop.work.counters().reasons()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhyWhenTheWorkerFails(Way way) {
        open();
        desktop.work.hire("a", handles((payload, task) -> task.fail("no luck")));
        long task = submit(way, new TaskOptions());
        assertEnd(way, task, TaskEnd.FAILED, EndReason.WORKER_FAILED, "no luck", "failed: worker failed");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatWasThrownWhenTheHandlerThrows(Way way) {
        open();
        desktop.work.hire("a", handles((payload, task) -> {
            throw new IllegalStateException("broken");
        }));
        long task = submit(way, new TaskOptions());
        assertEnd(way, task, TaskEnd.FAILED, EndReason.WORKER_FAILED, "broken", "failed: worker failed");
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWhenTheHandlerThrowsAnError(Way way) {
        open();
        desktop.work.hire("a", handles((payload, task) -> {
            throw new StackOverflowError("too deep");
        }));
        long task = submit(way, new TaskOptions());
        assertEnd(way, task, TaskEnd.FAILED, EndReason.WORKER_FAILED, "too deep", "failed: worker failed");
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWhenTheTimeLimitHasPassed(Way way) {
        open();
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions());
        long task = submit(way, new TaskOptions().timeLimit(SECOND));
        desktop.advance(SECOND.minusNanos(1));
        assertThat(desktop.work.counters().ended()).isZero();
        desktop.advance(Duration.ofNanos(1));
        assertEnd(way, task, TaskEnd.FAILED, EndReason.TIME_LIMIT, "time limit", "failed: time limit");
        assertThat(hands.cancelled).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldFailWhenTheWorkerIsLost(Way way) {
        open();
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions());
        long task = submit(way, new TaskOptions());
        desktop.run();
        desktop.engine.engine().stop(hands.worker.ref());
        assertEnd(way, task, TaskEnd.FAILED, EndReason.WORKER_LOST, "its worker", "failed: worker lost");
    }

    @ParameterizedTest
    @EnumSource
    void shouldExpireWhenTheDeadlineHasPassedAlready(Way way) {
        open();
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions());
        long task = submit(way, new TaskOptions().deadline(Duration.ZERO));
        assertEnd(way, task, TaskEnd.EXPIRED, EndReason.DEADLINE, "when it came", "expired: deadline");
        assertThat(hands.figures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldExpireAtItsDeadlineWhenInHand(Way way) {
        open();
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions());
        long task = submit(way, new TaskOptions().deadline(SECOND));
        desktop.advance(SECOND.minusNanos(1));
        assertThat(desktop.work.counters().ended()).isZero();
        desktop.advance(Duration.ofNanos(1));
        assertEnd(way, task, TaskEnd.EXPIRED, EndReason.DEADLINE, "passed", "expired: deadline");
        assertThat(hands.cancelled).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeCancelledWhenNobodyWantsIt(Way way) {
        open();
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions());
        long task = submit(way, new TaskOptions());
        desktop.run();
        assertThat(desktop.work.cancel(task)).isTrue();
        assertEnd(way, task, TaskEnd.CANCELLED, EndReason.CANCELLED, "", "cancelled: cancelled");
        assertThat(hands.cancelled).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeRejectedWhenNobodyDoesItsKind(Way way) {
        open();
        long task = submit(way, new TaskOptions());
        assertEnd(
                way,
                task,
                TaskEnd.REJECTED,
                EndReason.NO_CAPABLE_WORKER,
                "capabilities",
                "rejected: no capable worker");
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeRejectedWhenTooManyAreOpen(Way way) {
        context.maxOpenTasks(1);
        open();
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions());
        long first = desktop.submit(1, new TaskOptions());
        desktop.run();
        long task = submit(way, new TaskOptions());
        desktop.run();
        assertThat(endOf(way, task).end()).isEqualTo(TaskEnd.REJECTED);
        assertThat(endOf(way, task).reason()).isEqualTo(EndReason.QUEUE_FULL);
        assertThat(endOf(way, task).taskId()).isEqualTo(task);
        assertThat(desktop.work.counters().reasons()).containsOnly(Map.entry("rejected: queue full", 1L));
        hands.succeed(0);
        desktop.run();
        assertThat(desktop.endOf(first).end()).isEqualTo(TaskEnd.SUCCEEDED);
        long again = submit(way, new TaskOptions());
        desktop.run();
        assertThat(hands.held).hasSize(2);
        hands.succeed(1);
        desktop.run();
        assertThat(endOf(way, again).end()).isEqualTo(TaskEnd.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeCancelledAsClosedWhenTheWorkClosesBeforeItIsDone(Way way) {
        open();
        desktop.hireHands("a", new WorkerOptions());
        long task = submit(way, new TaskOptions());
        desktop.run();
        WorkReport report = desktop.work.close(SECOND);
        assertEnd(way, task, TaskEnd.CANCELLED, EndReason.CLOSED, "closed", "cancelled: closed");
        assertThat(report.cancelled()).isTrue();
        assertThat(report.counters().open()).isZero();
    }

    @Test
    void shouldBeRejectedAsClosedWhenTheWorkIsClosed() {
        open();
        desktop.hireQuick("a");
        desktop.work.close(SECOND);
        assertThat(desktop.offer(1, new TaskOptions())).isIn(Offer.CLOSED, Offer.NO_SUCH_AGENT);
        long task = submit(Way.STAGE, new TaskOptions());
        desktop.run();
        assertThat(endOf(Way.STAGE, task).reason()).isEqualTo(EndReason.CLOSED);
        assertThat(desktop.work.counters().reasons()).containsOnly(Map.entry("rejected: closed", 2L));
    }

    @Test
    void shouldCountTheEndWhenNobodyIsToBeTold() {
        open();
        desktop.hireQuick("a");
        assertThat(desktop.submitter.tell(desktop.doubling, Figure.of(1), new TaskOptions()))
                .isEqualTo(Offer.ACCEPTED);
        desktop.run();
        assertThat(desktop.ends).isEmpty();
        assertThat(desktop.work.counters().succeeded()).isEqualTo(1);
    }

    @Test
    void shouldGoTogetherWhenStagedAndFlushed() {
        open();
        Desktop.Hands hands = desktop.hireHands("a", new WorkerOptions().slots(10));
        for (int i = 0; i < 5; i++) {
            assertThat(desktop.submitter.stage(desktop.doubling, Figure.of(i), new TaskOptions()))
                    .isEqualTo(Offer.STAGED);
        }
        desktop.run();
        assertThat(desktop.work.counters().submitted()).isZero();
        assertThat(desktop.submitter.flush()).isEqualTo(5);
        desktop.run();
        assertThat(hands.figures).containsExactly(0L, 1L, 2L, 3L, 4L);
        hands.succeedAll();
        desktop.run();
        assertThat(desktop.work.counters().succeeded()).isEqualTo(5);
    }

    @Test
    void shouldAnswerForEachWhenManyAreSubmittedAtOnce() {
        open();
        desktop.hireQuick("a");
        List<Submitted<Figure>> all = desktop.work.submitAll(
                desktop.doubling, List.of(Figure.of(1), Figure.of(2), Figure.of(3)), new TaskOptions());
        desktop.run();
        assertThat(all).extracting(submitted -> await(submitted).value().value).containsExactly(2L, 4L, 6L);
    }
}
