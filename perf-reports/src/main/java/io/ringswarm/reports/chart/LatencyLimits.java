package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.words.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The latency limits of a run's objectives, those of equal height together. */
final class LatencyLimits {
    private static final int MAX_METRICS_LENGTH = 24;

    private final Map<Double, List<SloResult>> byNs = new TreeMap<>();

    LatencyLimits(RunReport report) {
        for (SloResult objective : report.slo()) {
            if (objective.nanosPerUnit() != null && objective.limit() > 0 && !report.isFigure(objective)) {
                byNs.computeIfAbsent(objective.limit() * objective.nanosPerUnit(), ns -> new ArrayList<>())
                        .add(objective);
            }
        }
    }

    /** Heights in nanoseconds, lowest first. */
    Iterable<Double> heightsNs() {
        return byNs.keySet();
    }

    String label(double heightNs) {
        List<SloResult> objectives = byNs.get(heightNs);
        String metrics =
                objectives.stream().map(slo -> new Objective(slo).metric()).collect(Collectors.joining(", "));
        String shown =
                metrics.length() <= MAX_METRICS_LENGTH ? metrics : metrics.substring(0, MAX_METRICS_LENGTH) + "…";
        return shown + " limit " + new Objective(objectives.get(0)).limit();
    }

    /** Where a limit's objectives stand on the axis 1/(1-p). */
    List<Double> positions(double heightNs) {
        List<Double> positions = new ArrayList<>();
        for (SloResult slo : byNs.get(heightNs)) {
            for (Percentile percentile : Percentile.values()) {
                if (percentile.key().equals(slo.metric())) {
                    positions.add(100 / (100 - percentile.percent()));
                }
            }
        }
        return positions;
    }

    /** The highest limit that does not squeeze a plot whose largest value this is; the value itself when there is none. */
    double highestWithin(double largestNs) {
        double highest = largestNs;
        for (double ns : byNs.keySet()) {
            if (ns <= largestNs * 2000) {
                highest = Math.max(highest, ns);
            }
        }
        return highest;
    }
}
