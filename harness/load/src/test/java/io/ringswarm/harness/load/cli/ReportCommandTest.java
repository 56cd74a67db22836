package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReportCommandTest {
    @TempDir
    private Path folder;

    private CapturedConsole console;

    @BeforeEach
    void captureConsole() {
        console = new CapturedConsole(folder, Map.of());
    }

    @Test
    void shouldDrawThePagesOfEachRunAgain() throws IOException {
        measure("one");
        measure("two");
        Path page = folder.resolve("two").resolve(ReportFolder.HTML);
        String drawn = Files.readString(page);
        Files.writeString(page, "outdated");
        Files.delete(folder.resolve("one").resolve(ReportFolder.MARKDOWN));

        assertThat(console.run(false, "report", "one", "two")).isZero();

        assertThat(page).hasContent(drawn);
        assertThat(folder.resolve("one").resolve(ReportFolder.MARKDOWN)).isNotEmptyFile();
        assertThat(console.out().lines())
                .containsExactly("Report: " + folder.resolve("one"), "Report: " + folder.resolve("two"));
    }

    @Test
    void shouldExitWith2AndNameTheFileWhenAReportCannotBeRead() throws IOException {
        Files.createDirectory(folder.resolve("cut"));
        Path document = Files.writeString(folder.resolve("cut").resolve(ReportFolder.JSON), "{\"schemaVersion\":");

        for (String run : new String[] {"cut", "missing"}) {
            assertThat(console.run(false, "report", run)).isEqualTo(ExitCode.USAGE);
            assertThat(console.err().lines()).singleElement().asString().startsWith("ringswarm: report=" + folder);
        }
        assertThat(document).hasContent("{\"schemaVersion\":");
    }

    @Test
    void shouldExitWith2WhenNoRunIsGiven() {
        assertThat(console.run(false, "report")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines()).singleElement().asString().contains("RUN");
    }

    @Test
    void shouldShowAnExampleWhenAskedForHelp() {
        assertThat(console.run(false, "report", "--help")).isZero();
        assertThat(console.out()).contains("RUN...", "Examples:", "  ringswarm report target/");
    }

    @Test
    void shouldDrawEveryFormatFromAFolderOrItsDocument() throws IOException {
        measure("one");
        String formats = "html,md,csv,json,junit,prometheus,png";

        assertThat(console.run(false, "report", "one", "--format", formats, "--report-dir", "ci"))
                .as(console.err())
                .isZero();
        assertThat(console.run(false, "report", "--format", formats, "one/report.json"))
                .as(console.err())
                .isZero();

        assertThat(names("ci"))
                .contains(
                        "intervals.csv",
                        "junit.xml",
                        "metrics.prom",
                        "report.csv",
                        "report.html",
                        "report.json",
                        "report.md",
                        "spectrum.png",
                        "timeline.png");
        for (String name : names("ci")) {
            assertThat(folder.resolve("one").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("ci").resolve(name));
        }
    }

    @Test
    void shouldGiveEachRunAFolderWhenSeveralGoIntoOne() throws IOException {
        measure("one");
        measure("two");
        assertThat(console.run(false, "report", "--format", "junit", "--report-dir", "all", "one", "two"))
                .isZero();
        assertThat(names("all"))
                .hasSize(2)
                .allSatisfy(run -> assertThat(names("all/" + run)).containsExactly("junit.xml"));
        assertThat(console.run(false, "report", "--format", "junit", "--report-dir", "same", "one", "one/report.json"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("RUN=one/report.json (expected: runs that differ");
        assertThat(folder.resolve("same")).doesNotExist();
    }

    @Test
    void shouldPrintTheFilesAloneOnStdoutWhenAskedForJson() throws IOException {
        measure("one");
        assertThat(console.run(false, "report", "one", "--format", "md,junit", "--json"))
                .isZero();
        List<String> paths = new JsonMapper().readValue(console.out(), new TypeReference<>() {});
        assertThat(paths)
                .containsExactly(
                        folder.resolve("one").resolve("report.md").toString(),
                        folder.resolve("one").resolve("junit.xml").toString());
        assertThat(console.err().lines()).containsExactly("Report: " + folder.resolve("one"));
    }

    @Test
    void shouldReplaceNothingInAnotherFolderUnlessForced() throws IOException {
        measure("one");
        Files.createDirectory(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine").resolve("junit.xml"), "mine");

        assertThat(console.run(false, "report", "one", "--format", "junit", "--report-dir", "mine"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("report-dir=" + folder.resolve("mine"), "it holds junit.xml");
        assertThat(folder.resolve("mine").resolve("junit.xml")).hasContent("mine");

        assertThat(console.run(false, "report", "one", "--format", "junit", "--report-dir", "mine", "--force"))
                .isZero();
        assertThat(Files.readString(folder.resolve("mine").resolve("junit.xml")))
                .contains("<testsuite ");
    }

    @Test
    void shouldWriteWhereTheVariableSaysWhenNoOptionDoes() throws IOException {
        measure("one");
        CapturedConsole told = new CapturedConsole(folder, Map.of("RINGSWARM_REPORT_DIR", "drawn"));

        assertThat(told.run(false, "report", "one", "--format", "junit")).isZero();
        assertThat(names("drawn")).containsExactly("junit.xml");
        assertThat(told.run(false, "report", "one", "--format", "junit")).isEqualTo(ExitCode.USAGE);
        assertThat(told.run(false, "report", "one", "--format", "csv", "--force"))
                .isZero();
        assertThat(names("drawn")).contains("report.csv").doesNotContain("junit.xml");
    }

    /** What was measured stays: the run wrote there by the same variable. */
    @Test
    void shouldDrawBesideTheDocumentWhenItsOwnFolderIsNamed() throws IOException {
        measure("one");
        CapturedConsole told = new CapturedConsole(folder, Map.of("RINGSWARM_REPORT_DIR", "one"));

        assertThat(told.run(false, "report", "one", "--format", "junit")).isZero();
        assertThat(told.run(false, "report", "one", "--format", "csv", "--force", "--report-dir", "./one/"))
                .isZero();
        assertThat(names("one")).contains("report.json", "latency.hlog", "report.html", "junit.xml", "report.csv");
    }

    @Test
    void shouldWriteNothingWhenOneOfSeveralRunsCannotBeRead() throws IOException {
        measure("one");
        assertThat(console.run(false, "report", "--format", "junit", "one", "none"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines())
                .singleElement()
                .isEqualTo("ringswarm: report=" + folder.resolve("none") + " (expected: a file that exists)");
        assertThat(folder.resolve("one").resolve("junit.xml")).doesNotExist();
    }

    @Test
    void shouldSuggestTheNearestFormatWhenItIsUnknown() {
        assertThat(console.run(false, "report", "--format", "html,juint", "one"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines())
                .singleElement()
                .isEqualTo("ringswarm: --format=juint (expected: one of html, md, csv, json, junit, prometheus, png;"
                        + " did you mean junit?)");
    }

    @Test
    void shouldAskForAFolderWhenADocumentHasAnotherName() throws IOException {
        measure("one");
        Path renamed = folder.resolve("run-17.json");
        Files.copy(folder.resolve("one").resolve(ReportFolder.JSON), renamed);
        assertThat(console.run(false, "report", "run-17.json")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("report=" + renamed + " (expected: the name report.json, or --report-dir)");
        assertThat(console.run(false, "report", "run-17.json", "--report-dir", "drawn"))
                .isZero();
        assertThat(names("drawn")).containsExactly("report.html", "report.md");
    }

    @Test
    void shouldDrawBenchmarksOfJmh() throws IOException {
        String results = "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"primaryMetric\":"
                + " {\"score\": 5, \"scoreError\": 1, \"scoreUnit\": \"ns/op\"}}]";
        Files.writeString(folder.resolve("before.json"), results);
        Files.writeString(folder.resolve("after.json"), results.replace(" 5,", " 15,"));

        assertThat(console.run(false, "report", "--jmh", "before.json", "after.json", "--report-dir", "drawn"))
                .as(console.err())
                .isZero();
        assertThat(names("drawn")).containsExactly("benchmarks.csv", "benchmarks.html", "benchmarks.md");
        assertThat(folder.resolve("drawn").resolve("benchmarks.md")).content().contains("| B.c |", "| 3 |", "worse");
        assertThat(console.run(
                        false, "report", "--jmh", "before.json", "--format", "md", "--report-dir", "one", "--json"))
                .isZero();
        assertThat(names("one")).containsExactly("benchmarks.md");
        assertThat(console.out()).contains("benchmarks.md");
    }

    @Test
    void shouldWriteNothingWhenAFileIsNotJmhs() throws IOException {
        Path file = Files.writeString(folder.resolve("none.json"), "{}");
        assertThat(console.run(false, "report", "--jmh", "none.json", "--report-dir", "drawn"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines())
                .singleElement()
                .isEqualTo("ringswarm: report=" + file
                        + " (expected: a JSON array of results, as JMH writes it with -rf json)");
        assertThat(console.run(false, "report", "--jmh", "none.json", "--format", "junit", "--report-dir", "drawn"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("--format=junit (expected: html, md or csv with --jmh)");
        assertThat(folder.resolve("drawn")).doesNotExist();
    }

    /** Whether the run passed on a busy machine does not matter here. */
    private void measure(String name) {
        console.run(
                false, "run", "--codec", "fixed", "--warmup", "0", "--rate", "1k", "-d", "50ms", "--report-dir", name);
    }

    private List<String> names(String inFolder) {
        return Arrays.stream(
                        Objects.requireNonNull(folder.resolve(inFolder).toFile().list()))
                .sorted()
                .toList();
    }
}
