package io.ringswarm.reports.run;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Collects what a run found. What is not set was not measured. Confined to one thread. */
public final class RunReportBuilder {
    private String runId;
    private OffsetDateTime startedAt;
    private String command = "";
    private Map<String, String> tags = Map.of();
    private Git git;
    private Verdict verdict;
    private Scenario scenario;
    private List<SloResult> slo = List.of();
    private Counts counts;
    private Rate rate;
    private Latency latency = new Latency(null, null, null, null);
    private Hiccup hiccup;
    private List<Interval> intervals = List.of();
    private Alloc alloc;
    private Attribution attribution;
    private Warmup warmup;
    private ClockError clock;
    private Environment env;
    private Resources resources;
    private EngineCounts engine;
    private Asks asks;
    private List<Lane> lanes;
    private List<LoadFigure> figures;
    private Tasks tasks;
    private List<WorstMessage> worst;
    private Baseline baseline;
    private Search search;

    RunReportBuilder() {}

    /**
     * Sets the run's name.
     *
     * @param runId the run's name
     * @return this
     */
    public RunReportBuilder runId(String runId) {
        this.runId = runId;
        return this;
    }

    /**
     * Sets when the run started.
     *
     * @param startedAt when the run started
     * @return this
     */
    public RunReportBuilder startedAt(OffsetDateTime startedAt) {
        this.startedAt = startedAt;
        return this;
    }

    /**
     * Sets the command that runs it again.
     *
     * @param command the command that runs it again
     * @return this
     */
    public RunReportBuilder command(String command) {
        this.command = command;
        return this;
    }

    /**
     * Sets the user's own labels; none unless set.
     *
     * @param tags the user's own labels; none unless set
     * @return this
     */
    public RunReportBuilder tags(Map<String, String> tags) {
        this.tags = tags;
        return this;
    }

    /**
     * Sets the sources' state.
     *
     * @param git the sources' state
     * @return this
     */
    public RunReportBuilder git(Git git) {
        this.git = git;
        return this;
    }

    /**
     * Sets whether the run held.
     *
     * @param verdict whether the run held
     * @return this
     */
    public RunReportBuilder verdict(Verdict verdict) {
        this.verdict = verdict;
        return this;
    }

    /**
     * Sets what was run.
     *
     * @param scenario what was run
     * @return this
     */
    public RunReportBuilder scenario(Scenario scenario) {
        this.scenario = scenario;
        return this;
    }

    /**
     * Sets the objectives; none unless set.
     *
     * @param slo the objectives; none unless set
     * @return this
     */
    public RunReportBuilder slo(List<SloResult> slo) {
        this.slo = slo;
        return this;
    }

    /**
     * Sets where every message went.
     *
     * @param counts where every message went
     * @return this
     */
    public RunReportBuilder counts(Counts counts) {
        this.counts = counts;
        return this;
    }

    /**
     * Sets messages per second; computed from the counts and the scheduled duration unless set.
     *
     * @param rate messages per second; computed from the counts and the scheduled duration unless set
     * @return this
     */
    public RunReportBuilder rate(Rate rate) {
        this.rate = rate;
        return this;
    }

    /**
     * Sets the latency distributions; none measured unless set.
     *
     * @param latency the latency distributions; none measured unless set
     * @return this
     */
    public RunReportBuilder latency(Latency latency) {
        this.latency = latency;
        return this;
    }

    /**
     * Sets the machine's own delays.
     *
     * @param hiccup the machine's own delays
     * @return this
     */
    public RunReportBuilder hiccup(Hiccup hiccup) {
        this.hiccup = hiccup;
        return this;
    }

    /**
     * Sets the run second by second; none unless set.
     *
     * @param intervals the run second by second; none unless set
     * @return this
     */
    public RunReportBuilder intervals(List<Interval> intervals) {
        this.intervals = intervals;
        return this;
    }

    /**
     * Sets allocation.
     *
     * @param alloc allocation
     * @return this
     */
    public RunReportBuilder alloc(Alloc alloc) {
        this.alloc = alloc;
        return this;
    }

    /**
     * Sets the causes of samples over the SLO.
     *
     * @param attribution the causes of samples over the SLO
     * @return this
     */
    public RunReportBuilder attribution(Attribution attribution) {
        this.attribution = attribution;
        return this;
    }

    /**
     * Sets how the run was warmed up.
     *
     * @param warmup how the run was warmed up
     * @return this
     */
    public RunReportBuilder warmup(Warmup warmup) {
        this.warmup = warmup;
        return this;
    }

    /**
     * Sets how exact times are.
     *
     * @param clock how exact times are
     * @return this
     */
    public RunReportBuilder clock(ClockError clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Sets the machine.
     *
     * @param env the machine
     * @return this
     */
    public RunReportBuilder env(Environment env) {
        this.env = env;
        return this;
    }

    /**
     * Sets what the process used.
     *
     * @param resources what the process used
     * @return this
     */
    public RunReportBuilder resources(Resources resources) {
        this.resources = resources;
        return this;
    }

    /**
     * Sets what became of every delivery, as the engine counts.
     *
     * @param engine what became of every delivery
     * @return this
     */
    public RunReportBuilder engine(EngineCounts engine) {
        this.engine = engine;
        return this;
    }

    /**
     * Sets how the asks ended.
     *
     * @param asks how the asks ended
     * @return this
     */
    public RunReportBuilder asks(Asks asks) {
        this.asks = asks;
        return this;
    }

    /**
     * Sets what was found on each lane.
     *
     * @param lanes what was found on each lane
     * @return this
     */
    public RunReportBuilder lanes(List<Lane> lanes) {
        this.lanes = lanes;
        return this;
    }

    /**
     * Sets what the load has measured beside latency.
     *
     * @param figures what the load has measured beside latency
     * @return this
     */
    public RunReportBuilder figures(List<LoadFigure> figures) {
        this.figures = figures;
        return this;
    }

    /**
     * Sets how the tasks ended and their workers fared.
     *
     * @param tasks how the tasks ended and their workers fared
     * @return this
     */
    public RunReportBuilder tasks(Tasks tasks) {
        this.tasks = tasks;
        return this;
    }

    /**
     * Sets the messages that waited longest.
     *
     * @param worst the messages that waited longest, the worst first
     * @return this
     */
    public RunReportBuilder worst(List<WorstMessage> worst) {
        this.worst = worst;
        return this;
    }

    /**
     * Sets how the run compares with an earlier one.
     *
     * @param baseline how the run compares with an earlier one
     * @return this
     */
    public RunReportBuilder baseline(Baseline baseline) {
        this.baseline = baseline;
        return this;
    }

    /**
     * Sets the search that the run confirmed a rate for.
     *
     * @param search every probe and what was found
     * @return this
     */
    public RunReportBuilder search(Search search) {
        this.search = search;
        return this;
    }

    /**
     * Concludes the report.
     *
     * @return the report
     * @throws IllegalArgumentException naming what is missing: a report needs a run id, a start, a verdict, a scenario and counts
     */
    public RunReport build() {
        return new RunReport(
                RunReport.SCHEMA_VERSION,
                runId,
                startedAt,
                command,
                tags,
                git,
                verdict,
                scenario,
                slo,
                counts,
                rate == null ? ratesOfTheDuration() : rate,
                latency,
                hiccup,
                intervals,
                alloc,
                attribution,
                warmup,
                clock,
                env,
                resources,
                engine,
                asks,
                lanes,
                figures,
                tasks,
                worst,
                baseline,
                search);
    }

    private Rate ratesOfTheDuration() {
        Double seconds = Expect.present("scenario", scenario).durationSeconds();
        boolean known = seconds != null && seconds > 0;
        return known ? Rate.of(Expect.present("counts", counts), seconds) : new Rate(null, null, null);
    }
}
