package io.ringswarm.harness.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The seeds are fixed: what holds once holds always. At the level of 1 in 1000, a right construction could still miss. */
@Timeout(60)
class PoissonScheduleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double LEVEL = 0.001;

    /** Gaps within a leaf, across leaves, and far into a schedule of days. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, -5})
    void shouldHaveExponentialGapsWhenWalked(long seed) {
        double rate = 1_000;
        Schedule schedule = new PoissonSchedule(rate, seed, TimeUnit.DAYS.toNanos(10));
        for (long from : new long[] {0, schedule.count() / 2 - 5_000, schedule.count() - 10_001}) {
            double[] gaps = new double[10_000];
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = (schedule.dueNs(from + i + 1) - schedule.dueNs(from + i)) * rate / SECOND;
            }
            assertThat(fits(gaps, ExponentialDistribution.of(1)::cumulativeProbability))
                    .as("seed %d, from message %d", seed, from)
                    .isGreaterThan(LEVEL);
        }
    }

    /** Where one leaf ends and the next begins. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldHaveExponentialGapsWhenTheyLieBetweenLeaves(long seed) {
        double rate = 100_000;
        Schedule schedule = new PoissonSchedule(rate, seed, 10 * SECOND);
        double[] gaps = new double[5_000];
        for (int i = 0; i < gaps.length; i++) {
            long last = (long) ArrivalTree.LEAF * (i + 1) - 1;
            gaps[i] = (schedule.dueNs(last + 1) - schedule.dueNs(last)) * rate / SECOND;
        }
        assertThat(fits(gaps, ExponentialDistribution.of(1)::cumulativeProbability))
                .isGreaterThan(LEVEL);
    }

    /** Independent gaps: the ranks of neighbours are not related. */
    @Test
    void shouldHaveIndependentGapsWhenNeighboursAreCompared() {
        Schedule schedule = new PoissonSchedule(1_000, 11, 100 * SECOND);
        int pairs = 90_000;
        long[][] quadrants = new long[4][4];
        for (int i = 0; i < pairs; i++) {
            quadrants[quarter(schedule, i)][quarter(schedule, i + 1)]++;
        }
        assertThat(ChiSquareTest.withDefaults().test(quadrants).getPValue()).isGreaterThan(LEVEL);
    }

    private static int quarter(Schedule schedule, long index) {
        double gap = (schedule.dueNs(index + 1) - schedule.dueNs(index)) * 1_000.0 / SECOND;
        return (int) (4 * ExponentialDistribution.of(1).cumulativeProbability(gap));
    }

    /** How many messages there are in all, over many seeds: small means, where most schedules are empty, to large ones. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 4, 50, 400})
    void shouldHaveAPoissonNumberOfMessagesWhenSeedsDiffer(double mean) {
        int schedules = 4_000;
        double sum = 0;
        double squares = 0;
        for (int seed = 0; seed < schedules; seed++) {
            long count = new PoissonSchedule(mean, seed, SECOND).count();
            sum += count;
            squares += (count - mean) * (count - mean);
        }
        double fourth = 3 * mean * mean + mean;
        assertThat(normal((sum / schedules - mean) / Math.sqrt(mean / schedules)))
                .as("mean")
                .isGreaterThan(LEVEL);
        assertThat(normal((squares / schedules - mean) / Math.sqrt((fourth - mean * mean) / schedules)))
                .as("variance")
                .isGreaterThan(LEVEL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 30})
    void shouldHaveAPoissonNumberOfMessagesInEachSecondWhenOneScheduleIsCut(double mean) {
        int seconds = 20_000;
        Schedule schedule = new PoissonSchedule(mean, 5, seconds * SECOND);
        PoissonDistribution expected = PoissonDistribution.of(mean);
        int low = expected.inverseCumulativeProbability(0.001);
        int high = expected.inverseCumulativeProbability(0.999);
        long[] observed = new long[high - low + 1];
        double[] shares = new double[observed.length];
        for (int second = 0; second < seconds; second++) {
            long count = schedule.dueBefore((second + 1) * SECOND) - schedule.dueBefore(second * SECOND);
            observed[(int) Math.max(low, Math.min(high, count)) - low]++;
        }
        for (int i = 0; i < shares.length; i++) {
            int value = low + i;
            shares[i] = value == low
                    ? expected.cumulativeProbability(low)
                    : value == high ? expected.survivalProbability(high - 1) : expected.probability(value);
        }
        assertThat(ChiSquareTest.withDefaults().test(shares, observed).getPValue())
                .isGreaterThan(LEVEL);
    }

    /** The nodes far up, whose gamma variates have shapes of millions: the time of a message has a gamma distribution. */
    @ParameterizedTest
    @ValueSource(longs = {64, 4_000_000, 80_000_000})
    void shouldReachAMessageAtAGammaTimeWhenSeedsDiffer(long index) {
        double rate = 1e6;
        double[] deviations = new double[2_000];
        for (int seed = 0; seed < deviations.length; seed++) {
            double dueNs = new PoissonSchedule(rate, seed, 100 * SECOND).dueNs(index - 1);
            ChiSquaredDistribution twice = ChiSquaredDistribution.of(2.0 * index);
            deviations[seed] = twice.cumulativeProbability(2 * (dueNs + 0.5) * rate / SECOND);
        }
        assertThat(fits(deviations, UniformContinuousDistribution.of(0, 1)::cumulativeProbability))
                .isGreaterThan(LEVEL);
    }

    @Test
    void shouldHaveRateTimesTenDaysWithinDeviationsWhenItRunsThatLong() {
        Schedule schedule = new PoissonSchedule(1e6, 3, TimeUnit.DAYS.toNanos(10));
        double mean = 864e9;

        assertThat(schedule.count() - mean).isBetween(-4 * Math.sqrt(mean), 4 * Math.sqrt(mean));
        for (long day = 1; day < 10; day++) {
            double expected = day * 864e8;
            assertThat(schedule.dueBefore(TimeUnit.DAYS.toNanos(day)) - expected)
                    .as("day %d", day)
                    .isBetween(-4 * Math.sqrt(expected), 4 * Math.sqrt(expected));
        }
    }

    @Test
    void shouldBeAnotherCourseWhenTheSeedDiffersAndTheSameWhenNot() {
        Schedule one = new PoissonSchedule(1_000, 1, SECOND);
        Schedule again = new PoissonSchedule(1_000, 1, SECOND);
        Schedule other = new PoissonSchedule(1_000, 2, SECOND);

        assertThat(again.count()).isEqualTo(one.count());
        int same = 0;
        for (long index = 0; index < 500; index++) {
            assertThat(again.dueNs(index)).isEqualTo(one.dueNs(index));
            same += one.dueNs(index) == other.dueNs(index) ? 1 : 0;
        }
        assertThat(same).isLessThan(5);
    }

    private static double fits(double[] values, java.util.function.DoubleUnaryOperator cumulative) {
        return KolmogorovSmirnovTest.withDefaults().test(values, cumulative).getPValue();
    }

    /** How likely a standard normal value is to lie so far out. */
    private static double normal(double deviation) {
        return 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(deviation));
    }
}
