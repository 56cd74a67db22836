package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.Optional;

/** The response over time: a heat map with percentiles laid over it, or the percentiles alone when nobody has counted. */
final class LatencyPanel {
    private static final double TITLE = 22;

    private final List<Interval> intervals;
    private final Series p50;
    private final Series p95;
    private final Series p99;
    private final Series max;
    private final LatencyLimits limits;
    private final Optional<FirstViolation> violation;

    LatencyPanel(RunReport report) {
        this.intervals = report.intervals();
        this.p50 = Series.of(intervals, Interval::p50Ns);
        this.p95 = Series.of(intervals, Interval::p95Ns);
        this.p99 = Series.of(intervals, Interval::p99Ns);
        this.max = Series.of(intervals, Interval::maxNs);
        this.limits = new LatencyLimits(report);
        this.violation = FirstViolation.of(report);
    }

    boolean measured() {
        return max.measured();
    }

    double largestNs() {
        return max.max();
    }

    /** From its title to the end of the plot. */
    double height(ChartWidth width) {
        return plotTop(width) + (width == ChartWidth.NARROW ? 220 : 270);
    }

    /** Draws from the top edge of the chart. */
    void draw(Svg svg, ChartWidth width, TimeAxis time) {
        HeatMap heat = heat(width);
        Plot plot = new Plot(svg, width.gutterPx(), plotTop(width), width.px() - 14, height(width));
        Scale y = scale(heat, plot);
        svg.text("panel", 0, 14, title(heat));
        legend(heat).draw(svg, 0, TITLE, width.px());
        plot.horizontalGrid(y, y.decades(24), Quantity::time);
        time.grid(plot);
        if (heat.measured()) {
            heat.draw(svg, time.scale(), y);
        }
        plot.baseline();
        for (double ns : limits.heightsNs()) {
            if (ns >= y.low() && ns <= y.high()) {
                svg.line("line under", plot.left(), y.px(ns), plot.right(), y.px(ns));
                svg.line("line s-limit", plot.left(), y.px(ns), plot.right(), y.px(ns));
            }
        }
        lines(svg, heat.measured(), time.scale(), y);
        violation.ifPresent(first -> mark(svg, plot, time.scale(), first));
    }

    private void lines(Svg svg, boolean over, Scale x, Scale y) {
        if (over) {
            svg.path("line under", p99.path(x, y));
            svg.path("line over s-over99", p99.path(x, y));
            svg.path("line under", p50.path(x, y));
            svg.path("line over s-over50", p50.path(x, y));
        } else {
            svg.path("line s-max", max.path(x, y));
            svg.path("line s-p99", p99.path(x, y));
            svg.path("line s-p95", p95.path(x, y));
            svg.path("line s-p50", p50.path(x, y));
        }
    }

    private Scale scale(HeatMap heat, Plot plot) {
        double high = 1.3 * limits.highestWithin(max.max());
        return heat.measured()
                ? Scale.logAround(heat.lowestNs(), Math.max(high, heat.highestNs()), plot.bottom(), plot.top())
                : Scale.logAround(
                        Math.min(p50.minAboveZero(1e12), max.minAboveZero(1e12)) / 1.3,
                        high,
                        plot.bottom(),
                        plot.top());
    }

    private HeatMap heat(ChartWidth width) {
        return new HeatMap(intervals, width.columns());
    }

    private double plotTop(ChartWidth width) {
        return TITLE + legend(heat(width)).height(width.px()) + (violation.isPresent() ? 34 : 12);
    }

    private static String title(HeatMap heat) {
        return heat.measured() && heat.secondsPerColumn() > 1
                ? "Response (log scale), each column " + heat.secondsPerColumn() + " seconds"
                : "Response (log scale)";
    }

    private Legend legend(HeatMap heat) {
        Legend legend = new Legend();
        if (heat.measured()) {
            heat.explain(legend);
            legend.line("over s-over99", "P99").line("over s-over50", "P50");
        } else {
            legend.line("s-max", "max")
                    .line("s-p99", "P99")
                    .line("s-p95", "P95")
                    .line("s-p50", "P50");
        }
        if (limits.heightsNs().iterator().hasNext()) {
            legend.line("s-limit", "SLO limit");
        }
        return legend;
    }

    private static void mark(Svg svg, Plot plot, Scale x, FirstViolation first) {
        double at = x.px(first.second() + 0.5);
        double half = Svg.textWidth(first.words(), Plot.FONT) / 2;
        double centre = Math.max(half, Math.min(at, plot.right() - half));
        svg.line("line violation", at, plot.top() - 6, at, plot.bottom());
        svg.text("note violated middle", centre, plot.top() - 12, first.words());
    }
}
