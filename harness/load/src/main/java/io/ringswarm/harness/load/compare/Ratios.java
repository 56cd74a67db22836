package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.load.compare.ComparisonPlan.Task;
import io.ringswarm.harness.peers.Metric;
import io.ringswarm.reports.comparison.ComparisonReport.RatioFigures;
import java.util.ArrayList;
import java.util.List;

/** Ratios block by block: blocks are what is resampled, never the millions of messages within them. */
final class Ratios {
    private final List<Block> counting;
    private final int setAside;

    Ratios(List<Block> blocks) {
        counting = blocks.stream().filter(block -> !block.isSetAside()).toList();
        setAside = blocks.size() - counting.size();
    }

    /** Of the first participant to each other one, by each figure of the workload. */
    List<RatioFigures> of(Task task) {
        List<RatioFigures> ratios = new ArrayList<>();
        String first = task.participants().get(0).name();
        for (Participant other :
                task.participants().subList(1, task.participants().size())) {
            for (Metric metric : task.workload().metrics()) {
                ratios.add(ratio(first, other.name(), metric));
            }
        }
        return ratios;
    }

    private RatioFigures ratio(String a, String b, Metric metric) {
        MedianInterval interval = interval(a, b, metric);
        boolean known = counting.size() >= Comparison.MIN_BLOCKS;
        return new RatioFigures(
                a,
                b,
                metric.key(),
                metric.moreIsBetter(),
                interval == null ? null : interval.median(),
                known ? interval.low() : null,
                known ? interval.high() : null,
                counting.size(),
                setAside,
                null,
                null);
    }

    private MedianInterval interval(String a, String b, Metric metric) {
        return counting.isEmpty()
                ? null
                : MedianInterval.of(counting.stream()
                        .mapToDouble(block -> block.ratio(a, b, metric))
                        .toArray());
    }
}
