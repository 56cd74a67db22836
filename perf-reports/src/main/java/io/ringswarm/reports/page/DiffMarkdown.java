package io.ringswarm.reports.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.ringswarm.reports.diff.DiffRun;
import java.util.HashMap;
import java.util.Map;

/** {@code diff.md}: a comparison of saved runs for a comment on a pull request. */
public final class DiffMarkdown {
    private static final Template PAGE =
            Mustache.compiler().withEscaper(Escape::markdown).compile(Templates.text("diff.md.mustache"));

    private DiffMarkdown() {}

    /**
     * Draws a comparison.
     *
     * @param run what was compared
     * @return GitHub-flavoured Markdown
     */
    public static String render(DiffRun run) {
        Map<String, Object> page = new HashMap<>(DiffView.of(run));
        page.put("fence", MarkdownReport.fence(run.command()));
        return PAGE.execute(page);
    }
}
