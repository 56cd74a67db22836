package io.ringswarm.reports.diff;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far apart runs of one build come. What runs of one build show is taken together with what is expected of any machine, weighed by
 * how much each knows, so that two runs that happen to agree do not make a band of nothing: the variance is
 * {@code (d0 s0^2 + d s^2) / (d0 + d)} (the moderated variance of Smyth 2004, Statistical Applications in Genetics and Molecular Biology
 * 3), where {@code s} is of the logarithms of the runs' values with {@code d} degrees of freedom, and {@code s0} that of the default band
 * with {@code d0 = }{@value #EXPECTED_DEGREES}. Of 100 comparisons of sets as large as those compared, 95 have all their metrics within
 * their bands: each band leaves out its share of the error (Bonferroni).
 */
final class NoiseBand {
    /** What the default band counts for: as much as five runs. */
    static final int EXPECTED_DEGREES = 4;

    private static final double TAIL = RatioIntervals.FAMILY_ERROR / DiffMetric.values().length / 2;

    private final RunSet alike;
    private final int degrees;

    /**
     * A band.
     *
     * @param alike runs of one build; a single one adds nothing to what is expected; null for none
     */
    NoiseBand(RunSet alike) {
        this.alike = alike;
        degrees = alike == null ? 0 : alike.runs().size() - 1;
    }

    /**
     * The band of one metric.
     *
     * @param metric which
     * @param baseRuns runs on one side
     * @param newRuns runs on the other side
     * @return a share above 0: ratios from {@code 1 / (1 + band)} to {@code 1 + band} say nothing
     */
    double of(DiffMetric metric, int baseRuns, int newRuns) {
        double expected = Math.log1p(metric.defaultBand()) / (quantile(EXPECTED_DEGREES) * Math.sqrt(2));
        boolean seen = degrees > 0 && alike.supports(metric);
        double sumOfSquares = EXPECTED_DEGREES * expected * expected + (seen ? sumOfSquares(metric) : 0);
        int together = EXPECTED_DEGREES + (seen ? degrees : 0);
        double deviation = Math.sqrt(sumOfSquares / together);
        return Math.expm1(quantile(together) * deviation * Math.sqrt(1.0 / baseRuns + 1.0 / newRuns));
    }

    private double sumOfSquares(DiffMetric metric) {
        List<RunBlocks> runs = alike.runs();
        double sum = 0;
        for (RunBlocks run : runs) {
            double away = run.logs()[metric.ordinal()] - alike.log(metric);
            sum += away * away;
        }
        return sum;
    }

    private static double quantile(int degrees) {
        return TDistribution.of(degrees).inverseSurvivalProbability(TAIL);
    }
}
