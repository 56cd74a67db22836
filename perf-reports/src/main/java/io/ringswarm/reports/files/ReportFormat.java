package io.ringswarm.reports.files;

import io.ringswarm.reports.export.ChartPictures;
import io.ringswarm.reports.export.CsvReport;
import io.ringswarm.reports.export.JunitReport;
import io.ringswarm.reports.export.PrometheusReport;
import io.ringswarm.reports.page.HtmlReport;
import io.ringswarm.reports.page.MarkdownReport;
import io.ringswarm.reports.run.RunReport;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A form that a run can be drawn in. */
public enum ReportFormat {
    /** A page for people. */
    HTML("html", List.of(ReportFolder.HTML)) {
        @Override
        void draw(RunReport report, Map<String, byte[]> files) {
            files.put(ReportFolder.HTML, utf8(HtmlReport.render(report)));
        }
    },
    /** A comment for a pull request. */
    MARKDOWN("md", List.of(ReportFolder.MARKDOWN)) {
        @Override
        void draw(RunReport report, Map<String, byte[]> files) {
            files.put(ReportFolder.MARKDOWN, utf8(MarkdownReport.render(report)));
        }
    },
    /** Tables for a spreadsheet. */
    CSV("csv", List.of(ReportFolder.CSV, ReportFolder.INTERVALS)) {
        @Override
        void draw(RunReport report, Map<String, byte[]> files) {
            files.put(ReportFolder.CSV, utf8(CsvReport.values(ReportJson.tree(report))));
            files.put(ReportFolder.INTERVALS, utf8(CsvReport.intervals(ReportJson.tree(report))));
        }
    },
    /** The document for programs. */
    JSON("json", List.of(ReportFolder.JSON)) {
        @Override
        void draw(RunReport report, Map<String, byte[]> files) {
            files.put(ReportFolder.JSON, utf8(ReportJson.write(report)));
        }
    },
    /** A test suite for a build server. */
    JUNIT("junit", List.of(ReportFolder.JUNIT)) {
        @Override
        void draw(RunReport report, Map<String, byte[]> files) {
            files.put(ReportFolder.JUNIT, utf8(JunitReport.render(report)));
        }
    },
    /** Metrics for Prometheus. */
    PROMETHEUS("prometheus", List.of(ReportFolder.PROMETHEUS)) {
        @Override
        void draw(RunReport report, Map<String, byte[]> files) {
            files.put(ReportFolder.PROMETHEUS, utf8(PrometheusReport.render(report)));
        }
    },
    /** The charts as pictures. */
    PNG("png", ChartPictures.NAMES) {
        @Override
        void draw(RunReport report, Map<String, byte[]> files) {
            files.putAll(ChartPictures.render(report));
        }
    };

    private final String key;
    private final List<String> names;

    ReportFormat(String key, List<String> names) {
        this.key = key;
        this.names = names;
    }

    /**
     * The format's name on the command line.
     *
     * @return such as {@code md}
     */
    public String key() {
        return key;
    }

    /**
     * The files of this format.
     *
     * @return all names there can be; a run may have fewer
     */
    public List<String> names() {
        return names;
    }

    /**
     * Draws a run.
     *
     * @param report the run
     * @return files by name, among {@link #names()}; the same run gives the same bytes, those of pictures on the same machine only
     * @throws io.ringswarm.reports.export.PictureNotDrawnException when this machine cannot draw pictures
     */
    public Map<String, byte[]> draw(RunReport report) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        draw(report, files);
        return files;
    }

    abstract void draw(RunReport report, Map<String, byte[]> files);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
