package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Latency over percentile, both logarithmic, with x = 1/(1-p): each step to the right is ten times as rare. */
public final class SpectrumChart {
    private static final int POINTS_PER_DECADE = 24;
    private static final double MIN_LABEL_GAP = 16;

    private final RunReport report;
    private final Histogram response;
    private final Histogram transit;
    private final LatencyLimits limits;
    private final BaselineCurve baseline;

    /**
     * Decodes what is to be drawn.
     *
     * @param report a run whose response was measured: {@link #drawable(RunReport)}
     */
    public SpectrumChart(RunReport report) {
        this.report = report;
        this.response = report.latency().response().decode();
        this.transit = hasSamples(report.latency().transit())
                ? report.latency().transit().decode()
                : null;
        this.limits = new LatencyLimits(report);
        this.baseline = new BaselineCurve(report.baseline());
    }

    /**
     * Whether there is something to draw.
     *
     * @param report a run
     * @return whether its response was measured
     */
    public static boolean drawable(RunReport report) {
        return hasSamples(report.latency().response());
    }

    /**
     * Draws the chart.
     *
     * @param width for which width
     * @return an SVG element
     */
    public String draw(ChartWidth width) {
        double plotHeight = width == ChartWidth.NARROW ? 240 : 300;
        double top = 34 + legend().height(width.px());
        double height = top + plotHeight + 46;
        Svg svg = new Svg(
                "spectrum-" + width.px(), width.cssClass(), width.px(), height, "Latency by percentile", description());
        Plot plot = new Plot(svg, width.gutterPx(), top, width.px() - 14, top + plotHeight);
        Scale x = Scale.log(1, Math.max(10, response.getTotalCount()), plot.left(), plot.right());
        Scale y = Scale.logAround(lowestNs(), 1.3 * limits.highestWithin(highestNs()), plot.bottom(), plot.top());

        svg.text("panel", 0, 14, "Latency (log scale)");
        legend().draw(svg, 0, 22, width.px());
        scarce(svg, plot, x);
        plot.horizontalGrid(y, y.decades(24), Quantity::time);
        plot.verticalGrid(x, percentileTicks(x));
        plot.baseline();
        plot.labelsBelow(x, percentileTicks(x), SpectrumChart::percentileLabel);
        svg.text(
                "tick middle",
                (plot.left() + plot.right()) / 2,
                plot.bottom() + 40,
                "Percentile of messages, x = 1/(1 − p)");
        limitLines(svg, plot, x, y);
        baseline.draw(svg, x, y);
        curve(svg, response, "s-response", x, y);
        if (transit != null) {
            curve(svg, transit, "s-transit", x, y);
        }
        return svg.finish();
    }

    private Legend legend() {
        Legend legend = new Legend().line("s-response", "response");
        if (transit != null) {
            legend.line("s-transit", "transit");
        }
        if (baseline.known()) {
            legend.line("s-baseline", "baseline's response");
        }
        if (limits.heightsNs().iterator().hasNext()) {
            legend.line("s-limit", "SLO limit");
        }
        return legend;
    }

    /** Shades the part of the axis where fewer than ten samples stand behind a value. */
    private void scarce(Svg svg, Plot plot, Scale x) {
        double from = x.px(Math.max(1, (double) response.getTotalCount() / Percentile.MIN_TAIL_SAMPLES));
        svg.rect("scarce", from, plot.top(), plot.right() - from, plot.bottom() - plot.top());
    }

    private void limitLines(Svg svg, Plot plot, Scale x, Scale y) {
        double lastLabelPx = Double.POSITIVE_INFINITY;
        StringBuilder marks = new StringBuilder();
        for (double ns : limits.heightsNs()) {
            if (ns < y.low() || ns > y.high()) {
                continue;
            }
            double height = y.px(ns);
            svg.line("line s-limit", plot.left(), height, plot.right(), height);
            for (double position : limits.positions(ns)) {
                marks.append("M")
                        .append(Svg.number(x.px(position) - 5))
                        .append(" ")
                        .append(Svg.number(height - 8))
                        .append("h10l-5 8z");
            }
            if (lastLabelPx - height > MIN_LABEL_GAP) {
                limitLabel(svg, plot, x, ns, height + 15);
                lastLabelPx = height;
            }
        }
        svg.path("mark", marks.toString());
    }

    /** Below its line, on the side where the response is not: at the left while the curve has still to rise, else at the right. */
    private void limitLabel(Svg svg, Plot plot, Scale x, double ns, double baseline) {
        String text = limits.label(ns);
        double rarity = 1 / Math.max(1e-12, 1 - response.getPercentileAtOrBelowValue((long) (ns / 3)) / 100);
        boolean leftIsFree = x.px(rarity) > plot.left() + 6 + Svg.textWidth(text, Plot.FONT);
        svg.text(
                leftIsFree ? "note halo" : "note halo end",
                leftIsFree ? plot.left() + 6 : plot.right() - 6,
                baseline,
                text);
    }

    static void curve(Svg svg, Histogram samples, String cssClass, Scale x, Scale y) {
        long count = samples.getTotalCount();
        double sure = Math.max(1, (double) count / Percentile.MIN_TAIL_SAMPLES);
        svg.path("line " + cssClass, points(samples, 1, sure, x, y));
        svg.path("line faded " + cssClass, points(samples, sure, count, x, y));
    }

    private static String points(Histogram samples, double from, double to, Scale x, Scale y) {
        if (to <= from) {
            return "";
        }
        StringBuilder data = new StringBuilder();
        int steps = (int) Math.ceil(Math.log10(to / from) * POINTS_PER_DECADE);
        for (int i = 0; i <= steps; i++) {
            double position = from * Math.pow(to / from, (double) i / steps);
            long ns = samples.getValueAtPercentile(100 * (1 - 1 / position));
            data.append(i == 0 ? 'M' : 'L')
                    .append(Svg.number(x.px(position)))
                    .append(' ')
                    .append(Svg.number(y.px(ns)));
        }
        return data.toString();
    }

    static List<Double> percentileTicks(Scale x) {
        List<Double> ticks = new ArrayList<>();
        ticks.add(2.0);
        for (double tick = 10; tick <= x.high() * 1.000001; tick *= 10) {
            ticks.add(tick);
        }
        return ticks;
    }

    static String percentileLabel(double position) {
        if (position < 10) {
            return "P50";
        }
        int nines = (int) Math.round(Math.log10(position));
        return nines <= 2 ? "P" + "9".repeat(nines) + (nines == 1 ? "0" : "") : "P99." + "9".repeat(nines - 2);
    }

    private double lowestNs() {
        double response = this.response.getMinValue();
        double own = transit == null ? response : Math.min(response, transit.getMinValue());
        return Math.min(own, baseline.lowestNs(own));
    }

    private double highestNs() {
        double response = this.response.getMaxValue();
        double own = transit == null ? response : Math.max(response, transit.getMaxValue());
        return Math.max(own, baseline.highestNs(own));
    }

    private String description() {
        Distribution all = report.latency().response();
        StringBuilder text = new StringBuilder("Response over percentile.");
        for (Percentile percentile : Percentile.values()) {
            if (all.at(percentile) != null) {
                text.append(' ')
                        .append(percentile.label())
                        .append(' ')
                        .append(Quantity.time(all.at(percentile)))
                        .append('.');
            }
        }
        return text.append(" Maximum ")
                .append(Quantity.time(all.max()))
                .append('.')
                .toString();
    }

    private static boolean hasSamples(Distribution distribution) {
        return distribution != null && distribution.count() > 0;
    }
}
