package io.ringswarm.reports.page;

import io.ringswarm.reports.diff.DiffMetric;
import io.ringswarm.reports.diff.DiffReport;
import io.ringswarm.reports.diff.DiffRun;
import io.ringswarm.reports.diff.DiffWords;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every form of a comparison of saved runs shows. */
final class DiffView {
    private DiffView() {}

    static Map<String, Object> of(DiffRun run) {
        DiffReport report = run.report();
        Map<String, Object> view = new HashMap<>();
        view.put("scenario", report.scenario());
        view.put("word", word(report));
        view.put("icon", icon(report));
        view.put("status", status(report));
        view.put(status(report) + "?", true);
        view.put("sentence", report.sentence());
        view.put("base", side(report.base()));
        view.put("new", side(report.newSide()));
        view.put("noise", noise(report.noise()));
        view.put("ignored", report.ignored());
        view.put("rows", report.metrics().stream().map(DiffView::row).toList());
        view.put("seed", report.seed());
        view.put("resamples", Quantity.count(report.resamples()));
        view.put("error", Quantity.number(100 * report.familyError()));
        view.put("command", run.command());
        view.put("exitCode", run.exitCode());
        return view;
    }

    static String name(BaselineMetric metric) {
        return DiffWords.label(metric) + (DiffMetric.of(metric.metric()).moreIsBetter() ? " (more is better)" : "");
    }

    private static Map<String, Object> row(BaselineMetric metric) {
        List<String> cells = new ArrayList<>(List.of(
                DiffWords.value(metric, metric.base()),
                DiffWords.value(metric, metric.newValue()),
                DiffWords.ratio(metric.ratio()),
                DiffWords.interval(metric),
                DiffWords.band(metric)));
        return Map.of("name", name(metric), "cells", cells, "verdict", DiffWords.verdict(metric.verdict()));
    }

    private static String side(DiffReport.Side side) {
        String runs = side.runIds().size() == 1
                ? side.runIds().get(0)
                : side.runIds().size() + " runs, " + side.runIds().get(0) + " and on";
        return runs + (side.commit() == null ? "" : ", commit " + side.commit());
    }

    private static String noise(DiffReport.Noise noise) {
        return switch (noise.source()) {
            case "base" -> "from the " + noise.runIds().size() + " runs of the base";
            case "runs" -> "from " + noise.runIds().size() + " runs of one build";
            default -> "what is expected of any machine, as no runs of one build were given";
        };
    }

    private static String word(DiffReport report) {
        return switch (report.verdict()) {
            case WORSE -> "Worse";
            case BETTER -> "Better";
            case UNCLEAR -> "Unclear";
            default -> "Same";
        };
    }

    private static String status(DiffReport report) {
        return switch (report.verdict()) {
            case WORSE -> "fail";
            case UNCLEAR -> "invalid";
            default -> "pass";
        };
    }

    private static String icon(DiffReport report) {
        return switch (report.verdict()) {
            case WORSE -> "❌";
            case UNCLEAR -> "⚠️";
            default -> "✅";
        };
    }
}
