package io.ringswarm.harness.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ScheduleTest {
    private static final long START_NS = 1_000;

    @Test
    void shouldKeepToTheFirstStartHoweverLateTheSenderIs() {
        Schedule schedule = new Schedule(1e6, START_NS);

        assertThat(schedule.due(0, 32, START_NS - 1)).isZero();
        assertThat(schedule.due(0, 32, START_NS)).isEqualTo(1);
        assertThat(schedule.due(1, 32, START_NS + 999)).isZero();
        assertThat(schedule.due(1, 32, START_NS + 10_000)).isEqualTo(10);
        assertThat(schedule.due(1, 4, START_NS + 10_000)).isEqualTo(4);
        assertThat(schedule.dueNs(5)).isEqualTo(START_NS + 5_000);
        assertThat(schedule.dueNs(3_000_000_000L)).isEqualTo(START_NS + 3_000_000_000_000L);
    }

    @Test
    void shouldNotDriftWhenARateDoesNotDivideASecond() {
        Schedule schedule = new Schedule(3, START_NS);

        assertThat(schedule.dueNs(1)).isEqualTo(START_NS + 333_333_333);
        assertThat(schedule.dueNs(3)).isEqualTo(START_NS + 1_000_000_000);
    }

    @Test
    void shouldBeginAnewWithTheNextMessageWhenTheWarmupEnds() {
        Schedule schedule = new Schedule(1e6, START_NS);
        long laterNs = START_NS + 1_000_000;
        schedule.requestRestart();

        assertThat(schedule.due(7, 32, laterNs)).isEqualTo(1);
        assertThat(schedule.dueNs(7)).isEqualTo(laterNs);
        assertThat(schedule.due(8, 32, laterNs + 5_000)).isEqualTo(5);
        assertThat(schedule.dueNs(8)).isEqualTo(laterNs + 1_000);
    }
}
