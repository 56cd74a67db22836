package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which of the tasks that wait for a worker goes first. */
@Timeout(60)
class TaskOrderTest {
    private static final Duration MS = Duration.ofMillis(1);

    private final Desktop desktop =
            new Desktop(new EngineContext().maxAsksInFlight(512), new WorkContext().balancing(false));
    private Desktop.Hands hands;

    @BeforeEach
    void keepItsOnlyWorkerBusy() {
        hands = desktop.hireHands("a", new WorkerOptions());
        desktop.submit(-1, new TaskOptions());
        desktop.run();
        hands.figures.clear();
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    private void doAll() {
        for (int done = 0; done < hands.held.size(); done++) {
            end(done);
        }
    }

    private void end(int index) {
        desktop.act(hands, () -> hands.held.get(index).succeed(Figure.of(0)));
    }

    @Test
    void shouldStartByPriorityFirst() {
        desktop.submit(3, new TaskOptions().priority(Priority.LOW).cost(Duration.ofHours(1)));
        desktop.run();
        desktop.submit(2, new TaskOptions());
        desktop.run();
        desktop.submit(1, new TaskOptions().priority(Priority.HIGH));
        desktop.run();
        desktop.submit(0, new TaskOptions().priority(Priority.CRITICAL));
        desktop.run();
        doAll();
        assertThat(hands.figures).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void shouldStartTheLongestFirstOfThoseThatCameTogether() {
        for (long cost : new long[] {5, 1, 9, 3, 7}) {
            desktop.submit(cost, new TaskOptions().cost(Duration.ofMillis(cost)));
        }
        desktop.run();
        doAll();
        assertThat(hands.figures).containsExactly(9L, 7L, 5L, 3L, 1L);
    }

    @Test
    void shouldStartEqualsInTheOrderInWhichTheyCame() {
        for (long figure = 0; figure < 50; figure++) {
            desktop.submit(figure, new TaskOptions().cost(MS));
        }
        desktop.run();
        doAll();
        assertThat(hands.figures).isSorted().hasSize(50);
    }

    @Test
    void shouldOvertakeByNoMoreThanWhatItCostsMore() {
        desktop.submit(0, new TaskOptions());
        for (int later = 1; later <= 20; later++) {
            desktop.advance(MS);
            desktop.submit(later, new TaskOptions().cost(MS.multipliedBy(10)));
        }
        desktop.run();
        doAll();
        // those of the first nine milliseconds are before it; that of the tenth has the same key, and came later
        assertThat(hands.figures.indexOf(0L)).isEqualTo(9);
        assertThat(hands.figures.subList(0, 9)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(hands.figures.subList(10, 21)).isSorted();
    }

    @Test
    void shouldStartEachTaskOfAPriorityWithinABoundedTimeWhenLongOnesKeepComing() {
        desktop.submit(0, new TaskOptions());
        int done = 0;
        for (int later = 1; !hands.figures.contains(0L); later++) {
            assertThat(later).as("tasks that overtook it").isLessThan(103);
            desktop.submit(later, new TaskOptions().cost(MS.multipliedBy(100)));
            desktop.advance(MS);
            end(done++);
        }
        assertThat(hands.figures).hasSizeGreaterThan(90);
    }

    @Test
    void shouldKeepTheOrderWhenCostsAreAsLongAsCanBe() {
        desktop.submit(1, new TaskOptions());
        desktop.submit(0, new TaskOptions().cost(Duration.ofSeconds(Long.MAX_VALUE)));
        desktop.submit(2, new TaskOptions());
        desktop.submit(0, new TaskOptions().cost(Duration.ofSeconds(Long.MAX_VALUE)));
        desktop.run();
        doAll();
        assertThat(hands.figures).containsExactly(0L, 0L, 1L, 2L);
        assertThat(desktop.work.counters().succeeded()).isEqualTo(5);
    }

    @Test
    void shouldKeepTheOrderOfTheLobbyWhenTasksWaitForNoWorkerInParticular() {
        Desktop.Hands small =
                desktop.hireHands("small", new WorkerOptions().can("small").queueCapacity(1));
        for (long figure = 9; figure >= 0; figure--) {
            desktop.submit(figure, new TaskOptions().needs("small").cost(MS.multipliedBy(10 - figure)));
            desktop.run();
        }
        for (int done = 0; done < small.held.size(); done++) {
            small.succeed(done);
        }
        // the first two had a slot and a place in the queue at once
        assertThat(small.figures).containsExactly(9L, 8L, 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    /** What a worker with one slot is to begin next: the highest priority, of that the smallest key, of these the first. */
    private record Waiting(long figure, int lane, long keyNs) {
        private static final Comparator<Waiting> ORDER = Comparator.comparingInt(Waiting::lane)
                .thenComparingLong(Waiting::keyNs)
                .thenComparingLong(Waiting::figure);
    }

    @Test
    void shouldKeepTheOrderOfAModelWhenTasksOfAllSortsComeAndEndAtRandom() {
        long seed = Long.getLong("work.seed", System.nanoTime());
        System.out.println("work.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        PriorityQueue<Waiting> model = new PriorityQueue<>(Waiting.ORDER);
        List<Long> expected = new ArrayList<>();
        long nowNs = 0;
        int done = 0;
        for (int figure = 0; figure < 400; figure++) {
            Priority priority = Priority.values()[random.nextInt(Priority.COUNT)];
            long costNs = random.nextInt(3) == 0 ? 0 : MS.toNanos() * random.nextInt(20);
            desktop.submit(figure, new TaskOptions().priority(priority).cost(Duration.ofNanos(costNs)));
            desktop.run();
            model.add(new Waiting(figure, priority.ordinal(), nowNs - costNs));
            if (random.nextInt(5) == 0) {
                desktop.advance(MS);
                nowNs += MS.toNanos();
            }
            for (int ends = random.nextInt(5) / 2; ends > 0 && !model.isEmpty(); ends--) {
                expected.add(model.remove().figure);
                end(done++);
            }
        }
        while (!model.isEmpty()) {
            expected.add(model.remove().figure);
            end(done++);
        }
        assertThat(hands.figures).as("work.seed=%d", seed).isEqualTo(expected);
    }
}
