package io.ringswarm.harness.load.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.reports.run.Search;
import io.ringswarm.reports.run.SearchLimit;
import io.ringswarm.reports.run.SearchProbe;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RateSearchTest {
    private static final double TOLERANCE = 0.05;

    @ParameterizedTest
    @ValueSource(doubles = {3, 50, 9_999, 100_000, 123_456, 2_345_678, 40_000_000})
    void shouldComeWithinTheToleranceWhenTheEngineHasASharpLimit(double limit) {
        Search search = search(rate -> rate <= limit ? VerdictStatus.PASS : VerdictStatus.FAIL);

        assertThat(search.highestRate()).isLessThanOrEqualTo(limit);
        assertThat(search.highestRate()).isGreaterThanOrEqualTo(Math.min(limit / (1 + TOLERANCE), limit - 1));
        assertThat(search.limitedBy()).isEqualTo(SearchLimit.SLO);
        assertThat(search.probes().get(search.probes().size() - 1)).satisfies(last -> {
            assertThat(last.confirming()).isTrue();
            assertThat(last.rate()).isEqualTo(search.highestRate());
        });
    }

    @Test
    void shouldDoubleThenHalveTheGapOnALogarithmicScaleThenConfirm() {
        Search search = search(rate -> rate <= 500_000 ? VerdictStatus.PASS : VerdictStatus.FAIL);

        assertThat(rates(search))
                .startsWith(100_000.0, 200_000.0, 400_000.0, 800_000.0, 565_685.0, 475_683.0)
                .endsWith(search.highestRate());
        assertThat(search.probes().stream().filter(SearchProbe::confirming)).hasSize(1);
    }

    @Test
    void shouldSayThatTheGeneratorIsTheLimitWhenTheRateAboveIsInvalid() {
        Search search = search(rate -> rate <= 300_000 ? VerdictStatus.PASS : VerdictStatus.INVALID);

        assertThat(search.highestRate()).isBetween(285_000.0, 300_000.0);
        assertThat(search.limitedBy()).isEqualTo(SearchLimit.GENERATOR);
        assertThat(SearchWords.result(search))
                .contains("is not known to meet them", "engine's own limit may be higher");
    }

    @Test
    void shouldTellTheEnginesLimitFromTheGeneratorsWhenTheEnginesIsLower() {
        Search search = search(rate ->
                rate <= 300_000 ? VerdictStatus.PASS : rate <= 600_000 ? VerdictStatus.FAIL : VerdictStatus.INVALID);

        assertThat(search.limitedBy()).isEqualTo(SearchLimit.SLO);
        assertThat(SearchWords.result(search)).endsWith("the next higher rate that was tried misses them.");
    }

    @Test
    void shouldNotGoAboveTheHighestRateThatMayBeTried() {
        Search search = new RateSearch(
                        new SearchPlan(100_000, 350_000, TOLERANCE, 30), prober(rate -> VerdictStatus.PASS))
                .run();

        assertThat(rates(search)).containsExactly(100_000.0, 200_000.0, 350_000.0, 350_000.0);
        assertThat(search.highestRate()).isEqualTo(350_000);
        assertThat(search.limitedBy()).isEqualTo(SearchLimit.MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAIL", "INVALID"})
    void shouldFindNoneAfterABoundedNumberOfProbesWhenNoRateMeets(VerdictStatus status) {
        Search search = search(rate -> status);

        assertThat(search.highestRate()).isNull();
        assertThat(search.limitedBy())
                .isEqualTo(status == VerdictStatus.FAIL ? SearchLimit.SLO : SearchLimit.GENERATOR);
        assertThat(search.probes()).hasSizeLessThanOrEqualTo(30);
        assertThat(search.probes().get(search.probes().size() - 1).rate()).isEqualTo(1);
        assertThat(SearchWords.result(search)).startsWith("No rate was confirmed");
    }

    @Test
    void shouldStepDownFurtherEachTimeWhenTheLongerRunFails() {
        Search search = new RateSearch(new SearchPlan(100_000, 1e9, TOLERANCE, 30), (rate, confirming) -> {
                    double limit = confirming ? 400_000 : 500_000;
                    return probe(rate, confirming, rate <= limit ? VerdictStatus.PASS : VerdictStatus.FAIL);
                })
                .run();

        List<Double> confirming = search.probes().stream()
                .filter(SearchProbe::confirming)
                .map(SearchProbe::rate)
                .toList();
        assertThat(confirming).hasSizeGreaterThan(2).last().isEqualTo(search.highestRate());
        assertThat(search.highestRate()).isBetween(330_000.0, 400_000.0);
        assertThat(confirming.get(0) / confirming.get(1)).isLessThan(confirming.get(1) / confirming.get(2));
        assertThat(search.limitedBy()).isEqualTo(SearchLimit.SLO);
    }

    @Test
    void shouldGiveUpWhenNoLongerRunMeets() {
        Search search = new RateSearch(
                        new SearchPlan(100_000, 1e9, TOLERANCE, 200),
                        (rate, confirming) -> probe(
                                rate,
                                confirming,
                                !confirming && rate <= 500_000 ? VerdictStatus.PASS : VerdictStatus.FAIL))
                .run();

        assertThat(search.highestRate()).isNull();
        assertThat(search.probes().stream().filter(SearchProbe::confirming)).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void shouldKeepAProbeForConfirmingWhenFewAreAllowed(int maxProbes) {
        Search search = new RateSearch(
                        new SearchPlan(100_000, 1e9, TOLERANCE, maxProbes),
                        prober(rate -> rate <= 450_000 ? VerdictStatus.PASS : VerdictStatus.FAIL))
                .run();

        assertThat(search.probes()).hasSizeLessThanOrEqualTo(maxProbes);
        assertThat(search.highestRate()).isNotNull();
    }

    /** Near its limit the engine meets the objectives by chance: the found rate must be near it, and confirmed, at every seed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldComeNearTheLimitWhenOutcomesAreNoisy(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double limit = 700_000;
        Search search = search(rate ->
                rate * Math.exp(0.04 * random.nextGaussian()) <= limit ? VerdictStatus.PASS : VerdictStatus.FAIL);

        assertThat(search.highestRate()).as("seed " + seed).isBetween(limit * 0.75, limit * 1.1);
        assertThat(search.probes()).as("seed " + seed).hasSizeLessThanOrEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 6})
    void shouldKeepWhatWasFoundWhenInterrupted(int probesBefore) {
        List<Double> tried = new ArrayList<>();
        Search search = new RateSearch(new SearchPlan(100_000, 1e9, TOLERANCE, 30), (rate, confirming) -> {
                    if (tried.size() == probesBefore) {
                        return null;
                    }
                    tried.add(rate);
                    return probe(rate, confirming, rate <= 500_000 ? VerdictStatus.PASS : VerdictStatus.FAIL);
                })
                .run();

        assertThat(rates(search)).isEqualTo(tried).hasSize(probesBefore);
        assertThat(search.highestRate()).isNull();
        assertThat(search.limitedBy()).isNull();
        assertThat(SearchWords.result(search)).startsWith("Interrupted");
    }

    @Test
    void shouldTryNothingBelowTheLowestRateWhenNoneMeets() {
        Search search =
                new RateSearch(new SearchPlan(100, 1e9, TOLERANCE, 30, 30), prober(rate -> VerdictStatus.FAIL)).run();

        assertThat(rates(search)).containsExactly(100.0, 50.0, 30.0);
        assertThat(search.highestRate()).isNull();
    }

    @Test
    void shouldStopAtTheLowestRateWhenNoLongerRunMeets() {
        Search search = new RateSearch(
                        new SearchPlan(100, 100, TOLERANCE, 30, 98),
                        (rate, confirming) ->
                                probe(rate, confirming, confirming ? VerdictStatus.FAIL : VerdictStatus.PASS))
                .run();

        assertThat(rates(search)).containsExactly(100.0, 100.0, 98.0);
        assertThat(search.highestRate()).isNull();
    }

    @Test
    void shouldSayThatNothingIsKnownWhenEachMeasurementIsInvalid() {
        Search search = search(rate -> VerdictStatus.INVALID);

        assertThat(SearchWords.isJudged(search)).isFalse();
        assertThat(SearchWords.result(search)).endsWith("the measurement of each rate that was tried is invalid.");
        assertThat(SearchWords.isJudged(search(rate -> VerdictStatus.FAIL))).isTrue();
    }

    @Test
    void shouldRefuseAPlanThatCannotBe() {
        assertThatThrownBy(() -> new SearchPlan(100, 50, TOLERANCE, 30))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from=100.0, to=50.0");
        assertThatThrownBy(() -> new SearchPlan(0, 50, TOLERANCE, 30)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SearchPlan(1, 50, 0, 30)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SearchPlan(1, 50, TOLERANCE, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Search search(DoubleFunction<VerdictStatus> engine) {
        return new RateSearch(new SearchPlan(100_000, 1e9, TOLERANCE, 30), prober(engine)).run();
    }

    private static Prober prober(DoubleFunction<VerdictStatus> engine) {
        return (rate, confirming) -> probe(rate, confirming, engine.apply(rate));
    }

    private static SearchProbe probe(double rate, boolean confirming, VerdictStatus status) {
        return new SearchProbe(rate, status, confirming, 3.0, 2_000L, 5_000L, 9_000L, rate, List.of());
    }

    private static List<Double> rates(Search search) {
        return search.probes().stream().map(SearchProbe::rate).toList();
    }
}
