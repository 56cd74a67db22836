package io.ringswarm.engine.work.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ours and resilience4j's, given the same calls at the same times, are always in the same state. The minimum of calls is never below
 * the trials, as theirs would then judge before all trials have ended.
 */
@Timeout(30)
class CircuitBreakerOracleTest {
    private static final long MS = 1_000_000;
    private static final RuntimeException FAILURE = new RuntimeException("a task failed");

    private final HandClock clock = new HandClock();

    @ParameterizedTest(name = "window={0} min={1} failures={2}% slow={3}% trials={4} seed={5}")
    @CsvSource({
        "1, 1, 50, 100, 1, 1",
        "2, 2, 50, 50, 2, 2",
        "10, 5, 50, 80, 3, 3",
        "50, 10, 20, 30, 5, 4",
        "64, 64, 33, 100, 10, 5",
        "65, 20, 100, 10, 7, 6",
        "100, 100, 1, 100, 3, 7"
    })
    void shouldBeInTheSameStateWhenTheSameCallsEnd(
            int window, int min, int failurePercent, int slowPercent, int trials, long seed) {
        CircuitBreaker ours = new CircuitBreaker(new CircuitBreakerOptions(
                window, min, failurePercent, slowPercent, Duration.ofMillis(20), Duration.ofMillis(100), trials));
        io.github.resilience4j.circuitbreaker.CircuitBreaker theirs =
                io.github.resilience4j.circuitbreaker.CircuitBreaker.of(
                        "peer",
                        CircuitBreakerConfig.custom()
                                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                                .slidingWindowSize(window)
                                .minimumNumberOfCalls(min)
                                .failureRateThreshold(failurePercent)
                                .slowCallRateThreshold(slowPercent)
                                .slowCallDurationThreshold(Duration.ofMillis(20))
                                .waitDurationInOpenState(Duration.ofMillis(100))
                                .permittedNumberOfCallsInHalfOpenState(trials)
                                .clock(clock)
                                .build());
        Random random = new Random(seed);
        int[] seen = new int[CircuitBreaker.State.values().length];
        double trouble = 0;
        for (int i = 0; i < 200_000; i++) {
            if (i % 500 == 0) {
                trouble = random.nextDouble() * random.nextDouble();
            }
            // Theirs opens a ms late, as it waits until the time has passed; never asked at that very moment, they
            // agree.
            clock.ms += random.nextInt(30);
            if (ours.nextChangeNs() == clock.ms * MS) {
                clock.ms++;
            }
            long startNs = clock.ms * MS;
            boolean allowed = ours.allows(startNs);
            String where = "seed=" + seed + " call=" + i;
            assertThat(theirs.tryAcquirePermission()).as(where).isEqualTo(allowed);
            assertThat(theirs.getState().name())
                    .as(where)
                    .isEqualTo(ours.state().name());
            seen[ours.state().ordinal()]++;
            if (allowed) {
                ours.started(startNs);
                end(ours, theirs, random, trouble);
                assertThat(theirs.getState().name())
                        .as(where)
                        .isEqualTo(ours.state().name());
            }
        }
        assertThat(seen).as("times in each state").doesNotContain(0);
        assertThat(ours.trips()).isGreaterThan(10);
    }

    private void end(
            CircuitBreaker ours,
            io.github.resilience4j.circuitbreaker.CircuitBreaker theirs,
            Random random,
            double trouble) {
        long tookMs = random.nextDouble() < trouble ? 21 : random.nextInt(21);
        clock.ms += tookMs;
        if (random.nextDouble() < trouble) {
            ours.failed(tookMs * MS, clock.ms * MS);
            theirs.onError(tookMs, TimeUnit.MILLISECONDS, FAILURE);
        } else if (random.nextInt(50) == 0) {
            ours.abandoned(tookMs * MS, clock.ms * MS);
            theirs.releasePermission();
        } else {
            ours.succeeded(tookMs * MS, clock.ms * MS);
            theirs.onSuccess(tookMs, TimeUnit.MILLISECONDS);
        }
    }

    private static final class HandClock extends Clock {
        private long ms;

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(ms);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
