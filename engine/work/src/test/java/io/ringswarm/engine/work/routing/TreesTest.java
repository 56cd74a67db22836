package io.ringswarm.engine.work.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The places and both trees against lists that are looked through. */
@Timeout(60)
class TreesTest {
    private static final long SEED = 20261121;

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 1000", "9, 5000", "100, 20000", "10000, 30000"})
    void shouldFindWhatANaiveScanFindsWhenWorkersComeGoAndChange(int workers, int turns) {
        Random random = new Random(SEED);
        FakeWorker[] all = FakeWorker.crew(workers);
        List<FakeWorker> there = new ArrayList<>();
        double[] keys = new double[workers];
        long[] ties = new long[workers];
        Places places = new Places();
        MinTree least = new MinTree();
        SumTree sums = new SumTree();
        for (int turn = 0; turn < turns; turn++) {
            FakeWorker any = all[random.nextInt(workers)];
            int place = places.place(any);
            if (place == Places.NOWHERE) {
                there.add(any);
                place = places.add(any);
            } else if (random.nextInt(4) == 0) {
                there.remove(any);
                assertThat(places.remove(any)).isEqualTo(place);
                least.removeByLast(place, places.size());
                sums.removeByLast(place, places.size());
                place = Places.NOWHERE;
            }
            if (place != Places.NOWHERE) {
                keys[any.index()] = random.nextInt(5);
                ties[any.index()] = turn;
                least.set(place, keys[any.index()], turn);
                sums.set(place, keys[any.index()]);
            }
            if (turn % Math.max(1, workers / 16) == 0) {
                check(there, keys, ties, places, least, sums, random);
            }
        }
    }

    private static void check(
            List<FakeWorker> there,
            double[] keys,
            long[] ties,
            Places places,
            MinTree least,
            SumTree sums,
            Random random) {
        assertThat(places.size()).as("seed %d", SEED).isEqualTo(there.size());
        if (there.isEmpty()) {
            return;
        }
        FakeWorker expected = there.get(0);
        double total = 0;
        for (FakeWorker worker : there) {
            int index = worker.index();
            int best = expected.index();
            total += keys[index];
            if (keys[index] < keys[best] || keys[index] == keys[best] && ties[index] < ties[best]) {
                expected = worker;
            }
        }
        assertThat(places.at(least.min())).as("seed %d", SEED).isSameAs(expected);
        assertThat(sums.total()).as("seed %d", SEED).isEqualTo(total); // small whole numbers, so exact
        if (total > 0) {
            int found = sums.find(random.nextDouble() * total);
            assertThat(keys[places.at(found).index()]).as("seed %d", SEED).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.999, 1", "1, 3", "3.5, 3", "4, 3"})
    void shouldFindThePlaceAPointLiesInWhenSomeWeighNothing(double point, int place) {
        SumTree sums = new SumTree();
        double[] weights = {0, 1, 0, 3, 0};
        for (int i = 0; i < weights.length; i++) {
            sums.set(i, weights[i]);
        }
        assertThat(sums.find(point)).isEqualTo(place);
    }
}
