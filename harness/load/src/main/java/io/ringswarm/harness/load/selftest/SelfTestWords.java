package io.ringswarm.harness.load.selftest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringswarm.reports.files.PublishedJson;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.Locale;

/** A self-test's findings as people and as programs read them. */
public final class SelfTestWords {
    private static final String ROW = "%-9s  %-36s  %-22s  %-11s  %s%n";
    private static final String SCHEMA = "/io/ringswarm/harness/load/selftest.schema.json";

    private SelfTestWords() {}

    /**
     * The table.
     *
     * @param report the findings
     * @return lines of check, band, what was recorded, and whether it is so; a summary last
     */
    public static String table(SelfTestReport report) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, ROW, "stalled", "check", "expected", "recorded", "ok"));
        StallKind before = null;
        for (Check check : report.checks()) {
            if (check.stall() != before) {
                before = check.stall();
                text.append(heading(report.runs(), before));
            }
            text.append(row(check));
        }
        long disagree = report.with(Check.Outcome.DISAGREES).size();
        long notJudged = report.with(Check.Outcome.NOT_JUDGED).size();
        text.append(Quantity.count(report.checks().size())).append(" checks: ");
        text.append(disagree == 0 ? "none disagrees" : disagree + (disagree == 1 ? " disagrees" : " disagree"));
        text.append(notJudged == 0 ? "" : ", " + notJudged + " not judged").append(System.lineSeparator());
        return text.toString();
    }

    /**
     * The document.
     *
     * @param report the findings
     * @return JSON: {@code {schemaVersion, plan, status, exitCode, runs[{stall, stallFromNs, stallNs, attempts, disturbance}],
     *     checks[{stall, check, unit, low, high, recorded, outcome, reason}]}}, times in ns
     */
    public static String json(SelfTestReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", report.schemaVersion());
        root.put("plan", report.plan());
        root.put("status", report.status().jsonName());
        root.put("exitCode", report.status().exitCode());
        ArrayNode runs = root.putArray("runs");
        for (SelfTestRun run : report.runs()) {
            runs.addObject()
                    .put("stall", run.stall().text())
                    .put("stallFromNs", run.stallFromNs())
                    .put("stallNs", run.stallNs())
                    .put("attempts", run.attempts())
                    .put("disturbance", run.disturbance());
        }
        ArrayNode checks = root.putArray("checks");
        for (Check check : report.checks()) {
            checks.addObject()
                    .put("stall", check.stall() == null ? null : check.stall().text())
                    .put("check", check.name())
                    .put("unit", check.unit().text())
                    .put("low", check.low())
                    .put("high", check.high())
                    .put("recorded", check.recorded())
                    .put("outcome", check.outcome().text())
                    .put("reason", check.reason());
        }
        return PublishedJson.write(root, "plan=" + report.plan());
    }

    /**
     * The published JSON Schema of the document, draft 2020-12.
     *
     * @return its text
     */
    public static String schema() {
        return PublishedJson.schema(SCHEMA);
    }

    private static String heading(List<SelfTestRun> runs, StallKind stall) {
        return runs.stream()
                .filter(run -> run.stall() == stall && run.stallNs() > 0)
                .map(run -> String.format(
                        Locale.ROOT,
                        "%-9s  stood still for %s, from %s on: %s%n",
                        stall.text(),
                        Quantity.time(run.stallNs()),
                        Quantity.time(run.stallFromNs()),
                        stall.what()))
                .findFirst()
                .orElse("");
    }

    private static String row(Check check) {
        String outcome = check.outcome().text() + (check.reason() == null ? "" : ": " + check.reason());
        String stall = check.stall() == null ? "" : check.stall().text();
        return String.format(Locale.ROOT, ROW, stall, check.name(), check.band(), check.recordedWords(), outcome);
    }
}
