package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.work.limit.CircuitBreakerOptions;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.engine.work.routing.Strategies;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unstarted tasks are moved from loaded workers to others, unless that is not wanted. */
@Timeout(60)
class MovedTasksTest {
    private static final int TASKS = 60;
    private static final Duration TASK_TIME = Duration.ofMillis(10);

    private final Map<Long, Integer> starts = new HashMap<>();

    private Worker hire(Desktop desktop, String name, WorkerOptions options) {
        return desktop.work.hire(name, options.handles(desktop.doubling, () -> (payload, task) -> {
            starts.merge(task.taskId(), 1, Integer::sum);
            Task<Figure> kept = task.keep();
            task.agent()
                    .newTimer((timer, dueNs, self) -> kept.succeed(Figure.of(1)))
                    .once(TASK_TIME);
        }));
    }

    private static TaskOptions costing() {
        return new TaskOptions().cost(TASK_TIME);
    }

    /** All tasks come while there is one worker; then there are four. Answers how long it took. */
    private long makespanMs(boolean balancing) {
        starts.clear();
        try (Desktop desktop = new Desktop(new EngineContext(), new WorkContext().balancing(balancing))) {
            hire(desktop, "first", new WorkerOptions());
            for (int i = 0; i < TASKS; i++) {
                desktop.submit(i, costing());
            }
            desktop.run();
            for (int i = 0; i < 3; i++) {
                hire(desktop, "late" + i, new WorkerOptions());
            }
            long ms = 0;
            for (; desktop.work.counters().open() > 0; ms++) {
                desktop.advance(Duration.ofMillis(1));
            }
            WorkCounters counters = desktop.work.counters();
            assertThat(counters.succeeded()).isEqualTo(TASKS);
            assertThat(starts)
                    .hasSize(TASKS)
                    .allSatisfy((task, times) -> assertThat(times).isEqualTo(1));
            assertThat(counters.stolen() + counters.movedByRebalance() > 0).isEqualTo(balancing);
            return ms;
        }
    }

    @Test
    void shouldTakeAQuarterOfTheTimeWhenThreeIdleWorkersComeLate() {
        assertThat(makespanMs(false)).isEqualTo(TASKS * TASK_TIME.toMillis());
        assertThat(makespanMs(true)).isBetween(150L, 170L);
    }

    @Test
    void shouldNeverMoveATaskToAWorkerThatCannotDoIt() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            hire(desktop, "red", new WorkerOptions().can("red"));
            hire(desktop, "plain", new WorkerOptions());
            for (int i = 0; i < 20; i++) {
                desktop.submit(i, costing().needs("red"));
            }
            desktop.advance(TASK_TIME.multipliedBy(20).minusMillis(1));
            assertThat(desktop.work.counters().open()).isEqualTo(1);
            assertThat(desktop.work.counters().stolen()
                            + desktop.work.counters().movedByRebalance())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEvenOutASkewedAffinityOnlyWhenBalancing(boolean balancing) {
        try (Desktop desktop = new Desktop(
                new EngineContext(), new WorkContext().balancing(balancing).strategy(Strategies.AFFINITY))) {
            for (int i = 0; i < 4; i++) {
                hire(desktop, "w" + i, new WorkerOptions());
            }
            for (int i = 0; i < TASKS; i++) {
                desktop.submit(i, costing().affinity("hot"));
            }
            desktop.advance(Duration.ofSeconds(2));
            WorkCounters counters = desktop.work.counters();
            assertThat(counters.succeeded()).isEqualTo(TASKS);
            if (!balancing) {
                assertThat(counters.stolen() + counters.movedByRebalance()).isZero();
            }
        }
    }

    @Test
    void shouldRebalanceWhenNobodyIsIdleAndLoadsDifferMuch() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            hire(desktop, "first", new WorkerOptions());
            Desktop.Hands slow = null;
            for (int i = 0; i < TASKS; i++) {
                desktop.submit(i, costing());
            }
            desktop.run();
            slow = desktop.hireHands("slow", new WorkerOptions());
            desktop.run();
            assertThat(slow.held).hasSize(1); // stolen, and now it is busy
            desktop.advance(Duration.ofMillis(300));
            assertThat(desktop.work.counters().movedByRebalance()).isPositive();
            while (desktop.work.counters().open() > 0) {
                slow.succeedAll();
                desktop.advance(Duration.ofMillis(1));
            }
            assertThat(desktop.work.counters().succeeded()).isEqualTo(TASKS);
        }
    }

    @Test
    void shouldMoveATaskOnceWhenManyAreIdle() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            Desktop.Hands busy = desktop.hireHands("busy", new WorkerOptions());
            desktop.submit(0, costing());
            desktop.submit(1, costing());
            desktop.run();
            for (int i = 0; i < 5; i++) {
                desktop.hireHands("idle" + i, new WorkerOptions());
            }
            desktop.run();
            assertThat(desktop.work.counters().stolen()).isEqualTo(1);
            assertThat(desktop.work.counters().inHand()).isEqualTo(2);
            assertThat(busy.figures).containsExactly(0L);
        }
    }

    @Test
    void shouldStealForAWorkerThatCanEvenWhenOnesThatCannotHaveBeenIdleForLonger() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            desktop.hireHands("busy", new WorkerOptions().can("red"));
            desktop.submit(0, costing().needs("red"));
            desktop.submit(1, costing().needs("red"));
            desktop.run();
            for (int i = 0; i < 3; i++) {
                desktop.hireHands("plain" + i, new WorkerOptions());
            }
            Desktop.Hands red = desktop.hireHands("red", new WorkerOptions().can("red"));
            desktop.run();
            assertThat(red.figures).containsExactly(1L);
            assertThat(desktop.work.counters().stolen()).isEqualTo(1);
        }
    }

    @Test
    void shouldLeaveTasksWithAnAffinityWhereTheyAreWhenIdleWorkersSteal() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            desktop.hireHands("busy", new WorkerOptions());
            desktop.submit(0, costing());
            desktop.submit(1, costing().affinity("hot"));
            desktop.submit(2, costing());
            desktop.run();
            Desktop.Hands idle = desktop.hireHands("idle", new WorkerOptions().slots(5));
            desktop.run();
            assertThat(idle.figures).containsExactly(2L);
        }
    }

    @Test
    void shouldStealWhatWouldStartFirst() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            desktop.hireHands("busy", new WorkerOptions());
            for (int i = 0; i < 10; i++) {
                desktop.submit(i, costing());
            }
            desktop.run();
            Desktop.Hands idle = desktop.hireHands("idle", new WorkerOptions().slots(2));
            desktop.run();
            assertThat(idle.figures).containsExactly(1L, 2L);
        }
    }

    @Test
    void shouldStealFromThoseForWhomMostWaits() {
        EngineContext engine = new EngineContext().completionExecutor(Runnable::run);
        try (Desktop desktop = new Desktop(engine, new WorkContext().strategy(Strategies.ROUND_ROBIN))) {
            desktop.hireHands("a", new WorkerOptions());
            desktop.hireHands("b", new WorkerOptions());
            for (int i = 0; i < 14; i++) {
                desktop.submit(i, costing());
            }
            desktop.run();
            Desktop.Hands idle = desktop.hireHands("idle", new WorkerOptions().slots(6));
            desktop.run();
            assertThat(idle.figures).hasSize(6);
            CompletableFuture<List<WorkerProfile>> profiles =
                    desktop.work.profiles().toCompletableFuture();
            desktop.run();
            assertThat(profiles.join())
                    .hasSize(3)
                    .allSatisfy(worker -> assertThat(worker.queued()).isLessThanOrEqualTo(4));
        }
    }

    @Test
    void shouldStealWhenTasksCostAsMuchAsCanBe() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            desktop.hireHands("busy", new WorkerOptions());
            for (int i = 0; i < 9; i++) {
                desktop.submit(i, new TaskOptions().cost(Duration.ofSeconds(Long.MAX_VALUE)));
            }
            desktop.run();
            Desktop.Hands idle = desktop.hireHands("idle", new WorkerOptions().slots(8));
            desktop.run();
            assertThat(idle.figures).hasSize(8);
        }
    }

    /** A worker that has ten tasks and room for no more, and one that has one and is not idle. */
    private static Desktop.Hands skew(Desktop desktop, TaskOptions options) {
        desktop.hireHands("first", new WorkerOptions().queueCapacity(9));
        desktop.submit(0, options);
        desktop.run();
        for (int i = 1; i < 10; i++) {
            desktop.submit(i, options);
        }
        desktop.run();
        Desktop.Hands second = desktop.hireHands("second", new WorkerOptions().can("own"));
        desktop.submit(100, costing().needs("own"));
        desktop.run();
        assertThat(second.figures).containsExactly(100L);
        desktop.advance(Duration.ofSeconds(1));
        return second;
    }

    @Test
    void shouldRebalanceWhatWouldStartLast() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            Desktop.Hands second = skew(desktop, costing());
            assertThat(desktop.work.counters().movedByRebalance()).isBetween(2L, 6L);
            second.succeed(0);
            assertThat(second.figures).hasSize(2).contains(9L);
        }
    }

    @Test
    void shouldRebalanceTasksWithAnAffinityWhenTheirWorkerHasFarTooMany() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            Desktop.Hands second = skew(desktop, costing().affinity("hot"));
            assertThat(desktop.work.counters().movedByRebalance()).isPositive();
            second.succeed(0);
            assertThat(second.figures).hasSize(2);
        }
    }

    /** Who takes no tasks gets none, and does not keep the others from sharing what they have. */
    @ParameterizedTest
    @ValueSource(strings = {"tripped", "silent", "leaving", "full"})
    void shouldRebalanceAmongTheOthersWhenOneTakesNoTasks(String why) {
        WorkContext context = new WorkContext()
                .maxConcurrency(0)
                .circuits(CircuitBreakerOptions.standard().withWindow(10, 2).withTrials(Duration.ofHours(1), 1));
        try (Desktop desktop = new Desktop(context)) {
            int slots = why.equals("full") ? 1 : 20;
            int tasks = why.equals("full") ? 2 : slots;
            Desktop.Hands barred = desktop.hireHands(
                    "barred", new WorkerOptions().slots(slots).queueCapacity(1).can("barred"));
            for (int i = 0; i < tasks; i++) {
                long task = desktop.submit(
                        i, new TaskOptions().cost(Duration.ofNanos(1)).needs("barred"));
                desktop.run();
                switch (why) {
                    case "silent" -> desktop.work.cancel(task);
                    case "tripped" -> assertThat(i > 1 || barred.fail(i)).isTrue();
                    default -> {}
                }
                desktop.run();
            }
            if (why.equals("leaving")) {
                desktop.work.evacuate(barred.worker, Duration.ofDays(1));
                desktop.run();
            }
            int given = barred.figures.size();
            Desktop.Hands second = skew(desktop, costing());
            assertThat(desktop.work.counters().movedByRebalance()).isPositive();
            second.succeed(0);
            assertThat(second.figures).hasSize(2);
            assertThat(barred.figures).hasSize(given);
        }
    }

    @Test
    void shouldNotMoveATaskThatIsLongerThanTheDifferenceIsLarge() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            desktop.hireHands("first", new WorkerOptions());
            desktop.submit(0, costing());
            desktop.submit(1, new TaskOptions().cost(Duration.ofHours(1)).priority(Priority.LOW));
            desktop.run();
            desktop.hireHands("second", new WorkerOptions().can("own"));
            desktop.submit(100, costing().needs("own"));
            desktop.advance(Duration.ofSeconds(1));
            assertThat(desktop.work.counters().movedByRebalance()).isZero();
            assertThat(desktop.work.counters().stolen()).isZero();
        }
    }

    @Test
    void shouldGiveAllAsMuchWhenTheLeastLoadedIsChosen() {
        try (Desktop desktop = new Desktop(
                new EngineContext(),
                new WorkContext().strategy(Strategies.LEAST_LOADED).balancing(false))) {
            Desktop.Hands[] hands = new Desktop.Hands[4];
            for (int i = 0; i < hands.length; i++) {
                hands[i] = desktop.hireHands(
                        "w" + i, new WorkerOptions().slots(100).can("w" + i));
            }
            desktop.submit(0, costing());
            desktop.run();
            for (int i = 1; i < 20; i++) {
                desktop.submit(i, i < 5 ? costing().needs("w2") : costing());
                desktop.run();
            }
            for (Desktop.Hands each : hands) {
                assertThat(each.figures).hasSize(5);
            }
        }
    }
}
