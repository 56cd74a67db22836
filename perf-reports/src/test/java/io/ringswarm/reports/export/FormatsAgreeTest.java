package io.ringswarm.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.ringswarm.reports.RandomRun;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.files.DrawnReport;
import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.files.ReportFolder;
import io.ringswarm.reports.files.ReportFormat;
import io.ringswarm.reports.run.Percentile;
import io.ringswarm.reports.run.RunReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricsProcessor;
import org.hawkular.agent.prometheus.types.Metric;
import org.hawkular.agent.prometheus.types.Summary;
import org.hawkular.agent.prometheus.walkers.CollectorPrometheusMetricsWalker;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same percentiles in every file of a report, each read by a parser that others wrote. */
@Timeout(60)
class FormatsAgreeTest {
    private static final int RANDOM_RUNS = 25;

    /** Names of a latency in report.json, on pages, in the histogram log, and in Prometheus. */
    private record Kind(String json, String shown, String tag, String label) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("response", "Response", "response", "response"),
            new Kind("transit", "Transit", "transit", "transit"),
            new Kind("handling", "Handling", null, "handling"),
            new Kind("sendDelay", "Send delay", "sendDelay", "send_delay"));

    @TempDir
    Path folder;

    static Stream<Arguments> runs() {
        long seed = System.nanoTime();
        SampleRun passing = SampleRun.passing(10);
        SampleRun failing = SampleRun.failing(12);
        return Stream.concat(
                Stream.of(
                        Arguments.of("passing", passing.report(), passing.log()),
                        Arguments.of("failing", failing.report(), failing.log())),
                LongStream.range(seed, seed + RANDOM_RUNS).mapToObj(each -> {
                    RandomRun run = new RandomRun(each);
                    return Arguments.of("seed " + each, run.report(), run.log());
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void shouldGiveTheSamePercentilesInEveryFile(String name, RunReport report, LatencyLog log) throws Exception {
        ReportFolder.open(folder, true).write(report, log);
        EnumSet<ReportFormat> others = EnumSet.of(ReportFormat.CSV, ReportFormat.JUNIT, ReportFormat.PROMETHEUS);
        ReportFolder.redraw(folder, DrawnReport.of(report, others));
        JsonNode json =
                new JsonMapper().readTree(folder.resolve(ReportFolder.JSON).toFile());
        Map<String, Histogram> logged = loggedHistograms();
        Map<String, String> csv = csv();
        Map<String, Map<Double, Double>> prometheus = prometheus();
        Document page = Jsoup.parse(folder.resolve(ReportFolder.HTML).toFile());
        Document comment = markdown();

        for (Kind kind : KINDS) {
            JsonNode latency = json.at("/latency/" + kind.json());
            if (latency.isNull()) {
                assertThat(row(page, kind.shown())).isEmpty();
                assertThat(prometheus).doesNotContainKey(kind.label());
                continue;
            }
            for (Percentile percentile : Percentile.values()) {
                JsonNode ns = latency.path(percentile.key());
                String what = name + " " + kind + " " + percentile;
                assertThat(csv.get(kind.json() + "." + percentile.key()))
                        .as(what)
                        .isEqualTo(ns.isNull() ? "" : ns.asText());
                Double seconds = prometheus
                        .get(kind.label())
                        .get(BigDecimal.valueOf(percentile.percent())
                                .movePointLeft(2)
                                .doubleValue());
                assertThat(seconds == null ? null : (Long) Math.round(seconds * 1e9))
                        .as(what)
                        .isEqualTo(ns.isNull() ? null : ns.longValue());
                assertShown(what, row(page, kind.shown()).get(percentile.label()), ns);
                assertShown(what, row(comment, kind.shown()).get(percentile.label()), ns);
                if (kind.tag() != null && !ns.isNull()) {
                    assertThat(logged.get(kind.tag()).getValueAtPercentile(percentile.percent()))
                            .as(what)
                            .isEqualTo(ns.longValue());
                }
            }
        }
        assertObjectives(name, json);
    }

    private void assertObjectives(String name, JsonNode json) throws Exception {
        Map<String, ReportTestCase> cases = junit();
        Document page = Jsoup.parse(folder.resolve(ReportFolder.HTML).toFile());
        for (JsonNode slo : json.path("slo")) {
            if (!"ms".equals(slo.path("unit").asText())) {
                continue;
            }
            String label = slo.path("metric")
                    .asText()
                    .replaceFirst("p(\\d\\d)(\\d+)", "P$1.$2")
                    .replace('p', 'P');
            JsonNode value = slo.path("value");
            JsonNode ns = value.isNull()
                    ? value
                    : json.at("/latency/response/" + slo.path("metric").asText());
            String what = name + " " + slo;
            Map<String, String> row = row(page, label);
            assertThat(row.get("Measured")).as(what).isNotNull();
            assertShown(what, row.get("Measured").replace("not measured", "–"), ns);
            String testName = slo.path("metric").asText() + "<"
                    + Decimals.of(slo.path("limit").doubleValue()) + "ms";
            ReportTestCase test = cases.get(testName);
            assertThat(test).as(what + " in " + cases.keySet()).isNotNull();
            if (test.hasFailure()) {
                assertThat(slo.path("pass").booleanValue()).as(what).isFalse();
                String said = test.getFailureMessage();
                assertThat(said).as(what).startsWith(label + " ");
                assertShown(what, said.substring(label.length() + 1, said.indexOf(':')), ns);
            }
        }
    }

    /** Three digits are shown: what is shown is the exact value rounded to them. */
    private static void assertShown(String what, String shown, JsonNode ns) {
        if (ns.isNull()) {
            assertThat(shown).as(what).isEqualTo("–");
            return;
        }
        String[] parts = shown.replace('\u00a0', ' ').split(" ");
        assertThat(parts).as(what + " shown as " + shown).hasSize(2);
        int power = switch (parts[1]) {
            case "ns" -> 0;
            case "µs" -> 3;
            case "ms" -> 6;
            case "s" -> 9;
            default -> throw new AssertionError(what + " shown as " + shown);
        };
        BigDecimal shownNs = new BigDecimal(parts[0].replace(",", "")).scaleByPowerOfTen(power);
        BigDecimal exact = new BigDecimal(ns.asText());
        assertThat(shownNs)
                .as(what + " shown as " + shown)
                .isEqualByComparingTo(exact.round(new MathContext(3, RoundingMode.HALF_UP)));
    }

    private Map<String, Histogram> loggedHistograms() throws IOException {
        Map<String, Histogram> totals = new HashMap<>();
        for (Kind kind : KINDS) {
            totals.put(kind.tag(), new Histogram(3));
        }
        try (HistogramLogReader reader = new HistogramLogReader(
                folder.resolve(ReportFolder.HISTOGRAM_LOG).toFile())) {
            for (EncodableHistogram line = reader.nextIntervalHistogram();
                    line != null;
                    line = reader.nextIntervalHistogram()) {
                totals.computeIfAbsent(line.getTag(), tag -> new Histogram(3)).add((Histogram) line);
            }
        }
        return totals;
    }

    private Map<String, String> csv() throws IOException {
        Map<String, String> values = new HashMap<>();
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerFor(Map.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(folder.resolve(ReportFolder.CSV).toFile())) {
            while (rows.hasNext()) {
                Map<String, String> row = rows.next();
                if ("latency".equals(row.get("section"))) {
                    values.put(row.get("item") + "." + row.get("statistic"), row.get("value"));
                }
            }
        }
        return values;
    }

    private Map<String, Map<Double, Double>> prometheus() throws IOException {
        byte[] text = Files.readAllBytes(folder.resolve(ReportFolder.PROMETHEUS));
        CollectorPrometheusMetricsWalker walker = new CollectorPrometheusMetricsWalker();
        new TextPrometheusMetricsProcessor(new ByteArrayInputStream(text), walker).walk();
        Map<String, Map<Double, Double>> quantiles = new HashMap<>();
        List<Metric> metrics = walker.getAllMetricFamilies().stream()
                .filter(family -> family.getName().equals("ringswarm_latency_seconds"))
                .flatMap(family -> family.getMetrics().stream())
                .toList();
        for (Metric metric : metrics) {
            Map<Double, Double> ofKind = new HashMap<>();
            ((Summary) metric)
                    .getQuantiles()
                    .forEach(quantile -> ofKind.put(quantile.getQuantile(), quantile.getValue()));
            quantiles.put(metric.getLabels().get("kind"), ofKind);
        }
        return quantiles;
    }

    private Document markdown() throws IOException {
        String text = Files.readString(folder.resolve(ReportFolder.MARKDOWN));
        Parser parser =
                Parser.builder().extensions(List.of(TablesExtension.create())).build();
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .build();
        return Jsoup.parse(renderer.render(parser.parse(text)));
    }

    private Map<String, ReportTestCase> junit() throws Exception {
        Map<String, ReportTestCase> cases = new HashMap<>();
        try (InputStreamReader in = new InputStreamReader(
                Files.newInputStream(folder.resolve(ReportFolder.JUNIT)), StandardCharsets.UTF_8)) {
            new TestSuiteXmlParser(new NullConsoleLogger())
                    .parse(in)
                    .get(0)
                    .getTestCases()
                    .forEach(test -> cases.put(test.getName(), test));
        }
        return cases;
    }

    /** Cells by the head of their column, of the row that begins with a name; empty when there is none. */
    private static Map<String, String> row(Document document, String name) {
        for (Element row : document.select("tbody tr")) {
            if (row.child(0).text().equals(name)) {
                List<String> heads = row.closest("table").select("thead th").eachText();
                Map<String, String> cells = new LinkedHashMap<>();
                for (int i = 0; i < heads.size(); i++) {
                    cells.put(heads.get(i), row.child(i).text());
                }
                return cells;
            }
        }
        return Map.of();
    }
}
