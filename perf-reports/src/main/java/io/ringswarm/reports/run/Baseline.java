package io.ringswarm.reports.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * How a run compares with an earlier one.
 *
 * @param runId the earlier run's name
 * @param metrics one entry for each metric
 */
public record Baseline(String runId, List<BaselineMetric> metrics) {
    /**
     * Checks that there is a name and copies the list.
     *
     * @param runId the earlier run's name
     * @param metrics one entry for each metric
     */
    public Baseline {
        Expect.text("baseline.runId", runId);
        metrics = Expect.list("baseline.metrics", metrics);
    }

    /**
     * Whether the run is worse than its baseline.
     *
     * @return true when at least one metric is {@link MetricVerdict#WORSE}
     */
    @JsonIgnore
    public boolean isWorse() {
        return metrics.stream().anyMatch(metric -> metric.verdict() == MetricVerdict.WORSE);
    }
}
