package io.ringswarm.harness.load.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.harness.load.schedule.PoissonSchedule;
import io.ringswarm.reports.run.Percentile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class ProbeLengthTest {
    private static final long SECOND_NS = 1_000_000_000;

    @Test
    void shouldBeAsLongAsAskedForWhenTheRateGivesSamplesEnough() {
        ProbeLength length = length(Percentile.P99);

        assertThat(length.ns(100_000)).isEqualTo(3 * SECOND_NS);
        assertThat(length.ns(length.messages() / 2.9)).isEqualTo(3 * SECOND_NS);
    }

    @Test
    void shouldNeedOneMessageWhenNoPercentileIsJudged() {
        ProbeLength length = new ProbeLength(3 * SECOND_NS, 10 * SECOND_NS, ProbeLength.messages(List.of()));

        assertThat(length.messages()).isEqualTo(1);
        assertThat(length.leastRate()).isEqualTo(1);
        assertThat(length.ns(1)).isEqualTo(3 * SECOND_NS);
        assertThat(new ProbeLength(SECOND_NS / 10, SECOND_NS, 1).ns(5)).isEqualTo(SECOND_NS / 5);
    }

    @Test
    void shouldNeedWhatTheHighestPercentileNeeds() {
        assertThat(ProbeLength.messages(List.of(Percentile.P50, Percentile.P99, Percentile.P95)))
                .isEqualTo(ProbeLength.messages(List.of(Percentile.P99)))
                .isGreaterThan(Percentile.P99.minSamples());
    }

    /** One message less a second, and the longest probe would be too short. */
    @ParameterizedTest
    @EnumSource(Percentile.class)
    void shouldBeNoLongerThanTheLongestAtTheLowestRate(Percentile percentile) {
        ProbeLength length = length(percentile);
        double least = length.leastRate();

        assertThat(length.ns(least)).isBetween(9 * SECOND_NS, 10 * SECOND_NS);
        assertThat(least * 10).isGreaterThanOrEqualTo(length.messages());
        assertThat((least - 1) * 10).isLessThan(length.messages());
    }

    @ParameterizedTest
    @EnumSource(Percentile.class)
    void shouldGiveSamplesEnoughWhenMessagesComeByChance(Percentile percentile) {
        ProbeLength length = length(percentile);
        double rate = 1.5 * length.leastRate();

        for (long seed = 1; seed <= 20; seed++) {
            assertThat(new PoissonSchedule(rate, seed, length.ns(rate)).count())
                    .as("seed " + seed)
                    .isGreaterThanOrEqualTo(percentile.minSamples());
        }
    }

    @Test
    void shouldRefuseALengthThatCannotBe() {
        assertThatThrownBy(() -> new ProbeLength(2, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("shortestNs=2, longestNs=1, messages=1 (expected: ");
        assertThatThrownBy(() -> new ProbeLength(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProbeLength(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ProbeLength length(Percentile percentile) {
        return new ProbeLength(3 * SECOND_NS, 10 * SECOND_NS, ProbeLength.messages(List.of(percentile)));
    }
}
