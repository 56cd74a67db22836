package io.ringswarm.harness.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.harness.load.scenario.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TraceTest {
    private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
    private static final long MS = 1_000_000L;
    private static final long GAP_NS = 20 * MS;
    private static final long PLENTY = 1 << 30;

    @TempDir
    private Path folder;

    @Test
    void shouldReadTimesToAHundredNanosecondsWhenTheyHaveSevenDigits() throws IOException {
        Trace trace = trace("2023-11-16 18:17:03.9799600,4808,10\n2023-11-16 18:17:04.0319601,3180,8\n");

        assertThat(trace.rows()).isEqualTo(2);
        assertThat(trace.arrivalNs(0)).isZero();
        assertThat(trace.arrivalNs(1)).isEqualTo(52_000_100L);
        assertThat(trace.generatedTokens(1)).isEqualTo(8);
        assertThat(trace.messages()).isEqualTo(20);
    }

    @Test
    void shouldReadTheSameWhenLinesEndInCrLfOrTheLastEndsInNothing() throws IOException {
        Trace trace =
                read(("\uFEFF" + HEADER + "2023-11-16 18:17:03,1,2\n2023-11-16 18:17:04,1,3").replace("\n", "\r\n"));

        assertThat(trace.messages()).isEqualTo(7);
        assertThat(trace.arrivalNs(1)).isEqualTo(1_000 * MS);
    }

    @Test
    void shouldReadTimesWithAnOffsetFromUtc() throws IOException {
        Trace trace = trace("2024-05-10 00:00:00.009930+00:00,1,2\n"
                + "2024-05-10 02:00:01.009930+02:00,1,3\n2024-05-10 00:00:02.009930,1,4\n");

        assertThat(trace.arrivalNs(1)).isEqualTo(1_000 * MS);
        assertThat(trace.arrivalNs(2)).isEqualTo(2_000 * MS);
        assertThat(trace.generatedTokens(1)).isEqualTo(3);
    }

    @Test
    void shouldIgnoreBlankLinesAtTheEnd() throws IOException {
        assertThat(trace("2023-11-16 18:17:03,1,2\n\n  \n\n").rows()).isEqualTo(1);
    }

    @Test
    void shouldSortWhenRowsGoBackInTime() throws IOException {
        Trace trace = trace("2023-11-17 00:00:00.5,1,1\n2023-11-16 23:59:59.5,1,2\n2023-11-17 00:00:00.5,1,3\n");

        assertThat(trace.arrivalNs(0)).isZero();
        assertThat(trace.generatedTokens(0)).isEqualTo(2);
        assertThat(trace.generatedTokens(1)).isEqualTo(1);
        assertThat(trace.generatedTokens(2)).isEqualTo(3);
        assertThat(trace.arrivalNs(2)).isEqualTo(1_000 * MS);
    }

    static Stream<Arguments> malformed() {
        String good = "2023-11-16 18:17:03.9,1,1\n";
        return Stream.of(
                Arguments.of("", ":1: header="),
                Arguments.of("time,a,b\n" + good, ":1: header=time,a,b (expected: TIMESTAMP,"),
                Arguments.of(HEADER, ":2: no row"),
                Arguments.of(
                        HEADER + good + "2023-11-16 18:17,1,1\n", ":3: TIMESTAMP=2023-11-16 18:17 (expected: a time"),
                Arguments.of(HEADER + "2023-02-30 18:17:00,1,1\n", ":2: TIMESTAMP=2023-02-30 18:17:00"),
                Arguments.of(
                        HEADER + good + good + "2023-11-16 18:17:03,x,1\n", ":4: ContextTokens=x (expected: a whole"),
                Arguments.of(HEADER + "2023-11-16 18:17:03,1,-1\n", ":2: GeneratedTokens=-1 (expected: a whole"),
                Arguments.of(HEADER + "2023-11-16 18:17:03,1,99999999999\n", ":2: GeneratedTokens=99999999999"),
                Arguments.of(
                        HEADER + "2023-11-16 18:17:03,1\n", ":2: line=2023-11-16 18:17:03,1 (expected: three columns"),
                Arguments.of(HEADER + good + "\n" + good, ":3: line= (expected: three columns"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void shouldNameFileLineColumnValueAndExpectationWhenALineIsMalformed(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("trace.csv" + message);
    }

    @Test
    void shouldRefuseWhenThereIsNoFile() {
        assertThatThrownBy(() -> Trace.read(folder.resolve("none.csv")))
                .hasMessageContaining("none.csv (expected: a file that exists)");
    }

    @Test
    void shouldMergeRequestsAndTokensWhenTheyOverlap() throws IOException {
        Trace trace = trace("2023-11-16 00:00:00.000,1,3\n2023-11-16 00:00:00.030,1,2\n");

        TraceSchedule schedule = TraceSchedule.of(trace, 1, GAP_NS, null, PLENTY);

        assertThat(described(schedule)).containsExactly("0 R0", "20 T0", "30 R1", "40 T0", "50 T1", "60 T0", "70 T1");
        assertThat(schedule.durationNs()).isEqualTo(90 * MS);
    }

    @Test
    void shouldDivideAllTimesWhenSpedUp() throws IOException {
        Trace trace = trace("2023-11-16 00:00:00.000,1,1\n2023-11-16 00:00:00.030,1,0\n");

        assertThat(described(TraceSchedule.of(trace, 10, GAP_NS, null, PLENTY)))
                .containsExactly("0 R0", "2 T0", "3 R1");
    }

    @Test
    void shouldKeepTheOrderOfRowsWhenMessagesAreDueTogether() throws IOException {
        Trace trace = trace("2023-11-16 00:00:00.000,1,1\n2023-11-16 00:00:00.020,1,0\n2023-11-16 00:00:00.020,1,0\n");

        assertThat(described(TraceSchedule.of(trace, 1, GAP_NS, null, PLENTY)))
                .containsExactly("0 R0", "20 T0", "20 R1", "20 R2");
    }

    @Test
    void shouldLeaveOutWhatIsDueLaterWhenCut() throws IOException {
        Trace trace = trace("2023-11-16 00:00:00.000,1,9\n2023-11-16 00:00:00.030,1,9\n");

        TraceSchedule schedule = TraceSchedule.of(trace, 1, GAP_NS, 45 * MS, PLENTY);

        assertThat(described(schedule)).containsExactly("0 R0", "20 T0", "30 R1", "40 T0");
        assertThat(schedule.durationNs()).isEqualTo(45 * MS);
    }

    @Test
    void shouldRefuseWhenTheScheduleWouldTakeMoreMemoryThanAllowed() throws IOException {
        Trace trace = trace("2023-11-16 00:00:00.000,1,9999999\n");

        assertThatThrownBy(() -> TraceSchedule.of(trace, 1, GAP_NS, null, 1 << 20))
                .hasMessageStartingWith("trace messages=10000000 (expected: at most ");
    }

    @Test
    void shouldScheduleEveryRequestAndTokenWhenTheRealTraceIsThere() {
        Optional<Path> file = realTrace();
        Assumptions.assumeTrue(file.isPresent(), "the trace is not beside the project");

        Trace trace = Trace.read(file.orElseThrow());
        TraceSchedule schedule = TraceSchedule.of(trace, 60, GAP_NS, null, PLENTY);

        assertThat(trace.rows()).isEqualTo(8_819);
        assertThat(schedule.count()).isEqualTo(8_819 + trace.messages() - trace.rows());
        long before = 0;
        for (long i = 0; i < schedule.count(); i++) {
            assertThat(schedule.dueNs(i)).isGreaterThanOrEqualTo(before).isLessThan(schedule.durationNs());
            before = schedule.dueNs(i);
        }
    }

    /** Beside the project, or beside one of the folders that it lies in. */
    private static Optional<Path> realTrace() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("shared/data/azure-llm-code-2023.csv"))
                .filter(Files::exists)
                .findFirst();
    }

    private static Stream<String> described(TraceSchedule schedule) {
        return Stream.iterate(0L, i -> i < schedule.count(), i -> i + 1)
                .map(i -> schedule.dueNs(i) / MS
                        + (schedule.type(i) == Schedule.TOKEN ? " T" : " R")
                        + schedule.agent(i));
    }

    private Trace trace(String rows) throws IOException {
        return read(HEADER + rows);
    }

    private Trace read(String text) throws IOException {
        return Trace.read(Files.writeString(folder.resolve("trace.csv"), text));
    }
}
