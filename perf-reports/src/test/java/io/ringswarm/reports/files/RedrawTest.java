package io.ringswarm.reports.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.DrawAgain;
import io.ringswarm.reports.HostileRun;
import io.ringswarm.reports.RandomRun;
import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.run.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever draws a saved run again, anywhere, gets the same bytes. */
@Timeout(60)
class RedrawTest {
    private static final List<ReportFormat> ALL = List.of(ReportFormat.values());

    /** Pictures take a while, and are of the same texts. */
    private static final List<ReportFormat> TEXTS = List.copyOf(EnumSet.complementOf(EnumSet.of(ReportFormat.PNG)));

    private static final int MAX_HTML_BYTES = 1_500_000;

    @TempDir
    Path folder;

    @Test
    void shouldDrawTheSameBytesAgainWhateverTheRunIs() throws IOException {
        long seed = System.nanoTime();
        for (int i = 0; i < 12; i++) {
            assertSameWhenReadBack("seed " + (seed + i), new RandomRun(seed + i).report());
        }
        for (RunReport report : List.of(
                SampleRun.passing(10).report(),
                SampleRun.failing(20).report(),
                SampleRun.sparse(),
                SampleRun.saturated(),
                SampleRun.spawning(),
                SampleTasks.failing(),
                SampleTasks.many())) {
            assertSameWhenReadBack(report.runId(), report);
        }
    }

    @Test
    void shouldDrawTheSameBytesInAnotherLanguageAndTimeZone() {
        RunReport report = SampleRun.failing(20).report();
        List<byte[]> here = drawn(report);
        Locale language = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (Locale other :
                    List.of(Locale.GERMANY, Locale.forLanguageTag("tr-TR"), Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
                Locale.setDefault(other);
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
                List<byte[]> there = drawn(report);
                for (int i = 0; i < here.size(); i++) {
                    assertThat(there.get(i)).as(other.toString()).isEqualTo(here.get(i));
                }
            }
        } finally {
            Locale.setDefault(language);
            TimeZone.setDefault(zone);
        }
    }

    /** The encoding and what is read once when a class is loaded take a process of its own. */
    @ParameterizedTest
    @CsvSource({"de, DE, Asia/Kolkata, ISO-8859-1", "hi, IN, America/St_Johns, US-ASCII"})
    void shouldDrawTheSameBytesInAProcessOfAnotherLanguageZoneAndEncoding(
            String language, String country, String zone, String encoding) throws Exception {
        RunReport report = SampleRun.failing(20).report();
        Path first = folder.resolve("first");
        ReportFolder.open(first, false).write(DrawnReport.of(report, ALL));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Duser.language=" + language,
                        "-Duser.country=" + country,
                        "-Duser.timezone=" + zone,
                        "-Dfile.encoding=" + encoding,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DrawAgain.class.getName(),
                        first.toString(),
                        folder.resolve("again").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said.strip()).isEqualTo(language + "_" + country + " " + zone + " " + encoding);
        List<String> names = DrawnReport.of(report, ALL).fileNames();
        assertThat(folder.resolve("again").toFile().list()).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(folder.resolve("again").resolve(name)).hasSameBinaryContentAs(first.resolve(name));
        }
    }

    @Test
    void shouldDrawWhatEveryRunHasAsReportDoesAgain() throws IOException {
        SampleRun run = SampleRun.passing(10);
        ReportFolder.open(folder, true).write(run.report(), run.log());
        byte[] page = Files.readAllBytes(folder.resolve(ReportFolder.HTML));
        byte[] comment = Files.readAllBytes(folder.resolve(ReportFolder.MARKDOWN));
        byte[] document = Files.readAllBytes(folder.resolve(ReportFolder.JSON));
        ReportFolder.redraw(folder, DrawnReport.of(SavedRun.read(folder).report(), ALL));
        assertThat(folder.resolve(ReportFolder.HTML)).hasBinaryContent(page);
        assertThat(folder.resolve(ReportFolder.MARKDOWN)).hasBinaryContent(comment);
        assertThat(folder.resolve(ReportFolder.JSON)).hasBinaryContent(document);
    }

    @Test
    void shouldStaySmallWhenARunTookTenMinutes() throws IOException {
        SampleRun run = SampleRun.passing(600);
        ReportFolder.open(folder, true).write(run.report(), run.log());
        long startNs = System.nanoTime();
        SavedRun saved = SavedRun.read(folder);
        ReportFolder.redraw(folder, DrawnReport.of(saved.report(), List.of(ReportFormat.HTML, ReportFormat.MARKDOWN)));
        System.out.printf(
                Locale.ROOT,
                "redrawing a ten-minute run took %d ms, its page has %d bytes%n",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs),
                Files.size(folder.resolve(ReportFolder.HTML)));
        assertThat(Files.size(folder.resolve(ReportFolder.HTML))).isLessThan(MAX_HTML_BYTES);
        assertThat(saved.report().intervals()).hasSize(600);
    }

    @Test
    void shouldDrawTextsThatAreNoneOfOurs() {
        assertThat(drawn(HostileRun.report()))
                .hasSameSizeAs(drawn(SampleRun.passing(3).report()));
    }

    private void assertSameWhenReadBack(String name, RunReport report) throws IOException {
        ReportFolder.open(folder, true).write(DrawnReport.of(report, TEXTS));
        RunReport read = SavedRun.read(folder).report();
        assertThat(read).as(name).isEqualTo(report);
        List<byte[]> again = drawn(read);
        List<byte[]> first = drawn(report);
        for (int i = 0; i < first.size(); i++) {
            assertThat(again.get(i)).as(name).isEqualTo(first.get(i));
        }
    }

    private static List<byte[]> drawn(RunReport report) {
        return List.copyOf(DrawnReport.of(report, TEXTS).files().values());
    }
}
