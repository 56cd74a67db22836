package io.ringswarm.reports.diff;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Intervals of the ratios of two sets of runs, such that the chance that any of them leaves out 1 although the sets are alike is near
 * {@link #FAMILY_ERROR}: Holm's step-down rule (Holm 1979, A simple sequentially rejective multiple test procedure, Scandinavian Journal
 * of Statistics 6). With {@code m} metrics to judge, each interval is made at {@code FAMILY_ERROR / m}; what leaves out 1 then is
 * significant, and the rest is looked at again with {@code m} smaller by their number, until none is added. So a metric is significant
 * exactly when the interval that is given leaves out 1. Sets are alike when their builds are; of two single runs, only seconds can be
 * resampled, so that the chance is that of runs whose seconds are alike.
 */
final class RatioIntervals {
    /** How often a comparison of runs that are alike may find a difference in any metric. */
    static final double FAMILY_ERROR = 0.05;

    private static final int METRICS = DiffMetric.values().length;

    /** So many resamples have one at least beyond either end of the widest interval, of which Holm's rule makes {@code m} at first. */
    static final int LEAST_RESAMPLES = (int) Math.ceil(2 * METRICS / FAMILY_ERROR);

    /** Of a bootstrap's percentiles: rank (n + 1) p, so that the ends are not too near to the middle. */
    private static final Quantile QUANTILE = Quantile.withDefaults().with(Quantile.EstimationMethod.HF6);

    private final double[][] sorted = new double[METRICS][];
    private final double[] degrees = new double[METRICS];
    private final double[] logRatios = new double[METRICS];
    private final Set<DiffMetric> judged = EnumSet.noneOf(DiffMetric.class);

    /**
     * An interval.
     *
     * @param ratio the ratio itself
     * @param low lower end
     * @param high upper end
     */
    record Range(double ratio, double low, double high) {
        boolean leavesOutOne() {
            return low > 1 || high < 1;
        }
    }

    RatioIntervals(RunSet base, RunSet fresh, int resamples, RandomGenerator random) {
        double[][] ofBase = base.deviations(resamples, random);
        double[][] ofFresh = fresh.deviations(resamples, random);
        for (DiffMetric metric : DiffMetric.values()) {
            int i = metric.ordinal();
            logRatios[i] = fresh.log(metric) - base.log(metric);
            sorted[i] = new double[resamples];
            for (int r = 0; r < resamples; r++) {
                sorted[i][r] = ofFresh[r][i] - ofBase[r][i];
            }
            Arrays.sort(sorted[i]);
            degrees[i] =
                    welch(square(ofBase, i), base.degreesOfFreedom(), square(ofFresh, i), fresh.degreesOfFreedom());
            if (base.supports(metric) && fresh.supports(metric)) {
                judged.add(metric);
            }
        }
    }

    /** The metrics that both sides support, each with its interval. */
    Map<DiffMetric, Range> ranges() {
        Map<DiffMetric, Range> ranges = new EnumMap<>(DiffMetric.class);
        Set<DiffMetric> left = EnumSet.noneOf(DiffMetric.class);
        left.addAll(judged);
        int before;
        do {
            before = left.size();
            double error = FAMILY_ERROR / Math.max(1, before);
            left.forEach(metric -> ranges.put(metric, range(metric, error)));
            left.removeIf(metric -> ranges.get(metric).leavesOutOne());
        } while (left.size() < before && !left.isEmpty());
        return ranges;
    }

    /**
     * The percentiles of the resampled deviations, widened as Student's t is wider than the normal distribution, as their spread comes
     * from few runs or seconds (Hesterberg 2015, What teachers should know about the bootstrap, The American Statistician 69, section 5.3).
     */
    private Range range(DiffMetric metric, double error) {
        int i = metric.ordinal();
        double wider = TDistribution.of(degrees[i]).inverseSurvivalProbability(error / 2)
                / NormalDistribution.of(0, 1).inverseSurvivalProbability(error / 2);
        double below = QUANTILE.evaluate(sorted[i], error / 2);
        double above = QUANTILE.evaluate(sorted[i], 1 - error / 2);
        double ratio = Math.exp(logRatios[i]);
        return new Range(
                ratio,
                Math.min(ratio, Math.exp(logRatios[i] + wider * below)),
                Math.max(ratio, Math.exp(logRatios[i] + wider * above)));
    }

    private static double square(double[][] deviations, int metric) {
        return Arrays.stream(deviations)
                .mapToDouble(deviation -> deviation[metric] * deviation[metric])
                .average()
                .orElse(0);
    }

    /** Degrees of freedom of a difference whose sides spread differently (Welch 1947, Biometrika 34). */
    private static double welch(double one, double degreesOfOne, double other, double degreesOfOther) {
        double sum = one + other;
        if (sum == 0) {
            return Math.min(degreesOfOne, degreesOfOther);
        }
        return sum * sum / (one * one / degreesOfOne + other * other / degreesOfOther);
    }
}
