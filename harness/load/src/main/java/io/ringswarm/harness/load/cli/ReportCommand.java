package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.NearestName;
import io.ringswarm.reports.files.DrawnReport;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportFormat;
import io.ringswarm.reports.files.SavedRun;
import io.ringswarm.reports.files.UnreadableReportException;
import io.ringswarm.reports.run.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report}: saved runs drawn once more, in any format. */
@Command(
        name = "report",
        description = {
            "Draws saved runs again, from their report.json, in one or more formats.",
            "",
            "Files go beside the report.json, where they replace those of the same format;",
            "with --report-dir into that folder, or for several runs into a folder in it",
            "for each, named by the run.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ringswarm report target/ringswarm/steady",
            "  ringswarm report --format junit,prometheus --report-dir ci target/ringswarm/a",
            "  ringswarm report --jmh before.json after.json --report-dir target/jmh"
        })
final class ReportCommand implements Callable<Integer> {
    private static final String FORMAT = "--format";

    /** Pictures are drawn without a screen, also where there is one. */
    private static final String HEADLESS = "java.awt.headless";

    private final Console console;
    private ReportChoice report;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "RUN", description = "the folder of a run's report, or its report.json")
    private List<String> runs = new ArrayList<>();

    @Option(
            names = FORMAT,
            split = ",",
            paramLabel = "NAME",
            description = {
                "html, md, csv, json, junit, prometheus, png (the charts);",
                "several with commas between (default: html,md)"
            })
    private List<String> formats = new ArrayList<>();

    private ReportCommand(Console console) {
        this.console = console;
    }

    static CommandLine line(Console console) {
        ReportCommand command = new ReportCommand(console);
        CommandLine line = new CommandLine(command);
        command.report = ReportChoice.addTo(
                line.getCommandSpec(),
                console,
                "where the files go (default: beside report.json)",
                "the files as a JSON array");
        return line;
    }

    /** One report to be written, and where; beside its document, or where it was asked for. */
    private record Task(Path folder, boolean beside, DrawnReport drawn) {}

    @Option(
            names = "--jmh",
            arity = "1..2",
            paramLabel = "FILE",
            description = {
                "instead of runs: results of JMH, written with -rf json, as benchmarks.html,",
                "benchmarks.md and benchmarks.csv; given two files, the first is compared with"
            })
    private List<String> jmh = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (!jmh.isEmpty()) {
            return drawBenchmarks();
        }
        if (runs.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'RUN'");
        }
        WrittenFiles written = new WrittenFiles(console, report.json());
        for (Task task : tasks()) {
            if (task.beside()) {
                ReportFolder.redraw(task.folder(), task.drawn());
                written.add(task.folder(), task.drawn().fileNames());
            } else {
                written.add(
                        report.open(task.folder()).write(task.drawn()),
                        task.drawn().fileNames());
            }
        }
        written.print();
        return ExitCode.OK;
    }

    private int drawBenchmarks() throws IOException {
        if (!runs.isEmpty()) {
            throw InvalidInputException.of("RUN", runs.get(0), "none with --jmh, or one file of JMH less");
        }
        ReportFolder opened = report.open("jmh");
        Map<String, String> files =
                JmhImport.draw(jmh, console.currentFolder(), formats.isEmpty() ? Set.of() : chosenFormats());
        WrittenFiles written = new WrittenFiles(console, report.json());
        written.add(opened.write(files), List.copyOf(files.keySet()));
        written.print();
        return ExitCode.OK;
    }

    /** Every run is read and drawn before a file is touched. */
    private List<Task> tasks() throws IOException {
        Set<ReportFormat> chosen = chosenFormats();
        if (chosen.contains(ReportFormat.PNG) && System.getProperty(HEADLESS) == null) {
            System.setProperty(HEADLESS, "true");
        }
        List<Task> tasks = new ArrayList<>();
        Set<Path> folders = new HashSet<>();
        for (String given : runs) {
            SavedRun run = SavedRun.read(console.currentFolder().resolve(given));
            Path folder = folder(run);
            if (!folders.add(folder)) {
                throw InvalidInputException.of("RUN", given, "runs that differ; one before it goes to " + folder);
            }
            boolean beside = isOwn(folder, run);
            if (!beside) {
                report.open(folder);
            }
            tasks.add(new Task(folder, beside, DrawnReport.of(run.report(), chosen)));
        }
        return tasks;
    }

    private Path folder(SavedRun run) throws UnreadableReportException {
        Path asked = report.folder();
        if (asked == null) {
            if (!run.document().endsWith(ReportFolder.JSON)) {
                throw new UnreadableReportException(
                        run.document(), "expected: the name " + ReportFolder.JSON + ", or --report-dir", null);
            }
            return run.folder();
        }
        return runs.size() == 1 ? asked : asked.resolve(fileName(run.report().runId()));
    }

    /** Whether a folder is the one that the run's document is in, under its own name. */
    private static boolean isOwn(Path folder, SavedRun run) {
        return run.document().endsWith(ReportFolder.JSON)
                && folder.toAbsolutePath().normalize().equals(run.folder());
    }

    /** A run's name is the user's to choose; a folder's name is not. */
    private static String fileName(String runId) {
        return runId.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.+", "_");
    }

    private Set<ReportFormat> chosenFormats() {
        Set<ReportFormat> chosen = EnumSet.noneOf(ReportFormat.class);
        for (String given : formats) {
            chosen.add(Arrays.stream(ReportFormat.values())
                    .filter(format -> format.key().equals(given.strip()))
                    .findFirst()
                    .orElseThrow(() -> unknown(given)));
        }
        return chosen.isEmpty() ? EnumSet.of(ReportFormat.HTML, ReportFormat.MARKDOWN) : chosen;
    }

    private static InvalidInputException unknown(String given) {
        List<String> keys =
                Arrays.stream(ReportFormat.values()).map(ReportFormat::key).collect(Collectors.toList());
        return InvalidInputException.of(FORMAT, given, NearestName.oneOf(given, keys));
    }
}
