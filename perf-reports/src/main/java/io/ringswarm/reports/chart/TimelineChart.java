package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.words.Objective;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The run second by second, its panels one below the other on one axis of time: latency, disturbances, messages, queue, CPU, memory. */
public final class TimelineChart {
    private static final double MIB = 1024.0 * 1024.0;
    private static final double SMALL_PLOT = 72;

    private final RunReport report;
    private final List<Interval> intervals;
    private final Series p50;
    private final Series p95;
    private final Series p99;
    private final Series max;
    private final DisturbanceStrips strips;
    private final LatencyLimits limits;
    private final List<SmallPanel> panels = new ArrayList<>();

    /** A panel with lines over a straight axis from 0. */
    private record SmallPanel(
            String title,
            List<Series> series,
            List<String[]> classAndName,
            double smallestStep,
            DoubleFunction<String> label) {
        double largest() {
            return series.stream().mapToDouble(Series::max).max().orElse(0);
        }

        double height() {
            return (classAndName.isEmpty() ? 30 : 54) + SMALL_PLOT + 22;
        }
    }

    /**
     * Reads what is to be drawn.
     *
     * @param report a run
     */
    public TimelineChart(RunReport report) {
        this.report = report;
        this.intervals = report.intervals();
        this.p50 = Series.of(intervals, Interval::p50Ns);
        this.p95 = Series.of(intervals, Interval::p95Ns);
        this.p99 = Series.of(intervals, Interval::p99Ns);
        this.max = Series.of(intervals, Interval::maxNs);
        this.strips = new DisturbanceStrips(intervals);
        this.limits = new LatencyLimits(report);
        addPanels();
    }

    /**
     * Whether there is something to draw.
     *
     * @return whether anything was measured by the second
     */
    public boolean drawable() {
        return latencyMeasured() || strips.measured() || !panels.isEmpty();
    }

    /**
     * How many seconds one point stands for.
     *
     * @return 1, or more for very long runs
     */
    public int secondsPerPoint() {
        return Series.secondsPerPoint(intervals.size());
    }

    /**
     * Draws the chart.
     *
     * @param width for which width
     * @return an SVG element
     */
    public String draw(ChartWidth width) {
        double latencyPlot = width == ChartWidth.NARROW ? 200 : 230;
        double latencyTop = firstViolation().isPresent() ? 76 : 54;
        double latencyHeight = latencyMeasured() ? latencyTop + latencyPlot + 24 : 0;
        double stripsHeight = strips.measured() ? strips.height() + 22 : 0;
        double panelsHeight = panels.stream().mapToDouble(SmallPanel::height).sum();
        double height = latencyHeight + stripsHeight + panelsHeight + 28;
        Svg svg = new Svg(
                "timeline-" + width.px(),
                width.cssClass(),
                width.px(),
                height,
                "The run second by second",
                description());
        double left = width.gutterPx();
        double right = width.px() - 14;
        Scale x = Scale.linear(0, lastSecond() + 1, left, right);

        double y = 0;
        double bottom = 0;
        if (latencyMeasured()) {
            bottom = latencyTop + latencyPlot;
            latency(svg, new Plot(svg, left, latencyTop, right, bottom), x);
            y += latencyHeight;
        }
        if (strips.measured()) {
            strips.draw(svg, x, left, right, y);
            y += stripsHeight;
            bottom = y - 14;
        }
        for (SmallPanel panel : panels) {
            double top = y + (panel.classAndName().isEmpty() ? 30 : 54);
            bottom = top + SMALL_PLOT;
            small(svg, new Plot(svg, left, top, right, bottom), x, y, panel);
            y += panel.height();
        }
        Plot whole = new Plot(svg, left, 0, right, bottom);
        whole.labelsBelow(x, x.round(44, 1), Quantity::axis);
        svg.text("tick middle", (left + right) / 2, bottom + 40, "Seconds since measuring began");
        return svg.finish();
    }

    private void latency(Svg svg, Plot plot, Scale x) {
        double low = Math.min(p50.minAboveZero(1e12), max.minAboveZero(1e12));
        Scale y = Scale.logAround(low / 1.3, 1.3 * limits.highestWithin(max.max()), plot.bottom(), plot.top());
        svg.text("panel", 0, 14, "Response (log scale)");
        plot.legend(0, 36, latencyLegend());
        plot.horizontalGrid(y, y.decades(24), Quantity::time);
        plot.verticalGrid(x, x.round(44, 1));
        plot.baseline();
        for (double ns : limits.heightsNs()) {
            if (ns >= y.low() && ns <= y.high()) {
                svg.line("line s-limit", plot.left(), y.px(ns), plot.right(), y.px(ns));
            }
        }
        svg.path("line s-max", max.path(x, y));
        svg.path("line s-p99", p99.path(x, y));
        svg.path("line s-p95", p95.path(x, y));
        svg.path("line s-p50", p50.path(x, y));
        firstViolation().ifPresent(second -> violation(svg, plot, x, second));
    }

    private List<String[]> latencyLegend() {
        List<String[]> legend = new ArrayList<>(List.of(
                new String[] {"s-max", "max"},
                new String[] {"s-p99", "P99"},
                new String[] {"s-p95", "P95"},
                new String[] {"s-p50", "P50"}));
        if (limits.heightsNs().iterator().hasNext()) {
            legend.add(new String[] {"s-limit", "SLO limit"});
        }
        return legend;
    }

    private void violation(Svg svg, Plot plot, Scale x, int second) {
        double at = x.px(second + 0.5);
        String text = violationWords(second);
        double half = Svg.textWidth(text, Plot.FONT) / 2;
        double centre = Math.max(half, Math.min(at, plot.right() - half));
        svg.line("line violation", at, plot.top() - 6, at, plot.bottom());
        svg.text("note violated middle", centre, plot.top() - 12, text);
    }

    private void small(Svg svg, Plot plot, Scale x, double top, SmallPanel panel) {
        double largest = panel.largest();
        double ceiling = Math.max(panel.smallestStep(), niceCeiling(largest));
        Scale y = Scale.linear(0, ceiling, plot.bottom(), plot.top());
        svg.text("panel", 0, top + 14, panel.title());
        if (!panel.classAndName().isEmpty()) {
            plot.legend(0, top + 36, panel.classAndName());
        }
        plot.horizontalGrid(y, y.round(24, panel.smallestStep()), panel.label());
        plot.verticalGrid(x, x.round(44, 1));
        plot.baseline();
        for (int i = 0; i < panel.series().size(); i++) {
            String cssClass = panel.classAndName().isEmpty()
                    ? "s-single"
                    : panel.classAndName().get(i)[0];
            svg.path("line " + cssClass, panel.series().get(i).path(x, y));
        }
    }

    private void addPanels() {
        Series handled = Series.of(intervals, Interval::handled);
        Series sent = Series.of(intervals, Interval::sent);
        if (handled.measured() && sent.measured()) {
            List<String[]> names = List.of(new String[] {"s-handled", "handled"}, new String[] {"s-sent", "sent"});
            panels.add(new SmallPanel("Messages in each second", List.of(handled, sent), names, 1, Quantity::axis));
        }
        addSingle("Messages waiting in rings", Series.of(intervals, Interval::queueDepth), 1, Quantity::axis);
        addSingle("Process CPU (cores busy)", Series.of(intervals, Interval::cpuCores), 0.1, Quantity::number);
        Series rss =
                Series.of(intervals, second -> second.rssBytes() == null ? null : (Double) (second.rssBytes() / MIB));
        addSingle("Process memory, resident (MiB)", rss, 1, Quantity::axis);
    }

    private void addSingle(String title, Series series, double smallestStep, DoubleFunction<String> label) {
        if (series.measured()) {
            panels.add(new SmallPanel(title, List.of(series), List.of(), smallestStep, label));
        }
    }

    /** The next multiple of a fifth of a round number: a line does not touch the frame nor lie in its lower half. */
    private static double niceCeiling(double largest) {
        if (largest <= 0) {
            return 1;
        }
        double step = Scale.roundUp(largest * 1.02) / 5;
        return Math.ceil(largest * 1.02 / step) * step;
    }

    /** Of the objectives that were missed; when none was, of any that one second alone would have missed. */
    private Optional<Integer> firstViolation() {
        Optional<Integer> missed = firstViolation(slo -> Boolean.FALSE.equals(slo.pass()));
        return missed.isPresent() ? missed : firstViolation(slo -> true);
    }

    private Optional<Integer> firstViolation(Predicate<SloResult> among) {
        return report.slo().stream()
                .filter(among)
                .map(SloResult::firstViolationSecond)
                .filter(second -> second != null && second <= lastSecond())
                .min(Comparator.naturalOrder());
    }

    private String violationWords(int second) {
        String metrics = report.slo().stream()
                .filter(slo -> slo.firstViolationSecond() != null && slo.firstViolationSecond() == second)
                .map(slo -> new Objective(slo).metric())
                .collect(Collectors.joining(", "));
        return metrics + " first violated in second " + second;
    }

    private int lastSecond() {
        return intervals.stream().mapToInt(Interval::second).max().orElse(0);
    }

    private boolean latencyMeasured() {
        return max.measured();
    }

    private String description() {
        StringBuilder text =
                new StringBuilder("Latency, messages, CPU and memory over " + (lastSecond() + 1) + " seconds.");
        if (latencyMeasured()) {
            text.append(" Largest response of all seconds ")
                    .append(Quantity.time(max.max()))
                    .append('.');
        }
        firstViolation()
                .ifPresent(second ->
                        text.append(' ').append(violationWords(second)).append('.'));
        return text.toString();
    }
}
