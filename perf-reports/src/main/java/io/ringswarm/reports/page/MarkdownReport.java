package io.ringswarm.reports.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.words.Quantity;
import java.util.HashMap;
import java.util.Map;

/** {@code report.md}: a comment on a pull request. What decides is in sight, the rest is folded away. */
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
        page.put("sent", Quantity.count(report.counts().sent()));
        page.put("handled", Quantity.count(report.counts().handled()));
        page.put("lost", Quantity.count(report.counts().lost()));
        page.put("fence", fence(report.command()));
        return PAGE.execute(page);
    }

    /** Longer than any run of backticks in the text, so that the text cannot end the block. */
    static String fence(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence;
    }
}
