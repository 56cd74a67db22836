package io.ringswarm.harness.load.verdict;

import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.metrics.AskCounters;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.kind.Arrivals;
import io.ringswarm.harness.load.kind.AsksSeen;
import io.ringswarm.harness.load.kind.Seen;
import io.ringswarm.harness.load.kind.Witness;
import io.ringswarm.harness.load.measure.Accounts;
import io.ringswarm.harness.load.measure.Deliveries;
import io.ringswarm.harness.load.measure.HeapAfterGc;
import io.ringswarm.harness.load.measure.LaneResult;
import io.ringswarm.harness.load.measure.Measurement;
import io.ringswarm.harness.load.measure.Offered;
import io.ringswarm.harness.load.measure.Trouble;
import io.ringswarm.harness.load.scenario.Layer;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Setting;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.harness.load.scenario.Slo;
import io.ringswarm.harness.load.tasks.TasksFound;
import io.ringswarm.reports.run.Alloc;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.LoadFigure;
import io.ringswarm.reports.run.Resources;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.Warmup;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A run of which nothing is wrong unless a test says so, and its report. */
class JudgedRun {
    static final long MESSAGES = 100_000;
    static final long SECOND_NS = 1_000_000_000L;
    static final long MS = 1_000_000;

    final Settings flags = new Settings();
    Long scheduled = MESSAGES;
    long sent = MESSAGES;
    long refused;
    long dropped;
    Long unsent = 0L;
    long unsentByGenerator;
    long lateByGenerator;
    long created = MESSAGES;
    long engineHandled = MESSAGES;
    DeadLetterReason deadReason = DeadLetterReason.HANDLER_THREW;
    long dead;
    long undelivered;
    long handled = MESSAGES;
    long missing;
    long duplicates;
    long outOfOrder;
    long responseNs = 20_000;
    long recorded = MESSAGES;
    long negativeDelays;
    long sendDelayNs = 500;
    long hiccupNs = 60_000;
    long stealNs;
    Boolean steady = true;
    long durationNs = SECOND_NS;
    Long interruptedAfterNs;
    Long handledInTime;
    long drainNs;
    Trouble trouble;
    List<LoadFigure> figures = List.of();
    String yaml = "durationSeconds: 1\n";
    long shed;
    long engineRefused;
    long asksStarted;
    long asksAnswered;
    long forwarded;
    boolean pausesKnown = true;
    Witness witness;
    AsksSeen asks;
    List<LaneResult> lanes = List.of();
    TasksFound tasks;
    long heapGrowthBytes;
    Map<Slo, Integer> violations = Map.of();

    /** Ten times as much offered as was accepted. */
    void overload() {
        set(ScenarioOption.WORKLOAD, "overload");
        dropped = refused = engineRefused = 9 * MESSAGES;
        scheduled = 10 * MESSAGES;
        asks = new AsksSeen(0, 0, 0, 0, 0, 0, 0);
        lanes = List.of(lane(Priority.LOW, dropped, MESSAGES, 896, 0));
    }

    /** As many tasks as messages, of which so many are not as they should be. */
    void tasks(long notEndedOnce, long startedTooOften, long wrong, TasksFound.Disagreement... disagreements) {
        set(ScenarioOption.WORKLOAD, "work");
        set(ScenarioOption.RATE, "max");
        scheduled = null;
        unsent = null;
        Tasks section = Tasks.builder()
                .submitted(MESSAGES, MESSAGES)
                .checked(notEndedOnce)
                .build();
        tasks = new TasksFound(section, 1, startedTooOften, wrong, List.of(disagreements), Map.of(), false, Map.of());
    }

    static LaneResult lane(Priority priority, long refused, long handled, long longestWait, int idleSeconds) {
        Histogram response = LatencyHistograms.newHistogram();
        fill(response, 10 * MS, handled);
        return new LaneResult(priority, handled, refused, 0, handled, response, longestWait, 896, idleSeconds);
    }

    void leaveUnsent(long messages) {
        unsent = messages;
        sent -= messages;
        created -= messages;
        handled -= messages;
        engineHandled -= messages;
    }

    void set(ScenarioOption option, String text) {
        flags.add(option, new Setting(text, Layer.FLAG, option.flag()));
    }

    RunReport judged(String... slos) {
        Settings settings = new Settings();
        for (ScenarioOption option : ScenarioOption.values()) {
            flags.all(option).forEach(setting -> settings.add(option, setting));
        }
        for (String slo : slos) {
            settings.add(ScenarioOption.SLO, new Setting(slo, Layer.FLAG, "--slo"));
        }
        ScenarioSource source = new ScenarioSource("test", "test.yaml", yaml, Layer.BUILT_IN, null);
        ScenarioConfig config = ScenarioResolver.resolve(source, Map.of(), settings, Path.of(""));
        ReportAssembly.Subject subject =
                new ReportAssembly.Subject("run-1", "ringswarm run", Map.of(), null, null, config, null);
        return ReportAssembly.of(subject, measurement());
    }

    Measurement measurement() {
        LatencyHistograms latency = new LatencyHistograms();
        fill(latency.response(), responseNs, recorded);
        fill(latency.transit(), 300, recorded);
        Histogram sendDelay = LatencyHistograms.newHistogram();
        fill(sendDelay, sendDelayNs, sent);
        Histogram hiccups = LatencyHistograms.newHistogram();
        fill(hiccups, hiccupNs, 1_000);
        Accounts accounts = new Accounts(
                new Offered(scheduled, sent, refused, dropped, unsent, unsentByGenerator, lateByGenerator),
                new Deliveries(
                        created,
                        engineHandled,
                        Map.of(deadReason, dead),
                        0,
                        shed,
                        undelivered,
                        0,
                        engineRefused,
                        new AskCounters(asksStarted, asksAnswered, 0, 0, 0, 0, 0, 0)),
                new Seen(
                        forwarded,
                        0,
                        0,
                        handled,
                        handled,
                        null,
                        null,
                        new Arrivals(missing, duplicates, outOfOrder),
                        asks,
                        0,
                        0,
                        witness),
                0,
                tasks);
        return new Measurement(
                OffsetDateTime.parse("2026-01-01T00:00:00Z"),
                durationNs,
                interruptedAfterNs,
                handledInTime == null ? handled : handledInTime,
                drainNs,
                accounts,
                latency,
                lanes,
                figures,
                scheduled == null ? null : sendDelay,
                negativeDelays,
                hiccups,
                List.of(Interval.of(0).taken(stealNs, null, null).build()),
                null,
                violations,
                null,
                List.of(),
                pausesKnown,
                new Alloc(0.0, null, 0L, 0L),
                new Resources(null, null, null, null, null, null, null, null),
                new HeapAfterGc(20 << 20, (20L << 20) + heapGrowthBytes),
                new Warmup("auto", 2.0, steady),
                trouble);
    }

    static void fill(Histogram histogram, long valueNs, long count) {
        if (count > 0) {
            histogram.recordValueWithCount(valueNs, count);
        }
    }
}
