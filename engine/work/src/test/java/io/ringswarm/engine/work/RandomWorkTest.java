package io.ringswarm.engine.work;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many random works. One seed again: {@code -Dwork.seed=N}; more of them: {@code -Dwork.tasks=N}. */
class RandomWorkTest {
    private static final long TASKS = Long.getLong("work.tasks", 100_000);
    private static final int TASKS_OF_ONE = 1_000;

    @Test
    @Timeout(300)
    void shouldEndEachTaskOnceWhenAllFaultsThereAreHappen() {
        Long one = Long.getLong("work.seed");
        long seed = one == null ? System.nanoTime() : one;
        long succeeded = 0;
        long total = 0;
        for (long done = 0; done < TASKS; done += TASKS_OF_ONE) {
            System.out.println("work.seed=" + seed);
            WorkCounters counters = new RandomWork(seed).run(TASKS_OF_ONE).check();
            succeeded += counters.succeeded();
            total += counters.submitted();
            if (one != null) {
                return;
            }
            seed++;
        }
        System.out.println("tasks=" + total + ", succeeded=" + succeeded);
    }
}
