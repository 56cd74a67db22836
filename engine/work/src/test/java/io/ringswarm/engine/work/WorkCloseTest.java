package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.work.retry.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing a work in whatever it does. */
@Timeout(120)
class WorkCloseTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ROUNDS = 40;

    @Test
    void shouldCancelWhateverStateOpenTasksAreInWhenNothingEndsThem() {
        Desktop desktop =
                new Desktop(new WorkContext().semaphore("db", 1).backoff(Backoff.DEFAULT.withCap(Duration.ofDays(9))));
        Desktop.Hands hands =
                desktop.hireHands("a", new WorkerOptions().slots(2).queueCapacity(1));
        desktop.submit(0, new TaskOptions().holds("db"));
        desktop.run();
        desktop.submit(1, new TaskOptions().holds("db"));
        desktop.run();
        desktop.submit(2, new TaskOptions().idempotent());
        desktop.run();
        hands.fail(1); // backs off
        for (int i = 3; i < 8; i++) {
            desktop.submit(i, new TaskOptions().idempotencyKey("same"));
        }
        desktop.submit(8, new TaskOptions());
        desktop.submit(9, new TaskOptions());
        desktop.run();
        WorkReport report = desktop.work.close(Duration.ofSeconds(1));
        desktop.run();
        assertThat(desktop.ends).hasSize(10).allMatch(end -> end.end() == TaskEnd.CANCELLED);
        assertThat(desktop.ends).allMatch(end -> end.reason() == EndReason.CLOSED);
        assertThat(report.cancelled()).isTrue();
        assertThat(report.counters().cancelled()).isEqualTo(10);
        assertThat(report.stuckThreads()).isEmpty();
        assertThat(desktop.work.close(LONG)).isSameAs(report);
        desktop.close();
    }

    @ParameterizedTest
    @EnumSource(Priority.class)
    void shouldDoTasksThatWereSubmittedBeforeClosingAndHaveNotComeYet(Priority priority) {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        for (int i = 0; i < 10; i++) {
            desktop.submit(i, new TaskOptions().priority(priority));
        }
        WorkReport report = desktop.work.close(Duration.ofSeconds(1));
        assertThat(report.counters().succeeded()).isEqualTo(10);
        assertThat(report.counters().rejected()).isZero();
        desktop.close();
    }

    @Test
    void shouldLetTasksEndThatAreOnTheirWay() {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        for (int i = 0; i < 10; i++) {
            desktop.submit(i, new TaskOptions());
        }
        while (desktop.work.counters().submitted() == 0) {
            assertThat(desktop.engine.turn()).isPositive();
        }
        WorkReport report = desktop.work.close(Duration.ofSeconds(1));
        desktop.run();
        assertThat(report.cancelled()).isFalse();
        assertThat(report.counters().succeeded()).isEqualTo(10);
        assertThat(desktop.ends).hasSize(10);
        desktop.close();
    }

    @Test
    void shouldHireNobodyForAWorkThatIsClosed() {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.work.close(Duration.ofSeconds(1));
        assertThatThrownBy(() -> desktop.hireQuick("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("worker=a");
        desktop.close();
    }

    @Test
    void shouldStopItsAgentsSoThatAnotherOneCanHaveItsName() {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        desktop.run();
        desktop.work.close(Duration.ofSeconds(1));
        desktop.run();
        try (Work again = Work.open(desktop.engine.engine(), new WorkContext())) {
            TaskKind<Figure, Figure> kind = again.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
            again.hire("a", new WorkerOptions().handles(kind, () -> (payload, task) -> task.succeed(payload)));
        }
        desktop.close();
    }

    @Test
    void shouldEndWhenTheEngineWasClosedBefore() {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        desktop.run();
        desktop.engine.close();
        WorkReport report = desktop.work.close(Duration.ofSeconds(1));
        assertThat(report.counters().open()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSayThatItIsNotKnownWhetherATaskWasDoneWhenItsEndIsNotTold(boolean closing) {
        Desktop desktop = new Desktop(new WorkContext());
        desktop.hireQuick("a");
        desktop.run();
        desktop.submit(1, new TaskOptions());
        Submitted<Figure> staged = desktop.work.submit(desktop.doubling, Figure.of(2));
        desktop.engine.engine().stop(desktop.work.desk()); // which leaves both unread
        if (closing) {
            desktop.work.close(Duration.ofSeconds(1));
        }
        desktop.run();
        TaskResult<Figure> heard = staged.result()
                .toCompletableFuture()
                .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(desktop.ends).hasSize(1);
        for (TaskResult<?> result : List.of(heard, desktop.ends.get(0))) {
            assertThat(result.end()).isEqualTo(TaskEnd.FAILED);
            assertThat(result.reason()).isEqualTo(EndReason.CLOSED);
            assertThat(result.why()).contains("not known");
            assertThat(result.value()).isNull();
        }
        assertThat(heard.taskId()).isEqualTo(staged.taskId());
        assertThat(desktop.ends.get(0).taskId()).isZero();
        assertThat(desktop.work.counters().rejected()).isZero();
        desktop.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldCompleteEachStageWhenItIsClosedWhileOthersSubmit(int shards)
            throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService submitters = Executors.newFixedThreadPool(2);
        try (Engine engine = Engine.launch(new EngineContext().shards(shards).ringSlots(64))) {
            for (int round = 0; round < ROUNDS; round++) {
                Work work = Work.open(engine, new WorkContext().name("work" + round));
                TaskKind<Figure, Figure> kind = work.kind("k", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
                work.hire("a", new WorkerOptions().slots(4).handles(kind, () -> (payload, task) -> {
                    if (payload.value % 10 == 0) {
                        task.keep(); // and never answers
                    } else {
                        task.succeed(payload);
                    }
                }));
                CountDownLatch begun = new CountDownLatch(2);
                List<Future<List<Submitted<Figure>>>> submitted = new ArrayList<>();
                for (int thread = 0; thread < 2; thread++) {
                    submitted.add(submitters.submit(() -> {
                        List<Submitted<Figure>> mine = new ArrayList<>();
                        for (int i = 1; i < 300; i++) {
                            mine.add(work.submit(kind, Figure.of(i)));
                            if (i == 20) {
                                begun.countDown();
                            }
                        }
                        return mine;
                    }));
                }
                begun.await();
                work.close(Duration.ofMillis(40));
                long ended = 0;
                long notKnown = 0;
                for (Future<List<Submitted<Figure>>> future : submitted) {
                    for (Submitted<Figure> task : future.get(30, TimeUnit.SECONDS)) {
                        TaskResult<Figure> result = task.result()
                                .toCompletableFuture()
                                .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
                                .join();
                        assertThat(result.end()).isNotNull();
                        ended++;

                        if (result.end() == TaskEnd.FAILED) {
                            assertThat(result.reason()).isEqualTo(EndReason.CLOSED);
                            assertThat(result.why()).contains("not known");
                            notKnown++;
                        }
                    }
                }
                WorkCounters counters = work.counters();
                assertThat(counters.open()).as("%s", counters).isZero();
                assertThat(counters.ended()).as("%s", counters).isBetween(ended - notKnown, ended);
                assertThat(counters.submitted()).isEqualTo(counters.ended());
            }
            assertThat(engine.counters().batchEndFaults()).isZero();
        } finally {
            submitters.shutdownNow();
        }
    }
}
