package io.ringswarm.engine.work.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class LoadScoreTest {
    @ParameterizedTest
    @CsvSource({"4, 0, 0, 0", "7, 3, 0, 30", "4, 4, 0, 50", "1, 1, 3, 80", "5, 5, 15, 80", "1, 1, 98, 99"})
    void shouldBeAsWorkedByHandWhenTasksAreCounted(int slots, int inHand, int queued, double score) {
        assertThat(LoadScore.ofTasks(slots, inHand, queued)).isCloseTo(score, within(1e-9));
        assertThat(LoadScore.filled(score)).isCloseTo((inHand + queued) / (double) slots, within(1e-9));
    }

    @Test
    void shouldAgreeWhenAllTasksCostTheHorizon() {
        for (int outstanding = 0; outstanding < 50; outstanding++) {
            assertThat(LoadScore.ofCost(3, outstanding * 1_000L, 1_000))
                    .isCloseTo(LoadScore.ofTasks(3, 0, outstanding), within(1e-9));
        }
        assertThat(LoadScore.ofCost(2, 4_000, 500)).isCloseTo(80, within(1e-9));
        assertThat(LoadScore.ofCost(1, Long.MAX_VALUE, 1)).isBetween(99.9, 100.0);
    }

    @Test
    void shouldRiseWithTasksAndFallWithSlotsWhenEitherGrows() {
        for (int slots = 1; slots < 20; slots++) {
            for (int queued = 0; queued < 200; queued++) {
                double score = LoadScore.ofTasks(slots, slots, queued);
                assertThat(LoadScore.ofTasks(slots, slots, queued + 1)).isGreaterThan(score);
                assertThat(LoadScore.ofTasks(slots + 1, slots, queued)).isLessThan(score);
                assertThat(score).isBetween(0.0, 100.0);
            }
        }
    }
}
