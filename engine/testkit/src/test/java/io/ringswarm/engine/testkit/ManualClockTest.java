package io.ringswarm.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ManualClockTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void shouldStandStillWhenNobodyMovesIt() {
        assertThat(clock.nanoTime()).isEqualTo(ManualClock.START_NS).isNotZero();
        assertThat(clock.nanoTime()).isEqualTo(ManualClock.START_NS);
        assertThat(new ManualClock(-5).nanoTime()).isEqualTo(-5);
    }

    @Test
    void shouldShowTheNewTimeWhenMoved() {
        clock.advance(Duration.ofMillis(3));
        clock.advance(Duration.ZERO);
        assertThat(clock.nanoTime()).isEqualTo(ManualClock.START_NS + 3_000_000);
        clock.set(ManualClock.START_NS + 3_000_001);
        clock.set(ManualClock.START_NS + 3_000_001);
        assertThat(clock.nanoTime()).isEqualTo(ManualClock.START_NS + 3_000_001);
    }

    @Test
    void shouldRefuseWhenItIsToGoBackwards() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duration=PT-0.000000001S (expected: zero or more)");
        assertThatThrownBy(() -> clock.set(ManualClock.START_NS - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ns=999999999999 (expected: not before 1000000000000)");
        assertThat(clock.nanoTime()).isEqualTo(ManualClock.START_NS);
    }

    @Test
    void shouldGoOnWhenItsNumberWrapsAround() {
        ManualClock old = new ManualClock(Long.MAX_VALUE - 1);
        old.advance(Duration.ofNanos(3));
        assertThat(old.nanoTime()).isEqualTo(Long.MIN_VALUE + 1);
    }
}
