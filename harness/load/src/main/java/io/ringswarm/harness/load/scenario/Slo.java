package io.ringswarm.harness.load.scenario;

import io.ringswarm.engine.Priority;
import io.ringswarm.harness.load.quantity.Quantities;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One objective, for example {@code p95<10ms}, or of one lane {@code critical.p99<10ms}, or of a figure that only some loads
 * have {@code spawnAll<150ms}.
 *
 * @param lane whose messages are looked at; null for all
 * @param metric what is looked at
 * @param figure which figure, where the metric is one; else null
 * @param op how it is compared
 * @param limit the limit, in {@code unit}
 * @param unit {@code ns}, {@code us}, {@code ms}, {@code s}, {@code /s}, {@code %}, {@code B}, or empty for a count
 */
public record Slo(Priority lane, Metric metric, FigureName figure, Op op, double limit, String unit) {
    /** What {@link #parse} takes, in words. */
    public static final String EXPECTED = "a metric (p50 p90 p95 p99 p999 p9999 max mean rate lost success), one of"
            + " < <= > >= =, and a limit with its unit, for example p95<10ms, rate>100k/s, success>=99.9%, lost=0";

    private static final double MAX_PERCENT = 100;
    private static final Pattern PARTS = Pattern.compile(
            "\\s*([A-Za-z0-9.]+)\\s*(<=|>=|<|>|=)\\s*([0-9][0-9_.]*\\s*[kKMG]?)\\s*([a-zB\u00b5\u03bc/%]*)\\s*");
    private static final List<String> TIME_UNITS = List.of("ns", "us", "ms", "s");

    /** What an objective may look at. */
    public enum Metric {
        /** Median of the response. */
        P50,
        /** 90th percentile of the response. */
        P90,
        /** 95th percentile of the response. */
        P95,
        /** 99th percentile of the response. */
        P99,
        /** 99.9th percentile of the response. */
        P999,
        /** 99.99th percentile of the response. */
        P9999,
        /** Largest response. */
        MAX,
        /** Mean of the response. */
        MEAN,
        /** Messages handled per second. */
        RATE,
        /** Messages that were accepted and cannot be accounted for. */
        LOST,
        /** Share of the scheduled messages that were handled. */
        SUCCESS,
        /** The median of a figure that the load measures. */
        FIGURE;

        /** The name as written. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is a time that messages took. */
        public boolean isTime() {
            return this != RATE && this != LOST && this != SUCCESS && this != FIGURE;
        }
    }

    /** How a value is compared with its limit. */
    public enum Op {
        /** Below. */
        BELOW("<"),
        /** At most. */
        AT_MOST("<="),
        /** Above. */
        ABOVE(">"),
        /** At least. */
        AT_LEAST(">="),
        /** Exactly. */
        EQUAL("=");

        private final String text;

        Op(String text) {
            this.text = text;
        }

        /** The sign as written. */
        public String text() {
            return text;
        }

        /** Whether a value meets a limit. */
        public boolean holds(double value, double limit) {
            return switch (this) {
                case BELOW -> value < limit;
                case AT_MOST -> value <= limit;
                case ABOVE -> value > limit;
                case AT_LEAST -> value >= limit;
                case EQUAL -> value == limit;
            };
        }
    }

    /**
     * The highest limit that percentiles of all responses, or the largest, must stay below.
     *
     * @param slos objectives
     * @return ns; null when none is of that kind
     */
    public static Long highestResponseNs(List<Slo> slos) {
        return slos.stream()
                .filter(slo -> slo.lane == null && slo.metric.isTime() && slo.metric != Metric.MEAN)
                .filter(slo -> slo.op == Op.BELOW || slo.op == Op.AT_MOST)
                .map(slo -> Math.round(slo.limit * slo.nanosPerUnit()))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /**
     * Reads an objective of a load that has no figures.
     *
     * @param text for example {@code p95 < 10 ms}
     * @return the objective, or null when it is none
     */
    public static Slo parse(String text) {
        return parse(text, List.of());
    }

    /**
     * Reads an objective.
     *
     * @param text for example {@code p95 < 10 ms}
     * @param figures that it may name
     * @return the objective, or null when it is none
     */
    public static Slo parse(String text, List<FigureName> figures) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        Priority lane = lane(parts.group(1));
        String named = parts.group(1).substring(lane == null ? 0 : lane.name().length() + 1);
        FigureName figure = lane == null ? figure(named, figures) : null;
        Metric metric = figure != null ? Metric.FIGURE : metric(named);
        Double limit = Quantities.number(parts.group(3).replaceAll("\\s", ""));
        String unit = parts.group(4).replace('\u00b5', 'u').replace('\u03bc', 'u');
        if (metric == null || limit == null || !unitFits(metric, figure, unit)) {
            return null;
        }
        Op op = Arrays.stream(Op.values())
                .filter(o -> o.text.equals(parts.group(2)))
                .findFirst()
                .orElseThrow();
        return new Slo(lane, metric, figure, op, limit, unit);
    }

    /**
     * What {@link #parse} takes, in words.
     *
     * @param figures that an objective may name
     * @return the words
     */
    public static String expected(List<FigureName> figures) {
        if (figures.isEmpty()) {
            return EXPECTED;
        }
        boolean timed = figures.get(0).kind() == FigureName.Kind.TIME;
        return EXPECTED + "; or one of "
                + figures.stream().map(FigureName::key).collect(Collectors.joining(" "))
                + (timed ? ", with a time or with bytes" : ", with a number, or with /s")
                + ", for example " + figures.get(0).key() + (timed ? "<10ms" : ">=0.9");
    }

    /**
     * The figure that somebody may have meant who mistyped one.
     *
     * @param text an objective that {@link #parse} does not take
     * @param figures that it may name
     * @return {@code "; did you mean X?"}, or empty where none is near, or the name is right and something else is wrong
     */
    static String hint(String text, List<FigureName> figures) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches() || metric(parts.group(1)) != null || figure(parts.group(1), figures) != null) {
            return "";
        }
        return NearestName.hint(
                parts.group(1), figures.stream().map(FigureName::key).toList());
    }

    /**
     * An objective on all messages, or on those of a lane.
     *
     * @param lane whose messages are looked at; null for all
     * @param metric what is looked at
     * @param op how it is compared
     * @param limit the limit, in {@code unit}
     * @param unit of the limit
     */
    public Slo(Priority lane, Metric metric, Op op, double limit, String unit) {
        this(lane, metric, null, op, limit, unit);
    }

    /**
     * An objective on all messages.
     *
     * @param metric what is looked at
     * @param op how it is compared
     * @param limit the limit, in {@code unit}
     * @param unit of the limit
     */
    public Slo(Metric metric, Op op, double limit, String unit) {
        this(null, metric, op, limit, unit);
    }

    /** What is looked at, as it is written. */
    public String key() {
        String named = figure != null ? figure.key() : metric.key();
        return (lane == null ? "" : lane.name().toLowerCase(Locale.ROOT) + ".") + named;
    }

    /** Whether a value in the objective's unit meets it. */
    public boolean holds(double value) {
        return op.holds(value, limit);
    }

    /**
     * Why no run could sensibly be held against this objective.
     *
     * @return what would do instead; null when the objective makes sense
     */
    public String fault() {
        if (lane != null && (metric == Metric.RATE || metric == Metric.LOST)) {
            return "what a lane has: a percentile, max, mean or success, for example critical.p99<10ms";
        }
        if (metric == Metric.LOST && limit != Math.rint(limit)) {
            return "a whole number of messages, for example lost=0";
        }
        if (figure != null && figure.kind() == FigureName.Kind.RATIO && (limit > 1 || limit == 1 && op == Op.ABOVE)) {
            return "a share that can be reached, at most 1, for example " + key() + ">=0.9";
        }
        if (figure != null && figure.kind() == FigureName.Kind.COUNT && limit != Math.rint(limit)) {
            return "a whole number, for example " + key() + "=0";
        }
        if (metric == Metric.SUCCESS && (limit > MAX_PERCENT || limit == MAX_PERCENT && op == Op.ABOVE)) {
            return "a share that can be reached, at most 100 %, for example success>=99.9%";
        }
        if (limit == 0 && (op == Op.BELOW || isTime() && (op == Op.AT_MOST || op == Op.EQUAL))) {
            return "a limit that can be met: no " + key() + " is " + (op == Op.BELOW ? "below 0" : "0");
        }
        return null;
    }

    /** Nanoseconds in one of the unit, for times. */
    public double nanosPerUnit() {
        return switch (unit) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            default -> 1;
        };
    }

    /** As it is written. */
    public String text() {
        String number = limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
        return key() + op.text() + number + unit;
    }

    private boolean isTime() {
        return figure == null ? metric.isTime() : figure.kind() == FigureName.Kind.TIME;
    }

    /** Such as {@code critical.p99}; null when no lane comes first. */
    private static Priority lane(String text) {
        String plain = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(Priority.values())
                .filter(priority -> plain.startsWith(priority.name() + "."))
                .findFirst()
                .orElse(null);
    }

    private static Metric metric(String text) {
        String plain = text.replace(".", "").toLowerCase(Locale.ROOT);
        return Arrays.stream(Metric.values())
                .filter(m -> m != Metric.FIGURE && m.key().equals(plain))
                .findFirst()
                .orElse(null);
    }

    private static FigureName figure(String text, List<FigureName> figures) {
        return figures.stream()
                .filter(figure -> figure.key().equalsIgnoreCase(text))
                .findFirst()
                .orElse(null);
    }

    private static boolean unitFits(Metric metric, FigureName figure, String unit) {
        return switch (metric) {
            case FIGURE ->
                figure.kind() == FigureName.Kind.TIME
                        ? TIME_UNITS.contains(unit)
                        : unit.equals(figure.kind().unit());
            case RATE -> unit.equals("/s");
            case LOST -> unit.isEmpty();
            case SUCCESS -> unit.equals("%");
            default -> TIME_UNITS.contains(unit);
        };
    }
}
