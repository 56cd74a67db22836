package io.ringswarm.reports.run;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * One run: the document {@code report.json}. Everything the other files of a report show is in it, so that they can be drawn again.
 *
 * @param schemaVersion always {@value #SCHEMA_VERSION}; additions do not change it
 * @param runId the run's name, unique among the runs of a machine
 * @param startedAt when it started, to the millisecond, with offset
 * @param command the command that runs it again, as typed into a shell
 * @param tags the user's own labels, in the order given
 * @param git the sources' state; null when not known
 * @param verdict whether it held
 * @param scenario what was run
 * @param slo its objectives
 * @param counts where every message went
 * @param rate messages per second
 * @param latency the latency distributions
 * @param hiccup the machine's own delays; null when not measured
 * @param intervals the run second by second
 * @param alloc allocation; null when not measured
 * @param attribution the causes of samples over the SLO; null when not measured
 * @param warmup how it was warmed up; null when it was not
 * @param clock how exact times are; null when not measured
 * @param env the machine; null when not known
 * @param resources what the process used; null when not measured
 * @param engine what became of every delivery, as the engine counts; null when not known
 * @param asks how the asks ended; null where none is made
 * @param lanes what was found on each lane; null where they are not told apart
 * @param figures what the load has measured beside latency; null where it measures nothing else
 * @param tasks how the tasks ended and their workers fared; null where none is submitted
 * @param worst the messages that waited longest, the worst first; null when nobody looked
 * @param baseline how it compares with an earlier run; null when it was not compared
 * @param search the search that this run confirmed a rate for; null when there was none
 */
public record RunReport(
        int schemaVersion,
        String runId,
        OffsetDateTime startedAt,
        String command,
        Map<String, String> tags,
        Git git,
        Verdict verdict,
        Scenario scenario,
        List<SloResult> slo,
        Counts counts,
        Rate rate,
        Latency latency,
        Hiccup hiccup,
        List<Interval> intervals,
        Alloc alloc,
        Attribution attribution,
        Warmup warmup,
        ClockError clock,
        Environment env,
        Resources resources,
        EngineCounts engine,
        Asks asks,
        List<Lane> lanes,
        List<LoadFigure> figures,
        Tasks tasks,
        List<WorstMessage> worst,
        Baseline baseline,
        Search search) {
    /** The version of the document. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * Checks that what every report has is there, and copies lists and maps.
     *
     * @param schemaVersion always {@value #SCHEMA_VERSION}
     * @param runId the run's name, unique among the runs of a machine
     * @param startedAt when it started, to the millisecond, with offset
     * @param command the command that runs it again, as typed into a shell
     * @param tags the user's own labels, in the order given
     * @param git the sources' state
     * @param verdict whether it held
     * @param scenario what was run
     * @param slo its objectives
     * @param counts where every message went
     * @param rate messages per second
     * @param latency the latency distributions
     * @param hiccup the machine's own delays
     * @param intervals the run second by second
     * @param alloc allocation
     * @param attribution the causes of samples over the SLO
     * @param warmup how it was warmed up
     * @param clock how exact times are
     * @param env the machine
     * @param resources what the process used
     * @param engine what became of every delivery, as the engine counts
     * @param asks how the asks ended
     * @param lanes what was found on each lane
     * @param figures what the load has measured beside latency
     * @param tasks how the tasks ended and their workers fared
     * @param worst the messages that waited longest
     * @param baseline how it compares with an earlier run
     * @param search the search that this run confirmed a rate for
     */
    public RunReport {
        if (schemaVersion != SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "schemaVersion=" + schemaVersion + " (expected: " + SCHEMA_VERSION + ")");
        }
        Expect.text("runId", runId);
        startedAt = Expect.present("startedAt", startedAt).truncatedTo(ChronoUnit.MILLIS);
        Expect.present("command", command);
        tags = Expect.map("tags", tags);
        Expect.present("verdict", verdict);
        Expect.present("scenario", scenario);
        slo = Expect.list("slo", slo);
        Expect.present("counts", counts);
        Expect.present("rate", rate);
        Expect.present("latency", latency);
        intervals = Expect.list("intervals", intervals);
        lanes = lanes == null ? null : Expect.list("lanes", lanes);
        figures = figures == null ? null : Expect.list("figures", figures);
        worst = worst == null ? null : Expect.list("worst", worst);
    }

    /**
     * Whether an objective is one on a figure of the load, and not on latencies, rates or counts.
     *
     * @param objective one of this report's
     * @return true when its metric is the name of a figure
     */
    public boolean isFigure(SloResult objective) {
        return figures != null
                && figures.stream().anyMatch(figure -> figure.name().equals(objective.metric()));
    }

    /**
     * Starts a report like this one.
     *
     * @return a builder in which everything is set as here
     */
    public RunReportBuilder toBuilder() {
        return new RunReportBuilder()
                .runId(runId)
                .startedAt(startedAt)
                .command(command)
                .tags(tags)
                .git(git)
                .verdict(verdict)
                .scenario(scenario)
                .slo(slo)
                .counts(counts)
                .rate(rate)
                .latency(latency)
                .hiccup(hiccup)
                .intervals(intervals)
                .alloc(alloc)
                .attribution(attribution)
                .warmup(warmup)
                .clock(clock)
                .env(env)
                .resources(resources)
                .engine(engine)
                .asks(asks)
                .lanes(lanes)
                .figures(figures)
                .tasks(tasks)
                .worst(worst)
                .baseline(baseline)
                .search(search);
    }

    /**
     * Starts a report.
     *
     * @return a builder in which nothing is measured yet
     */
    public static RunReportBuilder builder() {
        return new RunReportBuilder();
    }
}
