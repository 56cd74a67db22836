package io.ringswarm.reports.words;

import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.SloResult;

/** One objective in words: its metric, its limit, what was measured and by how much it holds or misses. */
public final class Objective {
    private final SloResult slo;

    /**
     * Wraps an objective.
     *
     * @param slo the objective and its outcome
     */
    public Objective(SloResult slo) {
        this.slo = slo;
    }

    /**
     * The metric for people.
     *
     * @return such as {@code P95}, {@code Largest}, {@code Handled rate}, {@code P99 of the high lane}
     */
    public String metric() {
        int dot = slo.metric().indexOf('.');
        return dot < 0
                ? label(slo.metric())
                : label(slo.metric().substring(dot + 1)) + " of the "
                        + slo.metric().substring(0, dot) + " lane";
    }

    /**
     * The limit with its unit.
     *
     * @return such as {@code 10 ms}
     */
    public String limit() {
        return quantity(slo.limit());
    }

    /**
     * The measured value with its unit.
     *
     * @return such as {@code 18.4 µs}, or {@code not measured}
     */
    public String value() {
        return slo.value() == null ? "not measured" : quantity(slo.value());
    }

    /**
     * How far the value is from the limit.
     *
     * @return such as {@code 543 times below}, {@code 42 % over}, {@code 10 % above}, {@code 1.8 % short}; empty when nothing was measured
     */
    public String margin() {
        if (slo.value() == null) {
            return "";
        }
        double value = slo.value();
        double limit = slo.limit();
        if (value == limit) {
            return "equal";
        }
        boolean ceiling = slo.op().startsWith("<");
        if ("%".equals(slo.unit())) {
            return Quantity.number(Math.abs(value - limit)) + " points " + (value > limit ? "above" : "below");
        }
        if (limit <= 0 || value <= 0) {
            return quantity(Math.abs(value - limit)) + (value > limit ? " over" : " below");
        }
        return value < limit ? lower(limit / value, ceiling) : higher(value / limit, ceiling);
    }

    /**
     * Margin and limit as part of a sentence.
     *
     * @return such as {@code 543 times below its limit of 10 ms}
     */
    public String clause() {
        String margin = margin();
        String limit = "limit of " + limit();
        if (margin.isEmpty()) {
            return "to be measured against a " + limit;
        }
        return ("equal".equals(margin) ? "exactly at" : margin) + " its " + limit;
    }

    private static String label(String metric) {
        for (Percentile percentile : Percentile.values()) {
            if (percentile.key().equals(metric)) {
                return percentile.label();
            }
        }
        return switch (metric) {
            case "max" -> "Maximum";
            case "mean" -> "Mean";
            case "rate" -> "Handled rate";
            case "lost" -> "Lost messages";
            case "success" -> "Success";
            default -> FigureWords.name(metric);
        };
    }

    private static String lower(double ratio, boolean ceiling) {
        return ceiling && ratio >= 2
                ? Quantity.number(ratio) + " times below"
                : Quantity.number(100 - 100 / ratio) + " % below";
    }

    private static String higher(double ratio, boolean ceiling) {
        return ratio >= 2
                ? Quantity.number(ratio) + " times"
                : Quantity.number(100 * ratio - 100) + (ceiling ? " % over" : " % above");
    }

    private String quantity(double number) {
        Double nanos = slo.nanosPerUnit();
        if (nanos != null) {
            return Quantity.time(number * nanos);
        }
        return switch (slo.unit()) {
            case "/s" -> Quantity.rate(number) + "/s";
            case "%" -> Quantity.percent(number) + " %";
            case "B" -> Quantity.bytes(number);
            default -> number == Math.rint(number) ? Quantity.count((long) number) : Quantity.number(number);
        };
    }
}
