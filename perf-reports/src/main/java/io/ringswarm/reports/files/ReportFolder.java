package io.ringswarm.reports.files;

import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that takes a run's report. It is checked when opened, before the run, and again when written: what another run put there in
 * between is not replaced, and what was measured is not lost, but goes to a folder beside. A report appears whole or not at all: its files
 * are written to a hidden folder beside, or inside a folder that exists already, and moved when they are complete. Files that are not a
 * report's are never touched.
 */
public final class ReportFolder {
    /** The run as a document for programs. */
    public static final String JSON = "report.json";
    /** The run as a page for people. */
    public static final String HTML = "report.html";
    /** The run as text for a pull request. */
    public static final String MARKDOWN = "report.md";
    /** The run's histograms, second by second. */
    public static final String HISTOGRAM_LOG = "latency.hlog";
    /** The run's values as a table. */
    public static final String CSV = "report.csv";
    /** The run second by second as a table. */
    public static final String INTERVALS = "intervals.csv";
    /** The run as a test suite. */
    public static final String JUNIT = "junit.xml";
    /** The run as metrics. */
    public static final String PROMETHEUS = "metrics.prom";

    private static final List<ReportFormat> OF_EVERY_RUN =
            List.of(ReportFormat.JSON, ReportFormat.HTML, ReportFormat.MARKDOWN);

    private final Path folder;
    private final boolean force;

    private ReportFolder(Path folder, boolean force) {
        this.folder = folder;
        this.force = force;
    }

    /**
     * Checks that a report may go into a folder. Creates and changes nothing.
     *
     * @param folder a folder that does not exist yet, or is empty, or, with {@code force}, any folder
     * @param force whether a report in it is replaced
     * @return the folder, to be written to after the run
     * @throws ReportFolderRefusedException when the folder is not empty and {@code force} is not given, when it or what is above it is not a
     *     folder, or when it cannot be written to
     */
    public static ReportFolder open(Path folder, boolean force) throws ReportFolderRefusedException {
        ReportFolder opened = new ReportFolder(folder.toAbsolutePath().normalize(), force);
        opened.check();
        return opened;
    }

    /**
     * Where the report goes.
     *
     * @return an absolute path
     */
    public Path path() {
        return folder;
    }

    /**
     * Writes all files of a report.
     *
     * @param report the run
     * @param log its histograms second by second; null when there are none, and then no log is written
     * @return where they are: this folder, or, when it is not empty by now, one beside it with a number behind its name
     * @throws ReportFolderRefusedException when the folder cannot be written to by now
     * @throws ReportNotWrittenException when writing fails; what was in the folder before is still there
     */
    public Path write(RunReport report, LatencyLog log) throws ReportFolderRefusedException, ReportNotWrittenException {
        Map<String, byte[]> files =
                new LinkedHashMap<>(DrawnReport.of(report, OF_EVERY_RUN).files());
        if (log != null) {
            files.put(HISTOGRAM_LOG, log.toBytes());
        }
        return write(files, allNames());
    }

    /**
     * Writes a run that was drawn.
     *
     * @param drawn its files
     * @return where they are: this folder, or, when it is not empty by now, one beside it with a number behind its name
     * @throws ReportFolderRefusedException when the folder cannot be written to by now
     * @throws ReportNotWrittenException when writing fails; what was in the folder before is still there
     */
    public Path write(DrawnReport drawn) throws ReportFolderRefusedException, ReportNotWrittenException {
        return write(drawn.files(), allNames());
    }

    /** Everything of the run before goes: a table of another run beside this one's page would be taken for this one's. */
    private static List<String> allNames() {
        List<String> names = new ArrayList<>(List.of(HISTOGRAM_LOG));
        for (ReportFormat format : ReportFormat.values()) {
            names.addAll(format.names());
        }
        return names;
    }

    private Path write(Map<String, byte[]> files, Collection<String> replaced)
            throws ReportFolderRefusedException, ReportNotWrittenException {
        checkAbove();
        Path target = force || firstEntry() == null ? folder : beside();
        try {
            if (Files.exists(target)) {
                StagedFiles.intoExisting(target, files, replaced);
            } else {
                StagedFiles.asNewFolder(target, files);
            }
        } catch (IOException e) {
            throw new ReportNotWrittenException(target, e);
        }
        return target;
    }

    /** The first that is not there of {@code run-2}, {@code run-3}, and so on. */
    private Path beside() {
        int number = 2;
        Path path = folder.resolveSibling(folder.getFileName() + "-" + number);
        while (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            number++;
            path = folder.resolveSibling(folder.getFileName() + "-" + number);
        }
        return path;
    }

    /**
     * Writes files of a report that is no run's.
     *
     * @param texts by name
     * @return where they are: this folder, or, when it is not empty by now, one beside it with a number behind its name
     * @throws ReportFolderRefusedException when the folder cannot be written to by now
     * @throws ReportNotWrittenException when writing fails; what was in the folder before is still there
     */
    public Path write(Map<String, String> texts) throws ReportFolderRefusedException, ReportNotWrittenException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        texts.forEach((name, text) -> files.put(name, utf8(text)));
        return write(files, files.keySet());
    }

    /**
     * Puts files of a saved run beside its document, where they replace those of the same formats. Nothing else is touched.
     *
     * @param folder the folder of a report
     * @param drawn its files
     * @throws ReportNotWrittenException when writing fails; the files of before are still there
     */
    public static void redraw(Path folder, DrawnReport drawn) throws ReportNotWrittenException {
        try {
            StagedFiles.intoExisting(folder, drawn.files(), drawn.replacedNames());
        } catch (IOException e) {
            throw new ReportNotWrittenException(folder, e);
        }
    }

    private void check() throws ReportFolderRefusedException {
        checkAbove();
        String first = force ? null : firstEntry();
        if (first != null) {
            throw new ReportFolderRefusedException(
                    folder, "a new or empty folder, or --force to replace the report in it; it holds " + first);
        }
    }

    private void checkAbove() throws ReportFolderRefusedException {
        Path nearest = folder;
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (nearest == null || !Files.isDirectory(nearest)) {
            throw new ReportFolderRefusedException(folder, "a folder, but " + nearest + " is not one");
        }
        if (!Files.isWritable(nearest)) {
            throw new ReportFolderRefusedException(
                    folder, "a folder that can be written to, but " + nearest + " cannot");
        }
    }

    /** The name of what comes first in the folder; null when nothing does. */
    private String firstEntry() throws ReportFolderRefusedException {
        if (!Files.exists(folder)) {
            return null;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .findFirst()
                    .orElse(null);
        } catch (IOException | UncheckedIOException e) {
            throw new ReportFolderRefusedException(folder, "a folder that can be listed, but " + e.getMessage());
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
