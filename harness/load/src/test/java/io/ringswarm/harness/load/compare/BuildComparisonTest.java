package io.ringswarm.harness.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ringswarm.harness.load.compare.ComparisonPlan.Task;
import io.ringswarm.harness.load.compare.Participant.Build;
import io.ringswarm.harness.peers.Sample;
import io.ringswarm.harness.peers.Workload;
import io.ringswarm.reports.comparison.ComparisonReport;
import io.ringswarm.reports.comparison.ComparisonReport.RatioFigures;
import io.ringswarm.reports.files.ComparisonJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two builds, with samples made up: this build and the same again differ by noise alone. */
@Timeout(30)
class BuildComparisonTest {
    private static final String PRESENT = "ringswarm-fixed";
    private static final double NOISE = 0.03;
    private static final long SEED = 20_261_121L;

    @Test
    void shouldPassWhenTheBuildsDoNotDiffer() throws Exception {
        ComparisonReport report = compared(Workload.ONE_WAY, 1, 0, false);

        assertThat(ComparisonVerdict.of(report)).isEqualTo(new ComparisonVerdict(0, List.of()));
        RatioFigures ratio = report.workloads().get(0).ratios().get(0);
        assertThat(ratio.b()).isEqualTo("ringswarm-fixed-baseline");
        assertThat(ratio.worse()).isFalse();
        assertThat(ratio.noise().low()).isBetween(0.9, 1.0);
        assertThat(ratio.noise().low() * ratio.noise().high()).isCloseTo(1, within(1e-9));
        assertThat(ComparisonTable.of(report)).contains(": not worse");
        assertThat(ComparisonSchema.faults(ComparisonJson.write(report))).isEmpty();
    }

    @Test
    void shouldTellOfASlowDownWhenItIsBeyondTheNoise() throws Exception {
        ComparisonReport report = compared(Workload.ONE_WAY, 0.8, 0, false);

        ComparisonVerdict verdict = ComparisonVerdict.of(report);
        assertThat(verdict.exitCode()).isEqualTo(4);
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .startsWith("ringswarm-fixed is worse than ringswarm-fixed-baseline at one-way: throughput 0.")
                .contains("beyond the noise of 0.9");
        assertThat(ComparisonTable.of(report)).contains(": worse");
    }

    @Test
    void shouldTellOfASlowDownWhenLatenciesHaveGrown() throws Exception {
        ComparisonReport report = compared(Workload.RATE_1M, 0.8, 0, false);

        assertThat(ComparisonVerdict.of(report).exitCode()).isEqualTo(4);
        assertThat(ComparisonVerdict.of(report).reasons()).hasSize(2);
    }

    @Test
    void shouldSayThatItCannotTellWhenTheSameBuildDiffersTooMuchFromItself() throws Exception {
        ComparisonReport report = new Comparison(plan(Workload.ONE_WAY, null), (task, number, order) -> {
                    Map<String, Sample> samples = new HashMap<>();
                    for (Participant participant : order) {
                        double rate = participant.build() == Build.THIS || number % 2 == 0 ? 100 : 40;
                        samples.put(participant.name(), new Sample("1", rate, 10, 20, 0, 0));
                    }
                    return new Block(samples, List.of(1.0));
                })
                .run(null);

        ComparisonVerdict verdict = ComparisonVerdict.of(report);
        assertThat(verdict.exitCode()).isEqualTo(3);
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .startsWith("ringswarm-fixed differs from itself by 2.500 times at one-way, throughput")
                .endsWith("nothing can be said of ringswarm-fixed-baseline)");
        assertThat(ComparisonTable.of(report)).contains(": cannot tell");
    }

    @Test
    void shouldPassWhenThisBuildIsTheFasterOne() throws Exception {
        assertThat(ComparisonVerdict.of(compared(Workload.ONE_WAY, 1.3, 0, false))
                        .exitCode())
                .isZero();
        assertThat(ComparisonVerdict.of(compared(Workload.ASK, 1.3, 0, false)).exitCode())
                .isZero();
    }

    @Test
    void shouldSayNothingOfSpeedWhenTooFewBlocksCount() throws Exception {
        ComparisonReport report = compared(Workload.ONE_WAY, 0.5, 0, true);

        ComparisonVerdict verdict = ComparisonVerdict.of(report);
        assertThat(verdict.exitCode()).isEqualTo(3);
        assertThat(verdict.reasons()).singleElement().asString().startsWith("one-way has too few blocks that count");
        assertThat(report.workloads().get(0).ratios())
                .extracting(RatioFigures::worse)
                .containsOnlyNulls();
    }

    @Test
    void shouldFailWhenMessagesWereLostWhateverTheSpeed() throws Exception {
        ComparisonVerdict verdict = ComparisonVerdict.of(compared(Workload.ONE_WAY, 0.5, 3, true));

        assertThat(verdict.exitCode()).isEqualTo(1);
        assertThat(verdict.reasons()).contains("ringswarm-fixed lost 36 messages of one-way");
    }

    @Test
    void shouldTakeTheBaselinesSamplesFromItsOwnLibraries(@TempDir Path folder) throws Exception {
        Distribution baseline = new Distribution(folder);
        assertThat(baseline.fault()).isEqualTo("has no folder lib");
        Path lib = Files.createDirectory(folder.resolve("lib"));
        Files.createFile(lib.resolve("ringswarm-engine-core-1.jar"));
        assertThat(baseline.fault()).isEqualTo("has no lib/ringswarm-harness-peers-*.jar");
        Files.createFile(lib.resolve("ringswarm-harness-peers-1.jar"));
        assertThat(baseline.fault()).isNull();

        SampleLauncher launcher = new SampleLauncher(plan(Workload.ASK, baseline));
        String ofBaseline = lib.resolve("*").toString();
        assertThat(launcher.command(Workload.ASK, new Participant(PRESENT, Build.BASELINE)))
                .contains(ofBaseline, "-Dringswarm.sample.fixedWarmup=true")
                .endsWith(PRESENT, "100", "2", "1", "ask");
        assertThat(launcher.command(Workload.ONE_WAY, new Participant(PRESENT, Build.AGAIN)))
                .contains("-Dringswarm.sample.fixedWarmup=true")
                .doesNotContain(ofBaseline, "-Dagrona.disable.bounds.checks=true")
                .endsWith(PRESENT, "100", "2", "1");
        assertThat(new SampleLauncher(plan(Workload.ONE_WAY, null)).command(Workload.ONE_WAY, Participant.of("a")))
                .doesNotContain("-Dringswarm.sample.fixedWarmup=true")
                .endsWith("a", "100", "1", "1");
    }

    @Test
    void shouldTurnBoundsChecksOffForThoseWhoseDocumentationAdvisesIt() {
        SampleLauncher launcher = new SampleLauncher(plan(Workload.ONE_WAY, null));

        assertThat(launcher.command(Workload.ONE_WAY, Participant.of("aeron")))
                .contains("-Dagrona.disable.bounds.checks=true");
    }

    private static ComparisonReport compared(Workload workload, double speed, long lost, boolean disturbed)
            throws Exception {
        Random random = new Random(SEED);
        List<Double> probes = disturbed ? List.of(100.0, 200.0) : List.of(100.0, 110.0);
        return new Comparison(plan(workload, null), (task, number, order) -> {
                    Map<String, Sample> samples = new HashMap<>();
                    for (Participant participant : order) {
                        double noise = 1 + NOISE * (random.nextDouble() - 0.5);
                        double rate = 1e6 * noise * (participant.build() == Build.BASELINE ? 1 : speed);
                        long ns = Math.round(1e12 / rate);
                        samples.put(participant.name(), new Sample("1", rate, ns, 2 * ns, 0, lost));
                    }
                    return new Block(samples, probes);
                })
                .run(null);
    }

    private static ComparisonPlan plan(Workload workload, Distribution baseline) {
        List<Participant> builds = Arrays.stream(Build.values())
                .map(build -> new Participant(PRESENT, build))
                .toList();
        return new ComparisonPlan(List.of(new Task(workload, builds)), baseline, 6, 100, 1, 1, SEED);
    }
}
