package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.reports.benchmark.BenchmarkPair;
import io.ringswarm.reports.export.BenchmarkCsv;
import io.ringswarm.reports.files.JmhJson;
import io.ringswarm.reports.files.ReportFormat;
import io.ringswarm.reports.files.UnreadableReportException;
import io.ringswarm.reports.page.BenchmarkPage;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws what JMH has measured: one file, or two side by side. */
final class JmhImport {
    private static final Set<ReportFormat> FORMATS =
            EnumSet.of(ReportFormat.HTML, ReportFormat.MARKDOWN, ReportFormat.CSV);

    private JmhImport() {}

    /**
     * Reads and draws.
     *
     * @param given one file, or two, the one to compare with first
     * @param currentFolder what they are relative to
     * @param formats what to draw; none for all that there are
     * @return texts by file name
     */
    static Map<String, String> draw(List<String> given, Path currentFolder, Set<ReportFormat> formats)
            throws UnreadableReportException {
        if (given.size() > 2) {
            throw InvalidInputException.of("--jmh", String.join(" ", given), "one file, or two to compare");
        }
        for (ReportFormat format : formats) {
            if (!FORMATS.contains(format)) {
                throw InvalidInputException.of("--format", format.key(), "html, md or csv with --jmh");
            }
        }
        boolean compared = given.size() == 2;
        Path last = currentFolder.resolve(given.get(given.size() - 1));
        Path first = currentFolder.resolve(given.get(0));
        List<BenchmarkPair> pairs = BenchmarkPair.of(compared ? JmhJson.read(first) : null, JmhJson.read(last));
        String baseName = compared ? first.getFileName().toString() : null;
        String nowName = last.getFileName().toString();
        Map<String, String> files = new LinkedHashMap<>();
        for (ReportFormat format : formats.isEmpty() ? FORMATS : formats) {
            switch (format) {
                case HTML -> files.put("benchmarks.html", BenchmarkPage.html(baseName, nowName, pairs));
                case MARKDOWN -> files.put("benchmarks.md", BenchmarkPage.markdown(baseName, nowName, pairs));
                default -> files.put("benchmarks.csv", BenchmarkCsv.of(pairs));
            }
        }
        return files;
    }
}
