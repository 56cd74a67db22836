package io.ringswarm.reports.run;

/**
 * One objective and whether it was met.
 *
 * @param metric {@code p50} to {@code p9999}, {@code max}, {@code mean}, {@code rate}, {@code lost} or {@code success}; with the
 *     name of a lane and a dot before it, such as {@code critical.p99}, of that lane's messages alone; or the name of one of the
 *     report's {@link LoadFigure}s, whose median it is then; or, of the tasks of a whole run, {@code efficiency}, {@code startsPerSecond},
 *     {@code missedHits} or {@code staleHits}
 * @param op {@code <}, {@code <=}, {@code >}, {@code >=} or {@code =}
 * @param limit the limit, in {@code unit}
 * @param unit {@code ns}, {@code us}, {@code ms} or {@code s} for times, {@code /s} for rates, {@code %} for shares, {@code B} for memory, empty for counts and ratios
 * @param value what was measured, in {@code unit}; null when not measured or when too few samples support it
 * @param pass whether the objective was met; null when that cannot be said
 * @param firstViolationSecond the first second of the run, counted from 0, that by itself violates the objective; null when there is none
 *     or it is not measured by the second
 */
public record SloResult(
        String metric, String op, double limit, String unit, Double value, Boolean pass, Integer firstViolationSecond) {
    /**
     * Checks that the texts are there and that numbers are finite.
     *
     * @param metric what is limited
     * @param op {@code <}, {@code <=}, {@code >}, {@code >=} or {@code =}
     * @param limit the limit, in {@code unit}
     * @param unit the unit of limit and value
     * @param value what was measured, in {@code unit}
     * @param pass whether the objective was met
     * @param firstViolationSecond the first second that violates it
     */
    public SloResult {
        Expect.text("slo.metric", metric);
        Expect.text("slo.op", op);
        Expect.finite("slo.limit", limit);
        Expect.present("slo.unit", unit);
        Expect.finite("slo.value", value);
        Expect.notNegative("slo.firstViolationSecond", firstViolationSecond);
    }

    /**
     * Nanoseconds in one of this objective's unit of time.
     *
     * @return the factor, or null when the unit is not one of time
     */
    public Double nanosPerUnit() {
        return switch (unit) {
            case "ns" -> 1.0;
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> null;
        };
    }
}
