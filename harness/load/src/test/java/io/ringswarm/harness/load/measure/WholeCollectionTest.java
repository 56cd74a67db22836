package io.ringswarm.harness.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.metrics.LatencyHistograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WholeCollectionTest {
    private static final long LIMIT_NS = 30;

    private final LatencyHistograms collected = new LatencyHistograms();
    private int calls;
    private long nowNs;

    @Test
    void shouldCollectAgainWhenAShardGivesLate() {
        assertThat(givingAtCall(3).into(collected, LIMIT_NS)).isTrue();
        assertThat(calls).isEqualTo(3);
        assertThat(collected.response().getTotalCount()).isEqualTo(3);
    }

    @Test
    void shouldCollectOnceWhenAllGiveAtOnce() {
        assertThat(givingAtCall(1).into(collected, LIMIT_NS)).isTrue();
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void shouldGiveUpWhenAShardNeverGives() {
        assertThat(givingAtCall(Integer.MAX_VALUE).into(collected, LIMIT_NS)).isFalse();
        assertThat(calls).isEqualTo(3);
    }

    private WholeCollection givingAtCall(int last) {
        return new WholeCollection(
                (into, patience) -> {
                    nowNs += LIMIT_NS / 3;
                    into.response().recordValue(1);
                    return ++calls == last;
                },
                () -> nowNs);
    }
}
