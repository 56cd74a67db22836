package io.ringswarm.reports.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.run.RunReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {
    @TempDir
    Path folder;

    @Test
    void shouldAgreeWithTheReportWhenReadByHdrHistogram() throws IOException {
        SampleRun run = SampleRun.failing(12);
        RunReport report = run.report();
        ReportFolder.open(folder, false).write(report, run.log());

        Map<String, Histogram> totals = new HashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        read(totals, lines);

        assertThat(lines).isEqualTo(Map.of("response", 12, "transit", 12, "sendDelay", 12, "hiccup", 12));
        assertThat(totals.get("response").getTotalCount())
                .isEqualTo(report.latency().response().count());
        assertThat(totals.get("response").getValueAtPercentile(99))
                .isEqualTo(report.latency().response().p99());
        assertThat(totals.get("response").getValueAtPercentile(99.99))
                .isEqualTo(report.latency().response().p9999());
        assertThat(totals.get("response").getMaxValue())
                .isEqualTo(report.latency().response().max());
        assertThat(totals.get("transit").getValueAtPercentile(95))
                .isEqualTo(report.latency().transit().p95());
        assertThat(totals.get("sendDelay").getValueAtPercentile(50))
                .isEqualTo(report.latency().sendDelay().p50());
        assertThat(totals.get("hiccup").getMaxValue()).isEqualTo(report.hiccup().max());
    }

    @Test
    void shouldLeaveTheHistogramAsItWasAndTheCommentOnOneLine() throws IOException {
        Histogram samples = new Histogram(3);
        samples.recordValue(1234);
        samples.setTag("mine");
        LatencyLog log = new LatencyLog("run\n#evil", SampleRun.STARTED_AT);
        log.append(LatencyTag.HICCUP, 0, samples);
        assertThat(samples.getTag()).isEqualTo("mine");
        Files.write(folder.resolve(ReportFolder.HISTOGRAM_LOG), log.toBytes());
        List<String> lines = Files.readAllLines(folder.resolve(ReportFolder.HISTOGRAM_LOG));
        assertThat(lines)
                .anyMatch(line -> line.contains("values in nanoseconds"))
                .anyMatch(line -> line.startsWith("Tag=hiccup,0.000,1.000,"));
        assertThat(lines).allMatch(line -> line.startsWith("#[") || line.startsWith("\"") || line.startsWith("Tag="));
    }

    @Test
    void shouldBeTheSameWhateverTheLanguageAndTimeZone() {
        byte[] here = SampleRun.passing(2).log().toBytes();
        Locale language = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            assertThat(SampleRun.passing(2).log().toBytes()).isEqualTo(here);
        } finally {
            Locale.setDefault(language);
            TimeZone.setDefault(zone);
        }
        assertThat(new String(here, StandardCharsets.UTF_8))
                .contains("#[StartTime: 1795179807.250 (seconds since epoch), 2026-11-20T13:03:27.250Z]\n");
    }

    private void read(Map<String, Histogram> totals, Map<String, Integer> lines) throws FileNotFoundException {
        try (HistogramLogReader reader = new HistogramLogReader(
                folder.resolve(ReportFolder.HISTOGRAM_LOG).toFile())) {
            for (EncodableHistogram line = reader.nextIntervalHistogram();
                    line != null;
                    line = reader.nextIntervalHistogram()) {
                assertThat(line.getEndTimeStamp() - line.getStartTimeStamp()).isEqualTo(1000);
                assertThat(line.getStartTimeStamp())
                        .isEqualTo(SampleRun.STARTED_AT.toInstant().toEpochMilli()
                                + 1000L * lines.getOrDefault(line.getTag(), 0));
                totals.computeIfAbsent(line.getTag(), tag -> new Histogram(3)).add((Histogram) line);
                lines.merge(line.getTag(), 1, Integer::sum);
            }
        }
    }
}
