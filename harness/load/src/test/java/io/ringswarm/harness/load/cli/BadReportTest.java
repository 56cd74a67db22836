package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code report} says of documents that are none: one line, exit code 2, and nothing written. */
@Timeout(60)
class BadReportTest {
    private static final String FORMATS = "html,md,csv,json,junit,prometheus,png";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path measured;

    private static String document;

    @TempDir
    private Path folder;

    @BeforeAll
    static void measureOnce() throws IOException {
        new CapturedConsole(measured, Map.of())
                .run(
                        false,
                        "run",
                        "--codec",
                        "fixed",
                        "--warmup",
                        "0",
                        "--rate",
                        "1k",
                        "-d",
                        "1s",
                        "--report-dir",
                        "run");
        document = Files.readString(measured.resolve("run").resolve(ReportFolder.JSON));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("nothing", "", "expected: one JSON object"),
                Arguments.of("no JSON", "<html>", "line 1, column 1: Unexpected character"),
                Arguments.of("a list", "[1, 2]", "expected: one JSON object, a report"),
                Arguments.of("another document", "{\"a\": 1}", "line 1: schemaVersion=missing, expected: 1"),
                Arguments.of("a later version", "{\n\"schemaVersion\": 2}", "line 2: schemaVersion=2, expected: 1"),
                Arguments.of("two documents", "{} {}", "expected: one JSON object and nothing after it"),
                Arguments.of("a key twice", "{\"a\": 1,\n\"a\": 2}", "line 2, column 4: Duplicate field 'a'"));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "a text for a number",
                        at("/counts", o -> o.put("sent", "many")),
                        "counts.sent=\"many\", expected: a whole number"),
                change(
                        "a fraction for a count",
                        at("/counts", o -> o.put("sent", 1.5)),
                        "counts.sent=1.5, expected: a whole number"),
                change(
                        "a negative count",
                        at("/counts", o -> o.put("refused", -4)),
                        "counts.refused=-4, expected: 0 or more"),
                change(
                        "a negative time",
                        at("/latency/transit", o -> o.put("max", -1)),
                        "latency.transit.max=-1, expected: 0 or more"),
                change(
                        "a negative second",
                        at("/intervals/0", o -> o.put("p50Ns", -5)),
                        "intervals.0.p50Ns=-5, expected: 0 or more"),
                change(
                        "a text in a second",
                        at("/intervals/0", o -> o.put("gcNs", "long")),
                        "intervals.0.gcNs=\"long\", expected: a whole number"),
                change(
                        "no histogram",
                        at("/latency/response", o -> o.put("histogram", "AAAA")),
                        "latency.response.histogram=AAAA, expected: an HdrHistogram"),
                change(
                        "not base64",
                        at("/latency/response", o -> o.put("histogram", "hä?")),
                        "latency.response.histogram=hä?, expected: an HdrHistogram"),
                change(
                        "a blank histogram",
                        at("/latency/response", o -> o.put("histogram", " ")),
                        "latency.response.histogram= , expected: a text that is not blank"),
                change(
                        "another count",
                        at("/latency/transit", o -> o.put("count", 5)),
                        "latency.transit.count=5, expected: 1000 as in its histogram"),
                change(
                        "another unit",
                        at("/latency/response", o -> o.put("unit", "us")),
                        "latency.response.unit=us, expected: ns"),
                change(
                        "an unknown verdict",
                        at("/verdict", o -> o.put("status", "maybe")),
                        "verdict.status=\"maybe\", expected: pass, fail, invalid"),
                change(
                        "an exit code of none",
                        at("/verdict", o -> o.put("exitCode", 256)),
                        "verdict.exitCode=256, expected: 0 to 255"),
                change("no scenario", at("", o -> o.remove("scenario")), "scenario=null, expected: a value"),
                change("a list for an object", at("", o -> o.putArray("latency")), "latency=[], expected: an object"),
                change("an object for a list", at("", o -> o.putObject("intervals")), "intervals={}, expected: a list"),
                change(
                        "null among seconds",
                        at("", o -> ((ArrayNode) o.get("intervals")).addNull()),
                        "expected: no null among the elements"),
                change(
                        "no date",
                        at("", o -> o.put("startedAt", "today")),
                        "startedAt=\"today\", expected: a date and time with offset"),
                change(
                        "other losses",
                        at("/counts", o -> o.put("lost", 7)),
                        "counts.lost=7, expected: 0 by the other counts"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void shouldNameFileAndFaultWhenATextIsNoReport(String name, String text, String said) throws IOException {
        assertRefused(text, said);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void shouldNameLineKeyValueAndExpectationWhenAValueCannotBe(String name, Consumer<JsonNode> change, String said)
            throws IOException {
        JsonNode changed = JSON.readTree(document);
        change.accept(changed);
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(changed);
        assertThat(text)
                .isNotEqualTo(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(document)));
        String line = assertRefused(text, said);
        assertThat(line).containsPattern("\\(line \\d+: ");
        int number = Integer.parseInt(line.replaceFirst(".*\\(line (\\d+): .*", "$1"));
        String key = line.replaceFirst(".*\\(line \\d+: ([^=]*)=.*", "$1");
        String last = key.substring(key.lastIndexOf('.') + 1);
        boolean there = !changed.at("/" + key.replace('.', '/')).isMissingNode();
        if (there) {
            assertThat(text.lines().skip(number - 1).findFirst().orElseThrow()).contains("\"" + last + "\"");
        }
    }

    @Test
    void shouldRefuseADocumentThatWasCutOffAnywhere() throws IOException {
        for (int length = 1; length < document.length() - 2; length += document.length() / 40) {
            assertRefused(document.substring(0, length), "line ");
        }
    }

    @Test
    void shouldSayWhatIsMissingWhenThereIsNoReport() throws IOException {
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        Files.createDirectory(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("odd").resolve(ReportFolder.JSON));

        assertThat(console.run(false, "report", "empty")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().strip())
                .isEqualTo("ringswarm: report=" + folder.resolve("empty")
                        + " (expected: a folder that holds a report.json)");
        assertThat(console.run(false, "report", "odd")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines())
                .singleElement()
                .asString()
                .contains("report.json (cannot be read, IOException");
    }

    @Test
    void shouldSayThatAFileMayNotBeReadWhenItMayNot() throws IOException {
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        Path file = Files.writeString(folder.resolve(ReportFolder.JSON), document);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("a user that may read everything").isFalse();
        assertThat(console.run(false, "report", ".")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("(expected: a file that may be read)");
    }

    @Test
    void shouldDrawARunWithoutSecondsAndSamples() throws IOException {
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        ObjectNode empty = (ObjectNode) JSON.readTree(document);
        empty.putArray("intervals");
        empty.putArray("slo");
        empty.putObject("latency");
        empty.putNull("hiccup");
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("empty").resolve(ReportFolder.JSON), empty.toString());
        assertThat(console.run(false, "report", "empty", "--format", FORMATS))
                .as(console.err())
                .isZero();
        assertThat(folder.resolve("empty").toFile().list())
                .containsExactlyInAnyOrder(
                        "report.json",
                        "report.html",
                        "report.md",
                        "report.csv",
                        "intervals.csv",
                        "junit.xml",
                        "metrics.prom");
    }

    /** The line that was said. */
    private String assertRefused(String text, String said) throws IOException {
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        Path bad = folder.resolve("bad");
        Files.createDirectories(bad);
        Path file = Files.writeString(bad.resolve(ReportFolder.JSON), text);
        assertThat(console.run(false, "report", "--format", FORMATS, "bad")).isEqualTo(ExitCode.USAGE);
        assertThat(console.out()).isEmpty();
        assertThat(console.err().lines())
                .singleElement()
                .asString()
                .startsWith("ringswarm: report=" + file + " (")
                .contains(said);
        assertThat(bad.toFile().list()).containsExactly(ReportFolder.JSON);
        return console.err().strip();
    }

    private static Arguments change(String name, Consumer<JsonNode> change, String said) {
        return Arguments.of(name, change, said);
    }

    private static Consumer<JsonNode> at(String pointer, Consumer<ObjectNode> change) {
        return tree -> change.accept((ObjectNode) tree.at(pointer));
    }
}
