package io.ringswarm.engine.work.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies that take the best of all: least loaded, capability, hybrid. */
@Timeout(60)
class ScoredStrategiesTest {
    private static final long SEED = 11;

    @Test
    void shouldTakeTheLeastLoadedForItsSlotsWhenSlotsDiffer() {
        Strategy strategy = new LeastLoaded();
        FakeWorker small = new FakeWorker(0).slots(1).outstanding(1);
        FakeWorker large = new FakeWorker(1).slots(8).outstanding(4);
        strategy.added(small);
        strategy.added(large);
        assertThat(strategy.choose(FakeTask.PLAIN, 0)).isSameAs(large);
        large.outstanding(9);
        strategy.changed(large);
        assertThat(strategy.choose(FakeTask.PLAIN, 0)).isSameAs(small);
    }

    @Test
    void shouldTakeTurnsWhenAllAreLoadedAlike() {
        Strategy strategy = new LeastLoaded();
        Stream.of(FakeWorker.crew(5)).forEach(strategy::added);
        Map<WorkerView, Integer> given = new HashMap<>();
        for (int i = 0; i < 35; i++) {
            given.merge(strategy.choose(FakeTask.PLAIN, 0), 1, Integer::sum);
        }
        assertThat(given.values()).hasSize(5).containsOnly(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1_000, 10_000})
    void shouldFindWhatANaiveScanFindsWhenLoadsChange(int workers) {
        SplittableRandom random = new SplittableRandom(SEED);
        FakeWorker[] crew = FakeWorker.crew(workers);
        Strategy strategy = new LeastLoaded();
        for (FakeWorker worker : crew) {
            strategy.added(worker.slots(1 + random.nextInt(3)).outstanding(random.nextInt(1_000)));
        }
        for (int turn = 0; turn < 300; turn++) {
            WorkerView chosen = strategy.choose(FakeTask.PLAIN, 0);
            double least = Stream.of(crew)
                    .mapToDouble(worker -> (double) worker.outstanding() / worker.slots())
                    .min()
                    .orElseThrow();
            assertThat((double) chosen.outstanding() / chosen.slots())
                    .as("seed %d turn %d", SEED, turn)
                    .isEqualTo(least);
            ((FakeWorker) chosen).outstanding(random.nextInt(1_000));
            strategy.changed(chosen);
        }
    }

    @Test
    void shouldSpareTheManySidedWhenASpecialistIsFree() {
        Strategy strategy = new Capability();
        FakeWorker all = new FakeWorker(0).capable(0b1111).slots(2);
        FakeWorker two = new FakeWorker(1).capable(0b0011).slots(2);
        strategy.added(all);
        strategy.added(two);
        FakeTask task = FakeTask.needing(0b0001);
        assertThat(strategy.choose(task, 0)).isSameAs(two);
        assertThat(strategy.choose(task, 0)).isSameAs(two);
        two.outstanding(1);
        strategy.changed(two);
        assertThat(strategy.choose(task, 0)).as("has a slot left").isSameAs(two);
        two.outstanding(2);
        strategy.changed(two);
        assertThat(strategy.choose(task, 0)).as("the specialist is full").isSameAs(all);
        all.outstanding(2);
        strategy.changed(all);
        assertThat(strategy.choose(task, 0)).as("both are full").isSameAs(two);
    }

    @Test
    void shouldTakeWhoHasProvenBetterAtTheKindWhenTagsAreAlike() {
        Strategy strategy = new Capability();
        FakeWorker first = new FakeWorker(0).slots(4).specialised(0.9, 0.2);
        FakeWorker second = new FakeWorker(1).slots(4).specialised(0.3, 0.8);
        strategy.added(first);
        strategy.added(second);
        assertThat(strategy.choose(FakeTask.of(0), 0)).isSameAs(first);
        assertThat(strategy.choose(FakeTask.of(1), 0)).isSameAs(second);
        second.specialised(0.3, 0.1);
        strategy.changed(second);
        assertThat(strategy.choose(FakeTask.of(1), 0)).as("has unlearnt it").isSameAs(first);
        first.outstanding(1);
        strategy.changed(first);
        assertThat(strategy.choose(FakeTask.of(7), 0))
                .as("nobody knows this kind, so the least loaded")
                .isSameAs(second);
    }

    @Test
    void shouldChooseByLoadAloneWhenMoreKindsComeThanAreKept() {
        Strategy strategy = new Capability();
        double[] good = new double[40];
        Arrays.fill(good, 1);
        FakeWorker able = new FakeWorker(0).slots(4).specialised(good).outstanding(1);
        FakeWorker idle = new FakeWorker(1).slots(4);
        strategy.added(able);
        strategy.added(idle);
        for (int kind = 0; kind < 40; kind++) {
            assertThat(strategy.choose(FakeTask.of(kind), 0))
                    .as("kind %d", kind)
                    .isSameAs(kind < RankedByKind.MAX_KINDS ? able : idle);
        }
    }

    @Test
    void shouldScoreAsWorkedOutByHandWhenHybrid() {
        FakeWorker idle = new FakeWorker(0).slots(4).history(1, 0.9);
        // 0.5 (1/1 + 0.5)/2 + 0.3 x 0.9 + 0.2 (1 - 0) = 0.375 + 0.27 + 0.2
        assertThat(Hybrid.score(idle, 0, 0.5)).isCloseTo(0.845, within(1e-12));
        // 0.5 (1/4 + 0.8)/2 + 0.27 + 0.2 (1 - 3/4) = 0.2625 + 0.27 + 0.05
        assertThat(Hybrid.score(idle.outstanding(3), 3, 0.8)).isCloseTo(0.5825, within(1e-12));
        // 0.5 (1/1 + 1)/2 + 0.27 + 0.2 (1 - 10/4) = 0.5 + 0.27 - 0.3
        assertThat(Hybrid.score(idle.outstanding(10), 0, 1)).isCloseTo(0.47, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 500, 10_000})
    void shouldTakeTheHighestScoreWhenHybrid(int workers) {
        SplittableRandom random = new SplittableRandom(SEED);
        FakeWorker[] crew = FakeWorker.crew(workers);
        Strategy strategy = new Hybrid();
        for (FakeWorker worker : crew) {
            strategy.added(vary(worker.capable(1 | random.nextInt(64)).slots(1 + random.nextInt(4)), random));
        }
        for (int turn = 0; turn < 200; turn++) {
            int kind = random.nextInt(3);
            WorkerView chosen = strategy.choose(new FakeTask(1, kind, 0, 0), 0);
            double highest = Stream.of(crew)
                    .map(worker -> score(worker, kind))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            assertThat(score(chosen, kind)).as("seed %d turn %d", SEED, turn).isEqualTo(highest);
            strategy.changed(vary((FakeWorker) chosen, random));
        }
    }

    private static FakeWorker vary(FakeWorker worker, SplittableRandom random) {
        return worker.outstanding(random.nextInt(8))
                .history(1, random.nextDouble())
                .specialised(random.nextDouble(), random.nextDouble());
    }

    private static double score(WorkerView worker, int kind) {
        return Hybrid.score(worker, Long.bitCount(worker.capabilities()) - 1, worker.specialisation(kind));
    }
}
