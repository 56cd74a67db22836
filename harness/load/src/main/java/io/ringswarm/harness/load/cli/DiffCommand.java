package io.ringswarm.harness.load.cli;

import io.ringswarm.reports.diff.DiffReport;
import io.ringswarm.reports.diff.DiffRun;
import io.ringswarm.reports.diff.RunBlocks;
import io.ringswarm.reports.diff.RunDiff;
import io.ringswarm.reports.diff.UnusableRunException;
import io.ringswarm.reports.files.DiffJson;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.page.DiffMarkdown;
import io.ringswarm.reports.page.DiffPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code diff}: whether saved runs of one build are slower than those of another. */
@Command(
        name = "diff",
        description = {
            "Says whether saved runs are slower than others.",
            "",
            "A change counts when its interval, from resampling runs and seconds, leaves out 1, and its ratio is beyond the",
            "noise band, which is how far apart runs of one build come. Both sides must have run the same scenario on the",
            "same machine.",
            "",
            "BASE and NEW are each a run's folder, its report.json, a folder that holds folders of runs, or several of these",
            "with commas between them. No run may be on both sides.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Exit codes: 0 no slow-down that counts, 2 runs that cannot be compared, 4 a slow-down.",
            "",
            "Example: ringswarm diff baselines/main target/ringswarm/mine --report-dir target/diff"
        })
final class DiffCommand implements Callable<Integer> {
    private final Console console;
    private ReportChoice report;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BASE", description = "the runs to compare with")
    private String base;

    @Parameters(index = "1", paramLabel = "NEW", description = "the runs in question")
    private String fresh;

    @Option(
            names = "--noise",
            paramLabel = "RUNS",
            description = {
                "two runs of one build or more, which show how far apart such runs come (default: those of BASE, where",
                "there are several; else what is expected of any machine)"
            })
    private String noise;

    @Mixin
    private LikenessChoice likeness = new LikenessChoice();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + RunDiff.SEED,
            description = "of the resampling (default: ${DEFAULT-VALUE})")
    private long seed;

    private DiffCommand(Console console) {
        this.console = console;
    }

    static CommandLine line(Console console) {
        DiffCommand command = new DiffCommand(console);
        CommandLine line = new CommandLine(command);
        command.report = ReportChoice.addTo(
                line.getCommandSpec(),
                console,
                "writes diff.html, diff.md and diff.json there (default: none are written)",
                "the document");
        return line;
    }

    @Override
    public Integer call() throws Exception {
        ReportFolder folder = report.folder() == null ? null : report.open(report.folder());
        List<RunBlocks> baseRuns = SavedRunArgument.read(base, console.currentFolder());
        List<RunBlocks> newRuns = SavedRunArgument.read(fresh, console.currentFolder());
        requireOthers(baseRuns, newRuns);
        RunDiff diff = new RunDiff(baseRuns, newRuns)
                .ignoreMachine(likeness.isForced())
                .resampling(seed, RunDiff.RESAMPLES);
        if (noise != null) {
            diff.noise(SavedRunArgument.read(noise, console.currentFolder()));
        }
        DiffReport found = diff.judge();
        String document = DiffJson.write(found);
        print(found, document);
        DiffRun run = new DiffRun(
                found,
                baseRuns.stream().map(RunBlocks::report).toList(),
                newRuns.stream().map(RunBlocks::report).toList(),
                Repetition.command(
                        spec.root().commandLine().getParseResult().originalArgs(), Map.of(), option -> true));
        if (folder != null) {
            Map<String, String> files = new LinkedHashMap<>();
            files.put("diff.json", document);
            files.put("diff.html", DiffPage.render(run));
            files.put("diff.md", DiffMarkdown.render(run));
            report.tell(folder, folder.write(files));
        }
        return run.exitCode();
    }

    /** A run is as fast as itself: a check that compares it so could not fail, whoever wrote the command meant another. */
    private void requireOthers(List<RunBlocks> baseRuns, List<RunBlocks> newRuns) throws UnusableRunException {
        Set<String> base = baseRuns.stream().map(run -> run.report().runId()).collect(Collectors.toSet());
        for (RunBlocks run : newRuns) {
            String id = run.report().runId();
            if (base.contains(id)) {
                throw new UnusableRunException(
                        "NEW=" + fresh + " (expected: runs that BASE does not hold; " + id + " is in both)");
            }
        }
    }

    private void print(DiffReport found, String document) {
        if (report.json()) {
            console.out().print(document);
            console.out().flush();
        }
        found.ignored()
                .forEach(difference ->
                        report.words().println(console.yellow("warning: ") + difference + ", ignored as asked"));
        report.words().println(found.sentence());
        report.words().println();
        new DiffTable(console, report.words()).print(found.metrics());
    }
}
