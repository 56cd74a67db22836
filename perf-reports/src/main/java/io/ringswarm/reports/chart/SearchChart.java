package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Search;
import io.ringswarm.reports.run.SearchProbe;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Latency over offered rate, both logarithmic: a mark for each probe of a search, and the knee where it ended. */
public final class SearchChart {
    private static final double TITLE = 22;
    private static final double[] STEPS = {1, 2, 5};

    private final Search search;
    private final List<SearchProbe> probes;
    private final LatencyLimits limits;

    /**
     * Reads what is to be drawn.
     *
     * @param report a run
     */
    public SearchChart(RunReport report) {
        this.search = report.search();
        this.limits = new LatencyLimits(report);
        this.probes = search == null
                ? List.of()
                : search.probes().stream()
                        .filter(probe -> probe.p50Ns() != null || probe.p99Ns() != null)
                        .sorted(Comparator.comparingDouble(SearchProbe::rate))
                        .toList();
    }

    /**
     * Whether there is something to draw.
     *
     * @return whether any probe has measured a latency
     */
    public boolean drawable() {
        return !probes.isEmpty();
    }

    /**
     * Draws the chart.
     *
     * @param width for which width
     * @return an SVG element
     */
    public String draw(ChartWidth width) {
        double top = TITLE + legend().height(width.px()) + 34;
        double bottom = top + (width == ChartWidth.NARROW ? 210 : 260);
        Svg svg = new Svg(
                "search-" + width.px(),
                width.cssClass(),
                width.px(),
                bottom + TimeAxis.HEIGHT,
                "Latency by offered rate",
                probes.size() + " probes with a latency. " + kneeWords() + ".");
        Plot plot = new Plot(svg, width.gutterPx(), top, width.px() - 22.0, bottom);
        Scale x = Scale.log(
                probes.get(0).rate() / 1.15,
                1.15 * probes.get(probes.size() - 1).rate(),
                plot.left(),
                plot.right());
        Scale y = latencies(plot);
        svg.text("panel", 0, 14, "Response by offered rate (both log scale)");
        legend().draw(svg, 0, TITLE, width.px());
        plot.horizontalGrid(y, y.decades(24), Quantity::time);
        List<Double> ticks = rates(x);
        plot.verticalGrid(x, ticks);
        plot.baseline();
        for (double ns : limits.heightsNs()) {
            if (ns >= y.low() && ns <= y.high()) {
                svg.line("line s-limit", plot.left(), y.px(ns), plot.right(), y.px(ns));
            }
        }
        knee(svg, plot, x);
        curve(svg, "s-p99", SearchProbe::p99Ns, x, y);
        curve(svg, "s-p50", SearchProbe::p50Ns, x, y);
        plot.labelsBelow(x, ticks, Quantity::axis);
        svg.text("tick middle", (plot.left() + plot.right()) / 2, bottom + 40, "Messages offered per second");
        return svg.finish();
    }

    /** A line through the probes that were valid, with a mark on each probe for its verdict. */
    private void curve(Svg svg, String cssClass, Function<SearchProbe, Long> percentile, Scale x, Scale y) {
        StringBuilder line = new StringBuilder();
        for (SearchProbe probe : probes) {
            Long ns = percentile.apply(probe);
            if (ns != null && probe.status() != VerdictStatus.INVALID) {
                line.append(line.length() == 0 ? 'M' : 'L')
                        .append(Svg.number(x.px(probe.rate())))
                        .append(' ')
                        .append(Svg.number(y.px(ns)));
            }
        }
        svg.path("line thin " + cssClass, line.toString());
        for (VerdictStatus status : VerdictStatus.values()) {
            StringBuilder marks = new StringBuilder();
            for (SearchProbe probe : probes) {
                Long ns = percentile.apply(probe);
                if (probe.status() == status && ns != null) {
                    marks.append(mark(status, x.px(probe.rate()), y.px(ns)));
                }
            }
            svg.path("probe " + status.jsonName(), marks.toString());
        }
    }

    /** A box for what passed, a cross for what failed, a triangle for what is invalid: told apart without colours. */
    private static String mark(VerdictStatus status, double x, double y) {
        return switch (status) {
            case PASS -> Svg.box(x - 3.5, y - 3.5, 7, 7);
            case FAIL -> "M" + Svg.number(x - 4) + " " + Svg.number(y - 4) + "l8 8m0-8l-8 8";
            case INVALID -> "M" + Svg.number(x) + " " + Svg.number(y - 5) + "l5 9h-10z";
        };
    }

    private void knee(Svg svg, Plot plot, Scale x) {
        String words = kneeWords();
        double half = Svg.textWidth(words, Plot.FONT) / 2;
        double at = search.highestRate() == null ? plot.right() : x.px(search.highestRate());
        if (search.highestRate() != null) {
            svg.line("steady", at, plot.top() - 6, at, plot.bottom());
        }
        svg.text("note middle", Math.max(half, Math.min(at, plot.right() - half)), plot.top() - 12, words);
    }

    private String kneeWords() {
        return search.highestRate() == null
                ? "No rate was confirmed"
                : "Confirmed: " + Quantity.rate(search.highestRate()) + "/s";
    }

    private Legend legend() {
        Legend legend = new Legend().line("s-p99", "P99").line("s-p50", "P50");
        if (limits.heightsNs().iterator().hasNext()) {
            legend.line("s-limit", "SLO limit");
        }
        return legend;
    }

    private Scale latencies(Plot plot) {
        double low = Double.POSITIVE_INFINITY;
        double high = 1;
        for (SearchProbe probe : probes) {
            for (Long ns : new Long[] {probe.p50Ns(), probe.p99Ns()}) {
                low = ns == null ? low : Math.min(low, Math.max(1, ns));
                high = ns == null ? high : Math.max(high, ns);
            }
        }
        return Scale.logAround(low / 1.3, 1.3 * limits.highestWithin(high), plot.bottom(), plot.top());
    }

    /** 1, 2 and 5 times powers of ten. */
    private static List<Double> rates(Scale x) {
        List<Double> ticks = new ArrayList<>();
        for (double decade = Math.pow(10, Math.floor(Math.log10(x.low()))); decade <= x.high(); decade *= 10) {
            for (double step : STEPS) {
                if (decade * step >= x.low() && decade * step <= x.high()) {
                    ticks.add(decade * step);
                }
            }
        }
        return ticks;
    }
}
