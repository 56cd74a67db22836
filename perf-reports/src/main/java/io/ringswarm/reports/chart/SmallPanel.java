package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** A low plot with one or more lines over time, on a straight axis from 0 or on a logarithmic one from 1. */
final class SmallPanel {
    private static final double PLOT = 72;
    private static final double TITLE = 22;
    private static final double GAP = 10;

    private final String title;
    private final double smallestStep;
    private final DoubleFunction<String> label;
    private final boolean log;
    private final List<Series> series = new ArrayList<>();
    private final List<String> classes = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private SmallPanel(String title, double smallestStep, DoubleFunction<String> label, boolean log) {
        this.title = title;
        this.smallestStep = smallestStep;
        this.label = label;
        this.log = log;
    }

    static SmallPanel linear(String title, double smallestStep, DoubleFunction<String> label) {
        return new SmallPanel(title, smallestStep, label, false);
    }

    static SmallPanel log(String title, DoubleFunction<String> label) {
        return new SmallPanel(title, 1, label, true);
    }

    /** Adds a line, unless it was never measured. */
    SmallPanel line(
            String cssClass, String name, List<Interval> intervals, Function<Interval, ? extends Number> measure) {
        Series line = Series.of(intervals, measure);
        if (line.measured()) {
            series.add(line);
            classes.add(cssClass);
            names.add(name);
        }
        return this;
    }

    boolean measured() {
        return !series.isEmpty();
    }

    String title() {
        return title;
    }

    /** From its title to the end of the plot. */
    double height(double width) {
        return TITLE + legend().height(width) + GAP + PLOT;
    }

    /** Draws from a top edge. */
    void draw(Svg svg, ChartWidth width, TimeAxis time, double top) {
        double bottom = top + height(width.px());
        Plot plot = new Plot(svg, width.gutterPx(), bottom - PLOT, width.px() - 14, bottom);
        Scale y = scale(plot);
        svg.text("panel", 0, top + 14, title);
        legend().draw(svg, 0, top + TITLE, width.px());
        plot.horizontalGrid(y, log ? y.decades(20) : y.round(24, smallestStep), label);
        time.grid(plot);
        plot.baseline();
        for (int i = 0; i < series.size(); i++) {
            svg.path("line " + classes.get(i), series.get(i).path(time.scale(), y));
        }
    }

    private Scale scale(Plot plot) {
        double largest = series.stream().mapToDouble(Series::max).max().orElse(0);
        return log
                ? Scale.log(1, Math.max(10, Scale.roundUp(Math.max(1, largest))), plot.bottom(), plot.top())
                : Scale.linear(0, Math.max(smallestStep, niceCeiling(largest)), plot.bottom(), plot.top());
    }

    private Legend legend() {
        Legend legend = new Legend();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                legend.line(classes.get(i), names.get(i));
            }
        }
        return legend;
    }

    /** The next multiple of a fifth of a round number: a line does not touch the frame nor lie in its lower half. */
    private static double niceCeiling(double largest) {
        if (largest <= 0) {
            return 1;
        }
        double step = Scale.roundUp(largest * 1.02) / 5;
        return Math.ceil(largest * 1.02 / step) * step;
    }
}
