package io.ringswarm.reports.chart;

import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.words.Quantity;
import java.util.List;

/** The run second by second: how its responses are spread, and below them on the same axis what disturbed each second. */
public final class TimelineChart {
    private static final double BETWEEN = 24;

    private final RunReport report;
    private final List<Interval> intervals;
    private final LatencyPanel latency;
    private final DisturbanceStrips strips;

    /**
     * Reads what is to be drawn.
     *
     * @param report a run
     */
    public TimelineChart(RunReport report) {
        this.report = report;
        this.intervals = report.intervals();
        this.latency = new LatencyPanel(report);
        this.strips = new DisturbanceStrips(intervals);
    }

    /**
     * Whether there is something to draw.
     *
     * @return whether responses or disturbances were measured by the second
     */
    public boolean drawable() {
        return latency.measured() || strips.measured();
    }

    /**
     * How many seconds one point of a line stands for.
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
        double left = width.gutterPx();
        double right = width.px() - 14;
        double latencyHeight = latency.measured() ? latency.height(width) : 0;
        double stripsTop = latencyHeight == 0 ? 0 : latencyHeight + BETWEEN;
        double bottom = strips.measured() ? stripsTop + strips.height() : latencyHeight;
        Svg svg = new Svg(
                "timeline-" + width.px(),
                width.cssClass(),
                width.px(),
                bottom + TimeAxis.HEIGHT,
                "The run second by second",
                description());
        TimeAxis time = TimeAxis.of(intervals, left, right);
        if (latency.measured()) {
            latency.draw(svg, width, time);
        }
        if (strips.measured()) {
            strips.draw(svg, time.scale(), left, right, stripsTop);
        }
        time.labels(svg, new Plot(svg, left, 0, right, bottom));
        return svg.finish();
    }

    private String description() {
        StringBuilder text = new StringBuilder(
                "Response and disturbances over " + Quantity.count(TimeAxis.lastSecond(intervals) + 1L) + " seconds.");
        if (latency.measured()) {
            text.append(" Largest response of all seconds ")
                    .append(Quantity.time(latency.largestNs()))
                    .append('.');
        }
        FirstViolation.of(report)
                .ifPresent(first -> text.append(' ').append(first.words()).append('.'));
        return text.toString();
    }
}
