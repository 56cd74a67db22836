package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class CompareCommandTest {
    @TempDir
    private Path folder;

    @Test
    void shouldPrintTheDocumentAloneWhenAskedForJson() throws Exception {
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        int exitCode = console.run(
                false,
                "compare",
                "--systems",
                "ringswarm-fixed,disruptor-batched",
                "--warmup",
                "50ms",
                "-d",
                "50ms",
                "--seed",
                "7",
                "--json");
        // a machine that changes within too many blocks makes the measurement invalid, which is no fault of the command
        assertThat(exitCode).as(console.err()).isIn(0, 3);
        JsonNode document = new ObjectMapper().readTree(console.out());
        assertThat(document.at("/schemaVersion").asInt()).isEqualTo(1);
        assertThat(document.at("/seed").asInt()).isEqualTo(7);
        JsonNode workload = document.at("/workloads/0");
        assertThat(workload.get("name").asText()).isEqualTo("one-way");
        assertThat(workload.get("systems").findValuesAsText("name"))
                .containsExactly("ringswarm-fixed", "disruptor-batched");
        for (JsonNode system : workload.get("systems")) {
            assertThat(system.at("/handledPerSecond/min").asDouble()).isPositive();
            assertThat(system.get("lost").asLong()).isZero();
        }
        JsonNode ratio = workload.at("/ratios/0");
        assertThat(ratio.get("a").asText()).isEqualTo("ringswarm-fixed");
        assertThat(ratio.get("b").asText()).isEqualTo("disruptor-batched");
        int counting = ratio.get("blocks").asInt();
        assertThat(counting + ratio.get("setAside").asInt()).isBetween(6, 12);
        assertThat(exitCode).isEqualTo(counting < 6 ? 3 : 0);
    }

    @Test
    void shouldDescribeItselfWhenAskedForHelp() {
        CapturedConsole console = new CapturedConsole(folder, Map.of());

        assertThat(console.run(false, "compare", "--help")).isZero();
        assertThat(console.out()).contains("ratios with 95 % intervals", "Example: ringswarm compare");
        assertThat(console.err()).isEmpty();

        assertThat(console.run(false, "--help")).isZero();
        assertThat(console.out()).containsPattern("compare +Compares systems doing the same work\\.\\R");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --systems=ringswarm-fixd,disruptor-single | --systems=ringswarm-fixd | ringswarm-fixed
            --systems=ringswarm-fixed | --systems=ringswarm-fixed | two or more
            --systems=ringswarm-fixed,ringswarm-fixed | --systems=ringswarm-fixed,ringswarm-fixed | each once
            --blocks=5 | --blocks=5 | 6 to 1000
            --agents=0 | --agents=0 | 1 to 1000000
            --warmup=0s | --warmup=0s | a time such as 2s
            --duration=fast | --duration=fast | a time such as 2s
            """)
    void shouldNameOptionValueAndExpectationWhenAnOptionCannotBeUsed(String option, String fault, String expectation) {
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        int exitCode = console.run(false, "compare", option);
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines()).singleElement().asString().contains(fault, expectation);
        assertThat(console.out()).isEmpty();
    }
}
