package io.ringswarm.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.HostileRun;
import io.ringswarm.reports.RandomRun;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.run.RunReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.data.Percentage;
import org.hawkular.agent.prometheus.text.TextPrometheusMetricsProcessor;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.Metric;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.hawkular.agent.prometheus.types.Summary;
import org.hawkular.agent.prometheus.walkers.CollectorPrometheusMetricsWalker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrometheusReportTest {
    /** The grammar of a line in version 0.0.4, without time stamps. */
    private static final Pattern SAMPLE = Pattern.compile("ringswarm_[a-z0-9_]+"
            + "\\{[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"(?:,[a-z_]+=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\")*\\}"
            + " -?[0-9]+(?:\\.[0-9]+)?");

    private static final Pattern HEAD =
            Pattern.compile("# HELP ringswarm_[a-z0-9_]+ [^\\n]+\\.|# TYPE ringswarm_[a-z0-9_]+ (?:gauge|summary)");

    @Test
    void shouldGiveCountsTimesAndVerdictInBaseUnits() {
        RunReport report = SampleRun.failing(60).report();
        Map<String, MetricFamily> families = read(report);
        assertThat(gauge(families, "ringswarm_messages", "state", "sent"))
                .isEqualTo(report.counts().sent());
        assertThat(gauge(families, "ringswarm_run_verdict", "verdict", "fail")).isEqualTo(1);
        assertThat(gauge(families, "ringswarm_run_verdict", "verdict", "pass")).isZero();
        assertThat(gauge(families, "ringswarm_objective_met", "objective", "p99<10ms"))
                .isZero();
        assertThat(gauge(families, "ringswarm_run_start_time_seconds", "scenario", "default"))
                .isEqualTo(1_795_179_807.250);
        assertThat(gauge(families, "ringswarm_gc_seconds", "scenario", "default"))
                .isEqualTo(0.0054);
        assertThat(gauge(families, "ringswarm_latency_max_seconds", "kind", "response"))
                .isEqualTo(report.latency().response().max() / 1e9);
        Summary response =
                (Summary) families.get("ringswarm_latency_seconds").getMetrics().get(0);
        assertThat(response.getSampleCount())
                .isEqualTo(report.latency().response().count());
        assertThat(response.getSampleSum() / response.getSampleCount() * 1e9)
                .isCloseTo(report.latency().response().mean(), Percentage.withPercentage(1e-9));
    }

    @Test
    void shouldGiveLanesAsksFiguresAndDeliveriesWhenThereAreSome() {
        Map<String, MetricFamily> saturated = read(SampleRun.saturated());
        assertThat(gauge(saturated, "ringswarm_lane_messages", "lane", "critical"))
                .isEqualTo(20_000);
        assertThat(gauge(saturated, "ringswarm_asks", "state", "timed_out")).isEqualTo(400);
        assertThat(gauge(saturated, "ringswarm_engine_deliveries", "state", "parked"))
                .isEqualTo(12);
        assertThat(saturated.get("ringswarm_lane_latency_seconds").getMetrics()).hasSize(1);
        Map<String, MetricFamily> spawning = read(SampleRun.spawning());
        assertThat(gauge(spawning, "ringswarm_figure_seconds", "statistic", "median"))
                .isEqualTo(0.0975);
        assertThat(gauge(spawning, "ringswarm_figure_bytes", "statistic", "max"))
                .isEqualTo(341);
    }

    @Test
    void shouldGiveTasksAndWorkersWhenThereAreSome() {
        Map<String, MetricFamily> failing = read(SampleTasks.failing());
        assertThat(gauge(failing, "ringswarm_tasks", "state", "rejected")).isEqualTo(20);
        assertThat(gauge(failing, "ringswarm_tasks_by_reason", "reason", "timed out"))
                .isEqualTo(6);
        assertThat(gauge(failing, "ringswarm_task_events", "event", "cache_hit"))
                .isEqualTo(120);
        assertThat(gauge(failing, "ringswarm_task_makespan_seconds", "schedule", "offline"))
                .isEqualTo(39.9);
        assertThat(gauge(failing, "ringswarm_worker_tasks", "worker", "worker-8"))
                .isEqualTo(SampleTasks.failing().tasks().workers().get(7).ended());
        assertThat(((Summary) failing.get("ringswarm_task_seconds").getMetrics().get(1)).getSampleCount())
                .isEqualTo(1000);
        assertThat(read(SampleRun.failing(5).report()).keySet()).noneMatch(name -> name.contains("task"));
    }

    @Test
    void shouldLetTheNanosecondsBeToldAgain() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            long ns = random.nextLong(1L << random.nextInt(1, 53));
            String text = Decimals.seconds(ns);
            assertThat(new BigDecimal(text).movePointRight(9).longValueExact())
                    .as("seed %d", seed)
                    .isEqualTo(ns);
            if (ns < 1L << 50) {
                assertThat(Math.round(Double.parseDouble(text) * 1e9))
                        .as("seed %d", seed)
                        .isEqualTo(ns);
            }
        }
        assertThat(Decimals.seconds(0)).isEqualTo("0");
        assertThat(Decimals.of(1e21)).isEqualTo("1000000000000000000000");
        assertThat(Decimals.of(1.5e-7)).isEqualTo("0.00000015");
    }

    @Test
    void shouldKeepToTheGrammarWhateverTheRunIs() {
        long seed = System.nanoTime();
        for (int i = 0; i < 30; i++) {
            assertWellFormed("seed " + (seed + i), PrometheusReport.render(new RandomRun(seed + i).report()));
        }
        for (RunReport report : List.of(
                SampleRun.sparse(),
                SampleRun.saturated(),
                SampleRun.spawning(),
                SampleTasks.failing(),
                SampleRun.failing(5).report(),
                HostileRun.report())) {
            assertWellFormed(report.runId(), PrometheusReport.render(report));
        }
    }

    @Test
    void shouldDescribeEveryMetricAndNoOtherInTheDocs() throws IOException {
        Set<String> written = new TreeSet<>();
        for (RunReport report : List.of(
                SampleRun.failing(5).report(), SampleRun.saturated(), SampleRun.spawning(), SampleTasks.failing())) {
            written.addAll(read(report).keySet());
        }
        Set<String> described = new TreeSet<>();
        Matcher names = Pattern.compile("`(ringswarm_[a-z0-9_]+)`")
                .matcher(Files.readString(Path.of("..", "docs", "reports.md")));
        while (names.find()) {
            described.add(names.group(1));
        }
        assertThat(described).isEqualTo(written);
    }

    private static void assertWellFormed(String name, String text) {
        assertThat(text).as(name).endsWith("\n");
        Set<String> families = new HashSet<>();
        Set<String> series = new HashSet<>();
        String family = "";
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            if (line.startsWith("#")) {
                assertThat(line).as(name).matches(HEAD);
                String named = line.split(" ")[2];
                assertThat(line.startsWith("# HELP") == families.add(named))
                        .as(line)
                        .isTrue();
                family = named;
            } else {
                assertThat(line).as(name).matches(SAMPLE);
                assertThat(line).as(name).startsWith(family);
                assertThat(series.add(line.substring(0, line.lastIndexOf('}'))))
                        .as(line)
                        .isTrue();
            }
        }
    }

    private static double gauge(Map<String, MetricFamily> families, String name, String label, String value) {
        return families.get(name).getMetrics().stream()
                .filter(metric -> value.equals(metric.getLabels().get(label)))
                .findFirst()
                .map(metric -> ((Gauge) metric).getValue())
                .orElseThrow();
    }

    private static Map<String, MetricFamily> read(RunReport report) {
        byte[] text = PrometheusReport.render(report).getBytes(StandardCharsets.UTF_8);
        CollectorPrometheusMetricsWalker walker = new CollectorPrometheusMetricsWalker();
        new TextPrometheusMetricsProcessor(new ByteArrayInputStream(text), walker).walk();
        List<MetricFamily> families = walker.getAllMetricFamilies();
        assertThat(families).allSatisfy(family -> assertThat(family.getHelp()).isNotBlank());
        assertThat(families.stream()
                        .flatMap(family -> family.getMetrics().stream())
                        .map(Metric::getLabels))
                .allSatisfy(labels -> assertThat(labels).containsKey("scenario"));
        return families.stream().collect(Collectors.toMap(MetricFamily::getName, Function.identity()));
    }
}
