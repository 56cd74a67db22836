package io.ringswarm.reports.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.ringswarm.reports.run.RunReport;
import java.util.HashMap;
import java.util.Map;

/** {@code report.md}: what a pull request needs to know. */
public final class MarkdownReport {
    private static final Template PAGE =
            Mustache.compiler().withEscaper(Escape::markdown).compile(Templates.text("report.md.mustache"));

    private MarkdownReport() {}

    /**
     * Draws a run.
     *
     * @param report the run
     * @return GitHub-flavoured Markdown
     */
    public static String render(RunReport report) {
        Map<String, Object> page = new HashMap<>(ReportView.of(report));
        page.put(
                "icon",
                switch (report.verdict().status()) {
                    case PASS -> "✅";
                    case FAIL -> "❌";
                    case INVALID -> "⚠️";
                });
        page.put("fence", fence(report.command()));
        return PAGE.execute(page);
    }

    /** Longer than any run of backticks in the text, so that the text cannot end the block. */
    private static String fence(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence;
    }
}
