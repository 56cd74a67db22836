package io.ringswarm.harness.load.cli;

import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportNotWrittenException;
import io.ringswarm.reports.files.UnreadableReportException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code report}: the pages of saved runs once more. */
@Command(
        name = "report",
        description = "Draws report.html and report.md of saved runs again, from their report.json.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example: ringswarm report target/ringswarm/steady"})
final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "the folder of a run's report")
    private List<String> runs;

    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UnreadableReportException, ReportNotWrittenException {
        for (String run : runs) {
            Path folder = console.currentFolder().resolve(run);
            ReportFolder.redraw(folder);
            console.out().println("Report: " + folder);
        }
        return ExitCode.OK;
    }
}
