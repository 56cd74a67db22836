package io.ringswarm.reports.diff;

import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.MetricVerdict;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison's figures as people read them. */
public final class DiffWords {
    private static final String NONE = "–";

    private DiffWords() {}

    /**
     * The verdict on one metric.
     *
     * @param verdict which
     * @return one or two words
     */
    public static String verdict(MetricVerdict verdict) {
        return switch (verdict) {
            case WORSE -> "worse";
            case BETTER -> "better";
            case NOISE -> "within noise";
            case SAME -> "same";
            case UNCLEAR -> "unclear";
            case NOT_JUDGED -> "too few samples";
        };
    }

    /**
     * A metric's name.
     *
     * @param metric which
     * @return such as {@code P99}
     */
    public static String label(BaselineMetric metric) {
        return DiffMetric.of(metric.metric()).label();
    }

    /**
     * A metric's value.
     *
     * @param metric which
     * @param value in nanoseconds or per second; null when not known
     * @return with its unit
     */
    public static String value(BaselineMetric metric, Double value) {
        if (value == null) {
            return NONE;
        }
        return DiffMetric.of(metric.metric()) == DiffMetric.HANDLED
                ? Quantity.axis(value) + "/s"
                : Quantity.time(value);
    }

    /**
     * A ratio.
     *
     * @param ratio above 0; null when there is none
     * @return three digits after the point
     */
    public static String ratio(Double ratio) {
        return ratio == null ? NONE : String.format(Locale.ROOT, ratio < 100 ? "%.3f" : "%.0f", ratio);
    }

    /**
     * An interval.
     *
     * @param metric whose
     * @return such as {@code 0.981 to 1.034}
     */
    public static String interval(BaselineMetric metric) {
        return metric.low() == null ? NONE : ratio(metric.low()) + " to " + ratio(metric.high());
    }

    /**
     * A noise band.
     *
     * @param metric whose
     * @return such as {@code 5.2 %}, one way and the other
     */
    public static String band(BaselineMetric metric) {
        return metric.band() == null ? NONE : "±" + Quantity.number(100 * metric.band()) + " %";
    }

    /**
     * A metric that changed.
     *
     * @param metric which, with a ratio
     * @return such as {@code P99 is 12.3 % higher (worse): 4.1 ms, was 3.65 ms}
     */
    public static String change(BaselineMetric metric) {
        double percent = 100 * Math.abs(metric.ratio() - 1);
        return capitalised(label(metric)) + " is " + Quantity.number(percent) + " % "
                + (metric.ratio() > 1 ? "higher" : "lower") + " ("
                + verdict(metric.verdict()) + "): " + value(metric, metric.newValue()) + ", was "
                + value(metric, metric.base());
    }

    static String labels(List<BaselineMetric> metrics, MetricVerdict verdict) {
        return metrics.stream()
                .filter(metric -> metric.verdict() == verdict)
                .map(DiffWords::label)
                .collect(Collectors.joining(", "));
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
