package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In steady state nothing is allocated for a task on its way from its submitter to a worker and back. */
@Timeout(120)
class WorkAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 30;
    private static final int TASKS = 50_000;

    /** In a round of 50,000 tasks: far below a byte a task. */
    private static final long TOLERANCE_BYTES = 8_000;

    private long told;

    @ParameterizedTest(name = "workers={0} strategy={1} shards={2}")
    @CsvSource({"1, power-of-two, 1", "8, power-of-two, 1", "8, least-loaded, 2", "8, round-robin, 2"})
    void shouldAllocateNothingPerTaskWhenWarm(int workers, String strategy, int shards) throws Exception {
        try (Desktop desktop = new Desktop(
                new EngineContext().shards(shards),
                new WorkContext().strategy(strategy).maxConcurrency(0))) {
            for (int i = 0; i < workers; i++) {
                desktop.work.hire(
                        "w" + i, new WorkerOptions().slots(4).handles(desktop.doubling, () -> (payload, task) -> {
                            payload.value *= 2;
                            task.succeed(payload);
                        }));
            }
            Figure figure = Figure.of(21);
            TaskOptions options = new TaskOptions().idempotent().cost(Duration.ofMillis(1));
            EndReader<Figure> reader = desktop.doubling.onEnd(ending -> {
                if (ending.end() != TaskEnd.SUCCEEDED || ending.value().value != 42) {
                    throw new AssertionError(ending.why());
                }
                told++;
            });
            long bytes = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS && bytes >= TOLERANCE_BYTES; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                told = 0;
                for (int sent = 0; told < TASKS; ) {
                    boolean accepted = sent < TASKS
                            && desktop.submitter.submit(desktop.doubling, figure, options, reader) == Offer.ACCEPTED;
                    sent += accepted ? 1 : 0;
                    if (!accepted || sent % 16 == 0) {
                        desktop.engine.engine().invoke();
                        desktop.submitter.poll();
                    }
                }
                bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(bytes).as("bytes for %d tasks", TASKS).isLessThan(TOLERANCE_BYTES);
        }
    }
}
