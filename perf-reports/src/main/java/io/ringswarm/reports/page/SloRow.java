package io.ringswarm.reports.page;

import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.words.Objective;

/** One row of the table of objectives. */
record SloRow(
        String metric, String limit, String value, String margin, String result, String state, String firstViolation) {
    private static final String LOST = "lost";

    static SloRow of(SloResult slo) {
        Objective objective = new Objective(slo);
        String result = slo.pass() == null ? "not judged" : slo.pass() ? "met" : "missed";
        String state = slo.pass() == null ? "unknown" : slo.pass() ? "met" : "missed";
        String first = slo.firstViolationSecond() != null
                ? "second " + slo.firstViolationSecond()
                : state.equals("missed") ? "not by seconds" : "none";
        String margin = objective.margin() + (objective.margin().endsWith("times") ? " the limit" : "");
        return new SloRow(
                objective.metric(),
                sign(slo.op()) + " " + objective.limit(),
                objective.value(),
                margin,
                result,
                state,
                first);
    }

    /** The same of a load whose messages are tasks. */
    static SloRow ofTasks(SloResult slo) {
        SloRow row = of(slo);
        String named = slo.metric().equals(LOST) ? "Lost tasks" : row.metric;
        return new SloRow(named, row.limit, row.value, row.margin, row.result, row.state, row.firstViolation);
    }

    /** For where there are no colours. */
    String mark() {
        return switch (state) {
            case "met" -> "✅";
            case "missed" -> "❌";
            default -> "❔";
        };
    }

    private static String sign(String op) {
        return switch (op) {
            case "<=" -> "≤";
            case ">=" -> "≥";
            default -> op;
        };
    }
}
