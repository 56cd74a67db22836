package io.ringswarm.harness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class RunBenchmarksTest {
    private static final Path RESULTS = Path.of("results");

    @ParameterizedTest
    @CsvSource({
        "CodecBenchmark, CodecBenchmark.json",
        ".*, all.json",
        "StagedRun.*runOf32$, StagedRun-runOf32.json",
        "-h, all.json"
    })
    void shouldNameTheResultForTheBenchmarksWhenNothingElseIsSaid(String first, String file) {
        assertThat(RunBenchmarks.withDefaults(RESULTS, List.of(first, "-f", "1")))
                .containsExactly(
                        first,
                        "-f",
                        "1",
                        "-prof",
                        "gc",
                        "-rf",
                        "json",
                        "-rff",
                        RESULTS.resolve(file).toString());
    }

    @Test
    void shouldKeepWhatIsSaidWhenProfilerAndResultAreNamed() {
        List<String> args = List.of("-prof", "stack", "-rf", "csv", "-rff", "mine.csv");

        assertThat(RunBenchmarks.withDefaults(RESULTS, args)).isEqualTo(args);
    }
}
