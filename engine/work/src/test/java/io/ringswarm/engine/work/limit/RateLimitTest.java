package io.ringswarm.engine.work.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RateLimitTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long TEN_DAYS_NS = Duration.ofDays(10).toNanos();

    /** Just before System.nanoTime() wraps, within those ten days. */
    private static final long START_NS = Long.MAX_VALUE - Duration.ofDays(3).toNanos();

    @ParameterizedTest(name = "{0}/s seed={1}")
    @CsvSource({"333333, 1", "1000000, 2", "7, 3", "0.5, 4", "3.7, 5", "12345.678, 6", "999999999, 7"})
    void shouldGiveTheWholeRateAndNeverMoreWhenAskedAtRandomMomentsForTenDays(double perSecond, long seed) {
        Random random = new Random(seed);
        Rate rate = Rate.perSecond(perSecond);
        // What comes in 20 s. A look every 10 s on average then never finds it full, which is when permits are lost.
        rate = rate.withBurst((long) Math.min(Integer.MAX_VALUE, 20 * perSecond));
        long longestStepNs = (long) (SECOND_NS * (rate.burst() - 1) / perSecond);
        RateLimit limit = new RateLimit(rate, START_NS);
        Windows windows = new Windows(rate);
        long given = windows.give(limit.acquireUpTo(Integer.MAX_VALUE, START_NS));
        long elapsedNs = 0;
        while (elapsedNs < TEN_DAYS_NS) {
            long stepNs = 1 + random.nextLong(longestStepNs);
            elapsedNs += stepNs;
            windows.pass(stepNs);
            given += windows.give(limit.acquireUpTo(Integer.MAX_VALUE, START_NS + elapsedNs));
        }
        BigInteger exact = BigInteger.valueOf(elapsedNs)
                .multiply(BigInteger.valueOf(rate.permits()))
                .divide(BigInteger.valueOf(rate.per().toNanos()));
        assertThat(given).as("to the permit, after ten days").isEqualTo(rate.burst() + exact.longValueExact());
        assertThat((double) given / elapsedNs * SECOND_NS)
                .isCloseTo(perSecond, within(perSecond * 0.001 + rate.burst() * 1.1 / (TEN_DAYS_NS / 1e9)));
    }

    @ParameterizedTest(name = "{0}/s burst={1}")
    @CsvSource({"333333, 1, 2", "333333, 3334, 2", "7, 1, 20000", "7, 5, 20000", "0.5, 1, 200000", "1000000, 64, 1"})
    void shouldUseNinetyNineInAHundredWhenEachPermitIsTakenAtTheMomentThatWasTold(
            double perSecond, long burst, long seconds) {
        Rate rate = Rate.perSecond(perSecond).withBurst(burst);
        RateLimit limit = new RateLimit(rate, START_NS);
        Windows windows = new Windows(rate);
        long elapsedNs = 0;
        long given = 0;
        while (elapsedNs < seconds * SECOND_NS) {
            long nextNs = limit.nextPermitNs(START_NS + elapsedNs) - START_NS;
            windows.pass(nextNs - elapsedNs);
            if (nextNs - 2 > elapsedNs) {
                assertThat(limit.tryAcquire(START_NS + nextNs - 2))
                        .as("two ns before")
                        .isFalse();
            }
            elapsedNs = nextNs;
            assertThat(limit.tryAcquire(START_NS + elapsedNs)).isTrue();
            given += windows.give(1);
        }
        assertThat(given).isBetween((long) (0.99 * perSecond * seconds), (long) (perSecond * seconds) + burst + 1);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void shouldHoldInEveryWindowWhenDemandComesAndGoes(long seed) {
        Random random = new Random(seed);
        Rate rate = Rate.of(333_333, Duration.ofSeconds(1)).withBurst(100);
        RateLimit limit = new RateLimit(rate, START_NS);
        Windows windows = new Windows(rate);
        long nowNs = START_NS;
        long refused = 0;
        for (int i = 0; i < 1_000_000; i++) {
            long stepNs = random.nextInt(1000) == 0 ? random.nextInt(1_000_000) : random.nextInt(5_000);
            nowNs += stepNs;
            windows.pass(stepNs);
            if (limit.tryAcquire(nowNs)) {
                windows.give(1);
            } else {
                refused++;
            }
        }
        assertThat(refused).as("the limit was reached").isPositive();
    }

    @Test
    void shouldGiveNothingMoreWhenTheClockStandsStill() {
        RateLimit limit = new RateLimit(Rate.perSecond(1_000).withBurst(3), 0);

        assertThat(limit.acquireUpTo(10, 0)).isEqualTo(3);
        for (int i = 0; i < 1_000; i++) {
            assertThat(limit.tryAcquire(0)).isFalse();
        }
        assertThat(limit.nextPermitNs(0)).isBetween(1_000_000L, 1_000_001L);
    }

    @Test
    void shouldGiveNothingMoreWhenTheClockGoesBackAndForth() {
        RateLimit limit = new RateLimit(Rate.perSecond(1_000).withBurst(3), 0);
        limit.acquireUpTo(3, SECOND_NS);

        for (int i = 0; i < 1_000; i++) {
            assertThat(limit.tryAcquire(0)).isFalse();
            assertThat(limit.tryAcquire(SECOND_NS)).isFalse();
        }
        assertThat(limit.nextPermitNs(0)).as("once it has passed where it was").isGreaterThan(SECOND_NS);
        assertThat(limit.acquireUpTo(10, SECOND_NS + 2_000_000)).isEqualTo(2);
    }

    @Test
    void shouldGiveTheBurstAndNoMoreWhenTheClockLeaps() {
        RateLimit limit = new RateLimit(Rate.perSecond(0.001).withBurst(2), Long.MIN_VALUE);
        assertThat(limit.acquireUpTo(10, Long.MIN_VALUE)).isEqualTo(2);

        for (int i = 0; i < 100; i++) {
            long nowNs = Long.MIN_VALUE + (i + 1) * (Long.MAX_VALUE / 2);
            assertThat(limit.acquireUpTo(10, nowNs)).as("leap %d", i).isEqualTo(2);
        }
    }

    @Test
    void shouldGiveEverythingWhenThereIsNoRate() {
        RateLimit limit = new RateLimit(Rate.none(), 5);

        assertThat(limit.tryAcquire(5)).isTrue();
        assertThat(limit.acquireUpTo(25, 5)).isEqualTo(25);
        assertThat(limit.nextPermitNs(5)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "100, 1", "101, 2", "333333, 3334", "0.5, 1", "1000000000, 10000000"})
    void shouldSaveUpTenMillisecondsWhenNoBurstIsSaid(double perSecond, long burst) {
        assertThat(Rate.perSecond(perSecond).burst()).isEqualTo(burst);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.5, 0.3, 31_621.4, 31_622.6, 999_999.5, 1e-9})
    void shouldBeWithinTwoThousandthsOfAPercentWhenARateIsNotWhole(double perSecond) {
        Rate rate = Rate.perSecond(perSecond);

        assertThat((double) rate.permits() / rate.per().toNanos() * SECOND_NS)
                .isCloseTo(perSecond, within(perSecond * 2e-5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.1e9, Double.NaN, Double.POSITIVE_INFINITY})
    void shouldNameTheRateWhenItIsOutOfRange(double perSecond) {
        assertThatThrownBy(() -> Rate.perSecond(perSecond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("permitsPerSecond=" + perSecond + " (expected: ");
    }

    @Test
    void shouldNameEveryFaultWhenSeveralPartsAreWrong() {
        assertThatThrownBy(() -> new Rate(-1, Duration.ZERO, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("permits=-1")
                .hasMessageContaining("per=PT0S")
                .hasMessageContaining("burst=0 (expected: 1 to 2147483647)");
        assertThatThrownBy(() -> Rate.of(1_000_000_000_000L, Duration.ofDays(1)))
                .hasMessageContaining("2^62")
                .hasMessageContaining("shorten both");
        assertThatThrownBy(() -> Rate.of(2, Duration.ofNanos(1))).hasMessageContaining("at most one for each ns");
        assertThatThrownBy(() -> new RateLimit(Rate.none().withBurst(3), 0).acquireUpTo(0, 0))
                .hasMessageContaining("most=0");
    }

    /**
     * Checks every window at once: a vessel that loses what the rate allows, and into which each permit is poured, never holds more than the
     * burst if and only if no window had more than rate x time + burst. In whole numbers: a permit is as much as {@code per} has ns.
     */
    private static final class Windows {
        private final Rate rate;
        private final long perNs;
        private long level;
        private long spareNs;

        Windows(Rate rate) {
            this.rate = rate;
            this.perNs = rate.per().toNanos();
        }

        void pass(long ns) {
            spareNs += ns;
        }

        long give(long permits) {
            level = Math.max(0, Math.addExact(level, -leakWithoutOverflow()));
            spareNs = 0;
            level = Math.addExact(level, Math.multiplyExact(permits, perNs));
            assertThat(level).as("permits above %s", rate).isLessThanOrEqualTo(Math.multiplyExact(rate.burst(), perNs));
            return permits;
        }

        private long leakWithoutOverflow() {
            return Math.multiplyHigh(spareNs, rate.permits()) == 0 && spareNs * rate.permits() >= 0
                    ? spareNs * rate.permits()
                    : Long.MAX_VALUE;
        }
    }
}
