package io.ringswarm.reports.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.ringswarm.reports.chart.ChartWidth;
import io.ringswarm.reports.chart.RangeChart;
import io.ringswarm.reports.chart.RangeChart.Row;
import io.ringswarm.reports.comparison.ComparisonReport;
import io.ringswarm.reports.comparison.ComparisonReport.RatioFigures;
import io.ringswarm.reports.comparison.ComparisonReport.SystemFigures;
import io.ringswarm.reports.comparison.ComparisonReport.Workload;
import io.ringswarm.reports.comparison.ComparisonRun;
import io.ringswarm.reports.comparison.MetricWords;
import io.ringswarm.reports.run.ExitCode;
import io.ringswarm.reports.words.Quantity;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code compare.html}: a comparison as one file that needs no network and no script. */
public final class ComparisonPage {
    private static List<String> sampled(ComparisonReport report) {
        return report.warmupSeconds() == null || report.durationSeconds() == null
                ? List.of()
                : List.of("samples of " + Quantity.number(report.durationSeconds()) + "\u00a0s after "
                        + Quantity.number(report.warmupSeconds()) + "\u00a0s of warm-up");
    }

    private static final Template PAGE =
            Mustache.compiler().withEscaper(Escape::html).compile(Templates.text("compare.html.mustache"));
    private static final String STYLE = Templates.text("report.css");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss xxx", Locale.ENGLISH);
    private static final String THROUGHPUT = "handledPerSecond";

    private ComparisonPage() {}

    /**
     * Draws a comparison.
     *
     * @param run what was compared
     * @return the page
     */
    public static String render(ComparisonRun run) {
        ComparisonReport report = run.report();
        Map<String, Object> page = new HashMap<>();
        page.put("style", STYLE);
        page.put("date", DATE.format(run.startedAt()));
        page.put("names", report.workloads().stream().map(Workload::name).collect(Collectors.joining(", ")));
        page.put("setup", setup(report));
        page.put("status", status(run.exitCode()));
        page.put(status(run.exitCode()) + "?", true);
        page.put("word", word(run.exitCode()));
        page.put("sentence", sentence(run));
        page.put(
                "reasons",
                run.reasons().size() > 1
                        ? run.reasons().subList(1, run.reasons().size())
                        : List.of());
        page.put("exitCode", run.exitCode());
        page.put("command", run.command());
        page.put("seed", report.seed());
        page.put("sampled", sampled(report));
        page.put("machine", Facts.machine(report.env()));
        List<Map<String, Object>> workloads = new ArrayList<>();
        for (int i = 0; i < report.workloads().size(); i++) {
            workloads.add(workload(report.workloads().get(i), "w" + i));
        }
        page.put("workloads", workloads);
        return PAGE.execute(page);
    }

    private static Map<String, Object> workload(Workload workload, String id) {
        Map<String, Object> view = new HashMap<>();
        view.put("id", id);
        view.put("name", workload.name());
        view.put("what", workload.what());
        List<String> charts = new ArrayList<>();
        ratiosByMetric(workload).forEach((metric, ratios) -> charts.add(inAllWidths(ratioChart(id, metric, ratios))));
        charts.add(inAllWidths(isOfThroughput(workload) ? rateChart(id, workload) : latencyChart(id, workload)));
        view.put("charts", charts);
        view.put(
                "systems",
                workload.systems().stream().map(ComparisonPage::systemRow).toList());
        view.put(
                "ratios",
                workload.ratios().stream().map(ComparisonPage::ratioRow).toList());
        view.put(
                "noise",
                workload.ratios().stream().anyMatch(ratio -> ratio.noise() != null) ? List.of(true) : List.of());
        return view;
    }

    private static Map<String, List<RatioFigures>> ratiosByMetric(Workload workload) {
        return workload.ratios().stream()
                .collect(Collectors.groupingBy(RatioFigures::metric, LinkedHashMap::new, Collectors.toList()));
    }

    private static boolean isOfThroughput(Workload workload) {
        return workload.ratios().stream().anyMatch(ratio -> ratio.metric().equals(THROUGHPUT));
    }

    private static RangeChart ratioChart(String id, String metric, List<RatioFigures> ratios) {
        String of = MetricWords.of(ratios.get(0));
        List<Row> rows = ratios.stream()
                .map(ratio -> new Row(
                        ratio.a() + " / " + ratio.b(),
                        ratioWords(ratio),
                        ratio.median(),
                        ratio.low(),
                        ratio.high(),
                        mood(ratio)))
                .toList();
        return RangeChart.dots(
                id + "-" + metric,
                "Ratios of " + of,
                rows.stream().map(row -> row.name() + ": " + row.words()).collect(Collectors.joining("; ")),
                Quantity::number,
                rows,
                1.0);
    }

    private static RangeChart rateChart(String id, Workload workload) {
        List<Row> rows = workload.systems().stream()
                .map(system -> new Row(
                        system.name(),
                        Quantity.axis(system.handledPerSecond().median()) + " ("
                                + Quantity.axis(system.handledPerSecond().min()) + " to "
                                + Quantity.axis(system.handledPerSecond().max()) + ")",
                        system.handledPerSecond().median(),
                        system.handledPerSecond().min(),
                        system.handledPerSecond().max(),
                        "plain"))
                .toList();
        return RangeChart.bars(
                id + "-rates",
                "Messages a second, with least and most",
                rows.stream().map(row -> row.name() + ": " + row.words()).collect(Collectors.joining("; ")),
                Quantity::axis,
                rows);
    }

    private static RangeChart latencyChart(String id, Workload workload) {
        List<Row> rows = workload.systems().stream()
                .map(system -> new Row(
                        system.name(),
                        Quantity.time(system.p50Ns()) + " to " + Quantity.time(system.p99Ns()),
                        atLeastOne(system.p50Ns()),
                        atLeastOne(system.p50Ns()),
                        atLeastOne(system.p99Ns()),
                        "plain"))
                .toList();
        return RangeChart.dots(
                id + "-latency",
                "Latency: the dot is P50, the line reaches to P99",
                rows.stream().map(row -> row.name() + ": " + row.words()).collect(Collectors.joining("; ")),
                Quantity::time,
                rows,
                null);
    }

    private static Map<String, Object> systemRow(SystemFigures system) {
        return Map.of(
                "name",
                system.name(),
                "version",
                system.version(),
                "cells",
                List.of(
                        Quantity.axis(system.handledPerSecond().min()),
                        Quantity.axis(system.handledPerSecond().median()),
                        Quantity.axis(system.handledPerSecond().max()),
                        Quantity.time(system.p50Ns()),
                        Quantity.time(system.p99Ns()),
                        Quantity.number(system.bytesPerMessage()) + " B",
                        Quantity.count(system.lost())));
    }

    private static Map<String, Object> ratioRow(RatioFigures ratio) {
        return Map.of(
                "pair",
                ratio.a() + " / " + ratio.b(),
                "metric",
                MetricWords.of(ratio),
                "cells",
                List.of(
                        text(ratio.median()),
                        ratio.low() == null ? "–" : text(ratio.low()) + " to " + text(ratio.high()),
                        String.valueOf(ratio.blocks()),
                        String.valueOf(ratio.setAside())),
                "noise",
                ratio.noise() == null
                        ? ""
                        : text(ratio.noise().low()) + " to "
                                + text(ratio.noise().high()));
    }

    private static String ratioWords(RatioFigures ratio) {
        if (ratio.median() == null) {
            return "none: the machine changed within every block";
        }
        return text(ratio.median())
                + (ratio.low() == null
                        ? ", too few blocks for an interval"
                        : " (" + text(ratio.low()) + " to " + text(ratio.high()) + ")");
    }

    /** Good or bad for what is above the line of the fraction, when the interval leaves no doubt. */
    private static String mood(RatioFigures ratio) {
        if (ratio.low() == null || ratio.low() <= 1 && ratio.high() >= 1) {
            return "plain";
        }
        return ratio.low() > 1 == ratio.moreIsBetter() ? "good" : "bad";
    }

    private static String setup(ComparisonReport report) {
        return report.workloads().stream()
                .findFirst()
                .map(workload -> Quantity.count(workload.agents()) + (workload.agents() == 1 ? " agent, " : " agents, ")
                        + workload.codec() + " bodies of " + workload.payloadBytes()
                        + " bytes, each sample in a process of its own")
                .orElse("nothing was measured");
    }

    private static String sentence(ComparisonRun run) {
        return run.reasons().isEmpty()
                ? "Every system handled what it had accepted, once and in order, and enough blocks count."
                : run.reasons().get(0);
    }

    private static String status(int exitCode) {
        return switch (exitCode) {
            case ExitCode.OK -> "pass";
            case ExitCode.INVALID, ExitCode.INTERRUPTED -> "invalid";
            default -> "fail";
        };
    }

    private static String word(int exitCode) {
        return switch (exitCode) {
            case ExitCode.OK -> "Measured";
            case ExitCode.FAIL -> "Lost";
            case ExitCode.INVALID -> "Invalid";
            case ExitCode.WORSE -> "Worse";
            case ExitCode.INTERRUPTED -> "Interrupted";
            default -> throw new IllegalArgumentException("exitCode=" + exitCode + " (expected: 0, 1, 3, 4 or 130)");
        };
    }

    private static String text(Double ratio) {
        return ratio == null ? "–" : MetricWords.number(ratio);
    }

    private static double atLeastOne(long ns) {
        return Math.max(1, ns);
    }

    private static String inAllWidths(RangeChart chart) {
        List<String> drawn = new ArrayList<>();
        for (ChartWidth width : ChartWidth.values()) {
            drawn.add(chart.draw(width));
        }
        return String.join("\n", drawn);
    }
}
