package io.ringswarm.harness.load.verdict;

import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.HeapAfterGc;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.reports.run.ClockError;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.Git;
import io.ringswarm.reports.run.Hiccup;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.Rate;
import io.ringswarm.reports.run.Resources;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Scenario;
import io.ringswarm.reports.run.SloResult;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Turns a measurement into a report with its verdict. */
public final class ReportAssembly {
    private static final double NS_PER_SECOND = 1e9;
    private static final String SYSTEM = "ringswarm";

    private ReportAssembly() {}

    /**
     * What is known of a run besides its measurement.
     *
     * @param runId its name
     * @param command that runs it again
     * @param tags the user's
     * @param git the sources' state, or null
     * @param env the machine
     * @param config what was run
     * @param traceSha256 digest of the trace, or null
     */
    public record Subject(
            String runId,
            String command,
            Map<String, String> tags,
            Git git,
            Environment env,
            ScenarioConfig config,
            String traceSha256) {}

    /**
     * Assembles.
     *
     * @param subject what was run
     * @param measured what was found
     * @return the report
     */
    public static RunReport of(Subject subject, Measurement measured) {
        List<SloResult> slos = SloEvaluation.of(subject.config().slos(), measured);
        int cores = Runtime.getRuntime().availableProcessors();
        Counts counts = counts(measured.accounts());
        return RunReport.builder()
                .runId(subject.runId())
                .startedAt(measured.startedAt())
                .command(subject.command())
                .tags(subject.tags())
                .git(subject.git())
                .verdict(new VerdictRules(subject.config(), measured, slos, cores).decide())
                .scenario(scenario(subject, measured))
                .slo(slos)
                .counts(counts)
                .rate(rate(counts, measured))
                .latency(latency(measured))
                .hiccup(Hiccup.of(measured.hiccups()))
                .intervals(measured.intervals())
                .alloc(measured.alloc())
                .attribution(measured.attribution())
                .worst(measured.worst())
                .warmup(measured.warmup())
                .clock(new ClockError(Percentile.P99.in(measured.latency().clockError())))
                .env(subject.env())
                .resources(resources(measured))
                .engine(DeliverySections.engine(measured))
                .asks(DeliverySections.asks(measured))
                .lanes(DeliverySections.lanes(measured))
                .tasks(
                        measured.accounts().tasks() == null
                                ? null
                                : measured.accounts().tasks().section())
                .figures(measured.figures().isEmpty() ? null : measured.figures())
                .build();
    }

    /** What was handled after the end is in no rate. */
    private static Rate rate(Counts counts, Measurement measured) {
        double seconds = measured.durationNs() / NS_PER_SECOND;
        if (seconds == 0) {
            return new Rate(null, null, null);
        }
        Double scheduled = counts.scheduled() == null ? null : (Double) (counts.scheduled() / seconds);
        return new Rate(scheduled, counts.sent() / seconds, measured.handledInTime() / seconds);
    }

    /**
     * The counts as reports name them; handled is what agents and askers say.
     *
     * @param accounts where the messages went
     * @return the same as a report has them
     */
    public static Counts counts(Accounts accounts) {
        return new Counts(
                accounts.scheduled(),
                accounts.sent(),
                accounts.handled(),
                accounts.seen().arrivals().duplicates(),
                accounts.seen().arrivals().outOfOrder(),
                accounts.offered().refused() + accounts.seen().refused(),
                accounts.expired(),
                accounts.engine().shed(),
                accounts.deadLettered(),
                accounts.undelivered(),
                accounts.offered().unsent());
    }

    private static Scenario scenario(Subject subject, Measurement measured) {
        ScenarioConfig config = subject.config();
        boolean ownBodies = config.workload().name().hasBodies();
        boolean whole = measured.interruptedAfterNs() == null;
        Long askedNs = whole ? (Long) measured.durationNs() : config.durationNs();
        return new Scenario(
                config.name(),
                config.sha256(),
                SYSTEM,
                config.agents(),
                config.shards(),
                config.producers(),
                ownBodies ? config.codec().text() : null,
                ownBodies ? (Integer) config.payloadBytes() : null,
                config.idle().text(),
                config.ringSlots(),
                ownBodies ? (Long) config.workNs() : null,
                config.warmupNs() == null ? null : (Double) (config.warmupNs() / NS_PER_SECOND),
                askedNs == null ? null : (Double) (askedNs / NS_PER_SECOND),
                ArrivalSection.of(config.arrival(), subject.traceSha256()),
                config.workload().text(),
                config.workload().hops(),
                config.workload().fanOut(),
                config.workload().askTimeoutNs(),
                config.workload().shedAfterNs(),
                config.profile().text());
    }

    private static Resources resources(Measurement measured) {
        HeapAfterGc heap = measured.heap();
        return heap == null
                ? measured.resources()
                : measured.resources().withHeapAfterGc(heap.startBytes(), heap.endBytes());
    }

    private static Latency latency(Measurement measured) {
        Histogram sendDelay = measured.sendDelay();
        return new Latency(
                Distribution.of(measured.latency().response()),
                Distribution.of(measured.latency().transit()),
                Distribution.of(measured.latency().handling()),
                sendDelay == null ? null : Distribution.of(sendDelay));
    }
}
