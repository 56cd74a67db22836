package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.run.LoadRun;
import io.ringswarm.harness.load.run.RunId;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.RunReport;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: one load test. */
@Command(
        name = "run",
        description = {
            "Runs one load test, writes its report, and says whether it held.",
            "",
            "Every option of the scenario is also a key of its YAML and an environment variable, for example RINGSWARM_RATE;"
                    + " a flag goes before a variable, a variable before the file. An option of another workload than the"
                    + " scenario's is refused. 'ringswarm scenarios' lists the scenarios.",
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
            "  ringswarm run work-medium --workers 8 --strategy hybrid",
            "  ringswarm run llm-trace --trace azure-llm-code-2023.csv --speedup 60"
        })
final class RunCommand implements Callable<Integer> {
    private final Console console;
    private ReportChoice report;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ScenarioChoice scenario = new ScenarioChoice();

    @Mixin
    private TagChoice tags = new TagChoice();

    @Mixin
    private BaselineChoice baseline = new BaselineChoice();

    private RunCommand(Console console) {
        this.console = console;
    }

    static CommandLine line(Console console) {
        RunCommand command = new RunCommand(console);
        CommandLine line = new CommandLine(command);
        command.report = ReportChoice.addTo(
                line.getCommandSpec(),
                console,
                "where the report goes (default: target/ringswarm/<run id>)",
                "the report document");
        ScenarioFlags.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public Integer call() throws Exception {
        ScenarioFlags.warnOfUnknownVariables(console.environment(), console.err());
        Settings flags = ScenarioFlags.read(spec.commandLine().getParseResult());
        ScenarioConfig config = scenario.config(console, flags);
        baseline.open(config, console.currentFolder());
        String runId = RunId.next(config.name());
        ReportFolder folder = report.open(report.folder(runId));
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
            report.tell(folder, folder.write(outcome.report(), outcome.log()));
            return outcome.report().verdict().exitCode();
        } finally {
            ctrlC.done();
        }
    }

    /** Before anything is written: what was measured is not lost with a disk that is full. */
    private void print(RunReport found) {
        if (report.json()) {
            console.out().print(ReportJson.write(found));
            console.out().flush();
        }
        new RunSummary(console, report.words()).print(found);
    }
}
