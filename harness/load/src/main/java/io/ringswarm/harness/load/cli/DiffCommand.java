package io.ringswarm.harness.load.cli;

import io.ringswarm.reports.diff.DiffReport;
import io.ringswarm.reports.diff.DiffRun;
import io.ringswarm.reports.diff.RunBlocks;
import io.ringswarm.reports.diff.RunDiff;
import io.ringswarm.reports.files.DiffJson;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.page.DiffMarkdown;
import io.ringswarm.reports.page.DiffPage;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
            "with commas between them.",
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

    @Option(names = "--force-compare", description = "compare although machine or JVM differ, and say so")
    private boolean forceCompare;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + RunDiff.SEED,
            description = "of the resampling (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            description = "writes diff.html, diff.md and diff.json there (default: none are written)")
    private String reportDir;

    @Option(names = "--force", description = "replace a report that is there")
    private boolean force;

    @Option(names = "--json", description = "print the document on stdout, and nothing else")
    private boolean json;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        ReportFolder folder = reportDir == null
                ? null
                : ReportFolder.open(console.currentFolder().resolve(reportDir), force);
        List<RunBlocks> baseRuns = SavedRunArgument.read(base, console.currentFolder());
        List<RunBlocks> newRuns = SavedRunArgument.read(fresh, console.currentFolder());
        RunDiff diff =
                new RunDiff(baseRuns, newRuns).ignoreMachine(forceCompare).resampling(seed, RunDiff.RESAMPLES);
        if (noise != null) {
            diff.noise(SavedRunArgument.read(noise, console.currentFolder()));
        }
        DiffReport report = diff.judge();
        String document = DiffJson.write(report);
        print(report, document);
        DiffRun run = new DiffRun(
                report,
                baseRuns.stream().map(RunBlocks::report).toList(),
                newRuns.stream().map(RunBlocks::report).toList(),
                Repetition.command(
                        spec.root().commandLine().getParseResult().originalArgs(), Map.of(), option -> true));
        if (folder != null) {
            Map<String, String> files = new LinkedHashMap<>();
            files.put("diff.json", document);
            files.put("diff.html", DiffPage.render(run));
            files.put("diff.md", DiffMarkdown.render(run));
            words().println("Report: " + folder.write(files));
        }
        return run.exitCode();
    }

    private void print(DiffReport report, String document) {
        if (json) {
            console.out().print(document);
            console.out().flush();
        }
        report.ignored()
                .forEach(
                        difference -> words().println(console.yellow("warning: ") + difference + ", ignored as asked"));
        words().println(report.sentence());
        words().println();
        new DiffTable(console, words()).print(report.metrics());
    }

    private PrintStream words() {
        return json ? console.err() : console.out();
    }
}
