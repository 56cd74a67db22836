package io.ringswarm.reports.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * How a run compares with an earlier one, or with several.
 *
 * @param runId the earlier run's name; the first of several
 * @param runIds all their names; those of documents that do not name them are {@code runId} alone
 * @param metrics one entry for each metric
 */
public record Baseline(String runId, List<String> runIds, List<BaselineMetric> metrics) {
    /**
     * Checks that there is a name and copies the lists.
     *
     * @param runId the earlier run's name; the first of several
     * @param runIds all their names; null for {@code runId} alone
     * @param metrics one entry for each metric
     */
    public Baseline {
        Expect.text("baseline.runId", runId);
        runIds = runIds == null ? List.of(runId) : Expect.list("baseline.runIds", runIds);
        metrics = Expect.list("baseline.metrics", metrics);
        if (runIds.isEmpty() || !runIds.get(0).equals(runId)) {
            throw new IllegalArgumentException("baseline.runIds=" + runIds + " (expected: " + runId + " first)");
        }
    }

    /**
     * A comparison with some runs.
     *
     * @param runIds the earlier runs' names, one or more
     * @param metrics one entry for each metric
     */
    public Baseline(List<String> runIds, List<BaselineMetric> metrics) {
        this(runIds.get(0), runIds, metrics);
    }

    /**
     * A comparison with one run.
     *
     * @param runId the earlier run's name
     * @param metrics one entry for each metric
     */
    public Baseline(String runId, List<BaselineMetric> metrics) {
        this(runId, null, metrics);
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
