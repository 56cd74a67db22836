package io.ringswarm.reports;

import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.files.LatencyTag;
import io.ringswarm.reports.run.Alloc;
import io.ringswarm.reports.run.Arrival;
import io.ringswarm.reports.run.Asks;
import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.Baseline;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.ClockError;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.EngineCounts;
import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.Git;
import io.ringswarm.reports.run.Hiccup;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Lane;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.LoadFigure;
import io.ringswarm.reports.run.MetricVerdict;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.Resources;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.RunReportBuilder;
import io.ringswarm.reports.run.Scenario;
import io.ringswarm.reports.run.Search;
import io.ringswarm.reports.run.SearchLimit;
import io.ringswarm.reports.run.SearchProbe;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.run.Warmup;
import io.ringswarm.reports.run.WarmupWindow;
import io.ringswarm.reports.run.WorstMessage;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** Runs that look like real ones, the same for the same seed: a body of some microseconds, a tail, and stalls that bend the timeline. */
public final class SampleRun {
    /** When every sample starts. */
    public static final OffsetDateTime STARTED_AT = OffsetDateTime.parse("2026-11-20T14:03:27.250+01:00");

    private static final long SEED = 42;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final int seconds;
    private final int recordedPerSecond;
    private final double ratePerSecond;
    private final Map<Integer, Double> stallsMs = new LinkedHashMap<>();
    private final Histogram response = new Histogram(3);
    private final Histogram transit = new Histogram(3);
    private final Histogram handling = new Histogram(3);
    private final Histogram sendDelay = new Histogram(3);
    private final Histogram hiccup = new Histogram(3);
    private final List<Interval> intervals = new ArrayList<>();
    private final LatencyLog log;

    private SampleRun(int seconds, double ratePerSecond, Map<Integer, Double> stallsMs) {
        this.seconds = seconds;
        this.recordedPerSecond = seconds > 100 ? 1100 : 5500;
        this.ratePerSecond = ratePerSecond;
        this.stallsMs.putAll(stallsMs);
        this.log = new LatencyLog("sample", STARTED_AT);
        for (int second = 0; second < seconds; second++) {
            record(second);
        }
    }

    /** A run that held everything it had to. */
    public static SampleRun passing(int seconds) {
        Map<Integer, Double> stalls = new LinkedHashMap<>();
        for (int second = 3; second < seconds; second += 17) {
            stalls.put(second, 0.4 + second % 5 * 0.3);
        }
        return new SampleRun(seconds, 110_000, stalls);
    }

    /** A run with stalls long enough to miss its P99. */
    public static SampleRun failing(int seconds) {
        Map<Integer, Double> stalls = new LinkedHashMap<>();
        for (int second = seconds / 3; second < seconds; second += Math.max(2, seconds / 12)) {
            stalls.put(second, 180.0);
        }
        return new SampleRun(seconds, 110_000, stalls);
    }

    /** The histograms second by second. */
    public LatencyLog log() {
        return log;
    }

    /** All samples of the response. */
    public Histogram response() {
        return response;
    }

    /** A report with everything measured and the verdict that follows from the default objectives. */
    public RunReport report() {
        return builder().build();
    }

    /** The same, open to changes. */
    public RunReportBuilder builder() {
        long due = Math.round(seconds * ratePerSecond);
        Counts counts = new Counts(due, due, due, 0L, 0L, 213, 0, 0, 0, 0, 0L);
        List<SloResult> slo = slo(counts);
        boolean pass = slo.stream().allMatch(SloResult::pass);
        return RunReport.builder()
                .runId("20261120-140327-default-7f3a")
                .startedAt(STARTED_AT)
                .command("harness/bin/ringswarm run default --rate 110k --duration " + seconds
                        + "s --seed 42 --idle spin")
                .tags(Map.of("branch", "main"))
                .git(new Git("8d52e02c1f6f0a7be3ad9d0d3cf5aa10f0cbd7d1", true))
                .verdict(new Verdict(
                        pass ? VerdictStatus.PASS : VerdictStatus.FAIL,
                        pass ? List.of() : List.of("P99 was over its limit of 10 ms"),
                        List.of("the hypervisor took 34 ms of CPU time during the run")))
                .scenario(scenario("default"))
                .slo(slo)
                .counts(counts)
                .latency(new Latency(
                        Distribution.of(response),
                        Distribution.of(transit),
                        Distribution.of(handling),
                        Distribution.of(sendDelay)))
                .hiccup(Hiccup.of(hiccup))
                .intervals(intervals)
                .alloc(new Alloc(0.42, 3.1, 2L, 5_400_000L))
                .attribution(pass ? null : new Attribution(5120L, 14L, 220L, 0L, 13_020L, 35L, 10_000_000L))
                .warmup(new Warmup("auto", 2.0, true, warmUpWindows()))
                .worst(worst())
                .clock(new ClockError(640L))
                .env(environment())
                .resources(new Resources(
                        seconds * 1.62, 1.62, 1.94, 410L << 20, 431L << 20, 96L << 20, 21L << 20, 22L << 20));
    }

    /** A run whose load asks and tells lanes apart. */
    public static RunReport saturated() {
        SampleRun run = passing(10);
        Distribution response = Distribution.of(run.response);
        return run.builder()
                .engine(new EngineCounts(1_150_000, 1_100_000, 0, 50_000, 0, 0, 12, 900_000))
                .asks(new Asks(100_000, 99_000, 0, 400, 0, 600))
                .lanes(List.of(
                        new Lane("critical", 20_000, 0, 0, 20_000, 448L, 448L, response),
                        new Lane("low", 70_000, 630_000, 3, 70_000, null, null, null)))
                .build();
    }

    /** A run whose load measures more than latency: one limit met, one nearly missed, one figure seldom measured. */
    public static RunReport spawning() {
        return passing(10)
                .builder()
                .figures(List.of(
                        LoadFigure.of("spawnAll", "ns", List.of(9e7, 8e7, 1.2e8, 1e8, 1.1e8, 9.5e7)),
                        LoadFigure.of("bytesPerAgent", "B", List.of(340.0, 341.0, 339.0, 340.0, 340.5, 340.2, 338.0)),
                        LoadFigure.of("stopAll", "ns", List.of(4e7, 5e7))))
                .slo(List.of(
                        new SloResult("spawnAll", "<", 150, "ms", 97.5, true, null),
                        new SloResult("bytesPerAgent", "<=", 350, "B", 340.0, true, null)))
                .build();
    }

    /** A run that is worse than its baseline in one metric, with every other verdict beside it. */
    public static RunReport compared() {
        return passing(10)
                .builder()
                .baseline(new Baseline(
                        "20261119-101500-default-11aa",
                        List.of(
                                new BaselineMetric("p50", 2700.0, 3240.0, 1.2, 1.17, 1.23, 0.05, MetricVerdict.WORSE),
                                new BaselineMetric("p90", 5100.0, 4386.0, 0.86, 0.8, 0.91, 0.1, MetricVerdict.BETTER),
                                new BaselineMetric("p95", 6500.0, 6890.0, 1.06, 1.01, 1.12, 0.1, MetricVerdict.NOISE),
                                new BaselineMetric("p99", 9e3, 1.1e4, 1.22, 0.7, 2.1, 0.15, MetricVerdict.UNCLEAR),
                                new BaselineMetric(
                                        "p999", null, null, null, null, null, null, MetricVerdict.NOT_JUDGED),
                                new BaselineMetric("mean", 3e3, 3.03e3, 1.01, 0.97, 1.05, 0.1, MetricVerdict.SAME),
                                new BaselineMetric(
                                        "handledPerSecond", 110e3, 110e3, 1.0, 1.0, 1.0, 0.05, MetricVerdict.SAME))))
                .build();
    }

    /** A run that confirms the rate that a search has found, with a knee above it. */
    public static RunReport searched() {
        return passing(10)
                .builder()
                .search(new Search(
                        List.of(
                                probe(100_000, VerdictStatus.PASS, false, 2_600, 9_100),
                                probe(200_000, VerdictStatus.PASS, false, 2_900, 14_000),
                                probe(400_000, VerdictStatus.PASS, false, 3_800, 61_000),
                                probe(800_000, VerdictStatus.INVALID, false, 21_000, 4_200_000),
                                probe(565_685, VerdictStatus.FAIL, false, 9_000_000, 88_000_000),
                                probe(475_683, VerdictStatus.PASS, false, 5_200, 900_000),
                                probe(475_683, VerdictStatus.PASS, true, 5_300, 1_100_000)),
                        475_683.0,
                        SearchLimit.SLO))
                .build();
    }

    private static SearchProbe probe(double rate, VerdictStatus status, boolean confirming, long p50Ns, long p99Ns) {
        String reason = status == VerdictStatus.FAIL ? "P99 was over its limit of 10 ms" : "the schedule was not met";
        return new SearchProbe(
                rate,
                status,
                confirming,
                confirming ? 10.0 : 3.0,
                p50Ns,
                (p50Ns + p99Ns) / 2,
                p99Ns,
                rate,
                status == VerdictStatus.PASS ? List.of() : List.of(reason));
    }

    /** A run whose messages arrived in so and so. */
    public static RunReport arriving(Arrival arrival) {
        SampleRun run = passing(10);
        Scenario whole = run.scenario("default");
        Scenario scenario = new Scenario(
                whole.name(),
                whole.sha256(),
                whole.system(),
                whole.agents(),
                whole.shards(),
                whole.producers(),
                whole.codec(),
                whole.payloadBytes(),
                whole.idle(),
                whole.ringSlots(),
                whole.workNs(),
                whole.warmupSeconds(),
                whole.durationSeconds(),
                arrival,
                "one-way",
                null,
                null,
                null,
                0L,
                "smoke");
        return run.builder().scenario(scenario).build();
    }

    /** What a run has that ended before it measured anything: everything that may be null is. */
    public static RunReport sparse() {
        return RunReport.builder()
                .runId("20261120-140327-max-0001")
                .startedAt(STARTED_AT)
                .verdict(new Verdict(
                        VerdictStatus.INVALID, List.of("the run was interrupted after 0 s."), List.of(), 130))
                .scenario(new Scenario(
                        "max",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Arrival("closed", null, null, null, null)))
                .counts(new Counts(null, 0, 0, null, null, 0, 0, 0, 0, 0, null))
                .build();
    }

    /** A scenario as {@code default} has it. */
    public Scenario scenario(String name) {
        return new Scenario(
                name,
                "1b4f0e9851971998e732078544c96b36c3d01cedf7caa332359d6f1d83567014",
                "ringswarm",
                100,
                1,
                1,
                "wire",
                64,
                "spin",
                65_536,
                0L,
                null,
                (double) seconds,
                new Arrival("constant", ratePerSecond, 42L, null, null));
    }

    private List<SloResult> slo(Counts counts) {
        double p95Ms = Percentile.P95.in(response) / 1e6;
        double p99Ms = Percentile.P99.in(response) / 1e6;
        Integer first = stallsMs.entrySet().stream()
                .filter(e -> e.getValue() > 10)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        double rate = (double) counts.handled() / seconds;
        return List.of(
                new SloResult("p95", "<", 10, "ms", p95Ms, p95Ms < 10, first),
                new SloResult("p99", "<", 10, "ms", p99Ms, p99Ms < 10, first),
                new SloResult("success", ">=", 99.9, "%", 100.0, true, null),
                new SloResult("rate", ">", 100_000, "/s", rate, rate > 100_000, null),
                new SloResult("lost", "=", 0, "", 0.0, true, null));
    }

    private void record(int second) {
        Histogram inResponse = new Histogram(3);
        Histogram inTransit = new Histogram(3);
        Histogram inDelay = new Histogram(3);
        Histogram inHiccup = new Histogram(3);
        double stallNs = stallsMs.getOrDefault(second, 0.0) * 1e6;
        long weight = Math.round(ratePerSecond / recordedPerSecond);
        for (int i = 0; i < recordedPerSecond; i++) {
            double waited = Math.max(0, stallNs - (double) i / recordedPerSecond * 1e9);
            double delay = 90 + 60 * Math.abs(gaussian());
            double engine =
                    2600 * Math.exp(0.55 * gaussian()) + (random.nextInt(900) == 0 ? 90_000 * random.nextDouble() : 0);
            inDelay.recordValueWithCount((long) delay, weight);
            inTransit.recordValueWithCount((long) (engine + waited), weight);
            inResponse.recordValueWithCount((long) (engine + waited + delay), weight);
            handling.recordValueWithCount((long) (210 * Math.exp(0.2 * gaussian())), weight);
        }
        for (int i = 0; i < 900; i++) {
            inHiccup.recordValue((long) (58_000 * Math.exp(0.25 * gaussian())) + (i == 0 ? (long) stallNs : 0));
        }
        response.add(inResponse);
        transit.add(inTransit);
        sendDelay.add(inDelay);
        hiccup.add(inHiccup);
        log.append(LatencyTag.RESPONSE, second, inResponse);
        log.append(LatencyTag.TRANSIT, second, inTransit);
        log.append(LatencyTag.SEND_DELAY, second, inDelay);
        log.append(LatencyTag.HICCUP, second, inHiccup);
        intervals.add(interval(second, inResponse, inHiccup, (long) stallNs));
    }

    private Interval interval(int second, Histogram inResponse, Histogram inHiccup, long stallNs) {
        long messages = (long) (ratePerSecond + (stallNs > 1e7 ? -400 : random.nextInt(40) - 20));
        return Interval.of(second)
                .messages(messages + random.nextInt(5), messages)
                .response(inResponse)
                .offered(messages + 3)
                .compilation(second < 2 ? 40_000_000L : 0L)
                .batches(batches(stallNs))
                .queueDepth((long) random.nextInt(30) + stallNs / 10_000)
                .pauses(stallNs > 0 ? stallNs / 2 : 0L, stallNs > 0 ? stallNs / 2 + 90_000 : 0L)
                .taken(random.nextInt(6) == 0 ? 2_000_000L : 0L, (long) (random.nextDouble() * 900_000), 0L)
                .hiccup(inHiccup.getMaxValue())
                .process(1.55 + 0.2 * random.nextDouble(), (398L << 20) + second * (30L << 20) / seconds)
                .build();
    }

    /** Small ones, and after a stall what had gathered. */
    private static Histogram batches(long stallNs) {
        Histogram sizes = new Histogram(3);
        sizes.recordValueWithCount(1, 60_000);
        sizes.recordValueWithCount(4, 9_000);
        sizes.recordValue(32 + stallNs / 50_000);
        return sizes;
    }

    private static List<WarmupWindow> warmUpWindows() {
        return List.of(
                new WarmupWindow(0.5, 41_000L, 9_300_000L, 310_000_000L, false),
                new WarmupWindow(1.0, 9_000L, 620_000L, 44_000_000L, false),
                new WarmupWindow(1.5, 1_900L, 88_000L, 9_000_000L, true),
                new WarmupWindow(2.0, 1_800L, 91_000L, 4_000_000L, true));
    }

    private List<WorstMessage> worst() {
        long longestNs = response.getMaxValue();
        List<WorstMessage> worst = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            long dueNs = 1_500_000_000L + i * 9_000L;
            long handledNs = dueNs + longestNs * (40 - i) / 40;
            List<WorstMessage.Overlap> overlaps = longestNs < 1_000_000
                    ? List.of()
                    : List.of(
                            new WorstMessage.Overlap("gc", longestNs / 2),
                            new WorstMessage.Overlap("descheduled", longestNs / 9));
            worst.add(new WorstMessage(dueNs, dueNs + 700, handledNs, overlaps));
        }
        return worst;
    }

    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static Environment environment() {
        return new Environment(
                "AMD EPYC 7763 64-Core Processor",
                2,
                "KVM",
                "Linux 6.8.0-31-generic",
                "kvm-clock",
                null,
                "Eclipse Temurin 17.0.13+11",
                List.of("-XX:+UseParallelGC", "-Xms512m", "-Xmx512m", "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED"),
                "Parallel",
                8L << 30);
    }
}
