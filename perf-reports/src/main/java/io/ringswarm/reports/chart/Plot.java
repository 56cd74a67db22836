package io.ringswarm.reports.chart;

import java.util.List;
import java.util.function.DoubleFunction;

/** The frame of a plot: its grid and the labels of its axes. */
final class Plot {
    static final double FONT = 12;
    private static final double BESIDE = 14;

    private final Svg svg;
    private final double left;
    private final double top;
    private final double right;
    private final double bottom;

    Plot(Svg svg, double left, double top, double right, double bottom) {
        this.svg = svg;
        this.left = left;
        this.top = top;
        this.right = right;
        this.bottom = bottom;
    }

    double left() {
        return left;
    }

    double top() {
        return top;
    }

    double right() {
        return right;
    }

    double bottom() {
        return bottom;
    }

    void horizontalGrid(Scale y, List<Double> ticks, DoubleFunction<String> label) {
        for (double tick : ticks) {
            svg.line("grid", left, y.px(tick), right, y.px(tick));
            svg.text("tick end", left - 8, y.px(tick) + 4, label.apply(tick));
        }
    }

    void verticalGrid(Scale x, List<Double> ticks) {
        for (double tick : ticks) {
            svg.line("grid", x.px(tick), top, x.px(tick), bottom);
        }
    }

    /** Labels below the plot; one that would touch the one before is left out, one at the end stands inwards. */
    void labelsBelow(Scale x, List<Double> ticks, DoubleFunction<String> label) {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : ticks) {
            String text = label.apply(tick);
            double half = Svg.textWidth(text, FONT) / 2;
            double centre = Math.min(x.px(tick), right + BESIDE - half);
            if (centre - half > free) {
                svg.line("axis", x.px(tick), bottom, x.px(tick), bottom + 5);
                svg.text("tick middle", centre, bottom + 19, text);
                free = centre + half + 8;
            }
        }
    }

    void baseline() {
        svg.line("axis", left, bottom, right, bottom);
    }
}
