package io.ringswarm.reports.page;

import io.ringswarm.reports.chart.AttributionBar;
import io.ringswarm.reports.chart.ChartWidth;
import io.ringswarm.reports.chart.FlowChart;
import io.ringswarm.reports.chart.SearchChart;
import io.ringswarm.reports.chart.SpectrumChart;
import io.ringswarm.reports.chart.TimelineChart;
import io.ringswarm.reports.chart.WarmupChart;
import io.ringswarm.reports.chart.WorkersChart;
import io.ringswarm.reports.run.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The charts of a run's page, each in all widths. A list that is empty is left out. */
final class RunCharts {
    private RunCharts() {}

    static Map<String, Object> of(RunReport report) {
        Map<String, Object> charts = new LinkedHashMap<>();
        charts.put(
                "spectrum", SpectrumChart.drawable(report) ? inAllWidths(new SpectrumChart(report)::draw) : List.of());
        TimelineChart timeline = new TimelineChart(report);
        charts.put("timeline", drawn(timeline.drawable(), timeline::draw));
        charts.put(
                "secondsPerPoint", timeline.secondsPerPoint() == 1 ? List.of() : List.of(timeline.secondsPerPoint()));
        AttributionBar causes = CauseRow.bar(report.attribution());
        charts.put("causesBar", drawn(causes.drawable(), causes::draw));
        SearchChart search = new SearchChart(report);
        charts.put("searchChart", drawn(search.drawable(), search::draw));
        FlowChart flow = new FlowChart(report);
        charts.put("flow", drawn(flow.drawable(), flow::draw));
        WarmupChart warmup = new WarmupChart(report.warmup());
        charts.put("warmupChart", drawn(warmup.drawable(), warmup::draw));
        WorkersChart workers = new WorkersChart(report.tasks());
        charts.put("workersChart", drawn(workers.drawable(), workers::draw));
        charts.put("workersNotDrawn", workers.leftOut());
        return charts;
    }

    private static List<String> drawn(boolean drawable, Function<ChartWidth, String> chart) {
        return drawable ? inAllWidths(chart) : List.of();
    }

    private static List<String> inAllWidths(Function<ChartWidth, String> chart) {
        List<String> drawn = new ArrayList<>();
        for (ChartWidth width : ChartWidth.values()) {
            drawn.add(chart.apply(width));
        }
        return List.of(String.join("\n", drawn));
    }
}
