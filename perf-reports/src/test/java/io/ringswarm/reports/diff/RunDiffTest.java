package io.ringswarm.reports.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ringswarm.reports.run.Arrival;
import io.ringswarm.reports.run.BaselineMetric;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.Git;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.MetricVerdict;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.RunReportBuilder;
import io.ringswarm.reports.run.Scenario;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunDiffTest {
    private static final long SEED = 7;
    private static final int SECONDS = 20;

    @Test
    void shouldFindNothingWhenARunIsComparedWithItself() throws UnusableRunException {
        RunBlocks run = SyntheticRun.of(SEED, SECONDS, 1);

        DiffReport report = new RunDiff(List.of(run), List.of(run)).judge();

        assertThat(report.isWorse()).isFalse();
        assertThat(report.metrics()).hasSize(DiffMetric.values().length).allSatisfy(metric -> {
            assertThat(metric.ratio()).isEqualTo(1);
            assertThat(metric.low()).isLessThanOrEqualTo(1);
            assertThat(metric.high()).isGreaterThanOrEqualTo(1);
            assertThat(metric.verdict()).isIn(MetricVerdict.SAME, MetricVerdict.UNCLEAR);
        });
    }

    @Test
    void shouldGiveTheValuesOfTheReportWhenASideIsOneRun() throws UnusableRunException {
        RunBlocks run = SyntheticRun.of(SEED, SECONDS, 1);

        List<BaselineMetric> metrics =
                new RunDiff(List.of(run), List.of(run)).judge().metrics();

        for (Percentile percentile :
                List.of(Percentile.P50, Percentile.P90, Percentile.P95, Percentile.P99, Percentile.P999)) {
            double expected = run.report().latency().response().at(percentile);
            assertThat(metric(metrics, DiffMetric.of(percentile.key())).base())
                    .isCloseTo(expected, within(1e-6 * expected));
        }
        assertThat(metric(metrics, DiffMetric.MEAN).base())
                .isCloseTo(run.report().latency().response().mean(), within(1.0));
        assertThat(metric(metrics, DiffMetric.HANDLED).base())
                .isCloseTo(run.report().counts().handled() / (double) SECONDS, within(1e-3));
    }

    @Test
    void shouldCallARunWorseAndTheOtherWayRoundBetterWhenItIsSlower() throws UnusableRunException {
        RunBlocks fast = SyntheticRun.of(SEED, SECONDS, 1);
        RunBlocks slow = SyntheticRun.of(SEED + 1, SECONDS, 1.3);

        DiffReport worse = new RunDiff(List.of(fast), List.of(slow)).judge();
        DiffReport better = new RunDiff(List.of(slow), List.of(fast)).judge();

        assertThat(worse.isWorse()).isTrue();
        assertThat(metric(worse.metrics(), DiffMetric.P50).verdict()).isEqualTo(MetricVerdict.WORSE);
        assertThat(metric(worse.metrics(), DiffMetric.HANDLED).verdict()).isEqualTo(MetricVerdict.WORSE);
        assertThat(worse.sentence()).contains("P50 is ", "higher (worse)", "Throughput is ", "lower (worse)");
        assertThat(better.verdict()).isEqualTo(MetricVerdict.BETTER);
        assertThat(better.isWorse()).isFalse();
    }

    @Test
    void shouldGiveTheSameDocumentWhenTheSeedIsTheSame() throws UnusableRunException {
        List<RunBlocks> base = List.of(SyntheticRun.of(SEED, SECONDS, 1));
        List<RunBlocks> fresh = List.of(SyntheticRun.of(SEED + 1, SECONDS, 1));

        DiffReport one = new RunDiff(base, fresh).resampling(3, 300).judge();

        assertThat(new RunDiff(base, fresh).resampling(3, 300).judge()).isEqualTo(one);
        assertThat(new RunDiff(base, fresh).resampling(4, 300).judge().metrics())
                .isNotEqualTo(one.metrics());
    }

    @Test
    void shouldRefuseResamplesWhenTheyAreTooFewForTheWidestInterval() throws UnusableRunException {
        RunBlocks run = SyntheticRun.of(SEED, SECONDS, 1);
        RunDiff diff = new RunDiff(List.of(run), List.of(run));

        assertThatThrownBy(() -> diff.resampling(SEED, 279))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resamples=279 (expected: 280 or more)");
        assertThat(diff.resampling(SEED, 280).judge().resamples()).isEqualTo(280);
    }

    @Test
    void shouldKnowTheSpreadOfASetFromItsRunsHoweverLongTheyAre() throws UnusableRunException {
        List<RunBlocks> runs = List.of(
                SyntheticRun.of(SEED, SECONDS, 1),
                SyntheticRun.of(SEED + 1, SECONDS, 1),
                SyntheticRun.of(SEED + 2, SECONDS, 1));

        assertThat(new RunSet(runs).degreesOfFreedom()).isEqualTo(2);
        assertThat(new RunSet(runs.subList(0, 1)).degreesOfFreedom()).isBetween(2.0, SECONDS - 1.0);
    }

    @Test
    void shouldCountAChangeOnlyWhenItIsBeyondTheNoiseOfTheRunsThatShowIt() throws UnusableRunException {
        List<RunBlocks> base = List.of(SyntheticRun.of(SEED, SECONDS, 1));
        List<RunBlocks> slower = List.of(SyntheticRun.of(SEED + 1, SECONDS, 1.15));
        List<RunBlocks> restless = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            restless.add(SyntheticRun.of(SEED + 10 + i, SECONDS, i % 2 == 0 ? 1 : 1.3));
        }

        DiffReport calm = new RunDiff(base, slower).judge();
        DiffReport noisy = new RunDiff(base, slower).noise(restless).judge();

        assertThat(metric(calm.metrics(), DiffMetric.P50).verdict()).isEqualTo(MetricVerdict.WORSE);
        assertThat(calm.noise().source()).isEqualTo("default");
        assertThat(metric(noisy.metrics(), DiffMetric.P50).verdict()).isEqualTo(MetricVerdict.NOISE);
        assertThat(metric(noisy.metrics(), DiffMetric.P50).band()).isGreaterThan(0.15);
        assertThat(noisy.noise().runIds()).hasSize(8);
        assertThat(noisy.isWorse()).isFalse();
    }

    @Test
    void shouldStateTheDefaultBandWhenASingleRunShowsNoNoise() throws UnusableRunException {
        RunBlocks run = SyntheticRun.of(SEED, SECONDS, 1);

        DiffReport report = new RunDiff(List.of(run), List.of(run)).judge();

        for (DiffMetric metric : DiffMetric.values()) {
            assertThat(metric(report.metrics(), metric).band()).isCloseTo(metric.defaultBand(), within(1e-9));
        }
    }

    @Test
    void shouldNarrowTheBandWhenRunsOfOneBuildAgreeWell() throws UnusableRunException {
        List<RunBlocks> base = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            base.add(SyntheticRun.of(SEED + i, SECONDS, 1));
        }

        DiffReport report = new RunDiff(base, base.subList(0, 1)).judge();

        assertThat(report.noise().source()).isEqualTo("base");
        assertThat(metric(report.metrics(), DiffMetric.P50).band()).isBetween(0.005, 0.05);
    }

    @Test
    void shouldNotJudgeAPercentileWhenTooFewSamplesLieBeyondIt() throws UnusableRunException {
        List<Histogram> seconds = new ArrayList<>();
        for (int second = 0; second < 5; second++) {
            seconds.add(samples(100, 1_000 + second));
        }
        RunBlocks few = run(seconds, 5, report -> {});

        List<BaselineMetric> metrics =
                new RunDiff(List.of(few), List.of(few)).judge().metrics();

        assertThat(metric(metrics, DiffMetric.P95).verdict()).isEqualTo(MetricVerdict.SAME);
        assertThat(metric(metrics, DiffMetric.P99)).satisfies(metric -> {
            assertThat(metric.verdict()).isEqualTo(MetricVerdict.NOT_JUDGED);
            assertThat(metric.base()).isNull();
            assertThat(metric.ratio()).isNull();
        });
    }

    @Test
    void shouldKeepWhatCameAfterTheLastWholeSecond() throws UnusableRunException {
        List<Histogram> seconds = List.of(samples(500, 1_000), samples(500, 1_000), samples(500, 90_000_000));

        RunBlocks run = run(seconds, 2, report -> {});

        assertThat(run.seconds()).isEqualTo(2);
        assertThat(Math.exp(run.logs()[DiffMetric.P90.ordinal()])).isGreaterThan(80_000_000);
    }

    @Test
    void shouldRefuseARunWhenItSaysNothing() {
        List<Histogram> two = List.of(samples(50, 1_000), samples(50, 1_000));
        assertThatThrownBy(() -> run(two, 1, report -> {}))
                .isInstanceOf(UnusableRunException.class)
                .hasMessageContaining("run=run-1 (expected: 2 whole seconds or more")
                .hasMessageContaining("has 1)");
        assertThatThrownBy(() -> run(two, 2, report -> report.latency(new Latency(null, null, null, null))))
                .isInstanceOf(UnusableRunException.class)
                .hasMessageContaining("this one has none");
        assertThatThrownBy(() -> run(
                        two,
                        2,
                        report -> report.verdict(new Verdict(
                                VerdictStatus.INVALID, List.of("The generator could not keep up."), List.of()))))
                .isInstanceOf(UnusableRunException.class)
                .hasMessageContaining(
                        "run=run-1 (expected: a valid run; this one is not: The generator could not keep up.");
        assertThatThrownBy(() -> RunBlocks.of(
                        "run-1", run(two, 2, report -> {}).report(), List.of(samples(50, 1_000), samples(49, 1_000))))
                .isInstanceOf(UnusableRunException.class)
                .hasMessageContaining("100 samples in latency.hlog, as in report.json; there are 99");
    }

    @Test
    void shouldNameWhatDiffersWhenTheLoadIsAnother() throws UnusableRunException {
        RunBlocks base = SyntheticRun.of(SEED, SECONDS, 1);
        Scenario other = scenario("fixed", 128);
        RunBlocks changed = with(base, builder -> builder.scenario(other));

        assertThatThrownBy(() -> new RunDiff(List.of(base), List.of(changed))
                        .ignoreMachine(true)
                        .judge())
                .isInstanceOf(UnusableRunException.class)
                .hasMessageContaining("codec=wire and fixed, payloadBytes=64 and 128")
                .hasMessageContaining("runs of the same load")
                .hasMessageNotContaining("sha256");
        assertThat(new RunDiff(List.of(base), List.of(changed))
                        .ignoreLoad()
                        .judge()
                        .isWorse())
                .isFalse();
    }

    @Test
    void shouldNameTheDigestWhenNothingElseSaysWhatDiffers() throws UnusableRunException {
        RunBlocks base = with(SyntheticRun.of(SEED, SECONDS, 1), builder -> builder.scenario(scenario("wire", 64)));
        RunBlocks changed = with(base, builder -> builder.scenario(digest(scenario("wire", 64), "ff")));

        assertThatThrownBy(() -> new RunDiff(List.of(base), List.of(changed)).judge())
                .hasMessageContaining("sha256=ab and ff");
    }

    @Test
    void shouldCompareAcrossMachinesOnlyWhenToldTo() throws UnusableRunException {
        RunBlocks base = SyntheticRun.of(SEED, SECONDS, 1);
        Environment env = base.report().env();
        RunBlocks elsewhere = with(
                base,
                builder -> builder.env(new Environment(
                        "Another",
                        64,
                        env.hypervisor(),
                        env.kernel(),
                        env.clocksource(),
                        null,
                        env.jvm(),
                        List.of(),
                        env.gc(),
                        1L)));

        assertThatThrownBy(() -> new RunDiff(List.of(base), List.of(elsewhere)).judge())
                .isInstanceOf(UnusableRunException.class)
                .hasMessageContaining("env.cores=2 and 64")
                .hasMessageContaining("--force-compare");
        assertThat(new RunDiff(List.of(base), List.of(elsewhere))
                        .ignoreMachine(true)
                        .judge()
                        .ignored())
                .hasSize(2)
                .anySatisfy(difference -> assertThat(difference).startsWith("env.cpu="));
    }

    @Test
    void shouldRefuseASetWhenARunIsInItTwiceOrItsBuildsDiffer() throws UnusableRunException {
        RunBlocks one = SyntheticRun.of(SEED, SECONDS, 1);
        RunBlocks otherBuild =
                with(SyntheticRun.of(SEED + 1, SECONDS, 1), builder -> builder.git(new Git("0a1b2c", false)));

        assertThatThrownBy(() -> new RunDiff(List.of(one, one), List.of(one)).judge())
                .hasMessageContaining("each run once in base");
        assertThatThrownBy(() -> new RunDiff(List.of(one), List.of(one, otherBuild)).judge())
                .hasMessageContaining("runs of one build in new")
                .hasMessageContaining("0a1b2c");
        RunBlocks unknownBuild = with(SyntheticRun.of(SEED + 2, SECONDS, 1), builder -> builder.git(null));
        for (List<RunBlocks> mixed : List.of(List.of(unknownBuild, one), List.of(one, unknownBuild))) {
            assertThatThrownBy(() -> new RunDiff(mixed, List.of(one)).judge())
                    .isInstanceOf(UnusableRunException.class)
                    .hasMessageContaining("runs of one build in base")
                    .hasMessageContaining("unknown");
        }
        assertThatThrownBy(() -> new RunDiff(List.of(one), List.of(one))
                        .noise(List.of(one))
                        .judge())
                .hasMessageContaining("two runs of one build or more");
    }

    private static BaselineMetric metric(List<BaselineMetric> metrics, DiffMetric wanted) {
        return metrics.get(wanted.ordinal());
    }

    private interface Change {
        void apply(RunReportBuilder builder);
    }

    private static RunBlocks run(List<Histogram> seconds, int scheduledSeconds, Change change)
            throws UnusableRunException {
        Histogram all = new Histogram(3);
        seconds.forEach(all::add);
        RunReportBuilder builder = SyntheticRun.builder("run-1", scheduledSeconds)
                .latency(new Latency(Distribution.of(all), null, null, null));
        change.apply(builder);
        return RunBlocks.of("run-1", builder.build(), seconds);
    }

    /** The same samples with another document. */
    private static RunBlocks with(RunBlocks run, Change change) throws UnusableRunException {
        RunReport report = run.report();
        RunReportBuilder builder = SyntheticRun.builder(report.runId() + "-changed", SECONDS)
                .scenario(report.scenario())
                .intervals(report.intervals())
                .latency(report.latency());
        change.apply(builder);
        Histogram all = report.latency().response().decode();
        Histogram empty = new Histogram(3);
        List<Histogram> seconds = new ArrayList<>(Collections.nCopies(SECONDS, empty));
        seconds.set(0, all);
        return RunBlocks.of(report.runId() + "-changed", builder.build(), seconds);
    }

    private static Histogram samples(int count, long ns) {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(ns, count);
        return histogram;
    }

    private static Scenario scenario(String codec, int payloadBytes) {
        return digest(
                new Scenario(
                        "default",
                        "ab",
                        "ringswarm",
                        100,
                        1,
                        1,
                        codec,
                        payloadBytes,
                        "spin",
                        65_536,
                        0L,
                        null,
                        (double) SECONDS,
                        new Arrival("constant", 110_000.0, 42L, null, null)),
                "ab");
    }

    private static Scenario digest(Scenario scenario, String sha256) {
        return new Scenario(
                scenario.name(),
                sha256,
                scenario.system(),
                scenario.agents(),
                scenario.shards(),
                scenario.producers(),
                scenario.codec(),
                scenario.payloadBytes(),
                scenario.idle(),
                scenario.ringSlots(),
                scenario.workNs(),
                scenario.warmupSeconds(),
                scenario.durationSeconds(),
                scenario.arrival());
    }
}
