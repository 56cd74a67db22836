package io.ringswarm.harness.load.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantScheduleTest {
    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 110_000, 999_983, 7_000_001})
    void shouldNotDriftWhenDaysPass(double rate) {
        Schedule schedule = new ConstantSchedule(rate, TimeUnit.DAYS.toNanos(7));

        for (long seconds = 1; seconds < TimeUnit.DAYS.toSeconds(7); seconds = seconds * 3 + 1) {
            long index = (long) (seconds * rate) + 1;
            BigDecimal exactNs = BigDecimal.valueOf(index)
                    .multiply(BigDecimal.valueOf(1_000_000_000L))
                    .divide(BigDecimal.valueOf(rate), 3, RoundingMode.HALF_UP);
            assertThat(schedule.dueNs(index) - exactNs.longValue())
                    .as("message %d at %f/s", index, rate)
                    .isBetween(-1L, 1L);
        }
    }

    @Test
    void shouldHaveEveryMessageDueBeforeTheEndWhenTheRateDoesNotDivideTheDuration() {
        Schedule schedule = new ConstantSchedule(3, 1_100_000_000L);

        assertThat(schedule.count()).isEqualTo(4);
        assertThat(schedule.dueNs(3)).isEqualTo(1_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {10_000, 110_000, 1_000_000})
    void shouldHaveRateTimesDurationMessagesWhenThatIsWhole(double rate) {
        Schedule schedule = new ConstantSchedule(rate, TimeUnit.SECONDS.toNanos(60));

        assertThat(schedule.count()).isEqualTo((long) rate * 60);
        assertThat(schedule.dueNs(schedule.count() - 1)).isLessThan(schedule.durationNs());
    }

    @Test
    void shouldCountWhatIsDueWhenTheTimeIsCut() {
        Schedule schedule = new ConstantSchedule(1_000, TimeUnit.SECONDS.toNanos(10));

        assertThat(schedule.dueBefore(0)).isZero();
        assertThat(schedule.dueBefore(1)).isEqualTo(1);
        assertThat(schedule.dueBefore(5_000_000)).isEqualTo(5);
        assertThat(schedule.dueBefore(5_000_001)).isEqualTo(6);
        assertThat(schedule.dueBefore(Long.MAX_VALUE)).isEqualTo(10_000);
    }
}
