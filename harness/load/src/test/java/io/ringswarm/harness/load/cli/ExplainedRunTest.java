package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.files.ReportJson;
import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.WorstMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sample over the limit has a cause, whatever the machine did meanwhile. */
@Timeout(60)
class ExplainedRunTest {
    /** Histograms keep each nanosecond apart up to here. */
    private static final long LIMIT_NS = 2_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"default", "ask", "pipeline", "overload"})
    void shouldPutEverySampleOverTheLimitToACause(String scenario) throws IOException {
        RunReport report = run(scenario + " --codec fixed --agents 10 -d 500ms --warmup 0 --rate 20k --slo p99<2us");

        Histogram response = report.latency().response().decode();
        long over = response.getTotalCount() - response.getCountBetweenValues(0, LIMIT_NS);
        Attribution parts = report.attribution();
        assertThat(parts.limitNs()).isEqualTo(LIMIT_NS);
        assertThat(LongStream.of(
                                parts.gc(),
                                parts.safepoint(),
                                parts.descheduled(),
                                parts.generator(),
                                parts.queueing(),
                                parts.unexplained())
                        .sum())
                .isEqualTo(over);
        assertThat(report.worst()).isNotEmpty().hasSizeLessThanOrEqualTo(20);
        WorstMessage worst = report.worst().get(0);
        if (report.counts().unsentAtDeadline() == 0) {
            assertThat(response.highestEquivalentValue(worst.responseNs())).isEqualTo(response.getMaxValue());
        }
    }

    @Test
    void shouldSayOfEachSecondWhatItTook() throws IOException {
        RunReport report = run("default --codec fixed --agents 10 -d 2s --warmup 200ms --rate 5k --slo lost=0");

        assertThat(report.attribution()).as("no limit of the response").isNull();
        assertThat(report.intervals()).hasSizeGreaterThanOrEqualTo(2);
        for (Interval second : report.intervals().subList(0, 2)) {
            assertThat(second.offered()).isPositive();
            assertThat(second.gcNs()).isNotNull();
            assertThat(second.safepointNs()).isGreaterThanOrEqualTo(second.gcNs());
            assertThat(second.compileNs()).isNotNull();
            assertThat(second.batchMax()).isPositive();
            assertThat(second.responses().stream().mapToLong(n -> n).sum()).isPositive();
        }
        assertThat(report.intervals().stream().mapToLong(Interval::offered).sum())
                .isEqualTo(report.counts().scheduled());
        assertThat(report.warmup().mode()).isEqualTo("fixed");
        assertThat(report.warmup().windows()).isNotEmpty();
    }

    private RunReport run(String arguments) throws IOException {
        CapturedConsole console = new CapturedConsole(folder, Map.of());
        console.run(false, ("run " + arguments + " --report-dir out").split(" "));
        assertThat(folder.resolve("out/report.json")).as(console.err()).exists();
        return ReportJson.read(folder.resolve("out/report.json"));
    }
}
