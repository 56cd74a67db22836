package io.ringswarm.harness.load.compare;

import io.ringswarm.reports.comparison.ComparisonReport;
import io.ringswarm.reports.comparison.ComparisonReport.RatioFigures;
import io.ringswarm.reports.comparison.ComparisonReport.SystemFigures;
import io.ringswarm.reports.comparison.ComparisonReport.Workload;
import io.ringswarm.reports.comparison.MetricWords;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison in words, for a terminal. */
public final class ComparisonTable {
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
                "%s: %s; %d %s, %s bodies of %d bytes",
                workload.name(),
                workload.what(),
                workload.agents(),
                workload.agents() == 1 ? "agent" : "agents",
                workload.codec(),
                workload.payloadBytes());
        line(text, "");
        int name = Math.max(20, width(workload.systems().stream().map(SystemFigures::name)));
        int version = Math.max(10, width(workload.systems().stream().map(SystemFigures::version)));
        String columns = "%-" + name + "s %-" + version + "s ";
        line(text, columns + "%28s %12s %12s %9s", "system", "version", "msg/s: median (range)", "P50", "P99", "B/msg");
        for (SystemFigures system : workload.systems()) {
            line(
                    text,
                    columns + "%28s %12s %12s %9.3f",
                    system.name(),
                    system.version(),
                    rates(system),
                    Quantity.time(system.p50Ns()),
                    Quantity.time(system.p99Ns()),
                    system.bytesPerMessage());
        }
        line(text, "");
        ratios(text, workload.ratios());
        return text.toString();
    }

    private static int width(Stream<String> texts) {
        return texts.mapToInt(String::length).max().orElse(0);
    }

    private static String rates(SystemFigures system) {
        return Quantity.axis(system.handledPerSecond().median()) + " ("
                + Quantity.axis(system.handledPerSecond().min()) + " to "
                + Quantity.axis(system.handledPerSecond().max()) + ")";
    }

    private static void ratios(StringBuilder text, List<RatioFigures> ratios) {
        for (RatioFigures ratio : ratios) {
            String pair = ratio.a() + " / " + ratio.b() + ", " + MetricWords.of(ratio);
            if (ratio.median() == null) {
                line(text, "%s: none, as the machine changed within every block", pair);
            } else {
                line(
                        text,
                        "%s: %s%s, %d set aside%s",
                        pair,
                        MetricWords.number(ratio.median()),
                        interval(ratio),
                        ratio.setAside(),
                        noise(ratio));
            }
        }
    }

    private static String interval(RatioFigures ratio) {
        String blocks = ratio.blocks() + (ratio.blocks() == 1 ? " block" : " blocks");
        return ratio.low() == null
                ? "; " + blocks + (ratio.blocks() == 1 ? " is" : " are") + " too few for an interval"
                : " (" + MetricWords.number(ratio.low()) + " to " + MetricWords.number(ratio.high()) + "), " + blocks;
    }

    private static String noise(RatioFigures ratio) {
        return ratio.noise() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; noise %.3f to %.3f: %s",
                        ratio.noise().low(),
                        ratio.noise().high(),
                        ratio.worse() ? "worse" : ComparisonVerdict.isTooNoisy(ratio) ? "cannot tell" : "not worse");
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments).stripTrailing())
                .append('\n');
    }
}
