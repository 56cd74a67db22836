package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringswarm.harness.load.compare.ComparisonPlan.Task;
import io.ringswarm.harness.load.compare.ComparisonSchema;
import io.ringswarm.harness.load.compare.Distribution;
import io.ringswarm.harness.load.compare.Participant;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.peers.Peers;
import io.ringswarm.harness.peers.Workload;
import io.ringswarm.reports.run.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
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
                "--report-dir",
                "compared",
                "--json");
        // a machine that changes within too many blocks makes the measurement invalid, which is no fault of the command
        assertThat(exitCode).as(console.err()).isIn(0, 3);
        JsonNode document = new ObjectMapper().readTree(console.out());
        assertThat(ComparisonSchema.faults(console.out())).isEmpty();
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

        Path report = folder.resolve("compared");
        assertThat(new ObjectMapper().readTree(report.resolve("compare.json").toFile()))
                .isEqualTo(document);
        assertThat(report.resolve("compare.html"))
                .content()
                .contains("ringswarm-fixed / disruptor-batched", "--warmup 50ms -d 50ms --seed 7 --json</code>");
        assertThat(console.err()).endsWith("Report: " + report.toAbsolutePath() + "\n");
        assertThat(console.run(false, "compare", "--report-dir", "compared")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("compared", "a new or empty folder");
    }

    @Test
    void shouldChooseWorkloadsAndSystemsThatMatterUnlessToldOtherwise() {
        assertThat(chosen(null, null, false))
                .containsExactly(
                        "one-way: ringswarm-fixed,ringswarm-tell,disruptor-single,disruptor-batched,pekko,vertx",
                        "ask: ringswarm-fixed,pekko,vertx");
        assertThat(chosen(null, List.of("disruptor-batched", "ringswarm-fixed"), false))
                .containsExactly("one-way: disruptor-batched,ringswarm-fixed");
        assertThat(chosen(List.of("pipeline"), null, false)).containsExactly("pipeline: ringswarm-fixed,pekko,vertx");
        assertThat(chosen(List.of("ask", "rate-1m"), List.of("vertx", "jctools", "pekko"), true))
                .containsExactly("ask: vertx,pekko", "rate-1m: vertx,jctools,pekko");
        List<String> everything = chosen(null, null, true);
        assertThat(everything)
                .extracting(task -> task.substring(0, task.indexOf(':')))
                .isEqualTo(Workload.labels());
        assertThat(everything).allSatisfy(task -> assertThat(task).contains(": ringswarm-fixed,"));
        assertThat(everything.get(0).split(",")).hasSameSizeAs(Peers.names(Workload.ONE_WAY));
    }

    @Test
    void shouldCompareBuildsByWhatBothCanDo() throws Exception {
        Path lib = Files.createDirectories(folder.resolve("base/lib"));
        Files.createFile(lib.resolve("ringswarm-engine-core-1.jar"));
        Distribution baseline = new Distribution(folder.resolve("base"));

        writeJar(lib.resolve("ringswarm-harness-peers-1.jar"), "io/ringswarm/harness/peers/SampleProcess.class");
        assertThat(described(new ComparisonChoice(null, null, false).tasksOfBuilds(baseline)))
                .containsExactly("one-way: ringswarm-fixed,ringswarm-fixed-again,ringswarm-fixed-baseline,"
                        + "ringswarm-tell,ringswarm-tell-again,ringswarm-tell-baseline");
        assertThatThrownBy(() -> new ComparisonChoice(List.of("ask"), null, false).tasksOfBuilds(baseline))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--workload=ask");
        assertThatThrownBy(() -> new ComparisonChoice(null, List.of("pekko"), false).tasksOfBuilds(baseline))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--systems=pekko");

        writeJar(lib.resolve("ringswarm-harness-peers-1.jar"), "io/ringswarm/harness/peers/Workload.class");
        assertThat(described(new ComparisonChoice(null, null, true).tasksOfBuilds(baseline)))
                .contains(
                        "ask: ringswarm-fixed,ringswarm-fixed-again,ringswarm-fixed-baseline",
                        "rate-1m: ringswarm-fixed,ringswarm-fixed-again,ringswarm-fixed-baseline,"
                                + "ringswarm-tell,ringswarm-tell-again,ringswarm-tell-baseline");
        assertThatThrownBy(() -> new ComparisonChoice(null, List.of("ringswarm-wire"), false).tasksOfBuilds(baseline))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("--systems=ringswarm-wire (expected: systems that the baseline has, too");

        writeJar(lib.resolve("ringswarm-harness-peers-1.jar"), "io/ringswarm/harness/peers/TickMapping.class");
        assertThat(described(new ComparisonChoice(null, List.of("ringswarm-wire"), false).tasksOfBuilds(baseline)))
                .containsExactly("one-way: ringswarm-wire,ringswarm-wire-again,ringswarm-wire-baseline");
    }

    private static void writeJar(Path file, String entry) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new JarEntry(entry));
        }
    }

    private static List<String> chosen(List<String> workloads, List<String> systems, boolean all) {
        return described(new ComparisonChoice(workloads, systems, all).tasks());
    }

    private static List<String> described(List<Task> tasks) {
        return tasks.stream()
                .map(task -> task.workload().label() + ": "
                        + task.participants().stream().map(Participant::name).collect(Collectors.joining(",")))
                .toList();
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
            --systems=agrona,pekko --workload=ask | --systems=agrona,pekko | ask can be done by pekko, ringswarm-fixed, vertx
            --systems=agrona,vertx --workload=ask,one-way | --systems=agrona,vertx | ask can be done by pekko
            --workload=one_way | --workload=one_way | one-way
            --workload=ask,ask | --workload=ask,ask | each once
            --systems=ringswarm-fixed,ringswarm-fixed | --systems=ringswarm-fixed,ringswarm-fixed | each once
            --baseline-dist=/nowhere | --baseline-dist=/nowhere | an unpacked distribution; this has no folder lib
            --baseline-dist=. | --baseline-dist=. | this has no folder lib
            --blocks=5 | --blocks=5 | 6 to 1000
            --agents=0 | --agents=0 | 1 to 1000000
            --warmup=0s | --warmup=0s | a time such as 2s
            --duration=fast | --duration=fast | a time such as 2s
            """)
    void shouldNameOptionValueAndExpectationWhenAnOptionCannotBeUsed(String options, String fault, String expectation) {
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        int exitCode = console.run(false, ("compare " + options).split(" "));
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines()).singleElement().asString().contains(fault, expectation);
        assertThat(console.out()).isEmpty();
    }
}
