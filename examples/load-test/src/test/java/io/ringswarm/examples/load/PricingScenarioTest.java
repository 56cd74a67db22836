package io.ringswarm.examples.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.harness.load.cli.Console;
import io.ringswarm.harness.load.cli.Main;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PricingScenarioTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLoseNothingWhenTheScenarioIsRun() throws IOException {
        assertLosesNothing(run("run", "pricing.yaml"));
    }

    @Test
    void shouldLoseNothingWhenTheClassIsNamedOnTheCommandLine() throws IOException {
        String classpath = "target/classes" + File.pathSeparator + "target/test-classes";
        assertLosesNothing(run(
                "run",
                "--workload",
                PricingLoad.class.getName(),
                "--classpath",
                classpath,
                "--rate",
                "max",
                "--warmup",
                "0",
                "--duration",
                "200ms",
                "--slo",
                "lost=0"));
    }

    private RunReport run(String... command) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Path here = Path.of("").toAbsolutePath();
        String[] all = new String[command.length + 2];
        System.arraycopy(command, 0, all, 0, command.length);
        all[command.length] = "--report-dir";
        all[command.length + 1] = folder.resolve("report").toString();
        int code = Main.run(new Console(out, out, Map.of(), here, false), all);
        assertThat(folder.resolve("report"))
                .as("exit code " + code + ": " + printed.toString(StandardCharsets.UTF_8))
                .exists();
        RunReport report = ReportJson.read(folder.resolve("report").resolve("report.json"));
        assertThat(code).isEqualTo(report.verdict().exitCode());
        return report;
    }

    /** A machine that others use may be too slow for the schedule. */
    private static void assertLosesNothing(RunReport report) {
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).contains("could not keep up"));
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent()).isPositive();
        assertThat(report.counts().lost()
                        + report.counts().duplicate()
                        + report.counts().outOfOrder())
                .isZero();
        assertThat(report.verdict().warnings()).noneMatch(warning -> warning.contains("checked"));
        assertThat(report.scenario().workload()).isEqualTo(PricingLoad.class.getName());
    }
}
