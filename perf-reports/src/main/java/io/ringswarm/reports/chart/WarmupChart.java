package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Warmup;
import io.ringswarm.reports.run.WarmupWindow;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The warm-up window by window: percentiles, the compiler's share, and from when on it was steady. */
public final class WarmupChart {
    private static final double TITLE = 22;
    private static final double COMPILE_PLOT = 60;

    private final Warmup warmup;
    private final List<WarmupWindow> windows;
    private final double endSeconds;
    private final Double steadyFrom;

    /**
     * Reads what is to be drawn.
     *
     * @param warmup how a run was warmed up; null when it was not
     */
    public WarmupChart(Warmup warmup) {
        this.warmup = warmup;
        this.windows = warmup == null || warmup.windows() == null ? List.of() : warmup.windows();
        this.endSeconds =
                windows.isEmpty() ? 0 : windows.get(windows.size() - 1).endSeconds();
        this.steadyFrom = steadyFrom();
    }

    /**
     * Whether there is something to draw.
     *
     * @return whether a percentile or the compiler's time is known of any window
     */
    public boolean drawable() {
        return endSeconds > 0 && (latencyKnown() || compileKnown());
    }

    /**
     * Draws the chart.
     *
     * @param width for which width
     * @return an SVG element
     */
    public String draw(ChartWidth width) {
        double left = width.gutterPx();
        double right = width.px() - 14;
        double latencyTop = TITLE + legend().height(width.px()) + 32;
        double latencyBottom = latencyKnown() ? latencyTop + 150 : 0;
        double compileTop = (latencyKnown() ? latencyBottom + 26 : 28) + TITLE;
        double bottom = compileKnown() ? compileTop + COMPILE_PLOT : latencyBottom;
        Svg svg = new Svg(
                "warmup-" + width.px(),
                width.cssClass(),
                width.px(),
                bottom + TimeAxis.HEIGHT,
                "The warm-up window by window",
                steadyWords() + ".");
        Scale x = Scale.linear(0, endSeconds, left, right);
        List<Double> ticks = x.round(60, 1e-9);
        if (latencyKnown()) {
            Plot plot = new Plot(svg, left, latencyTop, right, latencyBottom);
            svg.text("panel", 0, 14, "Response while warming up (log scale)");
            legend().draw(svg, 0, TITLE, width.px());
            latency(svg, plot, x, ticks);
        }
        if (compileKnown()) {
            Plot plot = new Plot(svg, left, compileTop, right, bottom);
            svg.text("panel", 0, compileTop - 13, "Compilers at work (cores busy)");
            compilation(svg, plot, x, ticks);
        }
        Plot whole = new Plot(svg, left, latencyKnown() ? latencyTop : compileTop, right, bottom);
        mark(svg, whole, x);
        whole.labelsBelow(x, ticks, Quantity::number);
        svg.text("tick middle", (left + right) / 2, bottom + 40, "Seconds since the warm-up began");
        return svg.finish();
    }

    private void latency(Svg svg, Plot plot, Scale x, List<Double> ticks) {
        double low = Double.POSITIVE_INFINITY;
        double high = 1;
        for (WarmupWindow window : windows) {
            for (Long ns : new Long[] {window.p50Ns(), window.p99Ns()}) {
                low = ns == null ? low : Math.min(low, Math.max(1, ns));
                high = ns == null ? high : Math.max(high, ns);
            }
        }
        Scale y = Scale.logAround(low / 1.2, 1.2 * high, plot.bottom(), plot.top());
        plot.horizontalGrid(y, y.decades(24), Quantity::time);
        plot.verticalGrid(x, ticks);
        plot.baseline();
        svg.path("line s-p99", steps(x, y, i -> nanOr(windows.get(i).p99Ns())));
        svg.path("line s-p50", steps(x, y, i -> nanOr(windows.get(i).p50Ns())));
    }

    private void compilation(Svg svg, Plot plot, Scale x, List<Double> ticks) {
        double most = 0;
        double[] cores = new double[windows.size()];
        double begin = 0;
        for (int i = 0; i < cores.length; i++) {
            WarmupWindow window = windows.get(i);
            double seconds = window.endSeconds() - begin;
            cores[i] = window.compileNs() == null || seconds <= 0 ? Double.NaN : window.compileNs() / (1e9 * seconds);
            most = Double.isNaN(cores[i]) ? most : Math.max(most, cores[i]);
            begin = window.endSeconds();
        }
        Scale y = Scale.linear(0, Math.max(0.1, Scale.roundUp(most)), plot.bottom(), plot.top());
        plot.horizontalGrid(y, y.round(24, 1e-9), Quantity::number);
        plot.verticalGrid(x, ticks);
        plot.baseline();
        svg.path("line s-single", steps(x, y, i -> cores[i]));
    }

    /** A level for each window, joined where neighbours are known; NaN is a gap. */
    private String steps(Scale x, Scale y, IntToDoubleFunction measure) {
        StringBuilder data = new StringBuilder();
        boolean drawing = false;
        double begin = 0;
        for (int i = 0; i < windows.size(); i++) {
            WarmupWindow window = windows.get(i);
            double value = measure.applyAsDouble(i);
            if (Double.isNaN(value)) {
                drawing = false;
            } else {
                data.append(drawing ? 'L' : 'M')
                        .append(Svg.number(x.px(begin)))
                        .append(' ')
                        .append(Svg.number(y.px(value)))
                        .append('L')
                        .append(Svg.number(x.px(window.endSeconds())))
                        .append(' ')
                        .append(Svg.number(y.px(value)));
                drawing = true;
            }
            begin = window.endSeconds();
        }
        return data.toString();
    }

    private void mark(Svg svg, Plot plot, Scale x) {
        String words = steadyWords();
        double at = steadyFrom == null ? plot.right() : x.px(steadyFrom);
        double half = Svg.textWidth(words, Plot.FONT) / 2;
        double centre = Math.max(half, Math.min(at, plot.right() - half));
        if (steadyFrom != null) {
            svg.line("steady", at, plot.top() - 6, at, plot.bottom());
        }
        svg.text("note middle", centre, plot.top() - 12, words);
    }

    private String steadyWords() {
        String ended = "measuring began at " + Quantity.number(endSeconds) + " s";
        if (steadyFrom != null) {
            return "Steady from " + Quantity.number(steadyFrom) + " s on, " + ended;
        }
        return (Boolean.FALSE.equals(warmup.steady()) ? "Not steady when " : "Not known to be steady when ") + ended;
    }

    /** When the steady windows at the end began; null when the last one was not steady. */
    private Double steadyFrom() {
        int first = windows.size();
        while (first > 0 && windows.get(first - 1).steady()) {
            first--;
        }
        if (first == windows.size()) {
            return null;
        }
        return first == 0 ? 0.0 : (Double) windows.get(first - 1).endSeconds();
    }

    private Legend legend() {
        return latencyKnown() ? new Legend().line("s-p99", "P99").line("s-p50", "P50") : new Legend();
    }

    private boolean latencyKnown() {
        return windows.stream().anyMatch(window -> window.p50Ns() != null || window.p99Ns() != null);
    }

    private boolean compileKnown() {
        return windows.stream().anyMatch(window -> window.compileNs() != null);
    }

    private static double nanOr(Long ns) {
        return ns == null ? Double.NaN : Math.max(1, ns);
    }
}
