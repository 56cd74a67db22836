package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.peers.Metric;
import io.ringswarm.reports.comparison.ComparisonReport;
import io.ringswarm.reports.comparison.ComparisonReport.RatioFigures;
import io.ringswarm.reports.comparison.ComparisonReport.SystemFigures;
import io.ringswarm.reports.comparison.ComparisonReport.Workload;
import io.ringswarm.reports.comparison.MetricWords;
import io.ringswarm.reports.run.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a comparison comes to: loss outranks everything, and what was not measured well enough says nothing of speed.
 *
 * @param exitCode 0 when nothing is wrong, 1 when messages were lost, 3 when too few blocks count or this build differs too much
 *     from itself, 4 when this build is worse than the one it is compared with
 * @param reasons a sentence for each thing that is wrong
 */
public record ComparisonVerdict(int exitCode, List<String> reasons) {
    /** A build that differs from itself by more says nothing of another; high percentiles always may. */
    private static final double MOST_NOISE = 2;

    /**
     * Judges a comparison.
     *
     * @param report what was measured
     * @return the verdict
     */
    public static ComparisonVerdict of(ComparisonReport report) {
        List<String> losses = new ArrayList<>();
        List<String> tooFew = new ArrayList<>();
        List<String> tooNoisy = new ArrayList<>();
        List<String> slowDowns = new ArrayList<>();
        for (Workload workload : report.workloads()) {
            for (SystemFigures system : workload.systems()) {
                if (system.lost() > 0) {
                    losses.add(system.name() + " lost " + system.lost() + " messages of " + workload.name());
                }
            }
            if (workload.ratios().stream().anyMatch(ratio -> ratio.blocks() < Comparison.MIN_BLOCKS)) {
                tooFew.add(workload.name() + " has too few blocks that count (expected: " + Comparison.MIN_BLOCKS
                        + " or more)");
            }
            workload.ratios().stream()
                    .filter(ratio -> Boolean.TRUE.equals(ratio.worse()))
                    .forEach(ratio -> slowDowns.add(slowDown(workload, ratio)));
            workload.ratios().stream()
                    .filter(ComparisonVerdict::isTooNoisy)
                    .forEach(ratio -> tooNoisy.add(noise(workload, ratio)));
        }
        if (!losses.isEmpty()) {
            return new ComparisonVerdict(ExitCode.FAIL, losses);
        }
        if (!tooFew.isEmpty()) {
            return new ComparisonVerdict(ExitCode.INVALID, tooFew);
        }
        if (!slowDowns.isEmpty()) {
            return new ComparisonVerdict(ExitCode.WORSE, slowDowns);
        }
        return new ComparisonVerdict(tooNoisy.isEmpty() ? ExitCode.OK : ExitCode.INVALID, tooNoisy);
    }

    /** Of what was measured before an interruption. */
    public static ComparisonVerdict ofInterrupted() {
        return new ComparisonVerdict(
                ExitCode.INTERRUPTED, List.of("interrupted: only blocks that were whole by then are in the report"));
    }

    /** Whether nothing can be said of two builds, as the same one differs too much from itself. */
    static boolean isTooNoisy(RatioFigures ratio) {
        return ratio.noise() != null
                && !ratio.metric().equals(Metric.P99.key())
                && ratio.noise().high() > MOST_NOISE
                && !ratio.worse();
    }

    private static String noise(Workload workload, RatioFigures ratio) {
        return String.format(
                Locale.ROOT,
                "%s differs from itself by %.3f times at %s, %s (expected: at most %.1f, or nothing can be said of %s)",
                ratio.a(),
                ratio.noise().high(),
                workload.name(),
                MetricWords.of(ratio),
                MOST_NOISE,
                ratio.b());
    }

    private static String slowDown(Workload workload, RatioFigures ratio) {
        return String.format(
                Locale.ROOT,
                "%s is worse than %s at %s: %s %.3f times, beyond the noise of %.3f to %.3f",
                ratio.a(),
                ratio.b(),
                workload.name(),
                MetricWords.of(ratio),
                ratio.median(),
                ratio.noise().low(),
                ratio.noise().high());
    }
}
