package io.ringswarm.reports.export;

import io.ringswarm.reports.run.Alloc;
import io.ringswarm.reports.run.Asks;
import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.EngineCounts;
import io.ringswarm.reports.run.Hiccup;
import io.ringswarm.reports.run.Lane;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.LoadFigure;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.Rate;
import io.ringswarm.reports.run.Resources;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.run.Warmup;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * {@code metrics.prom}: a run in the text format of Prometheus, version 0.0.4, for a push gateway or a text file collector. Times are in
 * seconds with all their digits. What was not measured is left out. All values are of a run that is over, hence gauges and summaries.
 */
public final class PrometheusReport {
    private static final String BYTES = "B";

    private final RunReport report;
    private final Exposition out;

    private PrometheusReport(RunReport report) {
        this.report = report;
        this.out = new Exposition(Map.of("scenario", report.scenario().name()));
    }

    /**
     * Writes a run.
     *
     * @param report the run
     * @return text that ends with a line break; the same report gives the same text
     */
    public static String render(RunReport report) {
        PrometheusReport text = new PrometheusReport(report);
        text.run();
        text.messages(report.counts(), report.rate());
        text.latency();
        text.figures();
        if (report.tasks() != null) {
            new TaskMetrics(report.tasks(), text.out, (kind, times) -> text.quantiles(times, "kind", kind)).write();
        }
        text.machine();
        return text.out.text();
    }

    private void run() {
        out.gauge("ringswarm_run_info", "What was run; always 1.")
                .sample(
                        "",
                        "1",
                        "run_id",
                        report.runId(),
                        "system",
                        report.scenario().system(),
                        "workload",
                        report.scenario().workload(),
                        "codec",
                        report.scenario().codec(),
                        "commit",
                        report.git() == null ? null : report.git().commit());
        long startMs = report.startedAt().toInstant().toEpochMilli();
        out.gauge("ringswarm_run_start_time_seconds", "When the run started, in seconds since 1970.")
                .sample("", BigDecimal.valueOf(startMs, 3).toPlainString());
        out.gauge("ringswarm_run_duration_seconds", "How long the measured part was to last.")
                .number(report.scenario().durationSeconds());
        out.gauge("ringswarm_run_verdict", "1 for the verdict of the run, 0 for the others.");
        for (VerdictStatus status : VerdictStatus.values()) {
            out.truth(status == report.verdict().status(), "verdict", status.jsonName());
        }
        out.gauge("ringswarm_run_exit_code", "The exit code of the run: 0 pass, 1 fail, 3 invalid.")
                .count((long) report.verdict().exitCode());
        out.gauge("ringswarm_objective_met", "Whether an objective of the run was met.");
        Set<String> told = new HashSet<>();
        for (SloResult slo : report.slo()) {
            String objective = ObjectiveText.of(slo);
            if (told.add(objective)) {
                out.truth(slo.pass(), "objective", objective);
            }
        }
        Warmup warmup = report.warmup();
        out.gauge("ringswarm_warmup_seconds", "How long the warm-up took.")
                .number(warmup == null ? null : warmup.seconds());
        out.gauge("ringswarm_warmup_steady", "Whether latencies were steady when the warm-up ended.")
                .truth(warmup == null ? null : warmup.steady());
    }

    private void messages(Counts counts, Rate rate) {
        out.gauge("ringswarm_messages", "Messages of the run, warm-up not included, by what became of them.")
                .count(counts.scheduled(), "state", "scheduled")
                .count(counts.sent(), "state", "sent")
                .count(counts.handled(), "state", "handled")
                .count(counts.lost(), "state", "lost")
                .count(counts.duplicate(), "state", "duplicate")
                .count(counts.outOfOrder(), "state", "out_of_order")
                .count(counts.refused(), "state", "refused")
                .count(counts.expired(), "state", "expired")
                .count(counts.shed(), "state", "shed")
                .count(counts.deadLettered(), "state", "dead_lettered")
                .count(counts.undelivered(), "state", "undelivered")
                .count(counts.unsentAtDeadline(), "state", "unsent_at_deadline");
        out.gauge("ringswarm_messages_per_second", "Messages per second of the scheduled duration.")
                .number(rate.scheduledPerSecond(), "state", "scheduled")
                .number(rate.sentPerSecond(), "state", "sent")
                .number(rate.handledPerSecond(), "state", "handled");
        EngineCounts engine = report.engine();
        if (engine != null) {
            out.gauge("ringswarm_engine_deliveries", "Deliveries as the engine counts them, by what became of them.")
                    .count(engine.created(), "state", "created")
                    .count(engine.handled(), "state", "handled")
                    .count(engine.expired(), "state", "expired")
                    .count(engine.shed(), "state", "shed")
                    .count(engine.deadLettered(), "state", "dead_lettered")
                    .count(engine.undelivered(), "state", "undelivered")
                    .count(engine.parked(), "state", "parked")
                    .count(engine.refused(), "state", "refused");
        }
        Asks asks = report.asks();
        if (asks != null) {
            out.gauge("ringswarm_asks", "Asks by how they ended.")
                    .count(asks.started(), "state", "started")
                    .count(asks.answered(), "state", "answered")
                    .count(asks.expired(), "state", "expired")
                    .count(asks.timedOut(), "state", "timed_out")
                    .count(asks.cancelled(), "state", "cancelled")
                    .count(asks.failed(), "state", "failed");
        }
        out.gauge("ringswarm_lane_messages", "Messages of one lane by what became of them.");
        for (Lane lane : lanes()) {
            out.count(lane.sent(), "lane", lane.priority(), "state", "sent")
                    .count(lane.refused(), "lane", lane.priority(), "state", "refused")
                    .count(lane.unsentAtDeadline(), "lane", lane.priority(), "state", "unsent_at_deadline")
                    .count(lane.handled(), "lane", lane.priority(), "state", "handled");
        }
    }

    private void latency() {
        out.summary(
                "ringswarm_latency_seconds",
                "Latency: response is handler entry minus due time, transit handler entry minus send time, handling"
                        + " handler exit minus entry, send_delay send time minus due time.");
        eachLatency((kind, distribution) -> quantiles(distribution, "kind", kind));
        out.gauge("ringswarm_latency_min_seconds", "The smallest latency.");
        eachLatency((kind, distribution) -> out.seconds(distribution.min(), "kind", kind));
        out.gauge("ringswarm_latency_max_seconds", "The largest latency.");
        eachLatency((kind, distribution) -> out.seconds(distribution.max(), "kind", kind));
        out.summary("ringswarm_lane_latency_seconds", "Response of one lane's messages: handler entry minus due time.");
        eachLane((lane, response) -> quantiles(response, "lane", lane));
        out.gauge("ringswarm_lane_latency_max_seconds", "The largest response of one lane's messages.");
        eachLane((lane, response) -> out.seconds(response.max(), "lane", lane));
    }

    private void eachLatency(BiConsumer<String, Distribution> consumer) {
        Latency latency = report.latency();
        each(consumer, "response", latency.response());
        each(consumer, "transit", latency.transit());
        each(consumer, "handling", latency.handling());
        each(consumer, "send_delay", latency.sendDelay());
    }

    private void eachLane(BiConsumer<String, Distribution> consumer) {
        lanes().forEach(lane -> each(consumer, lane.priority(), lane.response()));
    }

    private static void each(BiConsumer<String, Distribution> consumer, String name, Distribution distribution) {
        if (distribution != null) {
            consumer.accept(name, distribution);
        }
    }

    private void quantiles(Distribution distribution, String label, String value) {
        for (Percentile percentile : Percentile.values()) {
            String quantile = BigDecimal.valueOf(percentile.percent())
                    .movePointLeft(2)
                    .stripTrailingZeros()
                    .toPlainString();
            out.seconds(distribution.at(percentile), label, value, "quantile", quantile);
        }
        double meanNs = distribution.mean() == null ? 0 : distribution.mean();
        out.sample("_sum", Decimals.sumInSeconds(meanNs, distribution.count()), label, value);
        out.sample("_count", String.valueOf(distribution.count()), label, value);
    }

    private void figures() {
        List<LoadFigure> figures = report.figures() == null ? List.of() : report.figures();
        out.gauge("ringswarm_figure_seconds", "What the load measured in each of its rounds beside latency: times.");
        figures.stream()
                .filter(figure -> !BYTES.equals(figure.unit()))
                .forEach(figure -> each(
                        figure,
                        (statistic, ns) ->
                                out.sample("", Decimals.seconds(ns), "figure", figure.name(), "statistic", statistic)));
        out.gauge("ringswarm_figure_bytes", "What the load measured in each of its rounds beside latency: memory.");
        figures.stream()
                .filter(figure -> BYTES.equals(figure.unit()))
                .forEach(figure -> each(
                        figure,
                        (statistic, bytes) -> out.number(bytes, "figure", figure.name(), "statistic", statistic)));
        out.gauge("ringswarm_figure_rounds", "How often the load measured it.");
        figures.forEach(figure -> out.count(figure.count(), "figure", figure.name()));
    }

    private static void each(LoadFigure figure, BiConsumer<String, Double> consumer) {
        if (figure.min() != null) {
            consumer.accept("min", figure.min());
        }
        if (figure.median() != null) {
            consumer.accept("median", figure.median());
        }
        if (figure.max() != null) {
            consumer.accept("max", figure.max());
        }
    }

    private void machine() {
        Hiccup hiccup = report.hiccup();
        if (hiccup != null) {
            out.gauge("ringswarm_hiccup_seconds", "How late a sleeping thread woke.")
                    .seconds(hiccup.p50(), "statistic", "p50")
                    .seconds(hiccup.p99(), "statistic", "p99")
                    .seconds(hiccup.max(), "statistic", "max");
        }
        Alloc alloc = report.alloc();
        if (alloc != null) {
            out.gauge("ringswarm_allocated_bytes_per_message", "Bytes allocated for each message handled.")
                    .number(alloc.bytesPerMessage(), "by", "senders_and_shards")
                    .number(alloc.jvmBytesPerMessage(), "by", "jvm");
            out.gauge("ringswarm_gc_collections", "Collections in the measured part.")
                    .count(alloc.gcCount());
            out.gauge("ringswarm_gc_seconds", "Time in collections in the measured part.")
                    .seconds(alloc.gcNs());
        }
        Attribution causes = report.attribution();
        if (causes != null) {
            out.gauge("ringswarm_samples_over_limit", "Samples over the limit of the objective, by cause.")
                    .count(causes.gc(), "cause", "gc")
                    .count(causes.safepoint(), "cause", "safepoint")
                    .count(causes.descheduled(), "cause", "descheduled")
                    .count(causes.generator(), "cause", "generator")
                    .count(causes.queueing(), "cause", "queueing")
                    .count(causes.unexplained(), "cause", "unexplained");
        }
        out.gauge("ringswarm_clock_error_p99_seconds", "99th percentile of the error of recorded times.")
                .seconds(report.clock() == null ? null : report.clock().errorP99Ns());
        if (report.resources() != null) {
            process(report.resources());
        }
    }

    private void process(Resources used) {
        out.gauge("ringswarm_process_cpu_seconds", "CPU time of all threads in the measured part.")
                .number(used.cpuSeconds());
        out.gauge("ringswarm_process_cpu_cores", "Cores kept busy in the measured part.")
                .number(used.cpuCoresMean(), "statistic", "mean")
                .number(used.cpuCoresMax(), "statistic", "max");
        out.gauge("ringswarm_process_resident_memory_bytes", "Resident memory in the measured part.")
                .count(used.rssMeanBytes(), "statistic", "mean")
                .count(used.rssMaxBytes(), "statistic", "max");
        out.gauge(
                        "ringswarm_heap_used_bytes",
                        "Heap in use: at the end, and after collections at the start and under load.")
                .count(used.heapUsedBytes(), "at", "end")
                .count(used.heapAfterGcStartBytes(), "at", "start_after_gc")
                .count(used.heapAfterGcEndBytes(), "at", "end_after_gc");
    }

    private List<Lane> lanes() {
        return Stream.ofNullable(report.lanes()).flatMap(List::stream).toList();
    }
}
