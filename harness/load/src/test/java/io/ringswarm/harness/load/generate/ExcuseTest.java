package io.ringswarm.harness.load.generate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcuseTest {
    private final Excuse excuse = new Excuse();

    @Test
    void shouldExcuseNothingWhenNothingIsRefused() {
        excuse.ended(50);

        assertThat(excuse.isGiven()).isFalse();
        assertThat(excuse.ownNs(40, 100)).isEqualTo(40);
    }

    @Test
    void shouldExcuseTheTimeSoFarWhenRefused() {
        excuse.refused(100);
        excuse.refused(130);

        assertThat(excuse.ownNs(180, 150)).isEqualTo(130);
        assertThat(excuse.ownNs(40, 150)).isZero();
    }

    @Test
    void shouldKeepTheExcuseUntilTheGeneratorHasCaughtUp() {
        excuse.refused(100);
        excuse.ended(200);
        assertThat(excuse.ownNs(110, 260)).isZero();

        excuse.limit(30, 290);
        assertThat(excuse.ownNs(80, 310)).isEqualTo(50);

        excuse.limit(-5, 400);
        assertThat(excuse.isGiven()).isFalse();
        assertThat(excuse.ownNs(7, 500)).isEqualTo(7);
    }
}
