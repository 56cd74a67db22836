package io.ringswarm.harness.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs before the measured part is of its kind and has its mean rate, in each half second that is looked at. */
@Timeout(30)
class WarmUpScheduleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = SECOND / 2;
    private static final double MEAN_PER_SECOND = 100_000;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    private static Stream<Schedule> schedules() {
        return Stream.of(
                new ConstantSchedule(MEAN_PER_SECOND, 3 * SECOND),
                new PoissonSchedule(MEAN_PER_SECOND, 5, 100 * SECOND),
                new BurstSchedule(MEAN_PER_SECOND, 500, 3 * SECOND),
                new RampSchedule(0, 2 * MEAN_PER_SECOND, 3 * SECOND),
                new RampSchedule(1.5 * MEAN_PER_SECOND, 0.5 * MEAN_PER_SECOND, 3 * SECOND),
                new StepSchedule(List.of(0.0, 2 * MEAN_PER_SECOND), 3 * SECOND),
                new StepSchedule(List.of(MEAN_PER_SECOND), 3 * SECOND));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void shouldHaveTheKindAndTheMeanRateInEachWindowWhenItIsForTheWarmUp(Schedule schedule) {
        Schedule warmUp = schedule.forWarmUp(4 * SECOND);

        assertThat(warmUp).hasSameClassAs(schedule);
        assertThat(warmUp.durationNs()).isEqualTo(4 * SECOND);
        for (long fromNs = 0; fromNs < 4 * SECOND; fromNs += WINDOW) {
            assertThat((double) warmUp.dueBefore(fromNs + WINDOW) - warmUp.dueBefore(fromNs))
                    .as("from %d ns", fromNs)
                    .isCloseTo(MEAN_PER_SECOND / 2, within(MEAN_PER_SECOND / 2 * 0.03));
        }
    }

    @Test
    void shouldHaveAnotherCourseWhenItsOwnIsLeftToChance() {
        Schedule measured = new PoissonSchedule(1_000, 5, SECOND);
        Schedule warmUp = measured.forWarmUp(SECOND);

        assertThat(LongStream.range(0, 500).filter(i -> warmUp.dueNs(i) == measured.dueNs(i)))
                .hasSizeLessThan(5);
    }

    /** The two directions of a ramp have code of their own. */
    @Test
    void shouldRiseOrFallWhenTheRampDoes() {
        assertThat(inFirstHalf(new RampSchedule(0, 2_000, SECOND))).isLessThan(9_990);
        assertThat(inFirstHalf(new RampSchedule(2_000, 0, SECOND))).isGreaterThan(10_010);
        assertThat(inFirstHalf(new RampSchedule(1_000, 1_000, SECOND))).isEqualTo(10_000);
    }

    private static long inFirstHalf(Schedule ramp) {
        return ramp.forWarmUp(20 * SECOND).dueBefore(10 * SECOND);
    }

    @Test
    void shouldPassEveryStepInTheFirstWindowWhenAWarmUpMayEndEarly() {
        Schedule warmUp = new StepSchedule(List.of(1_000.0, 3_000.0), 60 * SECOND).forWarmUp(10 * SECOND);
        LongSummaryStatistics gaps = LongStream.range(1, 1_000)
                .map(i -> warmUp.dueNs(i) - warmUp.dueNs(i - 1))
                .summaryStatistics();

        assertThat(warmUp.dueNs(999)).isLessThan(WINDOW);
        assertThat(gaps.getMax()).isGreaterThan(502_000);
        assertThat(gaps.getMin()).isLessThan(498_000);
    }

    @Test
    void shouldBeNoShorterThanItsStepsWhenItLastsANanosecond() {
        Schedule warmUp = new StepSchedule(List.of(1_000.0, 0.0, 3_000.0), SECOND).forWarmUp(1);

        assertThat(warmUp.count()).isEqualTo(1);
        assertThat(warmUp.dueNs(0)).isZero();
    }

    /** Three messages in 31 ms: a request, its token, and another request. */
    @Test
    void shouldRepeatATracesMessagesEvenlySpreadWhenItIsShort() throws IOException {
        Schedule trace = trace(NO_LIMIT);
        Schedule warmUp = trace.forWarmUp(310_000_000L);

        assertThat(warmUp).isInstanceOf(TraceSchedule.class);
        assertThat(trace.durationNs()).isEqualTo(31_000_000L);
        assertThat(warmUp.count()).isBetween(30L, 31L);
        for (long i = 0; i < warmUp.count(); i++) {
            assertThat(warmUp.dueNs(i)).isCloseTo(i * 31_000_000 / 3, within(1L));
            assertThat(warmUp.agent(i)).isEqualTo(trace.agent(i % 3));
            assertThat(warmUp.type(i)).isEqualTo(trace.type(i % 3));
        }
    }

    @Test
    void shouldEndATracesWarmUpEarlyWhenTheHeapHasNoRoom() throws IOException {
        Schedule warmUp = trace(4 * (Long.BYTES + Integer.BYTES)).forWarmUp(310_000_000L);

        assertThat(warmUp.count()).isEqualTo(4);
        assertThat(warmUp.agent(3)).isZero();
    }

    private Schedule trace(long maxBytes) throws IOException {
        Path file = folder.resolve("trace.csv");
        Files.writeString(file, """
                TIMESTAMP,ContextTokens,GeneratedTokens
                2023-11-16 18:15:46.0000000,10,1
                2023-11-16 18:15:46.0300000,10,0
                """);
        return TraceSchedule.of(Trace.read(file), 1, 1_000_000, null, maxBytes);
    }
}
