package io.ringswarm.reports.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.MetricVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often {@link RunDiff} is wrong, on synthetic runs: it may cry wolf in about one comparison of twenty, and must see 10 %. */
@Timeout(120)
class DiffCalibrationTest {
    private static final int COMPARISONS = Integer.getInteger("diff.comparisons", 40);
    private static final int SECONDS = Integer.getInteger("diff.seconds", 20);
    private static final int RESTLESS_COMPARISONS = Integer.getInteger("diff.restless", 200);
    private static final int RESTLESS_SECONDS = 8;
    private static final List<RunBlocks> RESTLESS_RUNS = new ArrayList<>();
    private static final int RESAMPLES = 400;
    private static final long SEED = 20_261_121;

    @Test
    void shouldSeldomFindADifferenceWhenRunsAreOfTheSameBuild() throws UnusableRunException {
        int worse = 0;
        int any = 0;
        int significant = 0;
        for (int i = 0; i < COMPARISONS; i++) {
            DiffReport report = compare(List.of(run(2 * i, 1)), List.of(run(2 * i + 1, 1)));
            worse += report.isWorse() ? 1 : 0;
            any += report.isWorse() || report.verdict() == MetricVerdict.BETTER ? 1 : 0;
            significant += report.metrics().stream().anyMatch(DiffCalibrationTest::isSignificant) ? 1 : 0;
        }
        System.out.println("seed " + SEED + ": of " + COMPARISONS + " comparisons of like runs, " + worse + " worse, "
                + any + " changed, " + significant + " significant");
        assertThat(any).isLessThanOrEqualTo(COMPARISONS / 10);
        assertThat(worse).isLessThanOrEqualTo(COMPARISONS / 20);
    }

    @Test
    void shouldSeeATenthWhenRunsAreSlowerByIt() throws UnusableRunException {
        int worse = 0;
        int faster = 0;
        for (int i = 0; i < COMPARISONS; i++) {
            List<RunBlocks> base = List.of(run(1_000 + 2 * i, 1));
            List<RunBlocks> slower = List.of(run(1_001 + 2 * i, 1.1));
            worse += compare(base, slower).isWorse() ? 1 : 0;
            faster += compare(slower, base).verdict() == MetricVerdict.BETTER ? 1 : 0;
        }
        System.out.println("seed " + SEED + ": of " + COMPARISONS + " slow-downs by a tenth, " + worse
                + " found; of as many" + " speed-ups, " + faster);
        assertThat(worse).isGreaterThanOrEqualTo(COMPARISONS * 9 / 10);
        assertThat(faster).isGreaterThanOrEqualTo(COMPARISONS * 9 / 10);
    }

    @Test
    void shouldSeeLessThanATenthWhenSetsOfRunsShowTheNoise() throws UnusableRunException {
        int comparisons = COMPARISONS / 4;
        int wrong = 0;
        int worse = 0;
        for (int i = 0; i < comparisons; i++) {
            List<RunBlocks> base = set(2_000 + 20 * i, 1);
            wrong += compare(base, set(2_010 + 20 * i, 1)).isWorse() ? 1 : 0;
            worse += compare(base, set(2_010 + 20 * i, 1.08)).isWorse() ? 1 : 0;
        }
        System.out.println("seed " + SEED + ": of " + comparisons + " sets of 4 runs, " + wrong
                + " found worse though like, " + worse + " found when 8 % slower");
        assertThat(wrong).isLessThanOrEqualTo(1);
        assertThat(worse).isGreaterThanOrEqualTo(comparisons * 8 / 10);
    }

    /** Of 200 comparisons, 10 may be wrong; with a standard deviation of 3 for chance, and a few for runs that are drawn twice, 18. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void shouldSeldomFindADifferenceBetweenSetsWhenRunsOfOneBuildDifferByThreePercent(int runs)
            throws UnusableRunException {
        RandomGenerator random = random();
        int significant = 0;
        int changed = 0;
        for (int i = 0; i < RESTLESS_COMPARISONS; i++) {
            List<RunBlocks> drawn = restless(random, 2 * runs);
            DiffReport report = compare(drawn.subList(0, runs), drawn.subList(runs, 2 * runs), List.of());
            significant += report.metrics().stream().anyMatch(DiffCalibrationTest::isSignificant) ? 1 : 0;
            changed += isChanged(report) ? 1 : 0;
        }
        System.out.println("seed " + SEED + ": of " + RESTLESS_COMPARISONS + " comparisons of restless sets of " + runs
                + ", " + significant + " significant, " + changed + " changed");
        assertThat(significant).isLessThanOrEqualTo(RESTLESS_COMPARISONS * 9 / 100);
        assertThat(changed).isLessThanOrEqualTo(RESTLESS_COMPARISONS * 9 / 100);
    }

    @Test
    void shouldSeldomFindADifferenceBetweenRestlessRunsWhenOthersShowTheNoise() throws UnusableRunException {
        RandomGenerator random = random();
        int changed = 0;
        for (int i = 0; i < RESTLESS_COMPARISONS; i++) {
            List<RunBlocks> drawn = restless(random, 12);
            DiffReport report = compare(drawn.subList(0, 1), drawn.subList(1, 2), drawn.subList(2, 12));
            changed += isChanged(report) ? 1 : 0;
        }
        System.out.println("seed " + SEED + ": of " + RESTLESS_COMPARISONS
                + " comparisons of single restless runs with the noise of ten, " + changed + " changed");
        assertThat(changed).isLessThanOrEqualTo(RESTLESS_COMPARISONS * 9 / 100);
    }

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    }

    /** Different runs of a pool. */
    private static List<RunBlocks> restless(RandomGenerator random, int runs) {
        return random.ints(0, RESTLESS_RUNS.size())
                .distinct()
                .limit(runs)
                .mapToObj(RESTLESS_RUNS::get)
                .toList();
    }

    @BeforeAll
    static void drawRestlessRuns() throws UnusableRunException {
        for (int i = 0; i < 2 * RESTLESS_COMPARISONS; i++) {
            RESTLESS_RUNS.add(SyntheticRun.restless(SEED + 100_000 + i, RESTLESS_SECONDS, 1));
        }
    }

    private static boolean isChanged(DiffReport report) {
        return report.isWorse() || report.verdict() == MetricVerdict.BETTER;
    }

    private static List<RunBlocks> set(long number, double slowDown) throws UnusableRunException {
        List<RunBlocks> set = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            set.add(run(number + i, slowDown));
        }
        return set;
    }

    private static RunBlocks run(long number, double slowDown) throws UnusableRunException {
        return SyntheticRun.of(SEED + number, SECONDS, slowDown);
    }

    private static DiffReport compare(List<RunBlocks> base, List<RunBlocks> fresh) throws UnusableRunException {
        return new RunDiff(base, fresh).resampling(SEED, RESAMPLES).judge();
    }

    private static DiffReport compare(List<RunBlocks> base, List<RunBlocks> fresh, List<RunBlocks> noise)
            throws UnusableRunException {
        return new RunDiff(base, fresh).noise(noise).resampling(SEED, 280).judge();
    }

    private static boolean isSignificant(BaselineMetric metric) {
        return metric.low() != null && (metric.low() > 1 || metric.high() < 1);
    }
}
