package io.ringswarm.reports.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.run.Arrival;
import io.ringswarm.reports.run.Baseline;
import io.ringswarm.reports.run.Git;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RunReport FULL = SampleRun.passing(3).report();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ReportJson.schema());

    @TempDir
    Path folder;

    @Test
    void shouldBeValidByItsSchemaWhenEverythingOrNothingWasMeasured() {
        assertThat(faults(ReportJson.write(FULL))).isEmpty();
        assertThat(faults(ReportJson.write(SampleRun.failing(5).report()))).isEmpty();
        assertThat(faults(ReportJson.write(SampleRun.sparse()))).isEmpty();
        assertThat(faults(ReportJson.write(SampleRun.saturated()))).isEmpty();
        assertThat(faults(ReportJson.write(SampleRun.spawning()))).isEmpty();
        assertThat(faults(ReportJson.write(SampleTasks.failing()))).isEmpty();
        assertThat(faults(ReportJson.write(SampleTasks.many()))).isEmpty();
        assertThat(faults(ReportJson.write(SampleTasks.broken()))).isEmpty();
        assertThat(faults(ReportJson.write(SampleRun.compared()))).isEmpty();
        assertThat(faults(ReportJson.write(SampleRun.searched()))).isEmpty();
    }

    @Test
    void shouldBeRefusedByItsSchemaWhenBroken() {
        assertRefused(document -> document.remove("counts"));
        assertRefused(document -> document.remove("hiccup"));
        assertRefused(document -> document.put("schemaVersion", 2));
        assertRefused(document -> document.put("startedAt", "yesterday"));
        assertRefused(document -> document.put("startedAt", "2026-11-20T14:03:27"));
        assertRefused(document -> object(document, "counts").put("sent", -1));
        assertRefused(document -> object(document, "counts").remove("lost"));
        assertRefused(document -> object(document, "counts").putNull("handled"));
        assertRefused(document -> object(document, "verdict").put("status", "passed"));
        assertRefused(document -> object(document, "verdict").put("exitCode", 256));
        assertRefused(document -> ((ObjectNode) document.at("/latency/response")).put("unit", "us"));
        assertRefused(document -> ((ObjectNode) document.at("/latency/response")).remove("p9999"));
        assertRefused(document -> ((ObjectNode) document.at("/intervals/0")).put("gcNs", "long"));
        assertRefused(document -> ((ObjectNode) document.at("/slo/0")).remove("limit"));
    }

    @Test
    void shouldBeRefusedByItsSchemaWhenTheBaselineOrTheSearchIsBroken() {
        assertRefused(
                SampleRun.compared(), document -> object(document, "baseline").remove("runId"));
        assertRefused(
                SampleRun.compared(),
                document -> ((ObjectNode) document.at("/baseline/metrics/0")).put("verdict", "slower"));
        assertRefused(
                SampleRun.compared(), document -> ((ObjectNode) document.at("/baseline/metrics/0")).remove("new"));
        assertRefused(
                SampleRun.searched(), document -> object(document, "search").put("highestRate", 0));
        assertRefused(
                SampleRun.searched(), document -> object(document, "search").put("limitedBy", "cpu"));
        assertRefused(
                SampleRun.searched(), document -> ((ObjectNode) document.at("/search/probes/0")).remove("status"));
    }

    @Test
    void shouldBeRefusedByItsSchemaWhenTasksAreBroken() {
        RunReport failing = SampleTasks.failing();
        assertRefused(failing, document -> object(document, "tasks").put("rejected", -1));
        assertRefused(failing, document -> object(document, "tasks").remove("efficiency"));
        assertRefused(failing, document -> ((ObjectNode) document.at("/tasks/failedBy")).put("threw", "often"));
        assertRefused(failing, document -> ((ObjectNode) document.at("/tasks/workers/0")).put("successRate", 2));
        assertRefused(
                failing,
                document -> ((ObjectNode) document.at("/tasks/workers/3/series/states/1")).put("state", "tired"));
        assertThat(keys(document(failing).get("tasks")))
                .startsWith(
                        "submitted",
                        "succeeded",
                        "failed",
                        "expired",
                        "cancelled",
                        "rejected",
                        "retried",
                        "duplicateCompletions",
                        "cacheHits",
                        "cacheMisses",
                        "efficiency",
                        "movedByRebalance",
                        "evacuated");
    }

    @Test
    void shouldNameTheKeyWhenTasksContradictThemselves() throws IOException {
        ObjectNode document = document(SampleTasks.failing());
        ((ObjectNode) document.at("/tasks/submitToEnd")).put("count", 5);
        assertUnreadable(saved(document.toString()), "tasks.submitToEnd.count=5, expected: 1000");
        document = document(SampleTasks.failing());
        ((ObjectNode) document.at("/tasks/workers/0/series")).putArray("queued");
        assertUnreadable(
                saved(document.toString()),
                "line 1: tasks.workers.0.series.queued=0 samples, expected: 420 as of inHand");
        document = document(SampleTasks.failing());
        ((ObjectNode) document.at("/tasks/workers/3/series/states/1")).put("state", "tired");
        assertUnreadable(
                saved(document.toString()),
                "tasks.workers.3.series.states.1.state=\"tired\", expected: working, draining, openCircuit, gone");
    }

    @Test
    void shouldSayWhetherARunIsWorseThanItsBaseline() throws IOException {
        assertThat(keys(JSON.readTree(ReportJson.write(SampleRun.compared())).get("baseline")))
                .containsExactly("runId", "runIds", "metrics");
        assertThat(SampleRun.compared().baseline().isWorse()).isTrue();
        assertThat(new Baseline(
                                "other",
                                SampleRun.compared().baseline().metrics().subList(1, 4))
                        .isWorse())
                .isFalse();
    }

    @Test
    void shouldTakeTheBaselinesRunForAllOfThemWhenADocumentNamesNoOthers() throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(ReportJson.write(SampleRun.compared()));
        object(document, "baseline").remove("runIds");

        assertThat(faults(document.toString())).isEmpty();
        Baseline baseline = ReportJson.read(saved(document.toString())).baseline();
        assertThat(baseline.runIds()).containsExactly(baseline.runId());
        assertThatThrownBy(() -> new Baseline("run-1", List.of("run-2"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("baseline.runIds=[run-2] (expected: run-1 first)");
    }

    @Test
    void shouldAcceptAndSkipKeysItDoesNotKnow() throws IOException {
        ObjectNode document = document();
        document.put("added", "later");
        object(document, "verdict").put("added", "later");
        assertThat(faults(document.toString())).isEmpty();
        assertThat(ReportJson.read(saved(document.toString()))).isEqualTo(FULL);
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        for (RunReport report : List.of(
                FULL,
                SampleRun.failing(5).report(),
                SampleRun.sparse(),
                SampleRun.saturated(),
                SampleRun.spawning(),
                SampleTasks.failing(),
                SampleTasks.many(),
                SampleTasks.broken(),
                SampleRun.compared(),
                SampleRun.searched())) {
            String text = ReportJson.write(report);
            RunReport read = ReportJson.read(saved(text));
            assertThat(read).isEqualTo(report);
            assertThat(ReportJson.write(read)).isEqualTo(text);
        }
    }

    @Test
    void shouldKeepTheOrderOfKeysThatIsPublished() throws IOException {
        JsonNode document = JSON.readTree(ReportJson.write(FULL));
        assertThat(keys(document))
                .containsExactly(
                        "schemaVersion",
                        "runId",
                        "startedAt",
                        "command",
                        "tags",
                        "git",
                        "verdict",
                        "scenario",
                        "slo",
                        "counts",
                        "rate",
                        "latency",
                        "hiccup",
                        "intervals",
                        "alloc",
                        "attribution",
                        "warmup",
                        "clock",
                        "env",
                        "resources",
                        "engine",
                        "asks",
                        "lanes",
                        "figures",
                        "tasks",
                        "worst",
                        "baseline",
                        "search");
        assertThat(keys(document.get("counts")))
                .containsExactly(
                        "scheduled",
                        "sent",
                        "handled",
                        "lost",
                        "duplicate",
                        "outOfOrder",
                        "refused",
                        "expired",
                        "shed",
                        "deadLettered",
                        "undelivered",
                        "unsentAtDeadline");
        assertThat(keys(document.at("/latency/response")))
                .containsExactly(
                        "unit",
                        "count",
                        "min",
                        "mean",
                        "max",
                        "p50",
                        "p90",
                        "p95",
                        "p99",
                        "p999",
                        "p9999",
                        "histogram");
        assertThat(document.get("startedAt").textValue()).isEqualTo("2026-11-20T14:03:27.25+01:00");
        assertThat(document.at("/verdict/status").textValue()).isEqualTo("pass");
    }

    @Test
    void shouldNotChangeWhenWrittenOnAnotherDay() throws IOException {
        Path fixture = Path.of("src/test/resources/report-v1.json");
        RunReport read = ReportJson.read(fixture);
        assertThat(ReportJson.write(read)).isEqualTo(Files.readString(fixture));
        assertThat(read.git()).isEqualTo(new Git("8d52e02c1f6f0a7be3ad9d0d3cf5aa10f0cbd7d1", true));
    }

    @Test
    void shouldReadAReportThatWasWrittenBeforeKeysWereAdded() throws IOException {
        Path first = Path.of("src/test/resources/report-v1-first.json");

        assertThat(ReportJson.read(first)).isEqualTo(ReportJson.read(Path.of("src/test/resources/report-v1.json")));
        assertThat(faults(Files.readString(first))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "42",
                "{\"a\": 1}",
                "{\"schemaVersion\": 2}",
                "{\"schemaVersion\": \"1\"}",
                "<html></html>",
                "{} {}"
            })
    void shouldNameFileAndReasonInOneLineWhenItIsNotAReport(String text) throws IOException {
        assertUnreadable(saved(text), "report=" + folder.resolve("report.json"));
    }

    @ParameterizedTest
    @MethodSource("io.ringswarm.reports.words.ArrivalWordsTest#arrivals")
    void shouldReadWhatItWroteWhenMessagesArriveInAnyWay(String words, Arrival arrival) throws IOException {
        RunReport report = SampleRun.arriving(arrival);
        String text = ReportJson.write(report);

        assertThat(faults(text)).isEmpty();
        assertThat(ReportJson.read(saved(text))).isEqualTo(report);
    }

    @Test
    void shouldReadAnArrivalThatWasWrittenBeforeItHadShapes() throws IOException {
        ObjectNode document = document();
        List<String> added = List.of("burstSize", "fromRatePerSecond", "toRatePerSecond", "stepRatesPerSecond");
        ((ObjectNode) document.at("/scenario/arrival")).remove(added);
        object(document, "scenario").remove("profile");

        assertThat(faults(document.toString())).isEmpty();
        assertThat(ReportJson.read(saved(document.toString()))).isEqualTo(FULL);
    }

    @Test
    void shouldNameTheKeyWhenAStepsRateIsNegative() throws IOException {
        assertUnreadable(
                change(document -> ((ObjectNode) document.at("/scenario/arrival"))
                        .putArray("stepRatesPerSecond")
                        .add(-1.0)),
                "scenario.arrival.stepRatesPerSecond=-1.0, expected: 0 or more");
    }

    @Test
    void shouldNameFileAndReasonWhenItIsCutOff() throws IOException {
        String whole = ReportJson.write(FULL);
        for (int length = 0; length < whole.length() - 2; length += 97) {
            assertUnreadable(saved(whole.substring(0, length)), "report=");
        }
        assertUnreadable(saved(whole.substring(0, 300)), "line ");
    }

    @Test
    void shouldNameTheKeyWhenAValueCannotBe() throws IOException {
        assertUnreadable(
                change(document -> object(document, "counts").put("sent", "many")),
                "counts.sent=\"many\", expected: a whole number");
        assertUnreadable(
                change(document -> object(document, "counts").put("sent", -4)), "counts.sent=-4, expected: 0 or more");
        assertUnreadable(
                change(document -> object(document, "counts").put("refused", 1.5)),
                "counts.refused=1.5, expected: a whole number");
        assertUnreadable(
                change(document -> object(document, "counts").remove("handled")),
                "counts.handled=missing, expected: a whole number");
        assertUnreadable(
                change(document -> object(document, "verdict").put("status", "maybe")),
                "verdict.status=\"maybe\", expected: pass, fail, invalid");
        assertUnreadable(change(document -> document.remove("scenario")), "line 1: scenario=null, expected: a value");
        assertUnreadable(
                change(document -> document.put("startedAt", "today")),
                "startedAt=\"today\", expected: a date and time with offset");
    }

    @Test
    void shouldRefuseAReportThatContradictsItself() throws IOException {
        assertUnreadable(change(document -> object(document, "counts").put("lost", 7)), "counts.lost=7, expected: 0");
        assertUnreadable(
                change(document -> ((ObjectNode) document.at("/latency/transit")).put("count", 5)),
                "latency.transit.count=5, expected: 330000");
        assertUnreadable(
                change(document -> ((ObjectNode) document.at("/latency/transit")).put("histogram", "AAAA")),
                "latency.transit.histogram=AAAA, expected: an HdrHistogram");
    }

    @Test
    void shouldNameTheFileWhenItDoesNotExistOrIsAFolder() {
        assertUnreadable(folder.resolve("nowhere.json"), "expected: a file that exists");
        assertUnreadable(folder, "report=" + folder);
    }

    private static void assertUnreadable(Path file, String message) {
        assertThatThrownBy(() -> ReportJson.read(file))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain("\n")
                        .doesNotContain("com.fasterxml")
                        .doesNotContain("io.ringswarm"))
                .satisfies(
                        e -> assertThat(((UnreadableReportException) e).file()).isEqualTo(file));
    }

    private static void assertRefused(Consumer<ObjectNode> change) {
        assertRefused(FULL, change);
    }

    private static void assertRefused(RunReport report, Consumer<ObjectNode> change) {
        ObjectNode document = document(report);
        change.accept(document);
        assertThat(faults(document.toString())).isNotEmpty();
    }

    private Path change(Consumer<ObjectNode> change) throws IOException {
        ObjectNode document = document();
        change.accept(document);
        return saved(document.toString());
    }

    private Path saved(String text) throws IOException {
        return Files.write(folder.resolve("report.json"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode document() {
        return document(FULL);
    }

    private static ObjectNode document(RunReport report) {
        try {
            return (ObjectNode) JSON.readTree(ReportJson.write(report));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode object(ObjectNode document, String key) {
        return (ObjectNode) document.get(key);
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<Error> faults(String json) {
        return SCHEMA.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }
}
