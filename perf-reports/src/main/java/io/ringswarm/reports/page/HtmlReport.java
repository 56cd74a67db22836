package io.ringswarm.reports.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.words.TaskWords;
import io.ringswarm.reports.words.VerdictSentence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        if (report.tasks() != null) {
            page.put("tasks", List.of(unitsKept(TaskWords.efficiency(report.tasks()))));
        }
        page.putAll(RunCharts.of(report));
        return PAGE.execute(page);
    }

    /** A number and its unit stay on one line. */
    private static String unitsKept(String sentence) {
        return sentence.replaceAll("(\\d) (?=(ns|µs|ms|s|%))", "$1\u00a0");
    }
}
