package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.work.limit.CircuitBreakerOptions;
import io.ringswarm.engine.work.limit.ConcurrencyOptions;
import io.ringswarm.engine.work.limit.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds starts back: semaphores, a rate, how many may be in hand, circuits, and how many may wait. */
@Timeout(60)
class StartLimitsTest {
    private final WorkContext context = new WorkContext();
    private Desktop desktop;

    private Desktop.Hands open(WorkerOptions options) {
        desktop = new Desktop(new EngineContext().maxAsksInFlight(4096), context);
        return desktop.hireHands("a", options);
    }

    @AfterEach
    void close() {
        desktop.close();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).isZero();
        assertThat(counters.ended()).isEqualTo(counters.submitted());
    }

    private static long holders(Desktop.Hands hands) {
        return hands.held.stream().filter(task -> !task.isCancelled()).count();
    }

    @Test
    void shouldNeverHaveMoreHoldersThanPermits() {
        context.semaphore("db", 3).maxConcurrency(0);
        Desktop.Hands hands = open(new WorkerOptions().slots(10));
        for (int i = 0; i < 30; i++) {
            desktop.submit(i, new TaskOptions().holds("db"));
        }
        desktop.run();
        for (int done = 0; done < 30; done++) {
            assertThat(holders(hands)).isEqualTo(Math.min(3, 30 - done));
            hands.succeed(done);
        }
        assertThat(desktop.work.counters().succeeded()).isEqualTo(30);
        assertThat(hands.figures).isSorted();
    }

    @Test
    void shouldLetOthersPassThoseThatWaitForAPermit() {
        context.semaphore("db", 1);
        Desktop.Hands hands = open(new WorkerOptions().slots(2));
        for (int i = 0; i < 10; i++) {
            desktop.submit(i, new TaskOptions().holds("db"));
        }
        desktop.submit(100, new TaskOptions());
        desktop.run();
        assertThat(hands.figures).containsExactly(0L, 100L);
    }

    @Test
    void shouldTakeAllPermitsOrNoneWhenTwoAreNeeded() {
        context.semaphore("db", 1).semaphore("gpu", 1);
        Desktop.Hands hands = open(new WorkerOptions().slots(10));
        desktop.submit(0, new TaskOptions().holds("db"));
        desktop.submit(1, new TaskOptions().holds("db").holds("gpu"));
        desktop.submit(2, new TaskOptions().holds("gpu"));
        desktop.submit(3, new TaskOptions().holds("db").holds("gpu"));
        desktop.run();
        assertThat(hands.figures).containsExactly(0L, 2L);
        hands.succeed(0);
        assertThat(hands.figures).containsExactly(0L, 2L);
        hands.succeed(1);
        assertThat(hands.figures).containsExactly(0L, 2L, 1L);
        hands.succeed(2);
        assertThat(hands.figures).containsExactly(0L, 2L, 1L, 3L);
    }

    @Test
    void shouldLeaveNobodyWaitingWhenHoldersAndWaitersAreGivenUpAtRandom() {
        long seed = System.nanoTime();
        System.out.println("seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        context.semaphore("db", 2).semaphore("gpu", 1);
        Desktop.Hands hands = open(new WorkerOptions().slots(100));
        List<Long> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            TaskOptions options = new TaskOptions();
            int needs = 1 + random.nextInt(3);
            if ((needs & 1) != 0) {
                options.holds("db");
            }
            if ((needs & 2) != 0) {
                options.holds("gpu");
            }
            tasks.add(desktop.submit(i, options));
            desktop.run();
            switch (random.nextInt(3)) {
                case 0 -> desktop.work.cancel(tasks.get(random.nextInt(tasks.size())));
                case 1 -> endOne(hands, random);
                default -> {}
            }
            desktop.run();
            assertThat(desktop.work.counters().inHand()).isLessThanOrEqualTo(3);
        }
        while (endOne(hands, random)) {
            desktop.run();
        }
        assertThat(desktop.work.counters().open()).isZero();
        tasks.forEach(desktop::endOf);
    }

    private static boolean endOne(Desktop.Hands hands, SplittableRandom random) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < hands.held.size(); i++) {
            if (!hands.held.get(i).isCancelled()) {
                open.add(i);
            }
        }
        return !open.isEmpty() && hands.succeed(open.get(random.nextInt(open.size())));
    }

    @Test
    void shouldNameTheSemaphoresThereAreWhenATaskNeedsAnUnknownOne() {
        context.semaphore("db", 1);
        open(new WorkerOptions());
        assertThatThrownBy(() -> desktop.offer(1, new TaskOptions().holds("dB")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dB")
                .hasMessageContaining("db");
        assertThat(desktop.work.counters().submitted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 250})
    void shouldStartAsManyAsTheRateAllowsAndNotOneMore(int burst) {
        context.rate(Rate.perSecond(1_000).withBurst(burst)).maxConcurrency(0);
        desktop = new Desktop(new EngineContext().maxAsksInFlight(16_384), context);
        desktop.hireQuick("a");
        for (int i = 0; i < 5_000; i++) {
            desktop.submit(i, new TaskOptions());
            if (i % 100 == 0) {
                desktop.run();
            }
        }
        desktop.run();
        assertThat(desktop.work.counters().started()).isEqualTo(burst);
        for (int ms = 1; ms <= 3_000; ms++) {
            desktop.advance(Duration.ofMillis(1));
            assertThat(desktop.work.counters().started()).isBetween(burst + ms - 1L, (long) burst + ms);
        }
    }

    @Test
    void shouldRestWhenTheRateWouldAllowAStartAndAsManyAreInHandAsMayBe() {
        context.rate(Rate.perSecond(10).withBurst(1)).maxConcurrency(2);
        Desktop.Hands hands = open(new WorkerOptions().slots(10));
        for (int i = 0; i < 3; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        assertThat(hands.held).hasSize(1);
        desktop.advance(Duration.ofMillis(500));
        assertThat(hands.held).hasSize(2);
        hands.succeed(0);
        assertThat(hands.held).hasSize(3);
    }

    @Test
    void shouldStartAllAtOnceThatAWorkerHasSlotsForWhenItsQueueIsShort() {
        context.balancing(false);
        Desktop.Hands hands = open(new WorkerOptions().slots(10).queueCapacity(1));
        for (int i = 0; i < 8; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        assertThat(hands.held).hasSize(8);
    }

    @Test
    void shouldHaveTwentyInHandAtMostUnlessToldOtherwise() {
        Desktop.Hands hands = open(new WorkerOptions().slots(100));
        for (int i = 0; i < 50; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        assertThat(hands.held).hasSize(20);
        assertThat(desktop.work.counters().inHand()).isEqualTo(20);
        hands.succeed(3);
        assertThat(hands.held).hasSize(21);
    }

    @Test
    void shouldAdaptHowManyAreInHandWhenTasksTakeLongerTheMoreThereAre() {
        context.concurrency(ConcurrencyOptions.named(ConcurrencyOptions.AIMD)
                .within(1, 20, 100)
                .withWindow(Duration.ofMillis(100))
                .withTooLong(Duration.ofMillis(50)));
        desktop = new Desktop(new EngineContext().maxAsksInFlight(16_384), context);
        int[] inHand = new int[1];
        desktop.work.hire("a", new WorkerOptions().slots(1_000).handles(desktop.doubling, () -> (payload, task) -> {
            inHand[0]++;
            Task<Figure> kept = task.keep();
            task.agent()
                    .newTimer((timer, dueNs, self) -> {
                        inHand[0]--;
                        kept.succeed(Figure.of(0));
                    })
                    .once(Duration.ofMillis(10L * inHand[0])); // ten at once are about as many as are fast enough
        }));
        int most = 0;
        for (int i = 0; i < 3_000; i++) {
            desktop.submit(i, new TaskOptions());
            desktop.advance(Duration.ofMillis(1));
            most = Math.max(most, inHand[0]);
            if (i == 1_500) {
                most = 0;
            }
        }
        assertThat(most).isBetween(1, 12);
        desktop.advance(Duration.ofMinutes(2));
        assertThat(desktop.work.counters().succeeded()).isEqualTo(3_000);
    }

    @Test
    void shouldGiveATrippedWorkerNothingUntilItIsTriedAgain() {
        context.circuits(CircuitBreakerOptions.standard()
                        .withWindow(10, 4)
                        .withFailures(50)
                        .withTrials(Duration.ofSeconds(1), 2))
                .balancing(false);
        Desktop.Hands bad = open(new WorkerOptions());
        List<Long> tasks = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            tasks.add(desktop.submit(i, new TaskOptions()));
        }
        desktop.run();
        for (int i = 0; i < 4; i++) {
            bad.fail(i);
        }
        assertThat(bad.held).hasSize(4);
        assertThat(desktop.work.counters().circuitsTripped()).isEqualTo(1);
        desktop.advance(Duration.ofMillis(999));
        assertThat(bad.held).hasSize(4);
        desktop.advance(Duration.ofMillis(1));
        assertThat(bad.held).hasSize(5);
        bad.fail(4);
        bad.fail(5);
        assertThat(desktop.work.counters().circuitsTripped()).isEqualTo(2);
        assertThat(bad.held).hasSize(6);
        desktop.advance(Duration.ofSeconds(1));
        assertThat(bad.held).hasSize(7);
        long more = desktop.submit(7, new TaskOptions());
        desktop.run();
        bad.succeed(6);
        bad.succeed(7);
        assertThat(desktop.endOf(more).end()).isEqualTo(TaskEnd.SUCCEEDED);
        desktop.submit(8, new TaskOptions());
        desktop.run();
        assertThat(bad.held).hasSize(9); // closed again
    }

    @Test
    void shouldGiveTheQueueOfATrippedWorkerToOthers() {
        context.circuits(CircuitBreakerOptions.standard().withWindow(10, 2).withTrials(Duration.ofHours(1), 1))
                .balancing(false);
        Desktop.Hands bad = open(new WorkerOptions());
        for (int i = 0; i < 6; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        Desktop.Hands good = desktop.hireHands("b", new WorkerOptions().slots(10));
        bad.fail(0);
        bad.fail(1);
        assertThat(good.figures).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void shouldLetTasksWaitInTheLobbyWhenAWorkersQueueIsFull() {
        context.balancing(false);
        Desktop.Hands hands = open(new WorkerOptions().queueCapacity(2));
        for (int i = 0; i < 10; i++) {
            desktop.submit(i, new TaskOptions());
        }
        desktop.run();
        assertThat(desktop.work.counters().open()).isEqualTo(10);
        Desktop.Hands other = desktop.hireHands("b", new WorkerOptions().queueCapacity(2));
        desktop.run();
        assertThat(other.figures).hasSize(1);
        for (int i = 0; i < 10; i++) {
            if (i < hands.held.size()) {
                hands.succeed(i);
            }
            if (i < other.held.size()) {
                other.succeed(i);
            }
        }
        assertThat(desktop.work.counters().succeeded()).isEqualTo(10);
    }

    /** A worker that notes what it begins, and takes a millisecond for each. */
    private void hireNoting(String name, WorkerOptions options, List<Long> begun) {
        desktop.work.hire(name, options.handles(desktop.doubling, () -> (payload, task) -> {
            begun.add(payload.value);
            Task<Figure> kept = task.keep();
            task.agent()
                    .newTimer((timer, dueNs, self) -> kept.succeed(Figure.of(0)))
                    .once(Duration.ofMillis(1));
        }));
    }

    private List<Long> beginOneByOne(TaskOptions red, TaskOptions green) {
        context.maxConcurrency(1).balancing(false);
        desktop = new Desktop(new EngineContext(), context);
        List<Long> begun = new ArrayList<>();
        hireNoting("a", new WorkerOptions().slots(10).can("red"), begun);
        hireNoting("b", new WorkerOptions().slots(10).can("green"), begun);
        desktop.submit(0, new TaskOptions().needs("red"));
        desktop.run();
        for (int i = 1; i <= 3; i++) {
            desktop.submit(i, red.needs("red"));
        }
        for (int i = 11; i <= 13; i++) {
            desktop.submit(i, green.needs("green"));
        }
        for (int ms = 0; ms < 10; ms++) {
            desktop.advance(Duration.ofMillis(1));
        }
        return begun;
    }

    @Test
    void shouldStartByPriorityAcrossWorkersWhenOneMayBeInHand() {
        List<Long> begun =
                beginOneByOne(new TaskOptions().priority(Priority.LOW), new TaskOptions().priority(Priority.CRITICAL));
        assertThat(begun).containsExactly(0L, 11L, 12L, 13L, 1L, 2L, 3L);
    }

    @Test
    void shouldGiveWorkersTheirTurnsWhenOneMayBeInHand() {
        List<Long> begun = beginOneByOne(new TaskOptions(), new TaskOptions());
        assertThat(begun).containsExactly(0L, 1L, 11L, 2L, 12L, 3L, 13L);
    }

    @Test
    void shouldTryAWorkerAgainWhenItsTrialIsCancelled() {
        context.circuits(CircuitBreakerOptions.standard().withWindow(10, 2).withTrials(Duration.ofSeconds(1), 1));
        Desktop.Hands hands = open(new WorkerOptions().slots(3));
        for (int i = 0; i < 2; i++) {
            desktop.submit(i, new TaskOptions());
            desktop.run();
            hands.fail(i);
        }
        assertThat(desktop.work.counters().circuitsTripped()).isEqualTo(1);
        desktop.advance(Duration.ofSeconds(1));
        long trial = desktop.submit(2, new TaskOptions());
        desktop.submit(3, new TaskOptions());
        desktop.run();
        assertThat(hands.figures).containsExactly(0L, 1L, 2L);
        desktop.work.cancel(trial);
        desktop.run();
        hands.fail(2);
        assertThat(hands.figures).containsExactly(0L, 1L, 2L, 3L);
        hands.succeed(3);
        assertThat(desktop.work.counters().circuitsTripped()).isEqualTo(1);
    }

    @Test
    void shouldTripTheCircuitOfAWorkerThatDoesNotAnswer() {
        context.circuits(CircuitBreakerOptions.standard().withWindow(10, 2).withTrials(Duration.ofHours(1), 1));
        open(new WorkerOptions().slots(4));
        for (int i = 0; i < 2; i++) {
            desktop.submit(i, new TaskOptions().timeLimit(Duration.ofSeconds(1)));
        }
        desktop.run();
        assertThat(desktop.work.counters().circuitsTripped()).isZero();
        desktop.advance(Duration.ofSeconds(1));
        assertThat(desktop.work.counters().circuitsTripped()).isEqualTo(1);
    }

    @Test
    void shouldHaveFewerInHandWhenAttemptsAreGivenUp() {
        context.concurrency(ConcurrencyOptions.named(ConcurrencyOptions.AIMD)
                .within(1, 20, 20)
                .withWindow(Duration.ofMillis(100))
                .withTooLong(Duration.ofHours(1)));
        Desktop.Hands hands = open(new WorkerOptions().slots(1_000));
        for (int i = 0; i < 100; i++) {
            desktop.submit(i, new TaskOptions().timeLimit(Duration.ofMillis(100)));
        }
        desktop.run();
        assertThat(desktop.work.counters().inHand()).isEqualTo(20);
        for (int i = 0; i < 3; i++) {
            desktop.advance(Duration.ofMillis(100));
        }
        assertThat(hands.figures).hasSizeGreaterThan(40);
        assertThat(desktop.work.counters().inHand()).isBetween(1L, 19L);
    }

    @Test
    void shouldReleaseAnotherWhenTheOneThatAPermitIsFreeForIsCancelled() {
        context.semaphore("db", 1);
        Desktop.Hands hands = open(new WorkerOptions().slots(2));
        desktop.submit(1, new TaskOptions().holds("db"));
        long second = desktop.submit(2, new TaskOptions().holds("db"));
        desktop.submit(3, new TaskOptions().holds("db"));
        desktop.run();
        desktop.submit(4, new TaskOptions());
        desktop.run();
        desktop.submit(5, new TaskOptions().priority(Priority.HIGH));
        desktop.run();
        hands.succeed(0);
        assertThat(hands.figures).containsExactly(1L, 4L, 5L); // the permit is free, the slot is not
        desktop.work.cancel(second);
        desktop.run();
        hands.succeed(1);
        assertThat(hands.figures).containsExactly(1L, 4L, 5L, 3L);
    }
}
