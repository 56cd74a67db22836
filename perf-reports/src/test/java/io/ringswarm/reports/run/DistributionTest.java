package io.ringswarm.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
    @ParameterizedTest
    @CsvSource({"P50,20", "P90,100", "P95,200", "P99,1000", "P999,10000", "P9999,100000"})
    void shouldStateAPercentileOnlyWhenTenSamplesAreInItsTail(Percentile percentile, int needed) {
        assertThat(percentile.in(samples(needed - 1))).isNull();
        assertThat(percentile.in(samples(needed)))
                .isEqualTo((long) Math.ceil(needed * percentile.percent() / 100 - 1e-9));
        assertThat(Distribution.of(samples(needed - 1)).at(percentile)).isNull();
        assertThat(Distribution.of(samples(needed)).at(percentile)).isNotNull();
    }

    @Test
    void shouldKeepEverySampleWhenEncodedAndDecoded() {
        Histogram histogram = samples(5000);
        Distribution distribution = Distribution.of(histogram);
        assertThat(distribution.decode()).isEqualTo(histogram);
        assertThat(distribution.count()).isEqualTo(5000);
        assertThat(distribution.min()).isEqualTo(1);
        assertThat(distribution.max()).isEqualTo(5000);
        assertThat(distribution.mean()).isEqualTo(2500.5);
    }

    @Test
    void shouldStateNothingButTheCountWhenThereAreNoSamples() {
        Distribution distribution = Distribution.of(new Histogram(3));
        assertThat(distribution.count()).isZero();
        assertThat(distribution.min()).isNull();
        assertThat(distribution.mean()).isNull();
        assertThat(distribution.max()).isNull();
        assertThat(distribution.p50()).isNull();
        assertThat(distribution.decode().getTotalCount()).isZero();
    }

    @Test
    void shouldLeaveTheHistogramAsItWasWhenSummarised() {
        Histogram histogram = samples(100);
        Histogram before = histogram.copy();
        Distribution.of(histogram);
        Hiccup.of(histogram);
        assertThat(histogram).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"not base64 at all", "AAAA", "HISTFAAAAB"})
    void shouldNameTheTextWhenItIsNotAHistogram(String text) {
        Distribution distribution = new Distribution("ns", 1, 1L, 1.0, 1L, null, null, null, null, null, null, text);
        assertThatThrownBy(distribution::decode)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("latency.histogram=" + text);
    }

    /** 1, 2, 3 and so on, each exact. */
    private static Histogram samples(int count) {
        Histogram histogram = new Histogram(5);
        for (int i = 1; i <= count; i++) {
            histogram.recordValue(i);
        }
        return histogram;
    }
}
