package io.ringswarm.harness.load.cli;

import io.ringswarm.reports.run.Asks;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.LoadFigure;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.ArrivalWords;
import io.ringswarm.reports.words.FigureWords;
import io.ringswarm.reports.words.Quantity;
import io.ringswarm.reports.words.TaskWords;
import io.ringswarm.reports.words.VerdictSentence;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A report in a screenful of words. */
final class RunSummary {
    /** What decides where no objective does. */
    static final String NO_OBJECTIVES = "no objectives: passes unless messages are lost";

    private static final List<Percentile> SHOWN =
            List.of(Percentile.P50, Percentile.P95, Percentile.P99, Percentile.P999);
    private static final String CELL = "%12s";
    private static final String FIGURE = "%-16s";

    private final Console console;
    private final PrintStream out;

    RunSummary(Console console, PrintStream out) {
        this.console = console;
        this.out = out;
    }

    void print(RunReport report) {
        out.println();
        String word = VerdictSentence.word(report.verdict().status()).toUpperCase(Locale.ROOT);
        out.println(coloured(report.verdict().status(), word) + "  " + VerdictSentence.withoutStatus(report));
        if (report.slo().isEmpty()) {
            out.println("  " + NO_OBJECTIVES);
        }
        report.verdict().reasons().forEach(reason -> out.println("  - " + reason));
        report.verdict().warnings().forEach(warning -> out.println("  " + console.yellow("warning: ") + warning));
        out.println();
        if (report.figures() != null) {
            figures(report.figures());
            out.println();
        }
        latencies(report);
        out.println();
        counts(report);
        out.println();
        if (report.baseline() != null) {
            out.println("compared with " + String.join(", ", report.baseline().runIds()));
            new DiffTable(console, out).print(report.baseline().metrics());
            out.println();
        }
    }

    private void figures(List<LoadFigure> figures) {
        StringBuilder heading = new StringBuilder(String.format(FIGURE, "figure"));
        List.of("rounds", "least", "median", "most").forEach(name -> heading.append(String.format(CELL, name)));
        out.println(console.bold(heading.toString()));
        for (LoadFigure figure : figures) {
            StringBuilder row = new StringBuilder(String.format(FIGURE, FigureWords.name(figure.name())));
            row.append(String.format(CELL, Quantity.count(figure.count())));
            for (Double value : Arrays.asList(figure.min(), figure.median(), figure.max())) {
                row.append(String.format(CELL, value == null ? "-" : FigureWords.value(figure, value)));
            }
            out.println(row);
        }
    }

    private void latencies(RunReport report) {
        StringBuilder heading = new StringBuilder(String.format("%-12s", "latency"));
        SHOWN.forEach(percentile -> heading.append(String.format(CELL, percentile.label())));
        out.println(console.bold(heading.append(String.format(CELL, "max")).toString()));
        row("response", report.latency().response());
        row("to start", report.tasks() == null ? null : report.tasks().submitToStart());
        row("transit", report.latency().transit());
        row("handling", report.latency().handling());
        row("send delay", report.latency().sendDelay());
        if (report.lanes() != null) {
            report.lanes().forEach(lane -> row(lane.priority(), lane.response()));
        }
    }

    private void row(String name, Distribution distribution) {
        if (distribution == null) {
            return;
        }
        StringBuilder row = new StringBuilder(String.format("%-12s", name));
        SHOWN.forEach(percentile -> row.append(String.format(CELL, time(distribution.at(percentile)))));
        out.println(row.append(String.format(CELL, time(distribution.max()))));
    }

    private void counts(RunReport report) {
        if (report.tasks() == null) {
            messages(report.counts());
        } else {
            out.println(TaskWords.counts(report.tasks()));
        }
        String arrival = ArrivalWords.of(report.scenario().arrival());
        if (!arrival.isEmpty()) {
            out.println(arrival);
        }
        asks(report.asks());
        if (report.alloc() != null && report.alloc().bytesPerMessage() != null) {
            out.println(Quantity.bytes(report.alloc().bytesPerMessage()) + " allocated per "
                    + (report.tasks() == null ? "message" : "task") + " by senders and shards");
        }
        if (report.resources() != null && report.resources().cpuCoresMean() != null) {
            out.println(Quantity.number(report.resources().cpuCoresMean()) + " cores busy, "
                    + Quantity.bytes(report.resources().rssMaxBytes()) + " resident");
        }
    }

    private void messages(Counts counts) {
        String scheduled = counts.scheduled() == null ? "" : Quantity.count(counts.scheduled()) + " scheduled, ";
        String unsent = counts.unsentAtDeadline() == null || counts.unsentAtDeadline() == 0
                ? ""
                : ", " + Quantity.count(counts.unsentAtDeadline()) + " not sent in time";
        out.println(scheduled + Quantity.count(counts.sent()) + " sent, " + Quantity.count(counts.handled())
                + " handled, " + Quantity.count(counts.lost()) + " lost, " + Quantity.count(counts.refused())
                + " refused" + unsent + otherEnds(counts));
    }

    private static String otherEnds(Counts counts) {
        return some(counts.expired(), "expired")
                + some(counts.shed(), "shed")
                + some(counts.deadLettered(), "dead letters")
                + some(counts.undelivered(), "undelivered");
    }

    private static String some(long count, String what) {
        return count == 0 ? "" : ", " + Quantity.count(count) + " " + what;
    }

    private void asks(Asks asks) {
        if (asks != null) {
            out.println(Quantity.count(asks.started()) + " asks, " + Quantity.count(asks.answered()) + " answered"
                    + some(asks.expired(), "expired") + some(asks.timedOut(), "timed out")
                    + some(asks.failed(), "failed") + some(asks.cancelled(), "cancelled"));
        }
    }

    private String coloured(VerdictStatus status, String word) {
        return switch (status) {
            case PASS -> console.green(word);
            case FAIL -> console.red(word);
            case INVALID -> console.yellow(word);
        };
    }

    private static String time(Long ns) {
        return ns == null ? "-" : Quantity.time(ns);
    }
}
