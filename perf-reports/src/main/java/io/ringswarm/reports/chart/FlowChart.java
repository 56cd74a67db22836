package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.words.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What flowed through the engine second by second and what that took, one low panel below the other on one axis of time. */
public final class FlowChart {
    private static final double MIB = 1024.0 * 1024.0;
    private static final double BETWEEN = 22;
    private static final String SINGLE = "s-single";

    private final List<Interval> intervals;
    private final List<SmallPanel> panels;

    /**
     * Reads what is to be drawn.
     *
     * @param report a run
     */
    public FlowChart(RunReport report) {
        this.intervals = report.intervals();
        this.panels = List.of(
                        SmallPanel.linear("Messages in each second", 1, Quantity::axis)
                                .line("s-handled", "handled", intervals, Interval::handled)
                                .line("s-sent", "sent", intervals, Interval::sent)
                                .line("s-offered", "offered", intervals, Interval::offered),
                        SmallPanel.linear("Messages waiting in rings, when each second ended", 1, Quantity::axis)
                                .line(SINGLE, "", intervals, Interval::queueDepth),
                        SmallPanel.log("Messages a shard handled at a time (log scale)", Quantity::axis)
                                .line("s-max", "most", intervals, Interval::batchMax)
                                .line(SINGLE, "mean", intervals, Interval::batchMean),
                        SmallPanel.linear("Compilation, all compiler threads", 1e3, FlowChart::time)
                                .line(SINGLE, "", intervals, Interval::compileNs),
                        SmallPanel.linear("Process CPU (cores busy)", 0.1, Quantity::number)
                                .line(SINGLE, "", intervals, Interval::cpuCores),
                        SmallPanel.linear("Process memory, resident (MiB)", 1, Quantity::axis)
                                .line(SINGLE, "", intervals, FlowChart::rssMib))
                .stream()
                .filter(SmallPanel::measured)
                .toList();
    }

    /**
     * Whether there is something to draw.
     *
     * @return whether any of it was measured
     */
    public boolean drawable() {
        return !panels.isEmpty();
    }

    /**
     * Draws the chart.
     *
     * @param width for which width
     * @return an SVG element
     */
    public String draw(ChartWidth width) {
        double bottom = -BETWEEN;
        for (SmallPanel panel : panels) {
            bottom += BETWEEN + panel.height(width.px());
        }
        Svg svg = new Svg(
                "flow-" + width.px(),
                width.cssClass(),
                width.px(),
                bottom + TimeAxis.HEIGHT,
                "What flowed second by second, and what it took",
                description());
        TimeAxis time = TimeAxis.of(intervals, width.gutterPx(), width.px() - 14.0);
        double top = 0;
        for (SmallPanel panel : panels) {
            panel.draw(svg, width, time, top);
            top += panel.height(width.px()) + BETWEEN;
        }
        time.labels(svg, new Plot(svg, width.gutterPx(), 0, width.px() - 14.0, bottom));
        return svg.finish();
    }

    private static String time(double ns) {
        return ns == 0 ? "0" : Quantity.time(ns);
    }

    private static Double rssMib(Interval second) {
        return second.rssBytes() == null ? null : (Double) (second.rssBytes() / MIB);
    }

    private String description() {
        String shown = panels.stream()
                .map(panel -> panel.title().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("; "));
        return "Over " + Quantity.count(TimeAxis.lastSecond(intervals) + 1L) + " seconds: " + shown + ".";
    }
}
