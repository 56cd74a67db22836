package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.environment.ProcessUsage;
import io.ringswarm.harness.load.explain.Explanation;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.generate.LoadFaultException;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.kind.LaneBook;
import io.ringswarm.harness.load.kind.Workload;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.SampleRecorder;
import io.ringswarm.reports.run.Warmup;

/**
 * One run from launch to close. {@link #execute} belongs to one thread and works once; {@link #interrupt} may be called
 * by any.
 */
public final class RunExecution {
    static final long QUIET_PATIENCE_NS = 30_000_000_000L;

    private final String runId;
    private final ScenarioConfig config;
    private final Workload workload;
    private final Schedule schedule;
    private final ProcessUsage usage;
    private final RunListener listener;
    private final Interruption interruption = new Interruption();

    /**
     * A run.
     *
     * @param runId its name
     * @param config what to run
     * @param workload its load, made for this run
     * @param schedule when messages are due; null in a closed loop
     * @param usage of this process
     * @param listener hears how it goes
     */
    public RunExecution(
            String runId,
            ScenarioConfig config,
            Workload workload,
            Schedule schedule,
            ProcessUsage usage,
            RunListener listener) {
        this.runId = runId;
        this.config = config;
        this.workload = workload;
        this.schedule = schedule;
        this.usage = usage;
        this.listener = listener;
    }

    /** Ends the run soon; what was measured so far is its result. */
    public void interrupt() {
        interruption.request();
    }

    /**
     * Runs.
     *
     * @return what was found
     * @throws InvalidInputException when the engine cannot be set up as configured, or a load of the user's own fails before anything
     *     is measured
     * @throws RunInterruptedException when this thread is interrupted; the engine is closed first
     */
    public Measurement execute() {
        try (workload;
                Explanation explanation = new Explanation(config.shards());
                Rig rig = Rig.launch(config, workload, explanation);
                HiccupMeter hiccups = new HiccupMeter(explanation)) {
            listener.launched(rig.launchNs());
            hiccups.start();
            Warmup warmup = warmUp(rig, hiccups, explanation);
            Trouble trouble = settle(rig, hiccups);
            try (MeasuredPart part =
                    new MeasuredPart(runId, config, schedule, rig, hiccups, explanation, usage, listener)) {
                if (trouble == null && !interruption.isRequested()) {
                    part.run(interruption);
                }
                return part.conclude(warmup, trouble);
            }
        } catch (RunInterruptedException e) {
            Thread.currentThread().interrupt(); // again, now that everything is closed
            throw e;
        }
    }

    private Warmup warmUp(Rig rig, HiccupMeter hiccups, Explanation explanation) {
        boolean automatic = config.warmupNs() == null;
        long limitNs = automatic ? WarmUp.AUTOMATIC_LIMIT_NS : config.warmupNs();
        if (limitNs == 0) {
            return new Warmup("fixed", 0.0, null);
        }
        listener.warmingUp();
        Schedule rehearsed = schedule == null ? null : schedule.forWarmUp(limitNs);
        SloWatch slos = new SloWatch(config.slos());
        try (SecondSeries rehearsal = new SecondSeries(rig, hiccups, explanation, usage, slos, rehearsed)) {
            long startNs = System.nanoTime();
            rehearsal.start(startNs);
            SendPhase phase = new SendPhase(rig, rehearsed, startNs, limitNs);
            interruption.start(phase);
            WarmUp warmUp = new WarmUp(rehearsal, interruption::isRequested);
            Warmup result = automatic ? warmUp.automatic(phase) : warmUp.fixed(phase);
            phase.join();
            if (phase.failure() instanceof LoadFaultException fault) {
                throw new InvalidInputException(fault.getMessage() + " (expected: messages that can be sent)");
            }
            return result;
        }
    }

    /**
     * Lets the engine handle what the warm-up left, forgets how long that took, and collects the garbage of the set-up.
     * What a shard kept of it would count as measured: so this is quiet only when every shard has given all.
     *
     * @return why the measured part cannot begin; null when it can
     */
    private Trouble settle(Rig rig, HiccupMeter hiccups) {
        long untilNs = System.nanoTime() + QUIET_PATIENCE_NS;
        boolean quiet = true;
        for (Producer producer : rig.producers()) {
            quiet &= producer.drain(untilNs);
        }
        quiet &= rig.awaitQuiet(QUIET_PATIENCE_NS);
        boolean forgotten = new WholeCollection(rig.engine()::collectLatency, System::nanoTime)
                .into(new LatencyHistograms(), quiet ? QUIET_PATIENCE_NS : 0);
        System.gc();
        rig.producers().forEach(Producer::reset);
        workload.responses().forEach(SampleRecorder::reset);
        workload.lanes().forEach(LaneBook::reset);
        hiccups.reset();
        if (!quiet) {
            return Trouble.of(Sentence.NOT_QUIET);
        }
        return forgotten ? null : Trouble.of(Sentence.WARM_UP_KEPT);
    }
}
