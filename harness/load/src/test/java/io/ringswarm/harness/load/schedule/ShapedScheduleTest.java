package io.ringswarm.harness.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bursts, ramps and steps against their closed forms, computed with 60 digits. */
@Timeout(30)
class ShapedScheduleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final BigDecimal NS_PER_SECOND = BigDecimal.valueOf(SECOND);
    private static final long TEN_DAYS = TimeUnit.DAYS.toNanos(10);
    private static final MathContext DIGITS = new MathContext(60);

    @ParameterizedTest
    @CsvSource({"1,1", "110000,30", "1000000,1000", "999983,7", "100000000,64"})
    void shouldNotDriftWhenBurstsComeForTenDays(double rate, int burst) {
        Schedule schedule = new BurstSchedule(rate, burst, TEN_DAYS);

        assertThat(schedule.count() % burst).isZero();
        assertThat(schedule.count() - rate * 864_000).isBetween(0.0, (double) burst);
        for (long index = 1; index < schedule.count(); index = index * 3 + 1) {
            BigDecimal first = BigDecimal.valueOf(index / burst * burst);
            BigDecimal exactNs = first.multiply(NS_PER_SECOND).divide(BigDecimal.valueOf(rate), DIGITS);
            assertNear(schedule, index, exactNs);
        }
    }

    @Test
    void shouldHaveABurstsMessagesDueTogetherWhenBurstsAreSpreadEvenly() {
        Schedule schedule = new BurstSchedule(1_000, 10, SECOND / 20);

        assertThat(LongStream.range(0, schedule.count()).map(schedule::dueNs).boxed())
                .containsExactlyElementsOf(LongStream.range(0, 50)
                        .map(index -> index / 10 * 10_000_000)
                        .boxed()
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1_000_000})
    void shouldHaveOneBurstWhenTheNextWouldComeTooLate(int burst) {
        Schedule schedule = new BurstSchedule(1, burst, 1_000_000);

        assertThat(schedule.count()).isEqualTo(burst);
        assertThat(schedule.dueNs(burst - 1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,2000000", "500000,1500000", "1000000,1000000", "1500000,500000", "1,1999999", "100,7", "3,0.5"})
    void shouldNotDriftWhenARateRampsForTenDays(double from, double to) {
        Schedule schedule = new RampSchedule(from, to, TEN_DAYS);

        assertThat(schedule.count()).isEqualTo((long) Math.ceil((from + to) / 2 * 864_000));
        for (long index = 1; index < schedule.count(); index = index * 3 + 1) {
            assertNear(schedule, index, exactRampNs(from, to, index));
        }
        assertNear(schedule, schedule.count() - 1, exactRampNs(from, to, schedule.count() - 1));
    }

    @ParameterizedTest
    @CsvSource({"0,2000000", "500000,1500000", "1000000,1000000", "1500000,500000", "2000000,0", "3,0.5", "0,1e-9"})
    void shouldBeginAtOnceWhenARateRampsForThirtyDays(double from, double to) {
        for (long durationNs : new long[] {1, SECOND, 7 * SECOND / 3, 3 * TEN_DAYS}) {
            assertThat(new RampSchedule(from, to, durationNs).dueNs(0))
                    .as("of %d ns", durationNs)
                    .isBetween(0L, 1L);
        }
    }

    /** Where the rate is all but 0, a ten-thousandth of a message is some microseconds. */
    @Test
    void shouldBeNearerThanATenThousandthOfTheGapWhenARateFallsToZeroForTenDays() {
        Schedule schedule = new RampSchedule(2_000_000, 0, TEN_DAYS);

        for (long left = 1; left < schedule.count(); left = left * 5) {
            long index = schedule.count() - left;
            BigDecimal exactNs = exactRampNs(2_000_000, 0, index);
            double gapNs =
                    exactNs.subtract(exactRampNs(2_000_000, 0, index - 1)).doubleValue();
            assertThat(Math.abs(schedule.dueNs(index) - exactNs.doubleValue()))
                    .as("%d before the end", left)
                    .isLessThan(1 + gapNs / 10_000);
        }
    }

    private static BigDecimal exactRampNs(double from, double to, long index) {
        BigDecimal f = BigDecimal.valueOf(from);
        BigDecimal seconds = BigDecimal.valueOf(864_000);
        BigDecimal slope = BigDecimal.valueOf(to).subtract(f).divide(seconds, DIGITS);
        BigDecimal messages = BigDecimal.valueOf(index);
        BigDecimal root = f.multiply(f)
                .add(slope.multiply(messages).multiply(BigDecimal.valueOf(2)), DIGITS)
                .sqrt(DIGITS);
        return messages.multiply(BigDecimal.valueOf(2)).multiply(NS_PER_SECOND).divide(f.add(root), DIGITS);
    }

    @Test
    void shouldBeDueAsTheRateGrowsWhenARampBeginsAtZero() {
        Schedule schedule = new RampSchedule(0, 200, SECOND);

        assertThat(schedule.count()).isEqualTo(100);
        assertThat(schedule.dueNs(25)).isEqualTo(SECOND / 2);
        assertThat(schedule.dueBefore(SECOND / 2)).isEqualTo(25);
        assertThat(schedule.dueNs(81)).isEqualTo(SECOND * 9 / 10);
    }

    @Test
    void shouldBeTheMirrorOfTheRiseWhenARampFalls() {
        Schedule rise = new RampSchedule(100, 5_000, 10 * SECOND);
        Schedule fall = new RampSchedule(5_000, 100, 10 * SECOND);

        assertThat(fall.count()).isEqualTo(rise.count());
        for (long index = 1; index < rise.count(); index++) {
            assertThat(fall.dueNs(index) + rise.dueNs(rise.count() - index))
                    .as("message %d", index)
                    .isBetween(10 * SECOND - 2, 10 * SECOND + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 110_000, 1_000_000, 999_983.5})
    void shouldNotDriftWhenRatesStepForTenDays(double rate) {
        List<Double> rates = List.of(rate, rate / 2, 0.0, rate * 2, rate);
        Schedule schedule = new StepSchedule(rates, TEN_DAYS);
        BigDecimal partNs = BigDecimal.valueOf(TEN_DAYS / 5);

        assertThat(schedule.count()).isEqualTo((long) Math.ceil(rate * 4.5 * 172_800));
        for (long index = 1; index < schedule.count(); index = index * 2 + 1) {
            BigDecimal left = BigDecimal.valueOf(index);
            int step = 0;
            BigDecimal messages;
            while (left.compareTo(messages = messages(rates.get(step), partNs)) >= 0) {
                left = left.subtract(messages);
                step++;
            }
            BigDecimal sinceNs = left.multiply(NS_PER_SECOND).divide(BigDecimal.valueOf(rates.get(step)), DIGITS);
            assertNear(
                    schedule, index, partNs.multiply(BigDecimal.valueOf(step)).add(sinceNs));
        }
    }

    private static BigDecimal messages(double rate, BigDecimal partNs) {
        return BigDecimal.valueOf(rate).multiply(partNs).divide(NS_PER_SECOND, DIGITS);
    }

    @Test
    void shouldPauseWhenAStepsRateIsZero() {
        Schedule schedule = new StepSchedule(List.of(0.0, 10.0, 0.0, 0.0, 20.0, 0.0), 6 * SECOND);

        assertThat(schedule.count()).isEqualTo(30);
        assertThat(schedule.durationNs()).isEqualTo(6 * SECOND);
        assertThat(schedule.dueNs(0)).isEqualTo(SECOND);
        assertThat(schedule.dueNs(9)).isEqualTo(SECOND * 19 / 10);
        assertThat(schedule.dueNs(10)).isEqualTo(4 * SECOND);
        assertThat(schedule.dueBefore(3 * SECOND)).isEqualTo(10);
        assertThat(schedule.dueNs(29)).isEqualTo(SECOND * 495 / 100);
    }

    @Test
    void shouldCarryPartsOfMessagesOnWhenAStepIsNoWholeNumberOfThem() {
        Schedule schedule = new StepSchedule(List.of(1.5, 1.5, 1.5, 1.5), 4 * SECOND);
        Schedule even = new ConstantSchedule(1.5, 4 * SECOND);

        assertThat(schedule.count()).isEqualTo(even.count());
        for (long index = 0; index < even.count(); index++) {
            assertThat(schedule.dueNs(index) - even.dueNs(index)).isBetween(-1L, 1L);
        }
    }

    private static void assertNear(Schedule schedule, long index, BigDecimal exactNs) {
        long wholeNs = exactNs.setScale(0, RoundingMode.FLOOR).longValueExact();
        assertThat(schedule.dueNs(index) - wholeNs)
                .as("message %d, exactly due at %s ns", index, exactNs.setScale(3, RoundingMode.HALF_UP))
                .isBetween(-1L, 1L);
    }
}
