package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.words.Quantity;
import java.util.List;

/** The axis of a run's seconds, named in seconds, minutes or hours. */
final class TimeAxis {
    /** What it takes below the plot. */
    static final double HEIGHT = 46;

    private static final double MIN_GAP = 44;
    private static final int LONGEST_IN_SECONDS = 20 * 60;
    private static final int LONGEST_IN_MINUTES = 3 * 60 * 60;

    private final Scale seconds;
    private final Scale units;
    private final int unit;
    private final String name;

    TimeAxis(List<Interval> intervals, double left, double right) {
        int end = lastSecond(intervals) + 1;
        boolean inSeconds = end <= LONGEST_IN_SECONDS;
        boolean inMinutes = !inSeconds && end <= LONGEST_IN_MINUTES;
        unit = inSeconds ? 1 : inMinutes ? 60 : 3600;
        name = inSeconds ? "Seconds" : inMinutes ? "Minutes" : "Hours";
        seconds = Scale.linear(0, end, left, right);
        units = Scale.linear(0, (double) end / unit, left, right);
    }

    static int lastSecond(List<Interval> intervals) {
        return intervals.stream().mapToInt(Interval::second).max().orElse(0);
    }

    /** Maps seconds. */
    Scale scale() {
        return seconds;
    }

    void grid(Plot plot) {
        plot.verticalGrid(units, ticks());
    }

    /** Labels below the lowest plot. */
    void labels(Svg svg, Plot plot) {
        plot.labelsBelow(units, ticks(), Quantity::axis);
        svg.text("tick middle", (plot.left() + plot.right()) / 2, plot.bottom() + 40, name + " since measuring began");
    }

    private List<Double> ticks() {
        return units.round(MIN_GAP, unit == 1 ? 1 : 1e-9);
    }
}
