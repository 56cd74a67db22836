package io.ringswarm.engine.work.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every strategy. */
@Timeout(60)
class StrategiesTest {
    private static final long SEED = 7;

    @ParameterizedTest
    @EnumSource
    void shouldBeFoundByItsNameWhenItHasOne(Strategies strategy) {
        assertThat(Strategies.named(strategy.key())).isSameAs(strategy);
    }

    @Test
    void shouldNameWhatIsExpectedWhenThereIsNoSuchStrategy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strategies.named("power-of-three"))
                .withMessage("strategy=power-of-three (expected: one of round-robin, least-loaded, capability,"
                        + " performance, hybrid, affinity, power-of-two)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Strategies.named(null))
                .withMessageStartingWith("strategy=null (expected: ");
    }

    @ParameterizedTest
    @EnumSource
    void shouldChooseNoneWhenThereIsNone(Strategies kind) {
        Strategy strategy = kind.create(new SplittableRandom(SEED));
        assertThat(strategy.choose(FakeTask.keyed(5), 0)).isNull();
        FakeWorker only = new FakeWorker(9_999);
        strategy.added(only);
        assertThat(strategy.choose(FakeTask.keyed(5), 0)).isSameAs(only);
        strategy.removed(only);
        assertThat(strategy.choose(FakeTask.keyed(5), 0)).isNull();
        assertThat(strategy.choose(FakeTask.PLAIN, 0)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void shouldChooseOnlyWhoIsThereWhenWorkersComeGoAndTakeIndexesAgain(Strategies kind) {
        SplittableRandom random = new SplittableRandom(SEED);
        Strategy strategy = kind.create(random.split());
        List<FakeWorker> there = new ArrayList<>();
        boolean[] taken = new boolean[60];
        for (int turn = 0; turn < 20_000; turn++) {
            int index = random.nextInt(taken.length);
            if (!taken[index] && random.nextInt(10) == 0) {
                taken[index] = true;
                there.add(new FakeWorker(index, "hired-" + turn).slots(1 + random.nextInt(4)));
                strategy.added(there.get(there.size() - 1));
            } else if (!there.isEmpty() && random.nextInt(20) == 0) {
                FakeWorker leaver = there.remove(random.nextInt(there.size()));
                taken[leaver.index()] = false;
                strategy.removed(leaver);
            }
            FakeTask task = new FakeTask(0, random.nextInt(20), random.nextInt(9), 1_000);
            WorkerView chosen = strategy.choose(task, turn);
            if (there.isEmpty()) {
                assertThat(chosen).as("seed %d turn %d", SEED, turn).isNull();
            } else {
                assertThat(there).as("seed %d turn %d", SEED, turn).contains((FakeWorker) chosen);
                there.get(random.nextInt(there.size())).outstanding(0);
                ((FakeWorker) chosen).outstanding(chosen.outstanding() + 1);
                there.forEach(strategy::changed);
            }
        }
    }
}
