package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The response of two sides over percentile, one over the other, on the axes of {@link SpectrumChart}. */
public final class SpectraChart {
    private static final double TOP = 54;
    private static final double SAMPLE = 22;
    private static final double GAP = 18;

    private final Histogram base;
    private final Histogram fresh;

    /**
     * A chart.
     *
     * @param base samples of one side in nanoseconds, one at least; not changed
     * @param fresh samples of the other side; not changed
     */
    public SpectraChart(Histogram base, Histogram fresh) {
        this.base = base;
        this.fresh = fresh;
    }

    /**
     * Draws the chart.
     *
     * @param width for which width
     * @return an SVG element
     */
    public String draw(ChartWidth width) {
        double bottom = TOP + (width == ChartWidth.NARROW ? 240 : 300);
        Svg svg = new Svg(
                "spectra-" + width.px(),
                width.cssClass(),
                width.px(),
                bottom + 46,
                "Response by percentile, base and new",
                described("base", base) + " " + described("new", fresh));
        Plot plot = new Plot(svg, width.gutterPx(), TOP, width.px() - 14, bottom);
        long fewer = Math.min(base.getTotalCount(), fresh.getTotalCount());
        long more = Math.max(base.getTotalCount(), fresh.getTotalCount());
        Scale x = Scale.log(1, Math.max(10, more), plot.left(), plot.right());
        Scale y = Scale.logAround(
                Math.min(base.getMinValue(), fresh.getMinValue()),
                1.3 * Math.max(base.getMaxValue(), fresh.getMaxValue()),
                plot.bottom(),
                plot.top());
        svg.text("panel", 0, 14, "Response (log scale)");
        double next = named(svg, 0, "s-transit", "base");
        named(svg, next, "s-response", "new");
        double scarce = x.px(Math.max(1, (double) fewer / Percentile.MIN_TAIL_SAMPLES));
        svg.rect("scarce", scarce, plot.top(), plot.right() - scarce, plot.bottom() - plot.top());
        List<Double> ticks = SpectrumChart.percentileTicks(x);
        plot.horizontalGrid(y, y.decades(24), Quantity::time);
        plot.verticalGrid(x, ticks);
        plot.baseline();
        plot.labelsBelow(x, ticks, SpectrumChart::percentileLabel);
        svg.text(
                "tick middle",
                (plot.left() + plot.right()) / 2,
                plot.bottom() + 40,
                "Percentile of messages, x = 1/(1 − p)");
        SpectrumChart.curve(svg, fresh, "s-response", x, y);
        SpectrumChart.curve(svg, base, "s-transit", x, y);
        return svg.finish();
    }

    private static double named(Svg svg, double left, String cssClass, String name) {
        svg.line("line " + cssClass, left, 34, left + SAMPLE, 34);
        svg.text("legend", left + SAMPLE + 6, 38, name);
        return left + SAMPLE + 6 + Svg.textWidth(name, Plot.FONT) + GAP;
    }

    private static String described(String name, Histogram samples) {
        StringBuilder text = new StringBuilder(name).append(':');
        for (Percentile percentile : List.of(Percentile.P50, Percentile.P95, Percentile.P99)) {
            Long ns = percentile.in(samples);
            text.append(' ')
                    .append(percentile.label())
                    .append(' ')
                    .append(ns == null ? "unknown" : Quantity.time(ns))
                    .append('.');
        }
        return text.toString();
    }
}
