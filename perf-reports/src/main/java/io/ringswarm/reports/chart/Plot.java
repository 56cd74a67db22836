package io.ringswarm.reports.chart;

import java.util.List;
import java.util.function.DoubleFunction;

/** The frame of a plot: its grid, the labels of its axes, its legend. */
final class Plot {
    static final double FONT = 12;
    private static final double LEGEND_SAMPLE = 22;
    private static final double LEGEND_GAP = 18;

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

    /** Labels below the plot; one that would touch the one before is left out. */
    void labelsBelow(Scale x, List<Double> ticks, DoubleFunction<String> label) {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : ticks) {
            String text = label.apply(tick);
            double half = Svg.textWidth(text, FONT) / 2;
            double centre = x.px(tick);
            if (centre - half > free && centre + half < right + 26) {
                svg.line("axis", centre, bottom, centre, bottom + 5);
                svg.text("tick middle", centre, bottom + 19, text);
                free = centre + half + 8;
            }
        }
    }

    void baseline() {
        svg.line("axis", left, bottom, right, bottom);
    }

    /** Names the lines; returns how many rows that took. The first row's baseline is at {@code y}. */
    int legend(double x, double y, List<String[]> classAndName) {
        double at = x;
        int row = 0;
        for (String[] entry : classAndName) {
            double width = LEGEND_SAMPLE + 6 + Svg.textWidth(entry[1], FONT);
            if (at > x && at + width > right) {
                at = x;
                row++;
            }
            double baseline = y + row * 18;
            svg.line("line " + entry[0], at, baseline - 4, at + LEGEND_SAMPLE, baseline - 4);
            svg.text("legend", at + LEGEND_SAMPLE + 6, baseline, entry[1]);
            at += width + LEGEND_GAP;
        }
        return row + 1;
    }
}
