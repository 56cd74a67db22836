package io.ringswarm.harness.load.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ringswarm.harness.load.LoadTest;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import io.ringswarm.reports.words.VerdictSentence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LoadTestTest {
    @TempDir
    private Path folder;

    @Test
    void shouldReturnTheReportAndWriteItWhenTheVerdictIsPass() throws IOException {
        Path out = folder.resolve("out");

        RunReport report = quick().rate("max")
                .slo("lost=0")
                .tag("branch", "main")
                .reportDir(out)
                .run();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.PASS);
        assertThat(report.scenario().name()).isEqualTo("ParcelLoad");
        assertThat(report.tags()).containsEntry("branch", "main");
        assertThat(report.command())
                .startsWith("LoadTest.of(new " + ParcelLoad.class.getName() + "()).option(\"agents\", \"3\")")
                .endsWith(".option(\"slo\", \"lost=0\").run()");
        assertThat(out).isDirectoryContaining("glob:**/report.html").isDirectoryContaining("glob:**/latency.hlog");
        assertThat(ReportJson.read(out.resolve("report.json")).runId()).isEqualTo(report.runId());
    }

    @Test
    void shouldThrowTheVerdictsSentenceAndWriteTheReportWhenAnObjectiveIsMissed() {
        LoadTest test = quick().slo("p50<1ns", "rate>1G/s").reportDir(folder);

        assertThatExceptionOfType(AssertionError.class).isThrownBy(test::run).satisfies(failure -> {
            RunReport report = ReportJson.read(folder.resolve("report.json"));
            assertThat(failure.getMessage().lines().findFirst()).hasValue(VerdictSentence.of(report));
            assertThat(failure.getMessage())
                    .startsWith("Failed: P50 ")
                    .contains("\n- Handled ")
                    .endsWith("\nReport: " + folder);
        });
    }

    @Test
    void shouldNotThrowForAVerdictWhenOnlyTheReportIsAskedFor() {
        RunReport report = quick().slo("p50<1ns").report();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
    }

    @Test
    void shouldReplaceItsOwnReportAndNothingElseWhenItIsRunAgain() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        LoadTest test = quick().reportDir(folder);
        RunReport first = test.report();

        RunReport second = test.report();

        assertThat(ReportJson.read(folder.resolve("report.json")).runId())
                .isEqualTo(second.runId())
                .isNotEqualTo(first.runId());
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void shouldRefuseBeforeItRunsWhenTheReportHasNoPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        boolean[] created = new boolean[1];
        LoadTest test = LoadTest.of(new ParcelLoad((setup, number) -> {
                    created[0] = true;
                    return (message, self) -> {};
                }))
                .reportDir(file);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(test::report)
                .withMessageContaining(file.toString());
        assertThat(created[0]).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agents     | 0         | agents=0 (expected: a whole number, 1 to 1000000)
            shards     | 129       | shards=129 (expected: a whole number, 1 to 128)
            ring-slots | 5         | ring-slots=5 (expected: a power of two, 4 to 4194304)
            rate       | fast      | rate=fast (expected: messages per second, above 0, at most 1G,
            rate       | 10x       | rate=10x (expected: messages per second, above 0, at most 1G,
            duration   | 0s        | duration=0s (expected: a time, 1 ms to 30 days,
            warmup     | soon      | warmup=soon (expected: a time, auto, or 0 to 3600 s
            slo        | p99<=soon | slo=p99<=soon (expected:
            codec      | fixed     | codec=fixed (expected: no value, as the workload is io.ringswarm.harness.load.custom.ParcelLoad)
            """)
    void shouldRefuseInTheWordsOfTheCommandLineWhenAValueCannotBeUsed(String option, String value, String message) {
        LoadTest test = quick().option(option, value);

        assertThatIllegalArgumentException().isThrownBy(test::run).withMessageStartingWith(message);
    }

    @Test
    void shouldRefuseNumbersAsTheCommandLineDoesWhenTheyAreGivenAsSuch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quick().rate(Double.NaN).run())
                .withMessageStartingWith("rate=NaN (expected: messages per second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quick().rate(-0.5).run())
                .withMessageStartingWith("rate=-0.5 (expected: messages per second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quick().name("a b").run())
                .withMessageStartingWith("LoadTest: name=a b (expected: letters,");
    }

    @Test
    void shouldGuessTheOptionWhenItIsMistyped() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quick().option("agent", "3"))
                .withMessageEndingWith("; did you mean agents?)")
                .withMessageStartingWith("option=agent (expected: one of agents, ");
    }

    @Test
    void shouldPrintNothingAndLeaveNoThreadBehindWhenItHasRun() {
        quick().report(); // what the JVM and its libraries start once for all is there now
        Set<Thread> before = living();
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            quick().reportDir(folder).report();
        } finally {
            System.setOut(out);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        Set<Thread> left = living();
        left.removeAll(before);
        left.removeIf(thread -> thread.getThreadGroup() == null
                || "system".equals(thread.getThreadGroup().getName())); // the JVM's own come and go
        assertThat(left).isEmpty();
    }

    @Test
    void shouldCloseTheEngineWhenTheWorkloadFails() {
        LoadTest test = LoadTest.of(new ParcelLoad((setup, number) -> {
            throw new IllegalStateException("planted");
        }));

        assertThatIllegalArgumentException()
                .isThrownBy(test::run)
                .withMessage("workload=" + ParcelLoad.class.getName()
                        + " (expected: create to return, but it threw java.lang.IllegalStateException: planted)");
        assertThat(living()).noneMatch(thread -> thread.getName().startsWith("ringswarm-"));
    }

    private static LoadTest quick() {
        return LoadTest.of(new ParcelLoad(ParcelLoad::checking))
                .agents(3)
                .rate("1k")
                .warmup("50ms")
                .duration("200ms");
    }

    private static Set<Thread> living() {
        Set<Thread> living = new HashSet<>(Thread.getAllStackTraces().keySet());
        living.removeIf(thread -> !thread.isAlive());
        return living;
    }
}
