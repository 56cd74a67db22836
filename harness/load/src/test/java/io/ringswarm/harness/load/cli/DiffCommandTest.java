package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.files.LatencyTag;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.Arrival;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.ExitCode;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.MetricVerdict;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.RunReportBuilder;
import io.ringswarm.reports.run.Scenario;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiffCommandTest {
    private static final int SECONDS = 12;

    @TempDir
    private Path folder;

    private CapturedConsole console;

    @BeforeEach
    void captureConsole() {
        console = new CapturedConsole(folder, Map.of());
    }

    @Test
    void shouldExitWith4AndWriteTheReportWhenANewRunIsSlower() throws IOException {
        save("base", 1, 1.0);
        save("new", 2, 1.5);

        int code = diff("base", "new", "--report-dir", "out");

        assertThat(code).as(console.err()).isEqualTo(4);
        assertThat(console.out())
                .startsWith("P50 is ")
                .contains("higher (worse)", "throughput ", "worse", "Report: " + folder.resolve("out"));
        assertThat(folder.resolve("out/diff.html")).content().contains("<strong>Worse</strong>");
        assertThat(folder.resolve("out/diff.md")).content().startsWith("## ❌ Worse: ");
        assertThat(folder.resolve("out/diff.json")).content().contains("\"verdict\" : \"worse\"");
    }

    @Test
    void shouldWriteTheReportWhereTheVariableSaysUnlessAnOptionSaysMore() throws IOException {
        save("base", 1, 1.0);
        save("new", 2, 1.0);
        console = new CapturedConsole(folder, Map.of("RINGSWARM_REPORT_DIR", "out"));

        assertThat(diff("base", "new")).as(console.err()).isZero();
        assertThat(folder.resolve("out/diff.html")).exists();
        assertThat(diff("base", "new", "--report-dir", "elsewhere")).isZero();
        assertThat(folder.resolve("elsewhere/diff.html")).exists();
        assertThat(diff("base", "new")).isEqualTo(ExitCode.USAGE);
        assertThat(diff("base", "new", "--force")).isZero();
    }

    @Test
    void shouldExitWith0WhenANewRunIsFasterOrTheSame() throws IOException {
        save("base", 1, 1.0);
        save("same", 3, 1.0);
        save("faster", 2, 0.6);

        assertThat(diff("base", "same/report.json")).as(console.err()).isZero();
        assertThat(diff("base", "faster")).isZero();
        assertThat(console.out()).contains("lower (better)");
        assertThat(diff("base", "faster", "--json")).isZero();
        assertThat(console.out()).startsWith("{").endsWith("}\n");
        assertThat(console.err()).contains("lower (better)");
    }

    @Test
    void shouldTakeSetsAndTheirNoise() throws IOException {
        for (int i = 0; i < 4; i++) {
            save("bases/" + i, i, 1.0);
            save("restless/" + i, 10 + i, i % 2 == 0 ? 1.0 : 1.8);
        }
        save("new", 20, 1.4);
        save("new2", 21, 1.4);

        assertThat(diff("bases", "new,new2")).as(console.err()).isEqualTo(4);
        assertThat(diff("bases", "new,new2", "--noise", "restless"))
                .as(console.out())
                .isZero();
        assertThat(console.out()).contains("within noise");
        assertThat(diff("bases", "new,new")).isEqualTo(2);
        assertThat(console.err()).contains("each run once in new");
    }

    @Test
    void shouldRefuseInOneLineWhenRunsCannotBeCompared() throws IOException {
        save("base", 1, 1.0);
        save("other", 2, 1.0, builder -> builder.scenario(scenario("wire")));
        save(
                "invalid",
                3,
                1.0,
                builder -> builder.verdict(
                        new Verdict(VerdictStatus.INVALID, List.of("The generator could not keep up."), List.of())));
        save("elsewhere", 4, 1.0, builder -> builder.env(env("another")));
        save("logless", 5, 1.0);
        Files.delete(folder.resolve("logless/latency.hlog"));
        save("endless", 6, 1.0);
        Path log = folder.resolve("endless/latency.hlog");
        String line = "Tag=response," + (SECONDS - 1) + ".000,";
        String withoutChecksum = Files.readString(log).replaceAll("#\\[CRC-32.*\\R", "");
        Files.writeString(log, withoutChecksum.replace(line, "Tag=response,999999999.000,"));

        assertRefused("codec=fixed and wire", "base", "other");
        assertRefused("a valid run; this one is not: The generator could not keep up.", "base", "invalid");
        assertRefused("env.cpu=this and another", "base", "elsewhere");
        assertRefused("latency.hlog (expected: a file that exists)", "logless", "base");
        assertRefused("latency.hlog (second=999999999, expected: below " + SECONDS, "endless", "base");
        assertRefused("nowhere (expected: a file that exists)", "nowhere", "base");
        assertThat(diff("base", "elsewhere", "--force-compare")).isZero();
        assertThat(console.out()).startsWith("warning: env.cpu=this and another, ignored as asked");
        assertThat(diff("base")).isEqualTo(2);
    }

    @Test
    void shouldRefuseInOneLineWhenARunIsComparedWithItself() throws IOException {
        save("all/one", 1, 1.0);
        save("all/two", 2, 1.0);
        save("new", 3, 1.0);

        assertRefused("(expected: runs that BASE does not hold; new is in both)", "new", "new");
        assertRefused("all-one is in both", "all/one", "all/one/report.json");
        assertRefused("all-two is in both", "all", "new,all/two");
        assertThat(diff("all", "new")).as(console.err()).isZero();
    }

    @Test
    void shouldPutTheComparisonIntoTheReportWhenARunHasABaseline() throws IOException {
        assertThat(run("--report-dir", "first")).as(console.err()).isZero();
        RunReport first = report("first");
        saveAs("fast", first, 1);

        int code = run("--baseline", "fast", "--force-compare", "--report-dir", "second");

        assertThat(code).as(console.err() + console.out()).isEqualTo(4);
        RunReport second = report("second");
        assertThat(second.verdict().status()).isEqualTo(VerdictStatus.PASS);
        assertThat(second.verdict().exitCode()).isEqualTo(4);
        assertThat(second.verdict().warnings()).first().asString().startsWith("Slower than the baseline: P");
        assertThat(second.baseline().runId()).isEqualTo(first.runId());
        assertThat(second.baseline().metrics()) // which of them can be told apart is the machine's doing
                .anyMatch(metric -> metric.verdict() == MetricVerdict.WORSE);
        assertThat(console.out()).contains("compared with " + first.runId(), "worse");

        saveAs("slow", first, 1_000_000_000);
        assertThat(run("--baseline", "slow", "--report-dir", "third"))
                .as(console.out())
                .isZero();
        assertThat(report("third").baseline().metrics()).anyMatch(metric -> metric.verdict() == MetricVerdict.BETTER);
    }

    @Test
    void shouldRefuseABaselineBeforeRunningWhenItIsOfAnotherScenarioOrTheRunIsTooShort() throws IOException {
        save("base", 1, 1.0);

        assertThat(run("--baseline", "base", "--report-dir", "out")).isEqualTo(2);
        assertThat(console.err()).contains("same scenario and options").doesNotContain("launched");
        assertThat(console.run(false, "run", "-d", "1s", "--baseline", "base")).isEqualTo(2);
        assertThat(console.err()).contains("--duration=").doesNotContain("launched");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private int diff(String... arguments) {
        List<String> words = new ArrayList<>(List.of("diff"));
        words.addAll(List.of(arguments));
        return console.run(false, words.toArray(String[]::new));
    }

    private int run(String... arguments) {
        List<String> words = new ArrayList<>(
                List.of("run --codec fixed --agents 3 --rate 500 --warmup 0 -d 2s --slo lost=0".split(" ")));
        words.addAll(List.of(arguments));
        return console.run(false, words.toArray(String[]::new));
    }

    private void assertRefused(String words, String base, String fresh) {
        assertThat(diff(base, fresh)).isEqualTo(2);
        assertThat(console.err()).startsWith("ringswarm: ").contains(words);
        assertThat(console.err().lines()).hasSize(1);
    }

    private RunReport report(String name) throws IOException {
        return ReportJson.read(folder.resolve(name + "/report.json"));
    }

    private interface Change {
        void apply(RunReportBuilder builder);
    }

    private void save(String name, long seed, double slower) throws IOException {
        save(name, seed, slower, builder -> {});
    }

    /** A run whose seconds vary by a few percent. */
    private void save(String name, long seed, double slower, Change change) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<Histogram> seconds = new ArrayList<>();
        List<Interval> intervals = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            double level = slower * (1 + 0.02 * random.nextDouble());
            Histogram histogram = new Histogram(3);
            for (int i = 0; i < 2_000; i++) {
                histogram.recordValue((long) (level * 1_000 / (1.001 - random.nextDouble())));
            }
            seconds.add(histogram);
            intervals.add(
                    Interval.of(second).messages(2_000L, (long) (2_000 / level)).build());
        }
        RunReportBuilder builder = RunReport.builder()
                .runId(name.replace('/', '-'))
                .startedAt(OffsetDateTime.parse("2026-11-20T14:03:27Z"))
                .verdict(new Verdict(VerdictStatus.PASS, List.of(), List.of()))
                .scenario(scenario("fixed"))
                .counts(new Counts(null, 24_000, 24_000, 0L, 0L, 0, 0, 0, 0, 0, null))
                .intervals(intervals)
                .env(env("this"));
        change.apply(builder);
        write(name, builder, seconds);
    }

    /** A run like another, each message of which took so long. */
    private void saveAs(String name, RunReport like, long ns) throws IOException {
        Histogram second = new Histogram(3);
        second.recordValueWithCount(ns, 500);
        write(name, like.toBuilder(), List.of(second, second));
    }

    private void write(String name, RunReportBuilder builder, List<Histogram> seconds) throws IOException {
        Histogram all = new Histogram(3);
        LatencyLog log = new LatencyLog(name, OffsetDateTime.parse("2026-11-20T14:03:27Z"));
        for (int second = 0; second < seconds.size(); second++) {
            all.add(seconds.get(second));
            log.append(LatencyTag.RESPONSE, second, seconds.get(second));
        }
        RunReport report = builder.latency(new Latency(Distribution.of(all), null, null, null))
                .build();
        ReportFolder.open(folder.resolve(name), false).write(report, log);
    }

    private static Scenario scenario(String codec) {
        return new Scenario(
                "default",
                "ab-" + codec,
                "ringswarm",
                100,
                1,
                1,
                codec,
                64,
                "spin",
                4096,
                0L,
                null,
                (double) SECONDS,
                new Arrival("closed", null, null, null, null));
    }

    private static Environment env(String cpu) {
        return new Environment(cpu, 2, null, null, null, null, "17", List.of(), "Parallel", null);
    }
}
