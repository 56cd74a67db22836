package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What disturbed each second: a strip for each cause, darker where it took longer, with its worst second in words. */
final class DisturbanceStrips {
    private static final double ROW = 34;
    private static final double STRIP = 9;
    private static final double HEAD = 26;
    private static final double[] LEVEL_NS = {1, 1e6, 1e7, 1e8};
    private static final String[] LEVEL_NAMES = {"below 1 ms", "to 10 ms", "to 100 ms", "more"};

    private final Map<String, Series> disturbed = new LinkedHashMap<>();
    private final List<String> quiet = new ArrayList<>();

    DisturbanceStrips(List<Interval> intervals) {
        add(intervals, "GC pauses", Interval::gcNs);
        add(intervals, "Safepoints", Interval::safepointNs);
        add(intervals, "Stolen by the hypervisor", Interval::stealNs);
        add(intervals, "Waiting for a core", Interval::runDelayNs);
        add(intervals, "Throttled by the control group", Interval::throttledNs);
        add(intervals, "Largest hiccup", Interval::hiccupMaxNs);
    }

    boolean measured() {
        return !disturbed.isEmpty() || !quiet.isEmpty();
    }

    double height() {
        return HEAD + (disturbed.isEmpty() ? 0 : 24 + disturbed.size() * ROW) + (quiet.isEmpty() ? 0 : 20);
    }

    /** Draws from a top edge downwards, within {@link #height()}. */
    void draw(Svg svg, Scale x, double left, double right, double top) {
        svg.text("panel", 0, top + 14, "Taken from each second");
        double y = top + HEAD;
        if (!disturbed.isEmpty()) {
            levels().draw(svg, 0, y - 3, right);
            y += 24;
        }
        for (Map.Entry<String, Series> row : disturbed.entrySet()) {
            svg.text("note", left, y + 10, words(row.getKey(), row.getValue()));
            svg.rect("strip", left, y + 15, right - left, STRIP);
            cells(svg, x, row.getValue(), y + 15);
            y += ROW;
        }
        if (!quiet.isEmpty()) {
            svg.text("note", left, y + 12, "None seen: " + String.join(", ", quiet));
        }
    }

    private void add(List<Interval> intervals, String name, Function<Interval, Long> measure) {
        Series series = Series.of(intervals, measure);
        if (series.measured() && series.max() > 0) {
            disturbed.put(name, series);
        } else if (series.measured()) {
            quiet.add(quietName(name));
        }
    }

    private static String quietName(String name) {
        return switch (name) {
            case "GC pauses" -> "GC";
            case "Stolen by the hypervisor" -> "steal";
            case "Waiting for a core" -> "run delay";
            case "Throttled by the control group" -> "throttling";
            case "Largest hiccup" -> "hiccups";
            default -> name.toLowerCase(Locale.ROOT);
        };
    }

    private static String words(String name, Series series) {
        long hit = series.pointsAboveZero();
        String seconds = series.secondsPerPoint() == 1
                ? (hit == 1 ? "in 1 second" : "in " + Quantity.count(hit) + " seconds")
                : "in " + Quantity.count(hit) + " of " + Quantity.count(series.size()) + " points";
        return name + ": " + seconds + ", at worst " + Quantity.time(series.max());
    }

    private static Legend levels() {
        Legend legend = new Legend();
        for (int level = 0; level < LEVEL_NAMES.length; level++) {
            legend.colour("cell l" + level, LEVEL_NAMES[level]);
        }
        return legend;
    }

    /** Neighbours of one level are one piece. */
    private static void cells(Svg svg, Scale x, Series series, double y) {
        StringBuilder[] levels = new StringBuilder[LEVEL_NS.length];
        int i = 0;
        while (i < series.size()) {
            int level = level(series.value(i));
            int from = i;
            do {
                i++;
            } while (i < series.size() && level(series.value(i)) == level);
            if (level >= 0) {
                levels[level] = levels[level] == null ? new StringBuilder() : levels[level];
                double start = x.px(series.second(from));
                double width = Math.max(1, x.px(series.second(i - 1) + series.secondsPerPoint()) - start);
                levels[level].append(Svg.box(start, y, width, STRIP));
            }
        }
        for (int level = 0; level < levels.length; level++) {
            svg.path("cell l" + level, levels[level] == null ? "" : levels[level].toString());
        }
    }

    private static int level(Double ns) {
        int level = -1;
        for (double from : LEVEL_NS) {
            level += ns != null && ns >= from ? 1 : 0;
        }
        return level;
    }
}
