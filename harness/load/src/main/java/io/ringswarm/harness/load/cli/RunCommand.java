package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.run.LoadRun;
import io.ringswarm.harness.load.run.RunId;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.RunReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: one load test. */
@Command(
        name = "run",
        description = {
            "Runs one load test, writes its report, and says whether it held.",
            "",
            "Every option of the scenario is also a key of its YAML and an environment variable, for example",
            "RINGSWARM_RATE; a flag goes before a variable, a variable before the file.",
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
            "  ringswarm run --rate 500k --duration 30s --slo \"p99<1ms\" --slo \"lost=0\"",
            "  ringswarm run llm-trace --trace azure-llm-code-2023.csv --speedup 60"
        })
final class RunCommand implements Callable<Integer> {
    static final String REPORT_DIR_VARIABLE = "RINGSWARM_REPORT_DIR";
    static final Path DEFAULT_PARENT = Path.of("target", "ringswarm");

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            defaultValue = ScenarioSource.DEFAULT_NAME,
            completionCandidates = BuiltInScenarios.class,
            description = "a built-in scenario or a YAML file (default: default)")
    private String scenario;

    @Option(
            names = "--report-dir",
            paramLabel = "DIR",
            description = "where the report goes (default: target/ringswarm/<run id>)")
    private String reportDir;

    @Option(names = "--force", description = "replace a report that is there")
    private boolean force;

    @Mixin
    private TagChoice tags = new TagChoice();

    @Option(names = "--json", description = "print the report document on stdout, and nothing else")
    private boolean json;

    @Mixin
    private BaselineChoice baseline = new BaselineChoice();

    private RunCommand(Console console) {
        this.console = console;
    }

    static CommandLine line(Console console) {
        CommandLine line = new CommandLine(new RunCommand(console));
        ScenarioFlags.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() throws Exception {
        ScenarioFlags.warnOfUnknownVariables(console.environment(), console.err());
        Settings flags = ScenarioFlags.read(spec.commandLine().getParseResult());
        ScenarioConfig config = ScenarioResolver.resolve(
                ScenarioSource.find(scenario, console.currentFolder()),
                console.environment(),
                flags,
                console.currentFolder());
        baseline.open(config, console.currentFolder());
        String runId = RunId.next(config.name());
        ReportFolder folder = ReportFolder.open(folder(runId), force);
        String command = Repetition.seeded(
                spec.root().commandLine().getParseResult().originalArgs(),
                console.environment(),
                flags,
                config.arrival().shape().seed());
        LoadRun test = new LoadRun(runId, config, command, tags.map(), new ProgressLine(console));
        CtrlC ctrlC = CtrlC.handledBy(test::interrupt);
        try {
            LoadRun.Outcome outcome = baseline.judge(test.run());
            print(outcome.report());
            Path written = folder.write(outcome.report(), outcome.log());
            words().println("Report: " + written);
            words().flush();
            return outcome.report().verdict().exitCode();
        } finally {
            ctrlC.done();
        }
    }

    /** Before anything is written: what was measured is not lost with a disk that is full. */
    private void print(RunReport report) {
        if (json) {
            console.out().print(ReportJson.write(report));
            console.out().flush();
        }
        new RunSummary(console, words()).print(report);
    }

    private PrintStream words() {
        return json ? console.err() : console.out();
    }

    private Path folder(String runId) {
        String given = reportDir != null ? reportDir : console.environment().get(REPORT_DIR_VARIABLE);
        Path folder = given == null || given.isBlank() ? DEFAULT_PARENT.resolve(runId) : Path.of(given);
        return console.currentFolder().resolve(folder);
    }
}
