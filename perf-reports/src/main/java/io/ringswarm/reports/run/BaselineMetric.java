package io.ringswarm.reports.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One metric of a run beside that of its baseline.
 *
 * @param metric {@code p50}, {@code p90}, {@code p95}, {@code p99}, {@code p999} or {@code mean} of the response, where less is better,
 *     or {@code handledPerSecond}, where more is
 * @param base the baseline's value, in nanoseconds or messages per second; null when too few samples support it
 * @param newValue the run's own value, {@code new} in the document
 * @param ratio the run's value over the baseline's; null when one of them is
 * @param low lower end of the ratio's interval; null without a ratio
 * @param high upper end of it; null without a ratio
 * @param band how far apart runs of the same build come: ratios from {@code 1 / (1 + band)} to {@code 1 + band} say nothing
 * @param verdict what follows from interval and band
 */
@JsonPropertyOrder({"metric", "base", "new", "ratio", "low", "high", "band", "verdict"})
public record BaselineMetric(
        String metric,
        Double base,
        @JsonProperty("new") Double newValue,
        Double ratio,
        Double low,
        Double high,
        Double band,
        MetricVerdict verdict) {
    /**
     * Checks that there are a name and a verdict and that numbers are not negative.
     *
     * @param metric what is compared
     * @param base the baseline's value
     * @param newValue the run's own value
     * @param ratio the run's value over the baseline's
     * @param low lower end of the ratio's interval
     * @param high upper end of it
     * @param band how far apart runs of the same build come
     * @param verdict what follows from interval and band
     */
    public BaselineMetric {
        Expect.text("baseline.metrics.metric", metric);
        Expect.notNegative("baseline.metrics.base", base);
        Expect.notNegative("baseline.metrics.new", newValue);
        Expect.notNegative("baseline.metrics.ratio", ratio);
        Expect.notNegative("baseline.metrics.low", low);
        Expect.notNegative("baseline.metrics.high", high);
        Expect.notNegative("baseline.metrics.band", band);
        Expect.present("baseline.metrics.verdict", verdict);
    }
}
