package io.ringswarm.reports.export;

import io.ringswarm.reports.chart.ChartWidth;
import io.ringswarm.reports.chart.FlowChart;
import io.ringswarm.reports.chart.SearchChart;
import io.ringswarm.reports.chart.SpectrumChart;
import io.ringswarm.reports.chart.TimelineChart;
import io.ringswarm.reports.chart.WarmupChart;
import io.ringswarm.reports.chart.WorkersChart;
import io.ringswarm.reports.run.RunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The charts of a run as PNG pictures, light, for where a page cannot be shown. Letters are those of the machine that draws. */
public final class ChartPictures {
    private static final String SPECTRUM = "spectrum.png";
    private static final String TIMELINE = "timeline.png";
    private static final String FLOW = "flow.png";
    private static final String WARMUP = "warmup.png";
    private static final String SEARCH = "search.png";
    private static final String WORKERS = "workers.png";

    /** The name of every picture that a run can have. */
    public static final List<String> NAMES = List.of(SPECTRUM, TIMELINE, FLOW, WARMUP, SEARCH, WORKERS);

    private ChartPictures() {}

    /**
     * Draws the charts for which something was measured.
     *
     * @param report the run
     * @return pictures by name, among {@link #NAMES}; empty when nothing was measured
     * @throws PictureNotDrawnException when this machine cannot draw text, as it has no fonts
     */
    public static Map<String, byte[]> render(RunReport report) {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        if (SpectrumChart.drawable(report)) {
            put(pictures, SPECTRUM, true, new SpectrumChart(report)::draw);
        }
        TimelineChart timeline = new TimelineChart(report);
        put(pictures, TIMELINE, timeline.drawable(), timeline::draw);
        FlowChart flow = new FlowChart(report);
        put(pictures, FLOW, flow.drawable(), flow::draw);
        WarmupChart warmup = new WarmupChart(report.warmup());
        put(pictures, WARMUP, warmup.drawable(), warmup::draw);
        SearchChart search = new SearchChart(report);
        put(pictures, SEARCH, search.drawable(), search::draw);
        WorkersChart workers = new WorkersChart(report.tasks());
        put(pictures, WORKERS, workers.drawable(), workers::draw);
        return pictures;
    }

    private static void put(
            Map<String, byte[]> pictures, String name, boolean drawable, Function<ChartWidth, String> chart) {
        if (drawable) {
            pictures.put(name, SvgPicture.png(chart.apply(ChartWidth.WIDE)));
        }
    }
}
