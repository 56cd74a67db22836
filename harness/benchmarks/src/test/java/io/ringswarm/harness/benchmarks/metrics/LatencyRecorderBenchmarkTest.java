package io.ringswarm.harness.benchmarks.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.metrics.LatencyRecorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LatencyRecorderBenchmarkTest {
    private final LatencyRecorderBenchmark benchmark = new LatencyRecorderBenchmark();

    @Test
    void shouldRecordEachMessage() {
        benchmark.groupsOfOne();
        assertThat(benchmark.take()).isEqualTo(LatencyRecorderBenchmark.MESSAGES);
        benchmark.groupOf32SentApart();
        assertThat(benchmark.take()).isEqualTo(LatencyRecorderBenchmark.MESSAGES);
        benchmark.groupOf32SentTogether();
        assertThat(benchmark.take()).isEqualTo(LatencyRecorderBenchmark.MESSAGES);
    }

    @Test
    void shouldLetGroupsGrow() {
        assertThat(benchmark.groupsOfOne()).isEqualTo(LatencyRecorder.MAX_GROUP);
        assertThat(benchmark.groupOf32SentApart()).as("32 times 20 ns").isEqualTo(LatencyRecorder.MAX_GROUP);
    }
}
