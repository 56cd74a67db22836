package io.ringswarm.engine.work.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AffinityTest {
    private static final long SEED = 5;
    private static final int KEYS = 20_000;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Affinity strategy = new Affinity(random.split());

    @Test
    void shouldSendAKeyToTheSameWorkerWhenItHasRoom() {
        Stream.of(FakeWorker.crew(50)).forEach(strategy::added);
        WorkerView[] before = owners();
        assertThat(owners()).isEqualTo(before);
        assertThat(Stream.of(before).distinct()).as("seed %d", SEED).hasSize(50);
    }

    @Test
    void shouldChooseAlikeInEveryProcessWhenNamesAreTheSame() {
        Stream.of(FakeWorker.crew(50)).forEach(strategy::added);
        Affinity restarted = new Affinity(new SplittableRandom(99));
        for (int i = 49; i >= 0; i--) {
            restarted.added(new FakeWorker(300 + i, "worker-" + i));
        }
        for (int key = 1; key < KEYS; key++) {
            assertThat(restarted.choose(FakeTask.keyed(key), 0).name())
                    .as("key %d", key)
                    .isEqualTo(strategy.choose(FakeTask.keyed(key), 0).name());
        }
    }

    @Test
    void shouldMoveNoKeyButThoseOfTheLeaverWhenOneLeaves() {
        FakeWorker[] crew = FakeWorker.crew(50);
        Stream.of(crew).forEach(strategy::added);
        WorkerView[] before = owners();
        strategy.removed(crew[17]);
        WorkerView[] without = owners();
        int moved = 0;
        for (int key = 0; key < KEYS; key++) {
            moved += without[key] == before[key] ? 0 : 1;
            assertThat(without[key] == before[key]).as("key %d", key).isEqualTo(before[key] != crew[17]);
        }
        assertThat(moved).as("a share of 1/50, give or take").isBetween(1, KEYS / 20);
        strategy.added(crew[17]);
        assertThat(owners()).as("back again").isEqualTo(before);
        strategy.removed(crew[17]);
        strategy.added(new FakeWorker(17, "a stranger"));
        WorkerView[] after = owners();
        for (int key = 0; key < KEYS; key++) {
            if (after[key].index() != 17) {
                assertThat(after[key]).as("key %d", key).isSameAs(without[key]);
            }
        }
        assertThat(Stream.of(after).anyMatch(worker -> worker.name().equals("a stranger")))
                .isTrue();
    }

    @Test
    void shouldKeepOwnersWhenMostHaveLeft() {
        FakeWorker[] crew = FakeWorker.crew(64);
        Stream.of(crew).forEach(strategy::added);
        WorkerView[] before = owners();
        for (int i = 0; i < 60; i++) {
            strategy.removed(crew[i]);
        }
        WorkerView[] few = owners();
        for (int key = 0; key < KEYS; key++) {
            if (before[key].index() >= 60) {
                assertThat(few[key]).as("key %d", key).isSameAs(before[key]);
            }
        }
        for (int i = 0; i < 60; i++) {
            strategy.added(crew[i]);
        }
        assertThat(owners()).isEqualTo(before);
    }

    /** Whom keys go to while nothing is outstanding. */
    private WorkerView[] owners() {
        WorkerView[] owners = new WorkerView[KEYS];
        for (int key = 0; key < KEYS; key++) {
            owners[key] = strategy.choose(FakeTask.keyed(key + 1), 0);
        }
        return owners;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 20", "2, 1, 60", "10, 1, 300", "100, 3, 2000", "1000, 2, 5000"})
    void shouldNeverPassTheBoundWhenAFewKeysHaveMostTasks(int workers, int keys, int outstandingAtMost) {
        FakeWorker[] crew = FakeWorker.crew(workers);
        int slots = 0;
        for (FakeWorker worker : crew) {
            worker.slots(1 + random.nextInt(4));
            slots += worker.slots();
            strategy.added(worker);
        }
        Queue<FakeWorker> given = new ArrayDeque<>();
        for (int turn = 0; turn < 4 * outstandingAtMost; turn++) {
            if (given.size() == outstandingAtMost) {
                FakeWorker ended = given.remove();
                strategy.changed(ended.outstanding(ended.outstanding() - 1));
            }
            int key = random.nextInt(20) == 0 ? random.nextInt(1_000_000) : random.nextInt(keys);
            FakeWorker chosen = (FakeWorker) strategy.choose(FakeTask.keyed(1 + key), 0);
            given.add(chosen);
            strategy.changed(chosen.outstanding(chosen.outstanding() + 1));
            assertThat(chosen.outstanding()).as("seed %d turn %d", SEED, turn).isLessThanOrEqualTo((int)
                    Math.ceil(1.25 * given.size() / slots * chosen.slots()));
        }
    }

    @Test
    void shouldGoByCostWhenATaskHasNoKey() {
        FakeWorker slow = new FakeWorker(0).peak(1_000);
        FakeWorker fast = new FakeWorker(1).peak(1);
        strategy.added(slow);
        strategy.added(fast);
        for (int i = 0; i < 50; i++) {
            assertThat(strategy.choose(FakeTask.PLAIN, 0)).isSameAs(fast);
        }
    }
}
