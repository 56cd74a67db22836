package io.ringswarm.engine.work.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies that draw: performance-weighted and power of two. */
@Timeout(60)
class DrawnStrategiesTest {
    private static final long SEED = 23;
    private static final int DRAWS = 100_000;

    @Test
    void shouldDrawInProportionToSuccessesInASecondWhenTimesAreKnown() {
        // Weights 2 x 1.0 / 10, 1 x 0.5 / 5, 1 x 0.05 / 5 (it fails always), so 20 : 10 : 1.
        int[] drawn = draws(
                new PerformanceWeighted(new SplittableRandom(SEED)),
                new FakeWorker(0).slots(2).history(10, 1),
                new FakeWorker(1).history(5, 0.5),
                new FakeWorker(2).history(5, 0));
        assertThat(drawn[0] / (double) DRAWS).as("seed %d", SEED).isCloseTo(20 / 31.0, within(0.01));
        assertThat(drawn[1] / (double) DRAWS).as("seed %d", SEED).isCloseTo(10 / 31.0, within(0.01));
        assertThat(drawn[2] / (double) DRAWS).as("seed %d", SEED).isCloseTo(1 / 31.0, within(0.01));
    }

    @Test
    void shouldGiveANewcomerAnAverageShareWhenOthersAreKnown() {
        int[] drawn = draws(
                new PerformanceWeighted(new SplittableRandom(SEED)),
                new FakeWorker(0).history(10, 1),
                new FakeWorker(1),
                new FakeWorker(2).history(20, 1));
        assertThat(drawn[1] / (double) DRAWS).as("seed %d", SEED).isCloseTo(1 / 3.0, within(0.01));
        assertThat(drawn[0] / (double) drawn[2]).as("seed %d", SEED).isCloseTo(2, within(0.1));
    }

    private static int[] draws(Strategy strategy, FakeWorker... crew) {
        Stream.of(crew).forEach(strategy::added);
        int[] drawn = new int[crew.length];
        for (int i = 0; i < DRAWS; i++) {
            drawn[strategy.choose(FakeTask.PLAIN, 0).index()]++;
        }
        return drawn;
    }

    @Test
    void shouldTakeTheCheaperWhenThereAreTwo() {
        FakeWorker one = new FakeWorker(0).peak(10).outstanding(3);
        FakeWorker other = new FakeWorker(1).peak(30);
        assertThat(better(one, other)).as("10 x 4 against 30 x 1").isSameAs(other);
        assertThat(better(one.outstanding(1), other))
                .as("10 x 2 against 30 x 1")
                .isSameAs(one);
        assertThat(better(one.slots(4).outstanding(7), other))
                .as("10 x 8 / 4 against 30 x 1")
                .isSameAs(one);
    }

    @Test
    void shouldGoByEstimatesWhenNothingIsKnown() {
        FakeWorker one = new FakeWorker(0).outstanding(1).costs(1_000);
        FakeWorker other = new FakeWorker(1).outstanding(3).costs(30);
        assertThat(better(one, other)).as("1000 + 100 against 30 + 100").isSameAs(other);
        assertThat(better(one, other.peak(500)))
                .as("1000 + 100 against 500 x 4")
                .isSameAs(one);
    }

    @Test
    void shouldGoByLoadWhenThereAreNoEstimatesEither() {
        FakeWorker one = new FakeWorker(0).outstanding(2);
        FakeWorker other = new FakeWorker(1).outstanding(1);
        Strategy strategy = new PowerOfTwo(new SplittableRandom(SEED));
        strategy.added(one);
        strategy.added(other);
        for (int i = 0; i < 20; i++) {
            assertThat(strategy.choose(FakeTask.PLAIN, 0)).isSameAs(other);
        }
        other.peak(1_000);
        assertThat(strategy.choose(FakeTask.PLAIN, 0))
                .as("the one that is not known counts as fast as the other")
                .isSameAs(other);
    }

    private static WorkerView better(FakeWorker one, FakeWorker other) {
        Strategy strategy = new PowerOfTwo(new SplittableRandom(SEED));
        strategy.added(one);
        strategy.added(other);
        WorkerView chosen = strategy.choose(new FakeTask(0, 0, 0, 100), 0);
        for (int i = 0; i < 20; i++) {
            assertThat(strategy.choose(new FakeTask(0, 0, 0, 100), 0))
                    .as("whoever is drawn first")
                    .isSameAs(chosen);
        }
        return chosen;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKeepTheLongestQueueFarShorterThanChanceWhenNoTaskEnds(long seed) {
        int workers = 10_000;
        FakeWorker[] crew = FakeWorker.crew(workers);
        Strategy strategy = new PowerOfTwo(new SplittableRandom(seed));
        Stream.of(crew).forEach(strategy::added);
        SplittableRandom random = new SplittableRandom(seed);
        int[] byChance = new int[workers];
        for (int i = 0; i < workers; i++) {
            FakeWorker chosen = (FakeWorker) strategy.choose(FakeTask.PLAIN, 0);
            chosen.outstanding(chosen.outstanding() + 1);
            byChance[random.nextInt(workers)]++;
        }
        int longest = Stream.of(crew).mapToInt(WorkerView::outstanding).max().orElseThrow();
        // log log n / log 2 + O(1) is 3.2 and a little; log n / log log n is 4.1, and 6 to 9 in practice.
        assertThat(longest).as("seed %d", seed).isLessThanOrEqualTo(4);
        assertThat(longest)
                .as("seed %d", seed)
                .isLessThan(IntStream.of(byChance).max().orElseThrow());
    }
}
