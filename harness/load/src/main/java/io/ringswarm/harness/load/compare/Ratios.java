package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.load.compare.ComparisonPlan.Task;
import io.ringswarm.harness.load.compare.Participant.Build;
import io.ringswarm.harness.peers.Metric;
import io.ringswarm.reports.comparison.ComparisonReport.Noise;
import io.ringswarm.reports.comparison.ComparisonReport.RatioFigures;
import java.util.ArrayList;
import java.util.List;

/**
 * Ratios block by block. Blocks are the units, never the millions of messages within them: intervals are order statistics of
 * the blocks' ratios, which is what resampling blocks at random comes to, but exact.
 *
 * <p>Where two builds are compared, each block has two samples of the present one. The interval of the ratio of those two,
 * made wide enough to lie evenly around 1, is the noise band: what two samples of the same build show. The present build
 * is worse when its ratio's interval leaves out 1 and its median lies beyond the noise band, both on the bad side.
 */
final class Ratios {
    private final List<Block> counting;
    private final int setAside;

    Ratios(List<Block> blocks) {
        counting = blocks.stream().filter(block -> !block.isSetAside()).toList();
        setAside = blocks.size() - counting.size();
    }

    /** All ratios of a task, by each figure of its workload. */
    List<RatioFigures> of(Task task) {
        return task.isOfBuilds() ? ofBuilds(task) : ofSystems(task);
    }

    private List<RatioFigures> ofSystems(Task task) {
        List<RatioFigures> ratios = new ArrayList<>();
        String first = task.participants().get(0).name();
        for (Participant other :
                task.participants().subList(1, task.participants().size())) {
            for (Metric metric : task.workload().metrics()) {
                ratios.add(ratio(first, other.name(), metric, null));
            }
        }
        return ratios;
    }

    private List<RatioFigures> ofBuilds(Task task) {
        List<RatioFigures> ratios = new ArrayList<>();
        for (Participant present : task.participants()) {
            if (present.build() == Build.THIS) {
                String again = new Participant(present.system(), Build.AGAIN).name();
                String baseline = new Participant(present.system(), Build.BASELINE).name();
                for (Metric metric : task.workload().metrics()) {
                    Noise noise = isKnown() ? noise(interval(present.name(), again, metric)) : null;
                    ratios.add(ratio(present.name(), baseline, metric, noise));
                    ratios.add(ratio(present.name(), again, metric, null));
                }
            }
        }
        return ratios;
    }

    private RatioFigures ratio(String a, String b, Metric metric, Noise noise) {
        MedianInterval interval = interval(a, b, metric);
        return new RatioFigures(
                a,
                b,
                metric.key(),
                metric.moreIsBetter(),
                interval == null ? null : interval.median(),
                isKnown() ? interval.low() : null,
                isKnown() ? interval.high() : null,
                counting.size(),
                setAside,
                noise,
                noise == null ? null : isWorse(interval, noise, metric));
    }

    private boolean isKnown() {
        return counting.size() >= Comparison.MIN_BLOCKS;
    }

    private MedianInterval interval(String a, String b, Metric metric) {
        return counting.isEmpty()
                ? null
                : MedianInterval.of(counting.stream()
                        .mapToDouble(block -> block.ratio(a, b, metric))
                        .toArray());
    }

    private static Noise noise(MedianInterval same) {
        double high = Math.max(same.high(), 1 / same.low());
        return new Noise(1 / high, high);
    }

    private static boolean isWorse(MedianInterval interval, Noise noise, Metric metric) {
        return metric.moreIsBetter()
                ? interval.high() < 1 && interval.median() < noise.low()
                : interval.low() > 1 && interval.median() > noise.high();
    }
}
