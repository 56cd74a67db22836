package io.ringswarm.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramsTest {
    private final LatencyRecorder recorder = new LatencyRecorder();

    @Test
    void shouldHoldEveryMessageInResponseAndTransitWhetherDueWhenSentOrBefore() {
        alone(100, 100, 110);
        alone(100, 105, 110);
        alone(200, 200, 220);

        LatencyHistograms latency = recorded();

        assertThat(latency.response().getTotalCount()).isEqualTo(3);
        assertThat(latency.response().getCountAtValue(10)).isEqualTo(2);
        assertThat(latency.response().getMaxValue()).isEqualTo(20);
        assertThat(latency.transit().getTotalCount()).isEqualTo(3);
        assertThat(latency.transit().getCountAtValue(5)).isEqualTo(1);
        assertThat(latency.transit().getMaxValue()).isEqualTo(20);
        assertThat(latency.clockError().getCountAtValue(0)).isEqualTo(3);
        assertThat(latency.negative()).isZero();
    }

    @Test
    void shouldNotCountTwiceWhenLookedAtTwice() {
        alone(100, 100, 110);

        LatencyHistograms latency = recorded();

        assertThat(latency.response().getTotalCount()).isEqualTo(1);
        assertThat(latency.response().getTotalCount()).isEqualTo(1);
        assertThat(latency.transit().getTotalCount()).isEqualTo(1);
        assertThat(latency.clockError().getTotalCount()).isEqualTo(1);
    }

    @Test
    void shouldAddWhatNobodyHasLookedAt() {
        alone(100, 100, 110);
        LatencyHistograms sum = new LatencyHistograms();
        LatencyHistograms latency = recorded();

        sum.add(latency);
        sum.add(latency);

        assertThat(sum.response().getCountAtValue(10)).isEqualTo(2);
        assertThat(sum.transit().getCountAtValue(10)).isEqualTo(2);
        assertThat(sum.clockError().getCountAtValue(0)).isEqualTo(2);
        assertThat(latency.response().getTotalCount()).as("not changed").isEqualTo(1);
    }

    @Test
    void shouldForgetWhatNobodyHasLookedAtWhenReset() {
        alone(100, 100, 110);
        LatencyHistograms latency = recorded();

        latency.reset();

        assertThat(latency.response().getTotalCount()).isZero();
        assertThat(latency.transit().getTotalCount()).isZero();
        assertThat(latency.clockError().getTotalCount()).isZero();
    }

    @Test
    void shouldCountBothLatenciesAsNegativeWhenTheClockRanBackwards() {
        alone(100, 100, 90);

        LatencyHistograms latency = recorded();

        assertThat(latency.negative()).isEqualTo(2);
        assertThat(latency.response().getTotalCount()).isZero();
    }

    private void alone(long dueNs, long sentNs, long entryNs) {
        recorder.add(0, dueNs, sentNs);
        recorder.endGroup(entryNs, entryNs + 1, 1);
    }

    private LatencyHistograms recorded() {
        recorder.finish();
        return recorder.takeSwapped().of(0);
    }
}
