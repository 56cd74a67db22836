package io.ringswarm.harness.benchmarks.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ResultCacheBenchmarkTest {
    @ParameterizedTest
    @CsvSource({"64, 1000", "200, 50000"})
    void shouldFindWhatIsThereAndNothingElse(int payloadBytes, int kept) {
        ResultCacheBenchmark benchmark = new ResultCacheBenchmark();
        benchmark.payloadBytes = payloadBytes;
        benchmark.kept = kept;
        benchmark.fill();
        for (int i = 0; i < 1_000; i++) {
            assertThat(benchmark.hit()).isEqualTo(ResultCacheBenchmark.OPERATIONS);
            assertThat(benchmark.miss()).isZero();
        }
    }
}
