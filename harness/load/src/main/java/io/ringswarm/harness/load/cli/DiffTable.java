package io.ringswarm.harness.load.cli;

import io.ringswarm.reports.diff.DiffWords;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.MetricVerdict;
import java.io.PrintStream;
import java.util.List;

/** The metrics of a run beside those of its base, for a terminal. */
final class DiffTable {
    private static final String ROW = "%-12s%11s%11s%9s%18s%9s  %s";

    private final Console console;
    private final PrintStream out;

    DiffTable(Console console, PrintStream out) {
        this.console = console;
        this.out = out;
    }

    void print(List<BaselineMetric> metrics) {
        out.println(console.bold(String.format(ROW, "metric", "base", "new", "ratio", "interval", "band", "verdict")));
        for (BaselineMetric metric : metrics) {
            out.println(String.format(
                    ROW,
                    DiffWords.label(metric),
                    DiffWords.value(metric, metric.base()),
                    DiffWords.value(metric, metric.newValue()),
                    DiffWords.ratio(metric.ratio()),
                    DiffWords.interval(metric),
                    DiffWords.band(metric),
                    coloured(metric.verdict())));
        }
    }

    private String coloured(MetricVerdict verdict) {
        String word = DiffWords.verdict(verdict);
        return switch (verdict) {
            case WORSE -> console.red(word);
            case BETTER -> console.green(word);
            default -> word;
        };
    }
}
