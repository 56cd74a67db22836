package io.ringswarm.harness.load.measure;

import io.ringswarm.harness.load.scenario.Slo;
import io.ringswarm.reports.run.Percentile;
import org.HdrHistogram.Histogram;

/** What a distribution says about an objective. */
public final class SloValues {
    private SloValues() {}

    /**
     * The value of a time's objective.
     *
     * @param slo on a time
     * @param response samples in ns
     * @return in the objective's unit; null when too few samples support it
     */
    public static Double time(Slo slo, Histogram response) {
        Double ns = timeNs(slo.metric(), response);
        return ns == null ? null : (Double) (ns / slo.nanosPerUnit());
    }

    private static Double timeNs(Slo.Metric metric, Histogram response) {
        if (response.getTotalCount() == 0) {
            return null;
        }
        if (metric == Slo.Metric.MAX) {
            return (double) response.getMaxValue();
        }
        if (metric == Slo.Metric.MEAN) {
            return response.getMean();
        }
        Long ns = Percentile.valueOf(metric.name()).in(response);
        return ns == null ? null : (Double) ns.doubleValue();
    }
}
