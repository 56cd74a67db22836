package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.RunReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class InterruptTest {
    private static final Duration WORK = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    @Test
    void shouldReportWhatWasMeasuredSoFarAndExitWith130WhenInterrupted() throws IOException, InterruptedException {
        interrupted("run", "--duration", "300s");

        RunReport report = ReportJson.read(folder.resolve("out/report.json"));
        assertThat(report.verdict().exitCode()).isEqualTo(130);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.startsWith("Interrupted after "));
        assertThat(report.counts().scheduled())
                .isEqualTo(report.counts().sent() + report.counts().unsentAtDeadline());
        assertThat(report.counts().lost()).isZero();
        assertThat(report.scenario().durationSeconds()).isEqualTo(300.0);
    }

    @Test
    void shouldSayWhatASearchHasFoundSoFarAndExitWith130WhenInterrupted() throws IOException, InterruptedException {
        interrupted("search", "--duration", "300s", "--probe", "300s", "--slo", "lost=0", "--json");

        assertThat(folder.resolve("stdout"))
                .content()
                .contains("\"probes\" : [ ]", "\"highestRate\" : null", "\"limitedBy\" : null");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    /** Starts a command, ends it by SIGINT when it measures, and waits until it has ended with 130. */
    private void interrupted(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        words.addAll(List.of(command));
        words.addAll(List.of("--codec", "fixed", "--warmup", "0", "--rate", "5k", "--report-dir"));
        words.add(folder.resolve("out").toString());
        Process child = new ProcessBuilder(words)
                .redirectOutput(folder.resolve("stdout").toFile())
                .start();
        try (BufferedReader err = child.errorReader()) {
            String line;
            do {
                line = err.readLine();
            } while (line != null && !line.startsWith("measuring"));
            assertThat(line).startsWith("measuring for 300 s");
            awaitWork(child.toHandle());
            new ProcessBuilder("kill", "-INT", String.valueOf(child.pid()))
                    .start()
                    .waitFor();

            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(130);
        } finally {
            child.destroyForcibly();
        }
    }

    /** Until the process has computed for so long that, with two threads at work, some of the run has been measured. */
    private static void awaitWork(ProcessHandle process) {
        Duration before = process.info().totalCpuDuration().orElseThrow();
        while (process.info().totalCpuDuration().orElseThrow().minus(before).compareTo(WORK) < 0) {
            Thread.yield();
        }
    }
}
