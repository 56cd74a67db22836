package io.ringswarm.engine.micrometer;

import static io.ringswarm.engine.micrometer.NumberCodec.NUMBERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.testkit.TestEngine;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkContext;
import io.ringswarm.engine.work.WorkerOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a scrape says, by the text format of Prometheus, version 0.0.4. */
@Timeout(20)
class PrometheusScrapeTest {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABELS = "\\{(" + NAME + "=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*\\}";
    private static final Pattern SAMPLE =
            Pattern.compile(NAME + "(" + LABELS + ")? (NaN|[+-]Inf|[-+]?[0-9.]+(E[-+]?[0-9]+)?)");
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) " + NAME + " .+");

    private final TestEngine engine =
            TestEngine.launch(new EngineContext().name("desk").shards(2).completionExecutor(Runnable::run));
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final EngineMetricsBinder binder = new EngineMetricsBinder(engine.engine());

    @AfterEach
    void closeAll() {
        engine.close();
        registry.close();
    }

    @Test
    void shouldBeReadableLineByLineWhenScraped() {
        engine.spawn("quiet", Quiet::new);
        binder.bindTo(registry);
        List<String> lines = registry.scrape().lines().toList();
        Set<String> seen = new HashSet<>();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line).matches(line.startsWith("#") ? COMMENT : SAMPLE);
            assertThat(seen.add(line.startsWith("#") ? line : line.substring(0, line.lastIndexOf(' '))))
                    .as("said once: %s", line)
                    .isTrue();
        });
        assertThat(lines.stream().filter(line -> !line.startsWith("#")).count())
                .as("no meter is lost for tags that differ from its namesakes'")
                .isEqualTo(registry.getMeters().size());
    }

    @Test
    void shouldNameUnitsWhenScraped() {
        AgentRef quiet = engine.spawn("quiet", 0, Quiet::new);
        binder.bindTo(registry);
        engine.tell(quiet, new long[] {1}, NUMBERS);
        engine.clock().advance(Duration.ofSeconds(2));
        engine.runUntilIdle();
        String type = Quiet.class.getName();
        assertThat(registry.scrape().lines())
                .contains(
                        "ringswarm_messages_created_messages_total{engine=\"desk\"} 1.0",
                        "ringswarm_messages_total{engine=\"desk\",outcome=\"handled\",reason=\"none\"} 1.0",
                        "ringswarm_sends_refused_sends_total{engine=\"desk\",reason=\"back_pressured\"} 0.0",
                        "ringswarm_asks_total{engine=\"desk\",outcome=\"answered\"} 0.0",
                        "ringswarm_restarts_total{engine=\"desk\"} 0.0",
                        "ringswarm_queue_depth_messages{engine=\"desk\",lane=\"normal\",shard=\"0\"} 0.0",
                        "ringswarm_agents{engine=\"desk\",shard=\"0\"} 1.0",
                        "ringswarm_handling_seconds{class=\"" + type + "\",engine=\"desk\",quantile=\"0.99\"} 0.0",
                        "# TYPE ringswarm_messages_total counter",
                        "# TYPE ringswarm_response_seconds gauge")
                .anyMatch(line -> line.startsWith("ringswarm_memory_rings_bytes{engine=\"desk\"} "))
                .anyMatch(line -> line.matches("ringswarm_response_max_seconds\\{.*} (1\\.99|2\\.0).*"));
    }

    @Test
    void shouldSurviveWhenAClassAppearsInTheMiddleOfAScrape() {
        binder.bindTo(registry);
        engine.spawn("late", Quiet::new);
        engine.clock().advance(EngineMetricsBinder.DEFAULT_MAX_AGE);
        registry.scrape();
        assertThat(registry.scrape()).contains("ringswarm_class_agents{class=\"" + Quiet.class.getName());
    }

    @Test
    void shouldNameAWorksMetersAndLoseNoneWhenScraped() {
        try (Work work = Work.open(engine.engine(), new WorkContext().name("letters"))) {
            TaskKind<long[], long[]> kind =
                    work.kind("doubling", NUMBERS, () -> new long[1], NUMBERS, () -> new long[1]);
            for (String name : List.of("anna", "bert")) {
                work.hire(name, new WorkerOptions().handles(kind, () -> (payload, task) -> task.succeed(payload)));
            }
            binder.bindTo(registry);
            new WorkMetricsBinder(work).bindTo(registry);
            engine.runUntilIdle();
            work.submit(kind, new long[] {1});
            engine.runUntilIdle();
            engine.clock().advance(WorkMetricsBinder.DEFAULT_MAX_AGE);
            List<String> lines = registry.scrape().lines().toList();
            String ofAll = "engine=\"desk\"";
            assertThat(lines)
                    .allSatisfy(line -> assertThat(line).matches(line.startsWith("#") ? COMMENT : SAMPLE))
                    .contains(
                            "ringswarm_work_submitted_tasks_total{" + ofAll + ",work=\"letters\"} 1.0",
                            "ringswarm_work_tasks_total{" + ofAll
                                    + ",outcome=\"succeeded\",reason=\"done\",work=\"letters\"} 1.0",
                            "ringswarm_work_open_tasks{" + ofAll + ",work=\"letters\"} 0.0",
                            "ringswarm_work_in_hand_tasks{" + ofAll + ",work=\"letters\"} 0.0",
                            "ringswarm_work_cache_tasks_total{" + ofAll + ",result=\"hit\",work=\"letters\"} 0.0",
                            "ringswarm_work_circuit_trips_total{" + ofAll + ",work=\"letters\"} 0.0",
                            "ringswarm_work_unheard_ends_total{" + ofAll + ",work=\"letters\"} 0.0",
                            "ringswarm_work_forgotten_keys_total{" + ofAll + ",work=\"letters\"} 0.0",
                            "ringswarm_work_strategy_faults_total{" + ofAll + ",work=\"letters\"} 0.0",
                            "ringswarm_work_worker_slots{" + ofAll
                                    + ",state=\"free\",work=\"letters\",worker=\"anna\"} 1.0",
                            "ringswarm_work_worker_state_workers{" + ofAll
                                    + ",state=\"active\",work=\"letters\",worker=\"bert\"} 1.0",
                            "ringswarm_work_worker_success_ratio{" + ofAll + ",work=\"letters\",worker=\"anna\"} 1.0")
                    .anyMatch(line -> line.startsWith("ringswarm_work_worker_load_score{"))
                    .anyMatch(line -> line.startsWith("ringswarm_work_worker_time_seconds{"))
                    .anyMatch(line -> line.startsWith("ringswarm_work_worker_time_mean_seconds{"))
                    .anyMatch(line -> line.startsWith("ringswarm_work_profiles_age_seconds{"));
            assertThat(lines.stream().filter(line -> !line.startsWith("#")).count())
                    .as("no meter is lost for tags that differ from its namesakes'")
                    .isEqualTo(registry.getMeters().size());
        }
    }

    private static final class Quiet implements Agent {
        @Override
        public void onMessage(Message message, AgentContext self) {}
    }
}
