package io.ringswarm.engine.work.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CircuitBreakerTest {
    private static final long MS = 1_000_000;

    /** Wraps within the tests. */
    private static final long START_NS = Long.MAX_VALUE - 50 * MS;

    private final CircuitBreakerOptions options = CircuitBreakerOptions.standard()
            .withWindow(10, 4)
            .withFailures(50)
            .withSlowCalls(80, Duration.ofMillis(20))
            .withTrials(Duration.ofMillis(100), 2);
    private final CircuitBreaker breaker = new CircuitBreaker(options);
    private long nowNs = START_NS;

    private void call(boolean fails, long ms) {
        breaker.started(nowNs);
        nowNs += ms * MS;
        if (fails) {
            breaker.failed(ms * MS, nowNs);
        } else {
            breaker.succeeded(ms * MS, nowNs);
        }
    }

    private void trip() {
        for (int i = 0; i < 4; i++) {
            call(true, 1);
        }
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void shouldStayClosedWhenFewerCallsThanTheMinimumFailed() {
        for (int i = 0; i < 3; i++) {
            call(true, 1);
        }
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker.allows(nowNs)).isTrue();
        assertThat(breaker.nextChangeNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldOpenForItsTimeWhenHalfOfTheCallsFailed() {
        call(false, 1);
        call(false, 1);
        call(true, 1);
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
        call(true, 1);

        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(breaker.trips()).isEqualTo(1);
        assertThat(breaker.nextChangeNs()).isEqualTo(nowNs + 100 * MS);
        assertThat(breaker.allows(nowNs + 100 * MS - 1)).isFalse();
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(breaker.allows(nowNs + 100 * MS)).isTrue();
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.HALF_OPEN);
        assertThat(breaker.nextChangeNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldForgetWhenFailuresLeaveTheWindow() {
        for (int round = 0; round < 100; round++) {
            for (int i = 0; i < 6; i++) {
                call(false, 1);
            }
            for (int i = 0; i < 4; i++) {
                call(true, 1);
            }
        }
        assertThat(breaker.trips()).as("four of ten").isZero();
    }

    @Test
    void shouldOpenWhenCallsAreSlowThoughTheySucceed() {
        for (int i = 0; i < 4; i++) {
            call(false, 21);
        }
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void shouldStayClosedWhenCallsTakeAsLongAsTheyMay() {
        for (int i = 0; i < 100; i++) {
            call(false, 20);
        }
        assertThat(breaker.trips()).isZero();
    }

    @Test
    void shouldLetThroughItsTrialsAndCloseWhenTheySucceed() {
        trip();
        nowNs = breaker.nextChangeNs();
        breaker.started(nowNs);
        assertThat(breaker.allows(nowNs)).isTrue();
        breaker.started(nowNs);
        assertThat(breaker.allows(nowNs)).as("two are under way").isFalse();
        assertThatThrownBy(() -> breaker.started(nowNs))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("state=HALF_OPEN, trialsStarted=2");

        breaker.succeeded(0, nowNs);
        assertThat(breaker.allows(nowNs))
                .as("its outcome is known, no other comes in its place")
                .isFalse();
        breaker.succeeded(0, nowNs);
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker.allows(nowNs)).isTrue();
    }

    @Test
    void shouldOpenAgainWhenTrialsFail() {
        trip();
        nowNs = breaker.nextChangeNs();
        call(false, 1);
        call(true, 1);

        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(breaker.trips()).isEqualTo(2);
        assertThat(breaker.nextChangeNs()).isEqualTo(nowNs + 100 * MS);
    }

    @Test
    void shouldTryAnotherWhenATrialIsAbandoned() {
        trip();
        nowNs = breaker.nextChangeNs();
        breaker.started(nowNs);
        breaker.started(nowNs);
        breaker.abandoned(0, nowNs);
        assertThat(breaker.allows(nowNs)).isTrue();
        breaker.abandoned(200 * MS, nowNs);
        breaker.started(nowNs);
        assertThat(breaker.allows(nowNs))
                .as("one from before the trip was no trial")
                .isFalse();
    }

    @Test
    void shouldNotCountWhatStartedBeforeWhenItHasTripped() {
        trip();
        breaker.failed(2 * MS, nowNs);
        nowNs = breaker.nextChangeNs();
        assertThat(breaker.allows(nowNs)).isTrue();
        breaker.failed(150 * MS, nowNs);
        breaker.succeeded(150 * MS, nowNs);
        breaker.failed(150 * MS, nowNs);
        assertThat(breaker.state()).as("none of them was a trial").isEqualTo(CircuitBreaker.State.HALF_OPEN);
        call(false, 1);
        call(false, 1);
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
        for (int i = 0; i < 10; i++) {
            breaker.failed(200 * MS, nowNs);
        }
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void shouldBeMadeWithoutBitsWhenThereIsNoTrouble() {
        CallWindow window = new CallWindow(4096);
        for (int i = 0; i < 10_000; i++) {
            window.add(false, false);
        }
        assertThat(window.calls()).isEqualTo(4096);
        assertThat(window).hasFieldOrPropertyWithValue("failedBits", null);
        assertThat(window).hasFieldOrPropertyWithValue("slowBits", null);
    }

    @Test
    void shouldNameEveryFaultWhenOptionsAreWrong() {
        assertThatThrownBy(() -> new CircuitBreakerOptions(0, 0, 0, 101, null, Duration.ofMillis(-1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("windowCalls=0 (expected: 1 to 4096)")
                .hasMessageContaining("minCalls=0")
                .hasMessageContaining("failurePercent=0 (expected: 1 to 100)")
                .hasMessageContaining("slowPercent=101")
                .hasMessageContaining("slowAfter=null (expected: a positive duration")
                .hasMessageContaining("openFor=PT-0.001S")
                .hasMessageContaining("trials=0");
        assertThatThrownBy(() -> options.withWindow(10, 11)).hasMessageContaining("minCalls=11 (expected: 1 to 10)");
    }
}
