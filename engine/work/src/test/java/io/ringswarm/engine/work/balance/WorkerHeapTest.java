package io.ringswarm.engine.work.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkerHeapTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void shouldHaveTheLargestOnTopWhenKeysChange(int workers) {
        long seed = 31 + workers;
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        WorkerHeap heap = new WorkerHeap();
        Map<Integer, Double> model = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            int worker = random.nextInt(workers);
            if (random.nextInt(3) == 0) {
                heap.remove(worker);
                model.remove(worker);
            } else {
                double key = random.nextInt(50);
                heap.put(worker, key);
                model.put(worker, key);
            }
            if (random.nextInt(5_000) == 0) {
                heap.clear();
                model.clear();
            }
            check(heap, model);
        }
    }

    private static void check(WorkerHeap heap, Map<Integer, Double> model) {
        assertThat(heap.size()).isEqualTo(model.size());
        for (int place = 0; place < heap.size(); place++) {
            int worker = heap.at(place);
            assertThat(heap.contains(worker)).isTrue();
            assertThat(heap.key(worker)).isEqualTo(model.get(worker));
        }
        if (!model.isEmpty()) {
            assertThat(heap.key(heap.at(0))).isEqualTo(Collections.max(model.values()));
        }
    }
}
