package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.words.Quantity;
import java.util.List;

/** The axis of a run's time, named in milliseconds, seconds, minutes or hours. */
final class TimeAxis {
    /** What it takes below the plot. */
    static final double HEIGHT = 46;

    private static final double MIN_GAP = 44;
    private static final int SHORTEST_IN_SECONDS = 1;
    private static final int LONGEST_IN_SECONDS = 20 * 60;
    private static final int LONGEST_IN_MINUTES = 3 * 60 * 60;

    private final Scale seconds;
    private final Scale units;
    private final double smallestStep;
    private final String name;

    private TimeAxis(double endSeconds, double unitSeconds, String name, double left, double right) {
        this.name = name;
        smallestStep = unitSeconds > 1 ? 1e-9 : 1;
        seconds = Scale.linear(0, endSeconds, left, right);
        units = Scale.linear(0, endSeconds / unitSeconds, left, right);
    }

    /** Of whole seconds. */
    static TimeAxis of(List<Interval> intervals, double left, double right) {
        return of(lastSecond(intervals) + 1.0, left, right);
    }

    /** Of a time that need not be whole seconds. */
    static TimeAxis of(double endSeconds, double left, double right) {
        if (endSeconds < SHORTEST_IN_SECONDS) {
            return new TimeAxis(endSeconds, 1e-3, "Milliseconds", left, right);
        }
        if (endSeconds <= LONGEST_IN_SECONDS) {
            return new TimeAxis(endSeconds, 1, "Seconds", left, right);
        }
        return endSeconds <= LONGEST_IN_MINUTES
                ? new TimeAxis(endSeconds, 60, "Minutes", left, right)
                : new TimeAxis(endSeconds, 3600, "Hours", left, right);
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
        return units.round(MIN_GAP, smallestStep);
    }
}
