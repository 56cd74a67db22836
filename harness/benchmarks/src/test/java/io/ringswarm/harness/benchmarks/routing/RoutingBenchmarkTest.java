package io.ringswarm.harness.benchmarks.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.work.routing.Strategies;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class RoutingBenchmarkTest {
    @ParameterizedTest
    @EnumSource
    void shouldKeepAsManyOutstandingWhenTasksEndAndOthersAreGiven(Strategies strategy) {
        RoutingBenchmark benchmark = new RoutingBenchmark();
        benchmark.workers = 100;
        benchmark.strategy = strategy.key();
        benchmark.hire();
        assertThat(benchmark.outstanding()).isEqualTo(200);
        for (int i = 0; i < 1_000; i++) {
            assertThat(benchmark.chooseAndChange()).isNotNull();
            assertThat(benchmark.choose()).isNotNull();
        }
        assertThat(benchmark.outstanding()).isEqualTo(200);
    }
}
