package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many random works. One seed again: {@code -Dwork.seed=N}; more of them, a million say: {@code -Dwork.tasks=1000000}, beginning
 * at {@code -Dwork.first=N}.
 */
class RandomWorkTest {
    private static final long TASKS = Long.getLong("work.tasks", 100_000);
    private static final int TASKS_OF_ONE = 1_000;

    /** Below this many tasks, chance may leave something out. */
    private static final long ENOUGH = 50_000;

    /** What must have happened often, or nothing would be proved about it. */
    private static final List<String> WANTED = List.of(
            "succeeded",
            "retried",
            "duplicate completions",
            "cache hits",
            "cache misses",
            "moved",
            "stolen",
            "evacuated",
            "circuits tripped",
            "failed: worker failed",
            "failed: time limit",
            "failed: worker lost",
            "failed: payload codec",
            "failed: result codec",
            "failed: no capable worker",
            "expired: deadline",
            "cancelled: cancelled",
            "cancelled: closed",
            "rejected: no capable worker",
            "rejected: queue full",
            "rejected: back pressured",
            "rejected: payload codec");

    @Test
    @Timeout(600)
    void shouldKeepItsPromisesWhenAllFaultsThereAreHappen() {
        Long one = Long.getLong("work.seed");
        if (one != null) {
            System.out.println(one(one));
            return;
        }
        long first = Long.getLong("work.first", System.nanoTime());
        Map<String, Long> happened = new TreeMap<>();
        for (long seed = first; seed - first < (TASKS + TASKS_OF_ONE - 1) / TASKS_OF_ONE; seed++) {
            one(seed).forEach((what, count) -> happened.merge(what, count, Long::sum));
        }
        System.out.println("works from work.seed=" + first + ": " + happened);
        if (TASKS >= ENOUGH) {
            assertThat(happened).containsKeys(WANTED.toArray(String[]::new));
            WANTED.forEach(what -> assertThat(happened.get(what)).as(what).isGreaterThan(TASKS / 10_000));
            assertThat(happened.get("succeeded")).isGreaterThan(happened.get("submitted") / 3);
        }
    }

    private static Map<String, Long> one(long seed) {
        try {
            return RandomWork.happened(new RandomWork(seed).run(TASKS_OF_ONE).check());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("again by -Dwork.seed=" + seed + ": " + e.getMessage(), e);
        }
    }
}
