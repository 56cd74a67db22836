package io.ringswarm.harness.load.compare;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * A median with an interval that assumes nothing about the values' distribution: the order statistics that enclose the
 * true median with a probability of at least 95 %, by the binomial distribution (W. J. Conover, Practical Nonparametric
 * Statistics, 3rd edition, section 3.2). It takes six values; of fewer, the interval is their whole range.
 *
 * @param median the middle
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
record MedianInterval(double median, double low, double high) {
    private static final double TAIL = 0.025;

    static MedianInterval of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        BinomialDistribution below = BinomialDistribution.of(sorted.length, 0.5);
        int rank = 0;
        while (rank + 1 < sorted.length / 2 && below.cumulativeProbability(rank + 1) <= TAIL) {
            rank++;
        }
        return new MedianInterval(
                Median.withDefaults().evaluate(sorted), sorted[rank], sorted[sorted.length - 1 - rank]);
    }
}
