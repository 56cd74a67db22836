package io.ringswarm.reports.files;

import io.ringswarm.reports.diff.RunBlocks;
import io.ringswarm.reports.diff.UnusableRunException;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Runs as they were saved, second by second, to be compared. */
public final class SavedRuns {
    private SavedRuns() {}

    /**
     * Reads one run, or all runs of a folder.
     *
     * @param path a run's folder, its {@code report.json}, or a folder that holds folders of runs; of those, what holds no
     *     {@code report.json} is passed over
     * @return one run or more, by the names of their folders
     * @throws UnreadableReportException when there is no run, or a file of one is missing or cannot be read
     * @throws UnusableRunException when a run cannot be compared with any other
     */
    public static List<RunBlocks> read(Path path) throws UnreadableReportException, UnusableRunException {
        List<RunBlocks> runs = new ArrayList<>();
        for (SavedRun run : saved(path)) {
            Path file = run.folder().resolve(ReportFolder.HISTOGRAM_LOG);
            List<Histogram> response = response(file, LatencyLogReader.read(file), run.report());
            runs.add(RunBlocks.of(run.folder().toString(), run.report(), response));
        }
        return runs;
    }

    /**
     * A run that has just ended.
     *
     * @param report its document
     * @param log its histograms second by second
     * @return the run
     * @throws UnusableRunException when it cannot be compared with any other
     */
    public static RunBlocks of(RunReport report, LatencyLog log) throws UnusableRunException {
        try {
            Path file = Path.of(ReportFolder.HISTOGRAM_LOG);
            return RunBlocks.of(report.runId(), report, response(file, LatencyLogReader.read(log), report));
        } catch (UnreadableReportException e) {
            throw new IllegalStateException("runId=" + report.runId() + " (expected: a log that can be read back)", e);
        }
    }

    private static List<SavedRun> saved(Path path) throws UnreadableReportException {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute) || SavedRun.isIn(absolute)) {
            return List.of(SavedRun.read(absolute));
        }
        List<SavedRun> found = new ArrayList<>();
        for (Path folder : sorted(absolute)) {
            if (SavedRun.isIn(folder)) {
                found.add(SavedRun.read(folder));
            }
        }
        if (found.isEmpty()) {
            throw new UnreadableReportException(
                    path, "expected: " + ReportFolder.JSON + " in it, or in folders in it", null);
        }
        return found;
    }

    private static List<Path> sorted(Path folder) throws UnreadableReportException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UnreadableReportException(folder, UnreadableReportException.words(e), e);
        }
    }

    /** From second 0 on; a second without a line has no samples. A run has an interval for each second that it logs. */
    private static List<Histogram> response(Path file, SavedLatencyLog log, RunReport report)
            throws UnreadableReportException {
        List<Histogram> seconds = new ArrayList<>();
        int intervals = report.intervals().size();
        for (SecondSamples samples : log.seconds(LatencyTag.RESPONSE)) {
            if (samples.second() >= intervals) {
                throw new UnreadableReportException(
                        file,
                        "second=" + samples.second() + ", expected: below " + intervals
                                + ", the number of intervals in " + ReportFolder.JSON,
                        null);
            }
            while (seconds.size() < samples.second()) {
                seconds.add(new Histogram(1));
            }
            seconds.add(samples.samples());
        }
        return seconds;
    }
}
