package io.ringswarm.harness.load.run;

import io.ringswarm.harness.load.custom.CustomWorkload;
import io.ringswarm.harness.load.environment.MachineProbe;
import io.ringswarm.harness.load.environment.SourceState;
import io.ringswarm.harness.load.kind.Workload;
import io.ringswarm.harness.load.kind.Workloads;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.measure.RunExecution;
import io.ringswarm.harness.load.measure.RunListener;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.schedule.Schedules;
import io.ringswarm.harness.load.schedule.TraceSchedule;
import io.ringswarm.harness.load.verdict.ReportAssembly;
import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.RunReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** One load test from its configuration to its report. Run by one thread, once; interrupted by any. */
public final class LoadRun {
    private static final String HOME_PROPERTY = "ringswarm.home";

    private final String runId;
    private final ScenarioConfig config;
    private final String command;
    private final Map<String, String> tags;
    private final RunExecution execution;
    private final MachineProbe machine = new MachineProbe();
    private final Environment environment;
    private final String traceSha256;

    /**
     * A run of what the configuration names. Reads the trace, if there is one, and looks at the machine.
     *
     * @param runId names the run
     * @param config what to run
     * @param command that runs it again
     * @param tags the user's
     * @param listener hears how it goes
     * @throws io.ringswarm.harness.load.scenario.InvalidInputException when the trace, or the user's own workload, cannot be used
     */
    public LoadRun(
            String runId, ScenarioConfig config, String command, Map<String, String> tags, RunListener listener) {
        this(runId, config, command, tags, listener, Workloads::of);
    }

    /**
     * The same of a workload that there is already.
     *
     * @param runId names the run
     * @param config what to run
     * @param command that runs it again
     * @param tags the user's
     * @param listener hears how it goes
     * @param made the user's own workload, whose class the configuration names
     * @throws io.ringswarm.harness.load.scenario.InvalidInputException when the trace cannot be used
     */
    public LoadRun(
            String runId,
            ScenarioConfig config,
            String command,
            Map<String, String> tags,
            RunListener listener,
            CustomWorkload made) {
        this(runId, config, command, tags, listener, each -> Workloads.of(each, made));
    }

    private LoadRun(
            String runId,
            ScenarioConfig config,
            String command,
            Map<String, String> tags,
            RunListener listener,
            Function<ScenarioConfig, Workload> load) {
        this.runId = runId;
        this.config = config;
        this.command = command;
        this.tags = tags;
        Schedule schedule = Schedules.of(config);
        traceSha256 = schedule instanceof TraceSchedule trace ? trace.sha256() : null;
        environment = machine.environment();
        execution = new RunExecution(runId, config, load.apply(config), schedule, machine.processUsage(), listener);
    }

    /**
     * The result.
     *
     * @param report the document
     * @param log the histograms second by second
     */
    public record Outcome(RunReport report, LatencyLog log) {}

    /**
     * Runs.
     *
     * @return its report
     * @throws io.ringswarm.harness.load.scenario.InvalidInputException when the engine cannot be set up as configured
     */
    public Outcome run() {
        Measurement measured = execution.execute();
        String home = System.getProperty(HOME_PROPERTY);
        ReportAssembly.Subject subject = new ReportAssembly.Subject(
                runId,
                command,
                tags,
                SourceState.of(home == null ? null : Path.of(home)),
                environment,
                config,
                traceSha256);
        return new Outcome(ReportAssembly.of(subject, measured), measured.log());
    }

    /** Ends the run soon; what was measured so far is its result. */
    public void interrupt() {
        execution.interrupt();
    }
}
