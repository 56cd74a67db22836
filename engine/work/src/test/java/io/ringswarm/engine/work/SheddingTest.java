package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An engine that sheds what has waited for a millisecond, and in which each message waits longer: a work loses nothing by it. */
@Timeout(60)
class SheddingTest {
    private static final Duration SHED_AFTER = Duration.ofMillis(1);
    private static final Duration LATE = SHED_AFTER.multipliedBy(10);
    private static final int TURNS = 40;
    private static final Duration LONG = Duration.ofSeconds(30);

    private Desktop desktop;

    @AfterEach
    void closeTheDesktop() {
        desktop.close();
        assertThat(desktop.engine.counters().shed())
                .as("messages that were shed")
                .isZero();
    }

    private void open(int deskShard) {
        desktop = new Desktop(
                new EngineContext().shards(2).shedAfter(SHED_AFTER).completionExecutor(Runnable::run),
                new WorkContext().shard(deskShard));
    }

    /** Lets all happen that is under way, with a long wait before each turn of the shards. */
    private void runLate() {
        for (int turn = 0; turn < TURNS; turn++) {
            desktop.engine.clock().advance(LATE);
            desktop.engine.turn();
        }
    }

    /** Keeps what it gets, and lets go of it when it is told to. */
    private static final class Obedient implements TaskHandler<Figure, Figure> {
        final List<Long> begun = new ArrayList<>();
        private final Map<Long, Task<Figure>> held = new HashMap<>();

        @Override
        public void onTask(Figure payload, Task<Figure> task) {
            begun.add(payload.value);
            held.put(task.ticket(), task.keep());
        }

        @Override
        public void onCancel(long ticket) {
            held.remove(ticket).fail("it was told to");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, LOW", "1, LOW", "0, NORMAL", "1, NORMAL", "0, CRITICAL", "1, CRITICAL"})
    void shouldFreeTheSlotOfATaskThatIsCancelledWhenEachMessageWaitsLong(int deskShard, Priority priority) {
        open(deskShard);
        Obedient worker = new Obedient();
        desktop.work.hire("a", new WorkerOptions().shard(1 - deskShard).handles(desktop.doubling, () -> worker));
        TaskOptions options = new TaskOptions().priority(priority);
        long first = desktop.submit(1, options);
        desktop.submit(2, options);
        runLate();
        assertThat(worker.begun).containsExactly(1L);
        assertThat(desktop.work.cancel(first, priority)).isTrue();
        runLate();
        assertThat(desktop.endOf(first).end()).isEqualTo(TaskEnd.CANCELLED);
        assertThat(worker.begun).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void shouldFreeTheSlotOfATaskThatComesToItsWorkerTooLate(int deskShard) {
        open(deskShard);
        desktop.work.hire(
                "a",
                new WorkerOptions()
                        .shard(1 - deskShard)
                        .handles(desktop.doubling, () -> (payload, task) -> task.succeed(payload)));
        long first = desktop.submit(1, new TaskOptions().timeLimit(Duration.ofNanos(1)));
        long second = desktop.submit(2, new TaskOptions());
        runLate();
        assertThat(desktop.endOf(first).end()).isIn(TaskEnd.FAILED, TaskEnd.SUCCEEDED);
        assertThat(desktop.endOf(second).end()).isEqualTo(TaskEnd.SUCCEEDED);
    }

    @Test
    void shouldTakeTheResultOfAFunctionWhenTheNudgeWaitsLong() {
        open(0);
        CountDownLatch released = new CountDownLatch(1);
        desktop.work.hire("a", new WorkerOptions().shard(1).runs(desktop.doubling, (payload, attempt) -> {
                    released.await();
                    return payload;
                }));
        desktop.submit(1, new TaskOptions());
        desktop.run();
        released.countDown();
        while (desktop.engine.engine().queueDepth() == 0) {
            Thread.onSpinWait(); // until its thread has said that it is done
        }
        runLate();
        assertThat(desktop.ends).hasSize(1).allMatch(end -> end.end() == TaskEnd.SUCCEEDED);
    }

    @Test
    void shouldDoWhatItIsCommandedWhenTheNudgeWaitsLong() {
        open(1);
        Worker worker = desktop.hireQuick("a");
        runLate();
        CompletableFuture<Integer> evacuated =
                desktop.work.evacuate(worker, LONG).toCompletableFuture();
        runLate();
        assertThat(evacuated.getNow(null)).isZero();
        assertThat(desktop.engine.engine().find("work/a")).isEmpty();
    }
}
