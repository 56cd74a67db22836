package io.ringswarm.engine.work.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.work.limit.SimulatedService.Stretch;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ConcurrencyLimitTest {
    private static final double MEAN_MS = 10;
    private static final long MS = 1_000_000;

    /** Above that AIMD falls: as long as a task takes with twice the knee in hand. */
    private static final Duration TWICE = Duration.ofMillis(20);

    private static SimulatedService service(String algorithm, int knee, double spread, long seed) {
        return new SimulatedService(
                ConcurrencyOptions.named(algorithm).withTooLong(TWICE).create(), knee, MEAN_MS, spread, seed);
    }

    /** Bands as docs/limits.md states them, for demand that never ends and a minute to settle in. */
    @ParameterizedTest(name = "{0} knee={1} spread={2} seed={3}")
    @CsvSource({
        "gradient2, 5, 0.3, 1", "gradient2, 20, 0.3, 2", "gradient2, 40, 0.3, 3", "gradient2, 100, 0.3, 4",
        "gradient2, 5, 1.0, 5", "gradient2, 20, 1.0, 6", "gradient2, 40, 1.0, 7", "gradient2, 100, 1.0, 8",
        "vegas, 5, 0.3, 1", "vegas, 20, 0.3, 2", "vegas, 40, 0.3, 3", "vegas, 100, 0.3, 4",
        "aimd, 5, 0.3, 1", "aimd, 20, 0.3, 2", "aimd, 40, 0.3, 3"
    })
    void shouldSettleAboveTheKneeAndNearItWhenDemandNeverEnds(String algorithm, int knee, double spread, long seed) {
        SimulatedService service = service(algorithm, knee, spread, seed);
        service.run(60);
        Stretch settled = service.run(120);

        double most = switch (algorithm) {
            case ConcurrencyOptions.GRADIENT2 -> 1.5 * knee + 8;
            case ConcurrencyOptions.VEGAS -> 1.2 * knee + 6;
            default -> 2.1 * knee;
        };
        String where = algorithm + " knee=" + knee + " seed=" + seed + " " + settled;
        assertThat(settled.meanLimit()).as(where).isBetween(0.95 * knee, most);
        assertThat(settled.perSecond()).as(where).isGreaterThan(0.97 * knee * 1000 / MEAN_MS);
    }

    @ParameterizedTest(name = "{0} seed={1}")
    @CsvSource({"gradient2, 1", "gradient2, 2", "vegas, 3", "vegas, 4", "aimd, 5"})
    void shouldFallAndRecoverWhenTheServiceHasATimeOfTrouble(String algorithm, long seed) {
        SimulatedService service = service(algorithm, 60, 0.3, seed);
        service.run(30);
        double well = service.run(30).meanLimit();
        service.be(10, MEAN_MS);
        service.run(60);
        Stretch trouble = service.run(30);
        service.be(60, MEAN_MS);
        service.run(60);
        Stretch recovered = service.run(30);

        String where = algorithm + " seed=" + seed;
        assertThat(trouble.meanLimit()).as(where).isLessThan(well / 2);
        assertThat(trouble.meanMs()).as(where).isLessThan(3 * MEAN_MS);
        assertThat(recovered.meanLimit()).as(where).isBetween(0.8 * well, 1.2 * well);
        assertThat(recovered.perSecond()).as(where).isGreaterThan(0.97 * 6000);
    }

    /** The table of docs/limits.md. */
    @Test
    void shouldDoAsMuchAsAFixedLimitAndMoreWhenTheKneeIsElsewhere() {
        StringBuilder table = new StringBuilder();
        for (int knee : new int[] {5, 20, 40, 100}) {
            Stretch fixed = settled(table, ConcurrencyOptions.FIXED, knee);
            Stretch gradient2 = settled(table, ConcurrencyOptions.GRADIENT2, knee);
            Stretch vegas = settled(table, ConcurrencyOptions.VEGAS, knee);
            settled(table, ConcurrencyOptions.AIMD, knee);
            for (Stretch adaptive : new Stretch[] {gradient2, vegas}) {
                assertThat(adaptive.perSecond()).as("knee=%d", knee).isGreaterThan(0.98 * fixed.perSecond());
                if (knee > ConcurrencyOptions.DEFAULT_LIMIT) {
                    assertThat(adaptive.perSecond()).isGreaterThan(0.95 * knee / 20 * fixed.perSecond());
                }
                if (knee < ConcurrencyOptions.DEFAULT_LIMIT) {
                    assertThat(adaptive.meanMs()).isLessThan(0.75 * fixed.meanMs());
                }
            }
        }
        System.out.print("seed=1\n" + table);
    }

    private static Stretch settled(StringBuilder table, String algorithm, int knee) {
        SimulatedService service = service(algorithm, knee, 0.3, 1);
        service.run(60);
        Stretch settled = service.run(120);
        table.append(String.format(
                Locale.ROOT,
                "| %d | %s | %.0f | %.0f | %.1f |%n",
                knee,
                algorithm,
                settled.meanLimit(),
                settled.perSecond(),
                settled.meanMs()));
        return settled;
    }

    @Test
    void shouldNotRiseForEverWhenTheBaseIsMeasuredAnew() {
        SimulatedService service = service(ConcurrencyOptions.GRADIENT2, 20, 0.3, 9);
        service.run(1_800);

        assertThat(service.run(60).highestLimit())
                .as("after half an hour; 200 without")
                .isLessThan(45);
    }

    @ParameterizedTest
    @ValueSource(strings = {ConcurrencyOptions.GRADIENT2, ConcurrencyOptions.VEGAS, ConcurrencyOptions.AIMD})
    void shouldStayWhereItIsWhenFewTasksAreInHand(String algorithm) {
        ConcurrencyLimit limit = ConcurrencyOptions.named(algorithm).create();
        // The clock of the samples wraps on the way.
        long nowNs = Long.MAX_VALUE - 2_000 * MS;
        for (int i = 0; i < 100_000; i++) {
            nowNs += MS;
            limit.onSample(nowNs - 5 * MS, 5 * MS, 3, false);
        }
        assertThat(limit.limit()).isBetween(10, 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {ConcurrencyOptions.GRADIENT2, ConcurrencyOptions.VEGAS, ConcurrencyOptions.AIMD})
    void shouldStayWithinItsBoundsWhenSamplesAreWild(String algorithm) {
        ConcurrencyLimit limit =
                ConcurrencyOptions.named(algorithm).within(8, 10, 12).create();
        Random random = new Random(11);
        long nowNs = 0;
        for (int i = 0; i < 100_000; i++) {
            nowNs += random.nextInt(20) * MS;
            long rttNs = random.nextInt(4) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 45));
            limit.onSample(nowNs - rttNs, rttNs, random.nextInt(1, 30), random.nextInt(3) == 0);
            assertThat(limit.limit()).as("seed=11 sample=%d", i).isBetween(8, 12);
        }
    }

    @Test
    void shouldFallByATenthWhenAimdSeesADrop() {
        ConcurrencyLimit limit = ConcurrencyOptions.named(ConcurrencyOptions.AIMD)
                .within(1, 100, 200)
                .create();
        for (int i = 0; i <= 100; i++) {
            limit.onSample(i * MS, MS, 100, i == 50);
        }
        assertThat(limit.limit()).isEqualTo(90);
    }

    @Test
    void shouldNeverChangeWhenFixed() {
        assertThat(ConcurrencyOptions.standard().create().limit()).isEqualTo(20);
        assertThat(ConcurrencyOptions.fixed(0).create().limit()).isEqualTo(Integer.MAX_VALUE);
        ConcurrencyLimit limit = ConcurrencyOptions.fixed(7).create();
        for (int i = 0; i < 10_000; i++) {
            limit.onSample(i * MS, 50 * MS, 7, true);
        }
        assertThat(limit.limit()).isEqualTo(7);
    }

    @Test
    void shouldSayWhichThereAreWhenTheAlgorithmIsUnknown() {
        assertThatThrownBy(() -> ConcurrencyOptions.named("gradient"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("algorithm=gradient (expected: one of [fixed, gradient2, vegas, aimd])");
    }

    @Test
    void shouldNameEveryFaultWhenOptionsAreWrong() {
        assertThatThrownBy(() -> new ConcurrencyOptions(null, 5, 0, 0, Duration.ZERO, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("algorithm=null")
                .hasMessageContaining("min=0 (expected: 1 to 1000000)")
                .hasMessageContaining("max=0")
                .hasMessageContaining("window=PT0S")
                .hasMessageContaining("tooLong=null");
        assertThatThrownBy(() -> ConcurrencyOptions.adaptive().within(10, 9, 20))
                .hasMessage("limit=9 (expected: 10 to 20)");
        assertThatThrownBy(() -> ConcurrencyOptions.fixed(-1)).hasMessage("limit=-1 (expected: 0 to 1000000)");
    }
}
