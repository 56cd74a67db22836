package io.ringswarm.reports.export;

import io.ringswarm.reports.chart.ChartWidth;
import io.ringswarm.reports.chart.SpectrumChart;
import io.ringswarm.reports.chart.TimelineChart;
import io.ringswarm.reports.run.RunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of a run as PNG pictures, light, for where a page cannot be shown. Letters are those of the machine that draws. */
public final class ChartPictures {
    /** The name of every picture that a run can have. */
    public static final List<String> NAMES = List.of("spectrum.png", "timeline.png");

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
            pictures.put(NAMES.get(0), SvgPicture.png(new SpectrumChart(report).draw(ChartWidth.WIDE)));
        }
        TimelineChart timeline = new TimelineChart(report);
        if (timeline.drawable()) {
            pictures.put(NAMES.get(1), SvgPicture.png(timeline.draw(ChartWidth.WIDE)));
        }
        return pictures;
    }
}
