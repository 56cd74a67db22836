package io.ringswarm.harness.load.compare;

import io.ringswarm.harness.load.compare.ComparisonReport.RatioFigures;
import io.ringswarm.harness.load.compare.ComparisonReport.SystemFigures;
import io.ringswarm.harness.load.compare.ComparisonReport.Workload;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison in words, for a terminal. */
public final class ComparisonTable {
    private static final double MILLION = 1e6;

    private ComparisonTable() {}

    /**
     * All workloads.
     *
     * @param report what was measured
     * @return lines of text
     */
    public static String of(ComparisonReport report) {
        return report.workloads().stream().map(ComparisonTable::workload).collect(Collectors.joining("\n"));
    }

    private static String workload(Workload workload) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s: %d %s, one sender, %s bodies of %d bytes",
                workload.name(),
                workload.agents(),
                workload.agents() == 1 ? "agent" : "agents",
                workload.codec(),
                workload.payloadBytes());
        line(text, "");
        line(
                text,
                "%-20s %-10s %28s %12s %12s %9s",
                "system",
                "version",
                "M msg/s: median (range)",
                "P50",
                "P99",
                "B/msg");
        for (SystemFigures system : workload.systems()) {
            line(
                    text,
                    "%-20s %-10s %11.2f (%6.2f to %6.2f) %12s %12s %9.3f",
                    system.name(),
                    system.version(),
                    system.handledPerSecond().median() / MILLION,
                    system.handledPerSecond().min() / MILLION,
                    system.handledPerSecond().max() / MILLION,
                    Quantity.time(system.p50Ns()),
                    Quantity.time(system.p99Ns()),
                    system.bytesPerMessage());
        }
        line(text, "");
        ratios(text, workload.ratios());
        return text.toString();
    }

    private static void ratios(StringBuilder text, List<RatioFigures> ratios) {
        for (RatioFigures ratio : ratios) {
            if (ratio.median() == null) {
                line(text, "%s / %s: none, as the machine changed within every block", ratio.a(), ratio.b());
            } else {
                line(
                        text,
                        "%s / %s: %.2f%s, %d set aside",
                        ratio.a(),
                        ratio.b(),
                        ratio.median(),
                        interval(ratio),
                        ratio.setAside());
            }
        }
    }

    private static String interval(RatioFigures ratio) {
        String blocks = ratio.blocks() + (ratio.blocks() == 1 ? " block" : " blocks");
        return ratio.low() == null
                ? "; " + blocks + (ratio.blocks() == 1 ? " is" : " are") + " too few for an interval"
                : String.format(Locale.ROOT, " (%.2f to %.2f), %s", ratio.low(), ratio.high(), blocks);
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }
}
