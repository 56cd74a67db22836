package io.ringswarm.reports.files;

import io.ringswarm.reports.run.RunReport;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run that was saved before.
 *
 * @param document the {@code report.json} it was read from
 * @param report the run
 */
public record SavedRun(Path document, RunReport report) {
    /**
     * Reads a run.
     *
     * @param given the folder of a report, or its document, whatever that is named
     * @return the run
     * @throws UnreadableReportException when there is no such file or folder, or the folder holds no {@value ReportFolder#JSON}, or the
     *     document cannot be read
     */
    public static SavedRun read(Path given) throws UnreadableReportException {
        Path document = given;
        if (Files.isDirectory(given)) {
            document = given.resolve(ReportFolder.JSON);
            if (!isIn(given)) {
                throw new UnreadableReportException(
                        given, "expected: a folder that holds a " + ReportFolder.JSON, null);
            }
        }
        return new SavedRun(document, ReportJson.read(document));
    }

    /** Whether a folder is that of one run. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(ReportFolder.JSON));
    }

    /**
     * The folder that the run's report is in.
     *
     * @return the parent of the document
     */
    public Path folder() {
        return document.toAbsolutePath().normalize().getParent();
    }
}
