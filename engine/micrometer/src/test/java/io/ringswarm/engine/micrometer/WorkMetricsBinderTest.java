package io.ringswarm.engine.micrometer;

import static io.ringswarm.engine.micrometer.NumberCodec.NUMBERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.testkit.TestEngine;
import io.ringswarm.engine.work.Task;
import io.ringswarm.engine.work.TaskEnd;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.TaskOptions;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkContext;
import io.ringswarm.engine.work.WorkCounters;
import io.ringswarm.engine.work.Worker;
import io.ringswarm.engine.work.WorkerOptions;
import io.ringswarm.engine.work.cache.CacheOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkMetricsBinderTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long FAIL = -1;
    private static final long KEEP = -2;
    private static final long SLOW = 1_000;
    private static final double P95_ERROR = 1.0 / 16;

    private final AtomicInteger answers = new AtomicInteger();
    private final TestEngine engine =
            TestEngine.launch(new EngineContext().name("night").shards(1).completionExecutor(completion -> {
                answers.incrementAndGet();
                completion.run();
            }));
    private final Work work = Work.open(
            engine.engine(),
            new WorkContext()
                    .name("letters")
                    .seed(1)
                    .maxOpenTasks(4)
                    .cache(CacheOptions.DEFAULT)
                    .strategy("round-robin")
                    .targetTime(SECOND));
    private final TaskKind<long[], long[]> kind =
            work.kind("doubling", NUMBERS, () -> new long[1], NUMBERS, () -> new long[1]);
    private final List<Task<long[]>> kept = new ArrayList<>();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final WorkMetricsBinder binder = new WorkMetricsBinder(work);

    @AfterEach
    void closeAll() {
        work.close();
        engine.close();
        registry.close();
    }

    /** A worker that doubles what is positive; from {@link #SLOW} on it takes as many milliseconds as the number says. */
    private Worker hire(String name, int slots) {
        return work.hire(name, new WorkerOptions().slots(slots).handles(kind, () -> (payload, task) -> {
            if (payload[0] == FAIL) {
                task.fail("asked to");
            } else if (payload[0] == KEEP) {
                kept.add(task.keep());
            } else if (payload[0] >= SLOW) {
                Task<long[]> slow = task.keep();
                task.agent()
                        .newTimer((fired, dueNs, agent) -> slow.succeed(new long[1]))
                        .once(Duration.ofMillis(payload[0]));
            } else {
                payload[0] *= 2;
                task.succeed(payload);
            }
        }));
    }

    private void submit(long number, TaskOptions options) {
        work.submit(kind, new long[] {number}, options);
        engine.runUntilIdle();
    }

    private void submit(long number) {
        submit(number, new TaskOptions());
    }

    @Test
    void shouldCountTasksByEndAndReasonWhenTheyHaveEnded() {
        binder.bindTo(registry);
        hire("anna", 1);
        submit(1);
        submit(2, new TaskOptions().cacheable());
        submit(2, new TaskOptions().cacheable());
        submit(FAIL);
        submit(3, new TaskOptions().deadline(Duration.ZERO));
        submit(4, new TaskOptions().needs("a tag that nobody has"));
        submit(KEEP, new TaskOptions().timeLimit(SECOND));
        letTheSnapshotAge();

        assertThat(count("ringswarm.work.submitted")).isEqualTo(7);
        assertThat(tasks("succeeded", "done")).isEqualTo(3);
        assertThat(tasks("failed", "worker_failed")).isEqualTo(1);
        assertThat(tasks("expired", "deadline")).isEqualTo(1);
        assertThat(tasks("rejected", "no_capable_worker")).isEqualTo(1);
        assertThat(tasks("rejected", "queue_full")).isZero();
        assertThat(gauge("ringswarm.work.open")).isEqualTo(1);
        assertThat(gauge("ringswarm.work.in.hand")).isEqualTo(1);
        assertThat(count("ringswarm.work.started")).isEqualTo(4);
        assertThat(count("ringswarm.work.cache", "result", "hit")).isEqualTo(1);
        assertThat(count("ringswarm.work.cache", "result", "miss")).isEqualTo(1);
        assertThat(registry.get("ringswarm.work.tasks").functionCounters()).hasSize(1 + 7 + 1 + 2 + 7);
        assertThat(registry.get("ringswarm.work.tasks").functionCounters().stream()
                        .mapToDouble(FunctionCounter::count)
                        .sum())
                .isEqualTo(6);
    }

    @Test
    void shouldCountWhatIsRefusedAndTriedAgainWhenThereIsTooMuch() {
        binder.bindTo(registry);
        for (int i = 0; i < 6; i++) {
            submit(KEEP); // nobody can
        }
        hire("anna", 8);
        for (int i = 0; i < 5; i++) {
            submit(KEEP);
        }
        letTheSnapshotAge();
        assertThat(tasks("rejected", "no_capable_worker")).isEqualTo(6);
        assertThat(tasks("rejected", "queue_full")).isEqualTo(1);
        assertThat(gauge("ringswarm.work.open")).isEqualTo(4);

        work.close(SECOND); // keeps nothing open, and what is counted stays to be seen
        submit(1);
        letTheSnapshotAge();
        assertThat(gauge("ringswarm.work.open")).isZero();
        assertThat(tasks("cancelled", "closed")).isEqualTo(4);
        assertThat(tasks("rejected", "closed")).isEqualTo(1);
    }

    @Test
    void shouldCountEachNumberByItselfWhenAWorkHasCountedAllOfThem() {
        binder.bindTo(registry);
        Worker anna = hire("anna", 4);
        TaskOptions again = new TaskOptions().idempotent();
        submit(FAIL, again);
        engine.advance(Duration.ofMinutes(1));
        submit(KEEP, again);
        work.evacuate(anna, Duration.ZERO);
        hire("bert", 4);
        engine.advance(Duration.ofMinutes(1));
        letTheSnapshotAge();

        WorkCounters counters = work.counters();
        assertThat(counters.retried()).isPositive();
        assertThat(counters.evacuated()).isPositive();
        assertThat(count("ringswarm.work.started")).isEqualTo(counters.started());
        assertThat(count("ringswarm.work.retried")).isEqualTo(counters.retried());
        assertThat(count("ringswarm.work.duplicate.completions")).isEqualTo(counters.duplicateCompletions());
        assertThat(count("ringswarm.work.moved", "reason", "rebalanced")).isEqualTo(counters.movedByRebalance());
        assertThat(count("ringswarm.work.moved", "reason", "stolen")).isEqualTo(counters.stolen());
        assertThat(count("ringswarm.work.moved", "reason", "evacuated")).isEqualTo(counters.evacuated());
        assertThat(count("ringswarm.work.circuit.trips")).isEqualTo(counters.circuitsTripped());
        assertThat(count("ringswarm.work.unheard.ends")).isEqualTo(counters.unheard());
        assertThat(count("ringswarm.work.forgotten.keys")).isEqualTo(counters.keysForgottenEarly());
        assertThat(count("ringswarm.work.strategy.faults")).isEqualTo(counters.strategyFaults());
    }

    @Test
    void shouldShowAWorkerWhenItWasHiredAndNoneOfItsMetersWhenItHasLeft() {
        binder.bindTo(registry);
        engine.runUntilIdle();
        assertThat(metersOf("anna")).isEmpty();
        Worker anna = hire("anna", 1);
        hire("bert", 1);
        scrape();
        assertThat(metersOf("anna")).hasSize(13);
        assertThat(metersOf("bert")).hasSize(13);

        work.evacuate(anna, SECOND);
        engine.runUntilIdle();
        assertThat(metersOf("anna")).hasSize(13);
        scrape();
        assertThat(metersOf("anna")).isEmpty();
        assertThat(metersOf("bert")).hasSize(13);
    }

    @Test
    void shouldShowAWorkerAnewWhenAnotherOneComesUnderItsName() {
        binder.bindTo(registry);
        Worker first = hire("anna", 1);
        submit(1);
        scrape();
        assertThat(count("ringswarm.work.worker.ended", "worker", "anna")).isEqualTo(1);
        work.evacuate(first, SECOND);
        engine.runUntilIdle();
        hire("anna", 3);
        scrape();
        assertThat(count("ringswarm.work.worker.ended", "worker", "anna")).isZero();
        assertThat(slots("anna", "free")).isEqualTo(3);
        assertThat(metersOf("anna")).hasSize(13);
    }

    @Test
    void shouldTellSlotsAndQueueWhenAnAttemptWasGivenUp() {
        binder.bindTo(registry);
        hire("anna", 2);
        submit(KEEP, new TaskOptions().timeLimit(SECOND));
        engine.advance(SECOND);
        for (int i = 0; i < 3; i++) {
            submit(KEEP);
        }
        scrape();
        assertThat(tasks("failed", "time_limit")).isEqualTo(1);
        assertThat(slots("anna", "lost")).isEqualTo(1);
        assertThat(slots("anna", "busy")).isEqualTo(1);
        assertThat(slots("anna", "free")).isZero();
        assertThat(gauge("ringswarm.work.worker.queued", "worker", "anna")).isEqualTo(2);
        assertThat(gauge("ringswarm.work.worker.load", "worker", "anna")).isBetween(50.0, 80.0);
        assertThat(gauge("ringswarm.work.worker.success", "worker", "anna")).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void shouldTellTimesInSecondsWhenTasksHaveSucceeded() {
        hire("anna", 1);
        binder.bindTo(registry);
        scrape();
        assertThat(gauge("ringswarm.work.worker.time", "worker", "anna")).isNaN();
        assertThat(gauge("ringswarm.work.worker.time.mean", "worker", "anna")).isNaN();
        assertThat(gauge("ringswarm.work.worker.efficiency", "worker", "anna")).isEqualTo(1);
        submit(2 * SLOW);
        engine.advance(Duration.ofMillis(2 * SLOW));
        submit(2 * SLOW);
        engine.advance(Duration.ofMillis(2 * SLOW));
        scrape();
        assertThat(gauge("ringswarm.work.worker.time", "worker", "anna", "quantile", "0.95"))
                .isBetween(2.0, 2 * (1 + P95_ERROR));
        assertThat(gauge("ringswarm.work.worker.time.mean", "worker", "anna")).isEqualTo(2);
        assertThat(gauge("ringswarm.work.worker.efficiency", "worker", "anna")).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(gauge("ringswarm.work.worker.success", "worker", "anna")).isEqualTo(1);
    }

    @Test
    void shouldTellTheStateWhenAWorkerIsLeaving() {
        binder.bindTo(registry);
        Worker anna = hire("anna", 1);
        submit(KEEP);
        scrape();
        assertThat(state("active")).isEqualTo(1);
        assertThat(state("draining")).isZero();
        work.evacuate(anna, Duration.ofMinutes(1));
        scrape();
        assertThat(state("active")).isZero();
        assertThat(state("draining")).isEqualTo(1);
    }

    @Test
    void shouldNeitherWaitNorAskAgainWhenTheDeskDoesNotAnswer() {
        hire("anna", 1);
        binder.bindTo(registry);
        assertThat(gauge("ringswarm.work.profiles.age")).isNaN();
        engine.runUntilIdle();
        assertThat(answers).hasValue(1);
        for (int i = 0; i < 30; i++) {
            letTheSnapshotAge(); // and nobody works
            assertThat(gauge("ringswarm.work.profiles.age")).isEqualTo(i + 1);
            assertThat(slots("anna", "free")).isEqualTo(1);
        }
        engine.runUntilIdle();
        assertThat(answers).hasValue(2);
        assertThat(gauge("ringswarm.work.profiles.age")).isEqualTo(29);
        scrape();
        assertThat(answers).hasValue(3);
        assertThat(gauge("ringswarm.work.profiles.age")).isZero();
    }

    @Test
    void shouldAskOnceWhenManyMetersAreReadWithinTheAge() {
        binder.bindTo(registry);
        hire("anna", 1);
        engine.runUntilIdle();
        for (int i = 0; i < 3; i++) {
            registry.getMeters().forEach(meter -> meter.measure().forEach(measured -> measured.getValue()));
            engine.runUntilIdle();
        }
        assertThat(answers).hasValue(1);
        engine.clock().advance(WorkMetricsBinder.DEFAULT_MAX_AGE.minusNanos(1));
        assertThat(count("ringswarm.work.submitted")).isZero();
        submit(KEEP);
        answers.set(0);
        assertThat(count("ringswarm.work.submitted")).isZero();
        engine.clock().advance(Duration.ofNanos(1));
        assertThat(count("ringswarm.work.submitted")).isEqualTo(1);
        engine.runUntilIdle();
        assertThat(answers).hasValue(1);
    }

    @Test
    void shouldShowTheWorkersThatThereAreWhenBoundToAnotherRegistry() {
        hire("anna", 1);
        binder.bindTo(registry);
        engine.runUntilIdle();
        MeterRegistry other = new SimpleMeterRegistry();
        binder.bindTo(other);
        assertThat(other.getMeters()).hasSize(registry.getMeters().size());
        assertThat(other.get("ringswarm.work.worker.slots")
                        .tags("worker", "anna", "state", "free")
                        .gauge()
                        .value())
                .isEqualTo(1);
        other.close();
    }

    @Test
    void shouldRemoveTheWorkersAndKeepTheCountersWhenTheWorkIsClosed() {
        binder.bindTo(registry);
        hire("anna", 1);
        submit(1);
        scrape();
        work.close();
        scrape();
        assertThat(metersOf("anna")).isEmpty();
        assertThat(tasks("succeeded", "done")).isEqualTo(1);
    }

    @Test
    void shouldRemoveEveryMeterFromEveryRegistryWhenClosed() {
        MeterRegistry other = new SimpleMeterRegistry();
        other.gauge("mine", 1);
        binder.bindTo(registry);
        binder.bindTo(other);
        hire("anna", 1);
        scrape();
        assertThat(other.getMeters()).hasSize(registry.getMeters().size() + 1);
        hire("late", 1);
        letTheSnapshotAge();
        assertThat(count("ringswarm.work.submitted")).isZero();
        binder.close();
        engine.runUntilIdle(); // an answer comes that names the late one
        assertThat(registry.getMeters()).isEmpty();
        assertThat(other.getMeters())
                .singleElement()
                .satisfies(meter -> assertThat(meter.getId().getName()).isEqualTo("mine"));
        other.close();
    }

    @Test
    void shouldTagEveryMeterAndGiveItAUnitWhenBound() {
        hire("anna", 1);
        new WorkMetricsBinder(work, Tags.of("region", "eu"), Duration.ZERO).bindTo(registry);
        engine.runUntilIdle();
        assertThat(metersOf("anna")).isNotEmpty();
        assertThat(registry.getMeters()).allSatisfy(meter -> {
            assertThat(meter.getId().getTag("engine")).isEqualTo("night");
            assertThat(meter.getId().getTag("work")).isEqualTo("letters");
            assertThat(meter.getId().getTag("region")).isEqualTo("eu");
            assertThat(meter.getId().getBaseUnit()).isNotBlank();
            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(meter.getId().getName()).startsWith("ringswarm.work.");
        });
    }

    @Test
    void shouldNameEachEndThereIsWhenNoneHasHappened() {
        binder.bindTo(registry);
        for (TaskEnd end : TaskEnd.values()) {
            end.reasons()
                    .forEach(reason -> assertThat(tasks(
                                    end.name().toLowerCase(Locale.ROOT),
                                    reason.name().toLowerCase(Locale.ROOT)))
                            .isZero());
        }
    }

    @Test
    void shouldRefuseWhenTheAgeIsNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkMetricsBinder(work, Tags.empty(), Duration.ofMillis(-1)))
                .withMessageContaining("maxAge=PT-0.001S");
    }

    /** Asks, and has the desk answer. */
    private void scrape() {
        letTheSnapshotAge();
        count("ringswarm.work.submitted");
        engine.runUntilIdle();
    }

    private void letTheSnapshotAge() {
        engine.clock().advance(WorkMetricsBinder.DEFAULT_MAX_AGE);
    }

    private List<Meter> metersOf(String worker) {
        return registry.getMeters().stream()
                .filter(meter -> worker.equals(meter.getId().getTag("worker")))
                .toList();
    }

    private double tasks(String outcome, String reason) {
        return count("ringswarm.work.tasks", "outcome", outcome, "reason", reason);
    }

    private double slots(String worker, String state) {
        return gauge("ringswarm.work.worker.slots", "worker", worker, "state", state);
    }

    private double state(String state) {
        return gauge("ringswarm.work.worker.state", "worker", "anna", "state", state);
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
