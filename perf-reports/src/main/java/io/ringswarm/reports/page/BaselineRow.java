package io.ringswarm.reports.page;

import io.ringswarm.reports.run.Baseline;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.words.Quantity;
import java.util.List;

/** One metric beside its baseline's. */
record BaselineRow(
        String name,
        String base,
        String own,
        String ratio,
        String interval,
        String noise,
        String result,
        String state) {
    private static final String NONE = "–";

    static List<BaselineRow> of(Baseline baseline) {
        return baseline == null
                ? List.of()
                : baseline.metrics().stream().map(BaselineRow::of).toList();
    }

    private static BaselineRow of(BaselineMetric metric) {
        boolean interval = metric.low() != null && metric.high() != null;
        return new BaselineRow(
                name(metric.metric()),
                value(metric, metric.base()),
                value(metric, metric.newValue()),
                metric.ratio() == null ? NONE : Quantity.number(metric.ratio()),
                interval ? Quantity.number(metric.low()) + " to " + Quantity.number(metric.high()) : NONE,
                metric.band() == null ? NONE : "± " + Quantity.share(metric.band()),
                switch (metric.verdict()) {
                    case WORSE -> "worse";
                    case BETTER -> "better";
                    case NOISE -> "within the noise";
                    case SAME -> "same";
                    case UNCLEAR -> "unclear";
                    case NOT_JUDGED -> "not judged";
                },
                switch (metric.verdict()) {
                    case WORSE -> "missed";
                    case BETTER -> "met";
                    case UNCLEAR, NOT_JUDGED -> "unknown";
                    case NOISE, SAME -> "even";
                });
    }

    private static String value(BaselineMetric metric, Double value) {
        if (value == null) {
            return NONE;
        }
        return isRate(metric.metric()) ? Quantity.rate(value) + "/s" : Quantity.time(value);
    }

    private static boolean isRate(String metric) {
        return "handledPerSecond".equals(metric);
    }

    private static String name(String metric) {
        for (Percentile percentile : Percentile.values()) {
            if (percentile.key().equals(metric)) {
                return percentile.label() + " response";
            }
        }
        return isRate(metric) ? "Handled" : "mean".equals(metric) ? "Mean response" : metric;
    }
}
