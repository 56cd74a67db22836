package io.ringswarm.reports.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.reports.SampleRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LatencyLogReaderTest {
    private static final int FIRST_LINE = 6;

    @TempDir
    Path folder;

    @Test
    void shouldGiveEverySampleBackInTheSecondItWasRecordedWhenTheLogIsWhole() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        LatencyLog log = new LatencyLog("run, \"quoted\"", SampleRun.STARTED_AT);
        Histogram[] written = new Histogram[20];
        for (int second = 0; second < written.length; second++) {
            written[second] = new Histogram(3);
            for (int i = random.nextInt(3000); i > 0; i--) {
                written[second].recordValue(random.nextLong(1L << random.nextInt(1, 40)));
            }
            log.append(LatencyTag.RESPONSE, second, written[second]);
            if (second % 3 == 1) {
                log.append(LatencyTag.HICCUP, second, written[second]);
            }
        }

        SavedLatencyLog read = LatencyLogReader.read(saved(log.toBytes()));

        assertThat(read.seconds(LatencyTag.RESPONSE))
                .as("seed %d", seed)
                .extracting(SecondSamples::samples)
                .containsExactly(written);
        assertThat(read.seconds(LatencyTag.HICCUP))
                .extracting(SecondSamples::second)
                .containsExactly(1, 4, 7, 10, 13, 16, 19);
        assertThat(read.seconds(LatencyTag.TRANSIT)).isEmpty();
    }

    @Test
    void shouldAddUpToTheReportWhenReadSecondBySecond() throws IOException {
        SampleRun run = SampleRun.failing(12);
        SavedLatencyLog read = LatencyLogReader.read(saved(run.log().toBytes()));
        Histogram total = new Histogram(3);
        read.seconds(LatencyTag.RESPONSE).forEach(second -> total.add(second.samples()));
        assertThat(total).isEqualTo(run.response());
    }

    @Test
    void shouldHaveNoSecondsWhenNothingWasRecorded() throws IOException {
        SavedLatencyLog read = LatencyLogReader.read(saved(new LatencyLog("r", SampleRun.STARTED_AT).toBytes()));
        assertThat(read.seconds(LatencyTag.RESPONSE)).isEmpty();
    }

    @Test
    void shouldSkipTagsOfALaterVersion() throws IOException {
        List<String> lines = lines();
        lines.set(FIRST_LINE - 1, lines.get(FIRST_LINE - 1).replace("Tag=response", "Tag=later"));
        SavedLatencyLog read = LatencyLogReader.read(saved(lines));
        assertThat(read.seconds(LatencyTag.RESPONSE))
                .extracting(SecondSamples::second)
                .containsExactly(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void shouldNameTheLineWhenItIsDamaged(String name, int number, UnaryOperator<String> damage, String expected)
            throws IOException {
        List<String> lines = lines();
        String damaged = damage.apply(lines.get(number - 1));
        assertThat(damaged).isNotEqualTo(lines.get(number - 1));
        lines.set(number - 1, damaged);
        Path file = saved(lines);
        assertThatThrownBy(() -> LatencyLogReader.read(file))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageContaining("report=" + file + " (")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(
                        "another tool's log",
                        1,
                        line -> "#[Logged by jHiccup]",
                        "line 1: #[Logged by jHiccup], expected: "),
                damage("other unit", 1, line -> line.replace("nano", "milli"), "values in nanoseconds]"),
                damage("another version", 2, line -> line.replace("1.3", "2.0"), "line 2: version=2.0, expected: 1.3"),
                damage("no version", 2, line -> "#[]", "line 6: Tag=response,0.000,1.000,"),
                damage("cut off", FIRST_LINE, line -> line.substring(0, line.length() - 9), "line 6: HIST"),
                damage("cut off early", FIRST_LINE, line -> line.substring(0, 20), "expected: Tag=TAG,SECOND.000"),
                damage("other max", FIRST_LINE, line -> line.replaceFirst(",1\\.000,\\d", ",1.000,9"), "max=9"),
                damage("no tag", FIRST_LINE, line -> line.substring("Tag=response,".length()), "line 6: 0.000,1.000"),
                damage("empty line", FIRST_LINE, line -> "", "line 6: , expected: Tag="),
                damage(
                        "same second",
                        FIRST_LINE + 4,
                        line -> line.replace(",1.000,1.000", ",0.000,1.000"),
                        "second=0, expected: above 0"),
                damage("comma decimals", FIRST_LINE, line -> line.replace("0.000,", "0,000,"), "line 6: "),
                damage("not base64", FIRST_LINE, line -> line.replaceFirst("HIST", "H!ST"), "line 6: "),
                damage(
                        "no histogram",
                        FIRST_LINE,
                        line -> line.replaceFirst("HIST.*", "AAAA"),
                        "line 6: AAAA, expected: an HdrH"));
    }

    private static Arguments damage(String name, int number, UnaryOperator<String> damage, String expected) {
        return Arguments.of(name, number, damage, expected);
    }

    /** A bit that is not used, of the compressor's level for instance, may change; a sample may not. */
    @Test
    void shouldRefuseALogInWhichACharacterChangedUnlessEverySampleIsTheSame() throws IOException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        String text = logText();
        int from = text.indexOf("HIST");
        int to = text.indexOf("\n", from);
        Histogram before = LatencyLogReader.read(saved(text.getBytes(StandardCharsets.UTF_8)))
                .seconds(LatencyTag.RESPONSE)
                .get(0)
                .samples();
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = text.getBytes(StandardCharsets.UTF_8);
            int at = random.nextInt(from, to);
            damaged[at] = (byte) random.nextInt('A', 'Z' + 1);
            String where = "seed " + seed + ", byte " + at + " is now " + (char) damaged[at];
            Path file = saved(damaged);
            try {
                assertThat(LatencyLogReader.read(file)
                                .seconds(LatencyTag.RESPONSE)
                                .get(0)
                                .samples())
                        .as(where)
                        .isEqualTo(before);
            } catch (UnreadableReportException e) {
                refused++;
                assertThat(e.getMessage()).as(where).containsAnyOf("line " + FIRST_LINE + ": ", "CRC-32");
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(300);
    }

    @Test
    void shouldRefuseALogWhoseLinesAreWholeButNotThoseThatWereWritten() throws IOException {
        List<String> lines = logText().lines().collect(Collectors.toList());
        lines.remove(FIRST_LINE - 1);
        assertThatThrownBy(() -> LatencyLogReader.read(saved(lines)))
                .hasMessageContaining("line " + lines.size() + ": #[CRC-32 of the lines above: ")
                .hasMessageContaining(", expected: #[CRC-32 of the lines above: ");
    }

    @Test
    void shouldReadALogThatWasWrittenBeforeThereWereChecksums() throws IOException {
        assertThat(LatencyLogReader.read(saved(lines())).seconds(LatencyTag.RESPONSE))
                .hasSize(2);
    }

    @Test
    void shouldReadALogWhoseLinesEndAsAnotherSystemHasThem() throws IOException {
        byte[] converted = logText().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        assertThat(LatencyLogReader.read(saved(converted)).seconds(LatencyTag.RESPONSE))
                .hasSize(2);
    }

    @Test
    void shouldSayWhyWhenTheFileCannotBeRead() throws IOException {
        assertThatThrownBy(() -> LatencyLogReader.read(folder.resolve("none.hlog")))
                .hasMessageEndingWith("none.hlog (expected: a file that exists)");
        assertThatThrownBy(() -> LatencyLogReader.read(folder)).isInstanceOf(UnreadableReportException.class);
        assertThatThrownBy(() -> LatencyLogReader.read(saved(new byte[] {(byte) 0xff, (byte) 0xfe, 0})))
                .hasMessageContaining("expected: text, a histogram log");
        assertThatThrownBy(() -> LatencyLogReader.read(saved(new byte[0])))
                .hasMessageContaining("line 1: , expected: ");
    }

    private static String logText() {
        return new String(SampleRun.passing(2).log().toBytes(), StandardCharsets.UTF_8);
    }

    /** Those of a log without a checksum, so that they may be changed. */
    private static List<String> lines() {
        List<String> lines = logText().lines().collect(Collectors.toList());
        lines.remove(lines.size() - 1);
        return lines;
    }

    private Path saved(List<String> lines) throws IOException {
        return saved(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private Path saved(byte[] bytes) throws IOException {
        return Files.write(folder.resolve(ReportFolder.HISTOGRAM_LOG), bytes);
    }
}
