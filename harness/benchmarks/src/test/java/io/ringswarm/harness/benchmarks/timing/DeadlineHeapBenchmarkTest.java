package io.ringswarm.harness.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class DeadlineHeapBenchmarkTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 50_000})
    void shouldKeepAsManyWaitingWhenSomeAreDueOrCancelled(int waiting) {
        DeadlineHeapBenchmark benchmark = new DeadlineHeapBenchmark();
        benchmark.waiting = waiting;
        benchmark.fill();
        long first = benchmark.fire();
        assertThat(benchmark.fire()).as("time goes on").isGreaterThan(first);
        assertThat(benchmark.cancel()).isEqualTo(waiting);
    }
}
