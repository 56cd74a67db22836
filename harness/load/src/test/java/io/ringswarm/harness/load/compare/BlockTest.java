package io.ringswarm.harness.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.harness.peers.Metric;
import io.ringswarm.harness.peers.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockTest {
    private static final Map<String, Sample> SAMPLES = Map.of("a", sample(30), "b", sample(20));

    @Test
    void shouldDivideTheFigureAskedFor() {
        assertThat(new Block(SAMPLES, List.of(100.0)).ratio("a", "b", Metric.P99))
                .isEqualTo(1);
        assertThat(new Block(SAMPLES, List.of(100.0)).ratio("a", "b", Metric.HANDLED_PER_SECOND))
                .isEqualTo(1.5);
    }

    @Test
    void shouldBeSetAsideWhenTheMachineChangedByMoreThanHalf() {
        assertThat(new Block(SAMPLES, List.of(100.0, 150.0, 120.0)).isSetAside())
                .isFalse();
        assertThat(new Block(SAMPLES, List.of(100.0, 150.1, 120.0)).isSetAside())
                .isTrue();
        assertThat(new Block(SAMPLES, List.of(250.0, 60.0, 250.0)).isSetAside()).isTrue();
    }

    private static Sample sample(double handledPerSecond) {
        return new Sample("1", handledPerSecond, 1, 2, 0, 0);
    }
}
