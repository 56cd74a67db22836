package io.ringswarm.harness.load.cli;

import io.ringswarm.harness.load.environment.MachineProbe;
import io.ringswarm.harness.load.run.LoadRun;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.verdict.BaselineVerdict;
import io.ringswarm.reports.diff.DiffReport;
import io.ringswarm.reports.diff.RunBlocks;
import io.ringswarm.reports.diff.RunDiff;
import io.ringswarm.reports.diff.UnusableRunException;
import io.ringswarm.reports.files.SavedRuns;
import io.ringswarm.reports.files.UnreadableReportException;
import io.ringswarm.reports.run.Baseline;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that compares its run with saved ones, and what comes of them. */
final class BaselineChoice {
    private static final long SECOND_NS = 1_000_000_000L;

    @Option(
            names = "--baseline",
            paramLabel = "RUN",
            description = {
                "compare with a saved run, or a folder of them, as diff does; exit code 4 when this run is slower",
                "and passes otherwise"
            })
    private String baseline;

    @Mixin
    private LikenessChoice likeness = new LikenessChoice();

    private List<RunBlocks> runs = List.of();

    /** Reads the saved runs and refuses, before anything is run, what could not be compared. */
    void open(ScenarioConfig config, Path currentFolder) throws UnreadableReportException, UnusableRunException {
        if (baseline == null) {
            return;
        }
        if (config.durationNs() != null && config.durationNs() < RunBlocks.MIN_SECONDS * SECOND_NS) {
            throw InvalidInputException.of(
                    "--duration",
                    config.durationNs() + " ns",
                    RunBlocks.MIN_SECONDS + " s or more where a run is compared with a baseline");
        }
        runs = SavedRunArgument.read(baseline, currentFolder);
        for (RunBlocks run : runs) {
            run.requireLike(config.sha256(), likeness.isForced() ? null : new MachineProbe().environment());
        }
    }

    /**
     * Compares a run that is valid.
     *
     * @return the outcome, its report with what was found, or with a warning that it could not be compared; as it was when there is
     *     no baseline, or the run says nothing
     */
    LoadRun.Outcome judge(LoadRun.Outcome outcome) {
        if (runs.isEmpty() || outcome.report().verdict().status() == VerdictStatus.INVALID) {
            return outcome;
        }
        try {
            return judged(outcome);
        } catch (UnusableRunException e) {
            RunReport report = outcome.report();
            Verdict verdict = BaselineVerdict.notCompared(report.verdict(), e.getMessage());
            return new LoadRun.Outcome(report.toBuilder().verdict(verdict).build(), outcome.log());
        }
    }

    private LoadRun.Outcome judged(LoadRun.Outcome outcome) throws UnusableRunException {
        RunReport report = outcome.report();
        DiffReport diff = new RunDiff(runs, List.of(SavedRuns.of(report, outcome.log())))
                .ignoreMachine(likeness.isForced())
                .judge();
        Baseline found = new Baseline(diff.base().runIds(), diff.metrics());
        Verdict verdict =
                found.isWorse() ? BaselineVerdict.slower(report.verdict(), diff.sentence()) : report.verdict();
        RunReport compared = report.toBuilder().baseline(found).verdict(verdict).build();
        return new LoadRun.Outcome(compared, outcome.log());
    }
}
