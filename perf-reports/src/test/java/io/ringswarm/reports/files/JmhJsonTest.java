package io.ringswarm.reports.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringswarm.reports.benchmark.Benchmark;
import io.ringswarm.reports.benchmark.BenchmarkPair;
import io.ringswarm.reports.export.BenchmarkCsv;
import io.ringswarm.reports.page.BenchmarkPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JmhJsonTest {
    private static final Path WITH_PARAMS = Path.of("src/test/resources/jmh-params.json");
    private static final Path WITH_GC = Path.of("src/test/resources/jmh-gc.json");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatJmhWrote() throws IOException {
        List<Benchmark> benchmarks = JmhJson.read(WITH_PARAMS);
        assertThat(benchmarks).hasSize(2);
        Benchmark first = benchmarks.get(0);
        assertThat(first.name()).isEqualTo("io.ringswarm.harness.benchmarks.delivery.AgentSendBenchmark.send");
        assertThat(first.shortName()).isEqualTo("AgentSendBenchmark.send (slots=128, way=SAME_SHARD)");
        assertThat(first.mode()).isEqualTo("avgt");
        assertThat(first.unit()).isEqualTo("ns/op");
        assertThat(first.score()).isEqualTo(119.40376676933255);
        assertThat(first.error()).isEqualTo(192.8286054012367);
        assertThat(first.bytesPerOperation()).isNull();
        Benchmark withGc = JmhJson.read(WITH_GC).get(0);
        assertThat(withGc.error()).isNull();
        assertThat(withGc.bytesPerOperation()).isEqualTo(4.3904995255427933E-4);
    }

    @Test
    void shouldCompareScoresOnlyBeyondTheirErrors() {
        Benchmark base = benchmark("avgt", "ns/op", 100, 5.0, 64.0);
        assertThat(pair(base, benchmark("avgt", "ns/op", 120, 5.0, 32.0)).change())
                .isEqualTo(BenchmarkPair.Change.WORSE);
        assertThat(pair(base, benchmark("avgt", "ns/op", 80, 5.0, 32.0)).change())
                .isEqualTo(BenchmarkPair.Change.BETTER);
        assertThat(pair(base, benchmark("avgt", "ns/op", 109, 5.0, 32.0)).change())
                .isEqualTo(BenchmarkPair.Change.UNDECIDED);
        assertThat(pair(base, benchmark("avgt", "ns/op", 200, null, 32.0)).change())
                .isEqualTo(BenchmarkPair.Change.UNDECIDED);
        assertThat(pair(base, benchmark("avgt", "us/op", 200, 1.0, 32.0)).ratio())
                .isNull();
        assertThat(pair(base, benchmark("avgt", "ns/op", 120, 5.0, 32.0)).ratio())
                .isEqualTo(1.2);
        assertThat(pair(base, benchmark("avgt", "ns/op", 120, 5.0, 32.0)).bytesRatio())
                .isEqualTo(0.5);
        Benchmark rate = benchmark("thrpt", "ops/s", 100, 5.0, null);
        assertThat(pair(rate, benchmark("thrpt", "ops/s", 120, 5.0, null)).change())
                .isEqualTo(BenchmarkPair.Change.BETTER);
        assertThat(BenchmarkPair.of(List.of(rate), List.of(base)))
                .containsExactly(new BenchmarkPair(null, base), new BenchmarkPair(rate, null));
    }

    @Test
    void shouldDrawTablesOfOneFile() throws IOException {
        List<BenchmarkPair> pairs = BenchmarkPair.of(null, JmhJson.read(WITH_PARAMS));
        Document page = Jsoup.parse(BenchmarkPage.html(null, "jmh-params.json", pairs));
        assertThat(page.select("tbody tr").get(0).children().eachText())
                .containsExactly("AgentSendBenchmark.send (slots=128, way=SAME_SHARD)", "avgt, ns/op", "119 ± 193");
        assertThat(page.select("thead th")).hasSize(3);
        assertThat(BenchmarkPage.markdown(null, "jmh-params.json", pairs))
                .contains("| AgentSendBenchmark.send (slots=128, way=SAME\\_SHARD) | avgt, ns/op | 119 ± 193 |\n");
        assertThat(BenchmarkCsv.of(pairs).lines().skip(1).findFirst().orElseThrow())
                .isEqualTo("io.ringswarm.harness.benchmarks.delivery.AgentSendBenchmark.send,"
                        + "\"slots=128, way=SAME_SHARD\",avgt,ns/op,119.40376676933255,192.8286054012367,,,,,,,");
    }

    @Test
    void shouldDrawRatiosOfTwoFiles() throws IOException {
        Path later = folder.resolve("later.json");
        JsonNode changed = JSON.readTree(WITH_GC.toFile());
        ((ObjectNode) changed.at("/0/primaryMetric")).put("score", 29.997576816038070);
        Files.writeString(later, changed.toString());
        List<BenchmarkPair> pairs = BenchmarkPair.of(JmhJson.read(WITH_GC), JmhJson.read(later));
        Document page = Jsoup.parse(BenchmarkPage.html("a.json", "b.json", pairs));
        assertThat(page.select("tbody tr")).hasSize(pairs.size());
        assertThat(page.select("tbody tr").get(0).children().eachText())
                .startsWith(
                        "LatencyRecorderBenchmark.groupOf32SentApart",
                        "avgt, ns/op",
                        "15",
                        "30",
                        "2",
                        "within the errors")
                .endsWith("0.000439 B", "0.000439 B", "1");
        String comment = BenchmarkPage.markdown("a.json", "b.json", pairs);
        assertThat(comment).contains("## Benchmarks: b.json against a.json", "| Ratio |");
        int columns = comment.lines()
                .filter(line -> line.startsWith("|---"))
                .findFirst()
                .orElseThrow()
                .split("\\|")
                .length;
        assertThat(comment.lines().filter(line -> line.startsWith("| Latency")))
                .hasSize(pairs.size())
                .allSatisfy(line -> assertThat(line.split("\\|")).hasSize(columns));
        assertThat(BenchmarkCsv.of(pairs).lines().skip(1).findFirst().orElseThrow())
                .contains(",2,1,undecided");
    }

    @Test
    void shouldNameLineAndKeyWhenAFileIsNotJmhs() throws IOException {
        assertRefused("", "expected: a JSON array of results");
        assertRefused("{}", "expected: a JSON array of results");
        assertRefused("[]", "expected: a JSON array of results");
        assertRefused("[{\n\"a\": 1}]", "line 1: 0.primaryMetric.score=missing, expected: a number");
        assertRefused("[{\n\"benchmark\":", "line 2");
        assertRefused(changed(result -> result.put("mode", 5)), "0.mode=5, expected: a text");
        assertRefused(
                changed(result -> ((ObjectNode) result.get("primaryMetric")).put("score", "fast")),
                "line 23: 0.primaryMetric.score=\"fast\", expected: a number");
        assertRefused(
                changed(result -> ((ObjectNode) result.get("primaryMetric")).put("score", "NaN")),
                "0.primaryMetric.score=\"NaN\", expected: a number");
        assertRefused(
                changed(result -> ((ObjectNode) result.get("primaryMetric")).remove("scoreUnit")),
                "0.primaryMetric.scoreUnit=missing, expected: a text");
        assertThatThrownBy(() -> JmhJson.read(folder.resolve("none.json")))
                .hasMessageContaining("none.json (expected: a file that exists)");
    }

    private static String changed(Consumer<ObjectNode> change) throws IOException {
        JsonNode document = JSON.readTree(WITH_PARAMS.toFile());
        change.accept((ObjectNode) document.get(0));
        return document.toPrettyString();
    }

    private void assertRefused(String text, String said) throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), text);
        assertThatThrownBy(() -> JmhJson.read(file))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageContaining("report=" + file + " (")
                .hasMessageContaining(said)
                .hasMessageNotContaining("\n");
    }

    private static BenchmarkPair pair(Benchmark base, Benchmark now) {
        return BenchmarkPair.of(List.of(base), List.of(now)).get(0);
    }

    private static Benchmark benchmark(String mode, String unit, double score, Double error, Double bytes) {
        return new Benchmark("a.B.c", Map.of("n", "1"), mode, unit, score, error, bytes);
    }
}
