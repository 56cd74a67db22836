package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.RunReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run whose process is stopped from outside for a second, while messages are due. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class StoppedRunTest {
    private static final Duration WORK = Duration.ofMillis(300);
    private static final long MESSAGES = 15_000;

    /** Nearly: the signal to stop takes effect when one of the process's threads next runs, which others may delay. */
    private static final long SECOND_NS = 900_000_000;

    @TempDir
    private Path folder;

    @Test
    void shouldWarnAndShowTheSecondWhenNoObjectiveIsOnLatency() throws IOException, InterruptedException {
        assertThat(runAndStop("lost=0")).isZero();

        RunReport report = assertShowsTheSecond();
        assertThat(report.verdict().reasons()).isEmpty();
        assertThat(report.verdict().warnings())
                .anyMatch(Sentence.GENERATOR_LATE::fits)
                .anyMatch(Sentence.HICCUP::fits);
    }

    @Test
    void shouldFailWhenAnObjectiveIsMissedInThatSecond() throws IOException, InterruptedException {
        assertThat(runAndStop("p99<100ms")).isEqualTo(1);

        RunReport report = assertShowsTheSecond();
        assertThat(report.verdict().reasons())
                .anyMatch(Sentence.OBJECTIVE_MISSED::fits)
                .anyMatch(Sentence.GENERATOR_LATE::fits);
        assertThat(report.slo().get(0).firstViolationSecond()).isNotNull();
        assertThat(report.latency().response().p90()).isGreaterThan(SECOND_NS / 2);
    }

    private RunReport assertShowsTheSecond() throws IOException {
        RunReport report = ReportJson.read(folder.resolve("out/report.json"));
        assertThat(report.counts().scheduled()).isEqualTo(MESSAGES);
        assertThat(report.latency().response().count()).isEqualTo(MESSAGES);
        assertThat(report.counts().lost()).isZero();
        assertThat(report.latency().response().max()).isGreaterThan(SECOND_NS);
        assertThat(report.latency().sendDelay().max()).isGreaterThan(SECOND_NS);
        assertThat(report.hiccup().max()).isGreaterThan(SECOND_NS);
        Interval worst = report.intervals().stream()
                .filter(second -> second.maxNs() != null)
                .max(Comparator.comparing(Interval::maxNs))
                .orElseThrow();
        assertThat(worst.maxNs()).isEqualTo(report.latency().response().max());
        assertThat(report.intervals().stream().filter(second -> second.hiccupMaxNs() != null))
                .as("the sleeper thread has seen it in that second, or in the one that ended with it")
                .anyMatch(
                        second -> second.hiccupMaxNs() > SECOND_NS && Math.abs(second.second() - worst.second()) <= 1);
        return report;
    }

    private int runAndStop(String objective) throws IOException, InterruptedException {
        Process run = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--codec",
                        "fixed",
                        "--warmup",
                        "0",
                        "--rate",
                        "5k",
                        "--duration",
                        "3s",
                        "--batch",
                        "4096",
                        "--slo",
                        objective,
                        "--report-dir",
                        folder.resolve("out").toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader words = run.errorReader()) {
            String line;
            do {
                line = words.readLine();
            } while (line != null && !line.startsWith("measuring"));
            assertThat(line).startsWith("measuring for 3 s");
            awaitWork(run.toHandle());
            String pid = String.valueOf(run.pid());
            String stop = "kill -STOP " + pid + " && sleep 1 && kill -CONT " + pid;
            assertThat(new ProcessBuilder("sh", "-c", stop).start().waitFor()).isZero();
            assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return run.exitValue();
        } finally {
            run.destroyForcibly();
        }
    }

    /** Until the process has computed for so long that, with its generator spinning, some of the run has been measured. */
    private static void awaitWork(ProcessHandle process) {
        Duration before = process.info().totalCpuDuration().orElseThrow();
        while (process.info().totalCpuDuration().orElseThrow().minus(before).compareTo(WORK) < 0) {
            Thread.yield();
        }
    }
}
