package io.ringswarm.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.ringswarm.reports.HostileRun;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CsvReportTest {
    @Test
    void shouldGiveEveryValueARowWithItsUnit() throws IOException {
        RunReport report = SampleRun.failing(12).report();
        List<Map<String, String>> rows = read(CsvReport.values(document(report)));
        assertThat(rows).allSatisfy(row -> assertThat(row.get("run_id")).isEqualTo(report.runId()));
        assertRow(
                rows,
                "latency",
                "response",
                "p95",
                report.latency().response().p95().toString(),
                "ns");
        assertRow(rows, "latency", "response", "count", "1320000", "samples");
        assertRow(rows, "counts", "", "refused", "213", "messages");
        assertRow(rows, "counts", "", "lost", "0", "messages");
        assertRow(rows, "rate", "", "handledPerSecond", "110000", "messages/s");
        assertRow(rows, "slo", "p99<10ms", "pass", "false", "");
        assertRow(rows, "slo", "p99<10ms", "limit", "10", "ms");
        assertRow(rows, "slo", "success>=99.9%", "value", "100", "%");
        assertRow(rows, "verdict", "", "status", "fail", "");
        assertRow(rows, "hiccup", "", "p99", report.hiccup().p99().toString(), "ns");
        assertRow(rows, "alloc", "", "bytesPerMessage", "0.42", "bytes");
        assertRow(rows, "attribution", "", "queueing", "13020", "samples");
        assertRow(rows, "tags", "", "branch", "main", "");
        assertRow(rows, "scenario", "arrival", "ratePerSecond", "110000", "messages/s");
        assertRow(rows, "env", "", "memoryBytes", "8589934592", "bytes");
    }

    @Test
    void shouldNameLanesAndFiguresInsteadOfCountingThem() throws IOException {
        List<Map<String, String>> lanes = read(CsvReport.values(document(SampleRun.saturated())));
        assertRow(lanes, "lanes", "critical", "longestWait", "448", "messages");
        assertRow(lanes, "lanes", "low", "longestWait", "", "");
        assertThat(lanes)
                .anyMatch(row -> row.get("statistic").equals("response.p99")
                        && row.get("unit").equals("ns"));
        List<Map<String, String>> figures = read(CsvReport.values(document(SampleRun.spawning())));
        assertRow(figures, "figures", "spawnAll", "median", "97500000", "ns");
        assertRow(figures, "figures", "bytesPerAgent", "count", "7", "rounds");
        assertRow(figures, "figures", "stopAll", "median", "", "");
    }

    @Test
    void shouldGiveTasksAndWorkersRowsButNotTheirSamples() throws IOException {
        List<Map<String, String>> rows = read(CsvReport.values(document(SampleTasks.failing())));
        assertRow(rows, "tasks", "", "rejected", "20", "tasks");
        assertRow(rows, "tasks", "", "efficiency", "0.95", "");
        assertRow(rows, "tasks", "", "makespanNs", "42000000000", "ns");
        assertRow(rows, "tasks", "", "strategy", "hybrid", "");
        assertRow(rows, "tasks", "", "workerCount", "8", "workers");
        assertRow(rows, "tasks", "failedBy", "timed out", "6", "tasks");
        assertRow(rows, "tasks", "submitToEnd", "count", "1000", "samples");
        assertRow(rows, "workers", "worker-2", "p95Ns", "", "");
        assertRow(rows, "workers", "worker-3", "p95Ns", "290000000", "ns");
        assertThat(rows).filteredOn(row -> row.get("section").equals("workers")).hasSize(8 * 6);
    }

    @Test
    void shouldGiveEverySecondARowAndEveryColumnAUnit() throws IOException {
        RunReport report = SampleRun.failing(12).report();
        List<Map<String, String>> rows = read(CsvReport.intervals(document(report)));
        assertThat(rows).hasSize(12);
        for (Interval second : report.intervals()) {
            Map<String, String> row = rows.get(second.second());
            assertThat(row)
                    .containsEntry("second", String.valueOf(second.second()))
                    .containsEntry("sent_messages", second.sent().toString())
                    .containsEntry("p99_ns", second.p99Ns().toString())
                    .containsEntry("hiccup_max_ns", second.hiccupMaxNs().toString())
                    .containsEntry("queue_depth_messages", second.queueDepth().toString())
                    .containsEntry("rss_bytes", second.rssBytes().toString());
            assertThat(Double.valueOf(row.get("cpu_cores"))).isEqualTo(second.cpuCores());
        }
        assertThat(rows.get(0).keySet())
                .allMatch(column -> column.matches("run_id|second|[a-z0-9_]+_(messages|ns|cores|bytes)"));
    }

    @Test
    void shouldHaveAHeadAloneWhenThereIsNoSecond() throws IOException {
        String text = CsvReport.intervals(document(SampleRun.sparse()));
        assertThat(text).startsWith("run_id,second,sent_messages,").endsWith("\n");
        assertThat(text.lines()).hasSize(1);
        assertThat(read(CsvReport.values(document(SampleRun.sparse()))))
                .allSatisfy(row -> assertThat(row.values()).doesNotContain("null"));
    }

    @Test
    void shouldStayATextWhenAUsersTextLooksLikeAFormula() throws IOException {
        JsonNode document = document(HostileRun.report());
        List<Map<String, String>> rows = read(CsvReport.values(document));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("run_id")).startsWith("'=HYPERLINK(\"x\"),a\\\"b");
            assertThat(row.get("value")).doesNotStartWith("=");
            assertThat(row.get("item")).doesNotStartWith("=");
            assertThat(row.get("statistic")).doesNotStartWith("=");
        });
    }

    private static void assertRow(
            List<Map<String, String>> rows, String section, String item, String statistic, String value, String unit) {
        assertThat(rows)
                .filteredOn(row -> row.get("section").equals(section)
                        && row.get("item").equals(item)
                        && row.get("statistic").equals(statistic))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("value")).isEqualTo(value);
                    assertThat(row.get("unit")).isEqualTo(unit);
                });
    }

    private static JsonNode document(RunReport report) throws IOException {
        return new JsonMapper().readTree(ReportJson.write(report));
    }

    private static List<Map<String, String>> read(String text) throws IOException {
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerFor(Map.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(text)) {
            return rows.readAll();
        }
    }
}
