package io.ringswarm.reports.comparison;

import java.util.Map;

/** Names of figures for readers. */
public final class MetricWords {
    private static final Map<String, String> WORDS =
            Map.of("handledPerSecond", "throughput", "p50Ns", "P50", "p99Ns", "P99");

    private MetricWords() {}

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
