package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks that are not idempotent, and a worker that is stopped after each possible turn of the engine. */
@Timeout(60)
class StartsOnceTest {
    private static final int TASKS = 12;
    private static final int MAX_TURNS = 200;

    private final Map<Long, Integer> starts = new HashMap<>();

    @ParameterizedTest(name = "shards={0} idempotent={1} evacuates={2}")
    @CsvSource({
        "1, false, false",
        "2, false, false",
        "2, true, false",
        "1, false, true",
        "2, false, true",
        "2, true, true"
    })
    void shouldStartEachTaskAtMostOnceWheneverItsWorkerLeaves(int shards, boolean idempotent, boolean evacuates) {
        int turns = 0;
        while (stopAfter(turns, shards, idempotent, evacuates)) {
            turns++;
        }
        assertThat(turns).isBetween(3, MAX_TURNS);
    }

    /** Answers whether there was something left to do when the worker was stopped. */
    private boolean stopAfter(int turns, int shards, boolean idempotent, boolean evacuates) {
        starts.clear();
        boolean busy = true;
        WorkCounters counters;
        List<Long> tasks = new ArrayList<>();
        Desktop desktop = new Desktop(new EngineContext().shards(shards), new WorkContext());
        try (desktop) {
            Worker leaving = hire(desktop, "leaving", 0);
            hire(desktop, "staying", shards - 1);
            TaskOptions options = idempotent ? new TaskOptions().idempotent() : new TaskOptions();
            for (int i = 0; i < TASKS; i++) {
                tasks.add(desktop.submit(i, options));
            }
            for (int i = 0; i < turns; i++) {
                busy = desktop.engine.turn() > 0;
            }
            if (evacuates) {
                desktop.work.evacuate(leaving, Duration.ZERO);
            } else {
                desktop.engine.engine().stop(leaving.ref());
            }
            desktop.advance(Duration.ofSeconds(30));
            counters = desktop.work.counters();
        }
        for (long task : tasks) {
            TaskResult<Long> end = desktop.endOf(task);
            int started = starts.getOrDefault(task, 0);
            if (idempotent || started == 0 && end.end() == TaskEnd.SUCCEEDED) {
                assertThat(end.end()).as("%s", end).isEqualTo(TaskEnd.SUCCEEDED);
            } else {
                assertThat(started)
                        .as("starts of %s, stopped after %d turns", end, turns)
                        .isLessThanOrEqualTo(1);
                if (end.end() != TaskEnd.SUCCEEDED) {
                    assertThat(end.reason()).as("%s", end).isEqualTo(EndReason.WORKER_LOST);
                }
            }
        }
        assertThat(counters.open()).isZero();
        assertThat(counters.inHand()).isZero();
        assertThat(counters.ended()).isEqualTo(TASKS);
        assertThat(counters.failed()).isLessThanOrEqualTo(2); // no more than its slots
        return busy;
    }

    private Worker hire(Desktop desktop, String name, int shard) {
        return desktop.work.hire(
                name, new WorkerOptions().slots(2).shard(shard).handles(desktop.doubling, () -> (payload, task) -> {
                    starts.merge(task.taskId(), 1, Integer::sum);
                    Task<Figure> kept = task.keep();
                    task.agent()
                            .newTimer((timer, dueNs, self) -> kept.succeed(Figure.of(1)))
                            .once(Duration.ofMillis(1));
                }));
    }
}
