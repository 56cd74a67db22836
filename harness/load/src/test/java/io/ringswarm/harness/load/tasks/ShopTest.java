package io.ringswarm.harness.load.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.testkit.TestEngine;
import io.ringswarm.harness.load.scenario.Layer;
import io.ringswarm.harness.load.scenario.ScenarioOption;
import io.ringswarm.harness.load.scenario.ScenarioResolver;
import io.ringswarm.harness.load.scenario.ScenarioSource;
import io.ringswarm.harness.load.scenario.Setting;
import io.ringswarm.harness.load.scenario.Settings;
import io.ringswarm.harness.load.scenario.WorkFigures;
import io.ringswarm.harness.load.scenario.WorkSettings;
import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.Tasks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds of tasks in virtual time: the same at each run, whatever the machine does. */
@Timeout(60)
class ShopTest {
    private static final Path HERE = Path.of("");
    private static final long SEED = 7;
    private static final long PATIENCE_NS = 20_000_000_000L;
    private static final long STEP_NS = 1_000_000;
    private static final int ROUNDS = 60;

    /** What is left of it then is the desk's and the machine's; an idle machine takes some tenths of a percent. */
    @ParameterizedTest
    @ValueSource(strings = {"work-light", "work-medium", "work-heavy", "work-overload"})
    void shouldComeNearTheOfflineScheduleWhenNothingIsLostOnTheWay(String scenario) {
        TasksFound found = run(settings(scenario), ROUNDS);

        System.out.println(scenario + " seed=" + SEED + " figures=" + found.figures());
        assertThat(found.figures().get(WorkFigures.EFFICIENCY)).isGreaterThan(0.97);
        assertThat(found.section().efficiency()).isEqualTo(found.figures().get(WorkFigures.EFFICIENCY));
        assertEachOnce(found);
        assertThat(found.section().succeeded()).isEqualTo(found.section().submitted());
    }

    /** Whoever gives the longest first by these estimates loses next to nothing; without any he would not do. */
    @ParameterizedTest
    @ValueSource(strings = {"work-light", "work-medium", "work-heavy", "work-overload"})
    void shouldLetTheObjectiveBeReachedByEstimatesAndNotWithoutWhenPublished(String scenario) {
        WorkSettings settings = settings(scenario);
        double offlineNs = 0;
        double estimatedNs = 0;
        double blindNs = 0;
        for (int number = 0; number < 2_000; number++) {
            Round round = Round.of(settings, SEED, number);
            offlineNs += round.offlineMakespanNs(1);
            estimatedNs +=
                    makespanNs(settings.workers(), round, Comparator.comparingLong(task -> -round.estimateNs(task)));
            blindNs += makespanNs(settings.workers(), round, Comparator.naturalOrder());
        }

        assertThat(settings.estimateError()).isPositive();
        assertThat(offlineNs / estimatedNs).isBetween(0.98, 1.01);
        assertThat(offlineNs / blindNs).isLessThan(0.95);
    }

    private static double makespanNs(int workers, Round round, Comparator<Integer> order) {
        PriorityQueue<Long> freeNs = new PriorityQueue<>();
        IntStream.range(0, workers).forEach(worker -> freeNs.add(0L));
        Integer[] tasks =
                IntStream.range(0, round.tasks()).boxed().sorted(order).toArray(Integer[]::new);
        Arrays.stream(tasks).forEach(task -> freeNs.add(freeNs.remove() + round.durationNs(task)));
        return freeNs.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    @Test
    void shouldEndEachTaskOnceWhenEverythingGoesWrong() {
        TasksFound found = run(
                settings("work-failing", "killEveryNs", "100ms", "evacuateEveryNs", "200ms", "timeLimitNs", "50ms"),
                12);

        Tasks tasks = found.section();
        System.out.println("seed=" + SEED + " " + tasks.failedBy() + " retried=" + tasks.retried());
        assertEachOnce(found);
        assertThat(found.workersLeave()).isTrue();
        // A worker that is stopped says itself that it has failed what it had, so that nothing is lost with it.
        assertThat(tasks.failedBy()).containsKeys("worker failed", "time limit");
        assertThat(tasks.retried()).isPositive();
        assertThat(tasks.workers()).hasSizeGreaterThan(6); // some were killed or evacuated, and others hired for them
        assertThat(tasks.efficiency()).isNull();
    }

    @Test
    void shouldCountOfEachWorkerWhatItDidSinceTheReset() {
        try (TestEngine engine = engine()) {
            Shop shop = new Shop(engine.engine(), settings("work-heavy"), SEED, UnaryOperator.identity());
            engine.runUntilIdle();
            LongConsumer step = ns -> engine.advance(Duration.ofNanos(Math.min(ns, STEP_NS)));
            assertThat(shop.round(step, PATIENCE_NS)).isTrue();
            shop.reset();
            assertThat(shop.round(step, PATIENCE_NS)).isTrue();
            assertThat(shop.round(step, PATIENCE_NS)).isTrue();
            shop.close();

            Tasks tasks = shop.found().section();
            assertThat(tasks.succeeded()).isPositive();
            assertThat(tasks.workers().stream().mapToLong(TaskWorker::ended).sum())
                    .isEqualTo(tasks.succeeded());
            assertThat(tasks.workers())
                    .allSatisfy(worker -> assertThat(worker.successRate()).isIn(null, 1.0));
        }
    }

    @Test
    void shouldCountHitsAsTheBookDoesWhenResultsGrowOld() {
        TasksFound found = run(settings("work-cache", "cacheTtlNs", "20ms"), 8);

        Tasks tasks = found.section();
        assertEachOnce(found);
        assertThat(found.figures())
                .containsEntry(WorkFigures.MISSED_HITS, 0.0)
                .containsEntry(WorkFigures.STALE_HITS, 0.0);
        assertThat(tasks.cacheHits() + tasks.cacheMisses()).isEqualTo(tasks.submitted());
        assertThat(tasks.cacheMisses())
                .as("more than contents, as they grow old")
                .isGreaterThan(500);
    }

    @Test
    void shouldSayThatItGaveUpWhenNoTaskEnds() {
        WorkSettings settings = settings("work-light", "neverAnswerShare", "1");
        try (TestEngine engine = engine();
                Shop shop = new Shop(engine.engine(), settings, SEED, UnaryOperator.identity())) {
            engine.runUntilIdle();

            assertThat(shop.round(ns -> engine.advance(Duration.ofMillis(1)), 100_000_000))
                    .isFalse();
            assertThat(shop.accepted() - shop.heard()).isEqualTo(5);
            engine.advance(Duration.ofSeconds(21)); // past the time limits of those that waited, too
            assertThat(shop.heard()).isEqualTo(5);
        }
    }

    private static void assertEachOnce(TasksFound found) {
        assertThat(found.section().eachEndedOnce()).isTrue();
        assertThat(found.section().notEndedOnce()).isZero();
        assertThat(found.startedTooOften()).isZero();
        assertThat(found.wrongResults()).isZero();
        assertThat(found.disagreements()).isEmpty();
    }

    private static TasksFound run(WorkSettings settings, int rounds) {
        try (TestEngine engine = engine()) {
            Shop shop = new Shop(engine.engine(), settings, SEED, UnaryOperator.identity());
            engine.runUntilIdle();
            for (int round = 0; round < rounds; round++) {
                assertThat(shop.round(ns -> engine.advance(Duration.ofNanos(Math.min(ns, STEP_NS))), PATIENCE_NS))
                        .isTrue();
            }
            engine.advance(Duration.ofSeconds(1));
            shop.close();
            return shop.found();
        }
    }

    private static TestEngine engine() {
        return TestEngine.launch(new EngineContext().maxAsksInFlight(4096).localQueueSlots(4096));
    }

    private static WorkSettings settings(String scenario, String... keyAndValue) {
        Settings flags = new Settings();
        for (int i = 0; i < keyAndValue.length; i += 2) {
            String key = keyAndValue[i];
            ScenarioOption option = Arrays.stream(ScenarioOption.values())
                    .filter(each -> each.key().equals(key))
                    .findFirst()
                    .orElseThrow();
            flags.add(option, new Setting(keyAndValue[i + 1], Layer.FLAG, option.flag()));
        }
        return ScenarioResolver.resolve(ScenarioSource.find(scenario, HERE), Map.of(), flags, HERE)
                .workload()
                .work();
    }
}
