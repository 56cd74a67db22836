package io.ringswarm.reports.comparison;

import io.ringswarm.reports.words.Quantity;
import java.util.Locale;
import java.util.Map;

/** Names of figures for readers. */
public final class MetricWords {
    private static final Map<String, String> WORDS =
            Map.of("handledPerSecond", "throughput", "p50Ns", "P50", "p99Ns", "P99");

    private static final double FEW = 0.1;
    private static final double MANY = 100;

    private MetricWords() {}

    /**
     * A ratio.
     *
     * @param ratio above 0
     * @return two digits after the point, or three significant ones where that is too few or too many
     */
    public static String number(double ratio) {
        return ratio >= MANY || ratio < FEW ? Quantity.number(ratio) : String.format(Locale.ROOT, "%.2f", ratio);
    }

    /**
     * What a ratio is of, and which way is better.
     *
     * @param ratio of two systems
     * @return such as {@code throughput} or {@code P50 (less is better)}; a figure that is not known under its own name
     */
    public static String of(ComparisonReport.RatioFigures ratio) {
        return WORDS.getOrDefault(ratio.metric(), ratio.metric()) + (ratio.moreIsBetter() ? "" : " (less is better)");
    }
}
