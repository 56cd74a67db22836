package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.ringswarm.harness.load.schedule.PoissonSchedule;
import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.files.SearchJson;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.SearchLimit;
import io.ringswarm.reports.run.SearchProbe;
import io.ringswarm.reports.run.VerdictStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SearchCommandTest {
    @TempDir
    private Path folder;

    private CapturedConsole console;

    @BeforeEach
    void captureConsole() {
        console = new CapturedConsole(folder, Map.of());
    }

    @Test
    void shouldConfirmTheHighestRateAllowedAndPutTheSearchIntoTheReport() throws IOException {
        int code = search("--from 100 --to 400 --slo lost=0 --json --report-dir out");

        assertThat(code).as(console.err()).isZero();
        JsonNode document = new ObjectMapper().readTree(console.out());
        assertThat(document.get("highestRate").doubleValue()).isEqualTo(400);
        assertThat(document.get("limitedBy").textValue()).isEqualTo("max");
        assertThat(document.get("probes")).hasSize(4);
        assertThat(document.at("/probes/3/confirming").booleanValue()).isTrue();
        assertThat(document.at("/probes/3/seconds").doubleValue()).isEqualTo(0.3);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SearchJson.schema())
                        .validate(console.out(), InputFormat.JSON))
                .isEmpty();
        RunReport report = ReportJson.read(folder.resolve("out/report.json"));
        assertThat(report.search().highestRate()).isEqualTo(400);
        assertThat(report.search().limitedBy()).isEqualTo(SearchLimit.MAX);
        assertThat(report.scenario().arrival().ratePerSecond()).isEqualTo(400);
        assertThat(report.scenario().durationSeconds()).isEqualTo(0.3);
        assertThat(report.command()).contains("ringswarm search --codec fixed", "--to 400");
        assertThat(folder.resolve("out/latency.hlog")).isNotEmptyFile();
    }

    @Test
    void shouldExitWith1WhenNoRateMeets() throws IOException {
        int code = search("--from 400 --slo p50<1ns --slo max<1ns --report-dir out");

        assertThat(code).as(console.err()).isEqualTo(1);
        assertThat(console.out()).contains("No rate was confirmed to meet the objectives");
        assertThat(ReportJson.read(folder.resolve("out/report.json")).search().highestRate())
                .isNull();
        assertThat(ReportJson.read(folder.resolve("out/report.json")).search().probes())
                .as("nothing below 127/s, where 38 messages take more than 300 ms")
                .extracting(SearchProbe::rate)
                .containsExactly(400.0, 200.0, 127.0);
    }

    @Test
    void shouldProbeForLongerWhenAPercentileNeedsMoreMessagesThanAreDueInAProbe() throws IOException {
        int code = search("--from 150 --to 150 --slo p50<10s --report-dir out");

        assertThat(code).as(console.err()).isZero();
        SearchProbe probe = ReportJson.read(folder.resolve("out/report.json"))
                .search()
                .probes()
                .get(0);
        assertThat(probe.confirming()).isFalse();
        assertThat(probe.seconds()).isBetween(0.25, 0.26);
        assertThat(probe.p50Ns()).isNotNull();
    }

    @Test
    void shouldExitWith3WhenNoMeasurementIsValid() throws IOException {
        long empty = LongStream.iterate(1, seed -> seed + 1)
                .filter(seed -> new PoissonSchedule(10, seed, 100_000_000).count() == 0)
                .findFirst()
                .orElseThrow();

        int code = search("--arrival poisson --seed " + empty + " --from 10 --to 10 --slo max<10s --report-dir out");

        assertThat(code).as(console.err()).isEqualTo(3);
        assertThat(console.out()).contains("the measurement of each rate that was tried is invalid");
        assertThat(ReportJson.read(folder.resolve("out/report.json")).search().probes())
                .as("seed " + empty)
                .hasSize(3)
                .allMatch(probe -> probe.status() == VerdictStatus.INVALID);
    }

    @Test
    void shouldRepeatTheSeedAndKeepTheTagsWhenMessagesComeByChance() throws IOException {
        int code = search("--arrival poisson --from 400 --to 400 --slo lost=0 --tag branch=main --report-dir out");

        assertThat(code).as(console.err()).isZero();
        RunReport report = ReportJson.read(folder.resolve("out/report.json"));
        assertThat(report.command())
                .endsWith(" --seed=" + report.scenario().arrival().seed());
        assertThat(report.tags()).containsEntry("branch", "main");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "search max --slo lost=0|scenario=max (expected: one that offers a rate",
                "search llm-trace --slo p95<10ms|scenario=llm-trace (expected: one that offers a rate",
                "search spawn --slo lost=0|scenario=spawn (expected: one that offers a rate",
                "search --from 0|--from=0 (expected: messages per second",
                "search --from 2k --to 1k|--to=1k (expected: messages per second such as 500k, from 2000",
                "search --max-probes 1|--max-probes=1 (expected: 2 to 200",
                "search --from 200 -d 2s --slo p999<1s|--from=200 (expected: messages per second, 5,200 or more",
                "search --tag x|--tag=x (expected: name=value)",
                "search --probe soon|--probe=soon (expected: a time such as 3s",
                "search defualt|did you mean default?",
                "search --ratee 5|did you mean --rate?"
            })
    void shouldRefuseInOneLineWhenThereIsNothingToSearch(String commandAndWords) {
        String[] parts = commandAndWords.split("\\|");

        assertThat(console.run(false, parts[0].split(" "))).isEqualTo(2);
        assertThat(console.err()).contains(parts[1]).doesNotContain("launched");
        assertThat(console.err().lines()).hasSize(1);
        assertThat(folder).isEmptyDirectory();
    }

    private int search(String options) {
        String fixed = "search --codec fixed --agents 3 --warmup 0 -d 300ms --probe 100ms ";
        return console.run(false, (fixed + options).split(" "));
    }
}
