package io.ringswarm.reports.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.ringswarm.reports.chart.ChartWidth;
import io.ringswarm.reports.chart.SpectrumChart;
import io.ringswarm.reports.chart.TimelineChart;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.words.VerdictSentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code report.html}: one file that needs no network and no script. */
public final class HtmlReport {
    private static final Template PAGE =
            Mustache.compiler().withEscaper(Escape::html).compile(Templates.text("report.html.mustache"));
    private static final String STYLE = Templates.text("report.css");

    private HtmlReport() {}

    /**
     * Draws a run.
     *
     * @param report the run
     * @return the page
     */
    public static String render(RunReport report) {
        Map<String, Object> page = new HashMap<>(ReportView.of(report));
        page.put("style", STYLE);
        page.put("sentence", unitsKept(VerdictSentence.withoutStatus(report)));
        page.put("spectrum", SpectrumChart.drawable(report) ? inAllWidths(new SpectrumChart(report)::draw) : List.of());
        TimelineChart timeline = new TimelineChart(report);
        page.put("timeline", timeline.drawable() ? inAllWidths(timeline::draw) : List.of());
        page.put("secondsPerPoint", timeline.secondsPerPoint() == 1 ? List.of() : List.of(timeline.secondsPerPoint()));
        return PAGE.execute(page);
    }

    /** A number and its unit stay on one line. */
    private static String unitsKept(String sentence) {
        return sentence.replaceAll("(\\d) (?=(ns|µs|ms|s|%))", "$1\u00a0");
    }

    private static List<String> inAllWidths(Function<ChartWidth, String> chart) {
        List<String> drawn = new ArrayList<>();
        for (ChartWidth width : ChartWidth.values()) {
            drawn.add(chart.apply(width));
        }
        return List.of(String.join("\n", drawn));
    }
}
