package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.harness.load.schedule.PoissonSchedule;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.Arrival;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs with every kind of arrival. */
@Timeout(60)
class ArrivalRunTest {
    @TempDir
    private Path folder;

    private CapturedConsole console;

    @BeforeEach
    void captureConsole() {
        console = new CapturedConsole(folder, Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--arrival constant --rate 10k",
                "--arrival poisson --rate 10k --seed 9",
                "--arrival burst --rate 10k --burst-size 50",
                "--arrival burst --rate 10k --burst-size 1",
                "--arrival ramp --from-rate 20k --to-rate 0",
                "--arrival ramp --from-rate 5k --to-rate 15k",
                "--arrival step --step-rates 5k,0,20k,15k"
            })
    void shouldSendEachMessageOnceWhenSeveralProducersShareASchedule(String arrival) throws IOException {
        long scheduled = arrival.contains("poisson") ? new PoissonSchedule(10_000, 9, 200_000_000).count() : 2_000;
        RunReport report = run(arrival + " -d 200ms --producers 3 --agents 7");

        assertThat(report.counts().scheduled()).isEqualTo(scheduled);
        assertThat(report.counts().sent() + report.counts().unsentAtDeadline()).isEqualTo(scheduled);
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent());
        assertThat(report.counts().lost()
                        + report.counts().duplicate()
                        + report.counts().outOfOrder())
                .isZero();
        assertThat(report.scenario().arrival().ratePerSecond()).isEqualTo(10_000);
    }

    @Test
    void shouldRepeatARunsMessagesWhenItsCommandIsRunAgain() throws IOException {
        RunReport first = run("--arrival poisson --rate 5k -d 200ms");
        long seed = first.scenario().arrival().seed();

        assertThat(first.command()).endsWith(" --seed=" + seed);
        assertThat(console.out()).contains("poisson arrival, seed " + seed);
        RunReport second = run("--arrival poisson --rate 5k -d 200ms --force --seed=" + seed);
        assertThat(second.command()).containsOnlyOnce("--seed");
        assertThat(second.counts().scheduled()).isEqualTo(first.counts().scheduled());
        assertThat(second.scenario()).isEqualTo(first.scenario());
    }

    @Test
    void shouldReportWhatMakesAnArrivalUneven() throws IOException {
        assertThat(run("--arrival burst --rate 10k --burst-every 5ms -d 100ms")
                        .scenario()
                        .arrival())
                .isEqualTo(new Arrival("burst", 10_000.0, null, null, null, 50, null, null, null));
        assertThat(run("--arrival ramp --to-rate 20k -d 100ms --force")
                        .scenario()
                        .arrival())
                .isEqualTo(new Arrival("ramp", 10_000.0, null, null, null, null, 0.0, 20_000.0, null));
        RunReport steps = run("--arrival step --step-rates 10k,30k -d 100ms --force");
        assertThat(steps.scenario().arrival())
                .isEqualTo(
                        new Arrival("step", 20_000.0, null, null, null, null, null, null, List.of(10_000.0, 30_000.0)));
        assertThat(steps.scenario().profile()).isEqualTo("standard");
        assertThat(console.out()).contains("steps of 10,000/s, then 30,000/s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--arrival constant --rate 1 -d 1ms",
                "--arrival poisson --rate 1k -d 1ms --seed 3",
                "--arrival poisson --rate 1k -d 1ms --seed 4",
                "--arrival poisson --rate 1k -d 1ms --seed 5",
                "--arrival burst --rate 1 --burst-size 1 -d 1ms",
                "--arrival ramp --to-rate 1 -d 1ms",
                "--arrival step --step-rates 1 -d 1ms"
            })
    void shouldLoseNothingWhenThereIsHardlyAnything(String arrival) throws IOException {
        RunReport report = run(arrival);

        assertThat(report.counts().lost()).isZero();
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent());
        assertThat(report.counts().scheduled()).isBetween(0L, 5L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--arrival poisson",
                "--arrival burst --burst-size 1000",
                "--arrival constant",
                "--arrival ramp --to-rate 200M",
                "--arrival step --step-rates 100M"
            })
    void shouldAddUpWhenARateIsBeyondWhatCanBeSent(String arrival) throws IOException {
        boolean sets = arrival.contains("rate");
        RunReport report = run(arrival + (sets ? "" : " --rate 100M") + " -d 10ms --batch 32");

        assertThat(report.counts().scheduled()).isBetween(990_000L, 1_010_000L);
        assertThat(report.counts().sent() + report.counts().unsentAtDeadline())
                .isEqualTo(report.counts().scheduled());
        assertThat(report.counts().lost()).isZero();
    }

    @Test
    void shouldWarmUpAtTheMeanRateWhenTheRateChanges() throws IOException {
        RunReport report = run("--arrival ramp --to-rate 20k -d 100ms --warmup 300ms");

        assertThat(report.warmup().mode()).isEqualTo("fixed");
        assertThat(report.counts().scheduled()).isEqualTo(1_000);
        assertThat(report.counts().lost()).isZero();
    }

    @Test
    void shouldRecordTheProfileWhenAVariableChoosesIt() throws IOException {
        console = new CapturedConsole(folder, Map.of("RINGSWARM_PROFILE", "smoke"));
        RunReport report = run("--rate 1k -d 100ms");

        assertThat(report.scenario().profile()).isEqualTo("smoke");
        assertThat(report.scenario().durationSeconds()).isEqualTo(0.1);
        assertThat(report.command()).startsWith("RINGSWARM_PROFILE=smoke ");
    }

    private RunReport run(String options) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("run", "--codec", "fixed", "--warmup", "0", "--slo", "lost=0", "--report-dir", "out"));
        if (!options.contains("--batch")) {
            // The round that finds the deadline passed sends all that is left: a busy machine leaves nothing unsent.
            arguments.addAll(List.of("--batch", "4096"));
        }
        if (options.contains("--warmup")) {
            arguments.removeAll(List.of("--warmup", "0"));
        }
        arguments.addAll(List.of(options.split(" ")));
        int code = console.run(false, arguments.toArray(String[]::new));
        assertThat(code).as(console.err()).isIn(0, 1, 3);
        return ReportJson.read(folder.resolve("out").resolve(ReportFolder.JSON));
    }
}
