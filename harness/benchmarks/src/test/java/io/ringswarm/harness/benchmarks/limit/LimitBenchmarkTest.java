package io.ringswarm.harness.benchmarks.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LimitBenchmarkTest {
    private static final int TASKS = 1_000;

    private final LimitBenchmark benchmark = new LimitBenchmark();

    @RepeatedTest(2)
    void shouldDoWhatItSaysEachTime() {
        for (int i = 0; i < TASKS; i++) {
            assertThat(benchmark.rateWithAPermit()).isTrue();
            assertThat(benchmark.rateWithout()).isFalse();
            assertThat(benchmark.rateNextPermit()).isEqualTo(1_000_000_001L);
            assertThat(benchmark.concurrencySample()).isPositive();
            assertThat(benchmark.semaphoresTwo()).isTrue();
            assertThat(benchmark.breakerTask()).isTrue();
            assertThat(benchmark.breakerTaskOfResilience4j()).isTrue();
        }
    }
}
