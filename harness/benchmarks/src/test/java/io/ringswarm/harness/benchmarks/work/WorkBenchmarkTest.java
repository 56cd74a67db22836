package io.ringswarm.harness.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkBenchmarkTest {
    @Test
    void shouldDoAllTasksEachTime() {
        WorkBenchmark benchmark = new WorkBenchmark();
        benchmark.strategy = "power-of-two";
        benchmark.start();
        try {
            long first = benchmark.tasks();
            assertThat(first).isPositive();
            assertThat(benchmark.tasks()).isEqualTo(2 * first);
        } finally {
            benchmark.stop();
        }
    }
}
