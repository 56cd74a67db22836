package io.ringswarm.engine.work.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BackoffTest {
    private static final long MILLI_NS = 1_000_000;

    @ParameterizedTest
    @CsvSource({"1, 500000", "2, 750000", "3, 1125000", "6, 3796875", "7, 5000000", "8, 5000000", "2147483647, 5000000"
    })
    void shouldGrowByHalfUpToTheCapWhenTheDefault(int attempt, long limitUs) {
        assertThat(Backoff.DEFAULT.limitNs(attempt)).isEqualTo(limitUs * 1_000);
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true", "3, true", "4, false", "2147483647, false"})
    void shouldAllowThreeRetriesWhenTheDefault(int attempt, boolean allowed) {
        assertThat(Backoff.DEFAULT.allows(attempt)).isEqualTo(allowed);
        assertThat(Backoff.NONE.allows(attempt)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void shouldDrawEvenlyFromZeroToTheLimitWhenAskedOften(int attempt) {
        int cells = 100;
        int draws = 200_000;
        long limitNs = Backoff.DEFAULT.limitNs(attempt);
        long seed = 20150304; // fixed: one seed of a thousand would fail
        RandomGenerator random = new SplittableRandom(seed);
        long[] counts = new long[cells];
        for (int i = 0; i < draws; i++) {
            long delayNs = Backoff.DEFAULT.delayNs(attempt, random);
            assertThat(delayNs).isBetween(0L, limitNs);
            counts[(int) (delayNs * cells / (limitNs + 1))]++;
        }
        double expected = (double) draws / cells;
        double chiSquare = 0;
        for (long count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        assertThat(chiSquare)
                .as("seed %d; 99 degrees of freedom: 148.2 is exceeded by chance once in a thousand", seed)
                .isLessThan(148.2);
    }

    @Test
    void shouldReachBothEndsWhenTheSpanIsShort() {
        Backoff backoff = Backoff.DEFAULT.withBase(Duration.ofNanos(2)).withCap(Duration.ofNanos(2));
        long seed = new Random().nextLong();
        assertThat(new SplittableRandom(seed)
                        .longs(1_000)
                        .map(each -> backoff.delayNs(1, new SplittableRandom(each)))
                        .distinct()
                        .sorted()
                        .toArray())
                .as("seed %d", seed)
                .containsExactly(0, 1, 2);
    }

    @Test
    void shouldWaitForNothingWhenTheBaseIsZero() {
        Backoff backoff = Backoff.DEFAULT.withBase(Duration.ZERO).withFactor(Double.MAX_VALUE);
        assertThat(backoff.limitNs(1)).isZero();
        assertThat(backoff.limitNs(Integer.MAX_VALUE)).isZero();
        assertThat(backoff.delayNs(Integer.MAX_VALUE, new SplittableRandom(1))).isZero();
    }

    @Test
    void shouldStayInRangeWhenTheValuesAreTheGreatest() {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        Backoff backoff = new Backoff(Integer.MAX_VALUE, longest, Double.MAX_VALUE, longest);
        long seed = new Random().nextLong();
        RandomGenerator random = new SplittableRandom(seed);
        for (int attempt : new int[] {1, 2, Integer.MAX_VALUE}) {
            assertThat(backoff.allows(attempt)).isTrue();
            assertThat(backoff.limitNs(attempt)).isEqualTo(Long.MAX_VALUE);
            for (int i = 0; i < 1_000; i++) {
                assertThat(backoff.delayNs(attempt, random)).as("seed %d", seed).isNotNegative();
            }
        }
    }

    @Test
    void shouldChangeOneValueOnlyWhenCopied() {
        assertThat(Backoff.DEFAULT
                        .withRetries(7)
                        .withBase(Duration.ofMillis(1))
                        .withFactor(2)
                        .withCap(Duration.ofMillis(10)))
                .isEqualTo(new Backoff(7, Duration.ofNanos(MILLI_NS), 2, Duration.ofNanos(10 * MILLI_NS)));
        assertThat(Backoff.DEFAULT).isEqualTo(new Backoff(3, Duration.ofMillis(500), 1.5, Duration.ofSeconds(5)));
    }

    @Test
    void shouldNameEachFaultWhenSeveralAreWrong() {
        assertThatThrownBy(() -> new Backoff(-1, Duration.ofNanos(-1), 0.5, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("retries=-1 (", "base=PT-0.000000001S (", "factor=0.5 (", "cap=null (");
        assertThatThrownBy(() -> new Backoff(0, null, Double.NaN, Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContainingAll("base=null", "factor=NaN", "cap=PT");
        assertThatThrownBy(() -> Backoff.DEFAULT.withFactor(Double.POSITIVE_INFINITY))
                .hasMessage("factor=Infinity (expected: a finite number, 1 and up)");
        assertThatThrownBy(() -> Backoff.DEFAULT.withCap(Duration.ofMillis(499)))
                .hasMessageStartingWith("cap=PT0.499S (expected: base or longer");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void shouldRefuseWhenThereIsNoSuchRetry(int attempt) {
        assertThatThrownBy(() -> Backoff.DEFAULT.delayNs(attempt, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attempt=" + attempt + " (expected: 1 and up)");
    }
}
