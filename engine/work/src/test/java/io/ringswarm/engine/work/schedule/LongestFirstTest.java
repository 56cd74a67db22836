package io.ringswarm.engine.work.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LongestFirstTest {
    @Test
    void shouldAddUpWhenWorkedByHand() {
        assertThat(LongestFirst.makespanNs(new long[0], 3)).isZero();
        assertThat(LongestFirst.makespanNs(new long[] {3, 1, 2}, 1)).isEqualTo(6);
        assertThat(LongestFirst.makespanNs(new long[] {3, 1, 2}, 2)).isEqualTo(3);
        assertThat(LongestFirst.makespanNs(new long[] {3, 1, 2}, 9)).isEqualTo(3);
        assertThat(LongestFirst.makespanNs(new long[] {1, 1, 1, 3}, 2)).isEqualTo(3);
    }

    /** Graham's own case: 2m - 1, 2m - 1, ..., m + 1, m + 1, m, m, m, which the best schedule does in 3m. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 10})
    void shouldReachTheWorstRatioWhenTheCaseIsGrahams(int workers) {
        long[] durations = new long[2 * workers + 1];
        int next = 0;
        for (int length = 2 * workers - 1; length > workers; length--) {
            durations[next++] = length;
            durations[next++] = length;
        }
        Arrays.fill(durations, next, durations.length, workers);
        double ratio = LongestFirst.makespanNs(durations, workers) / (3.0 * workers);
        assertThat(ratio).isCloseTo(LongestFirst.worstRatio(workers), within(1e-12));
    }

    @Test
    void shouldStayWithinTheWorstRatioOfTheBestWhenCasesAreSmall() {
        long seed = 41;
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        int notBest = 0;
        for (int i = 0; i < 2_000; i++) {
            int workers = 1 + random.nextInt(4);
            long[] durations = random.longs(random.nextInt(9), 0, 20).toArray();
            long[] before = durations.clone();
            long longestFirst = LongestFirst.makespanNs(durations, workers);
            long best = best(durations, 0, new long[workers], Long.MAX_VALUE);
            assertThat(durations).isEqualTo(before);
            assertThat((double) longestFirst).isBetween((double) best, best * LongestFirst.worstRatio(workers) + 1e-9);
            notBest += longestFirst > best ? 1 : 0;
        }
        assertThat(notBest).as("cases in which it is not the best").isPositive();
    }

    /** Tries every worker for every task. */
    private static long best(long[] durations, int task, long[] ends, long known) {
        long latest = Arrays.stream(ends).max().orElseThrow();
        if (task == durations.length || latest >= known) {
            return Math.min(known, latest);
        }
        long least = known;
        for (int worker = 0; worker < ends.length; worker++) {
            ends[worker] += durations[task];
            least = best(durations, task + 1, ends, least);
            ends[worker] -= durations[task];
        }
        return least;
    }

    @Test
    void shouldRefuseWhenANumberMakesNoSense() {
        assertThatThrownBy(() -> LongestFirst.makespanNs(new long[] {1, -2}, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("durationNs=-2");
        assertThatThrownBy(() -> LongestFirst.makespanNs(new long[] {1}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("workers=0");
        assertThatThrownBy(() -> LongestFirst.makespanNs(new long[] {Long.MAX_VALUE, 1}, 1))
                .isInstanceOf(ArithmeticException.class);
    }
}
