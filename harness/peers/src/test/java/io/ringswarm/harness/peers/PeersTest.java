package io.ringswarm.harness.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PeersTest {
    private static final long SHORT_NS = 200_000_000L;

    static List<String> names() {
        return Peers.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldHandleEverythingThatItAccepted(String system) {
        OneWaySample sample = Peers.oneWay(system, 100, SHORT_NS, SHORT_NS);
        assertThat(sample.handledPerSecond()).isPositive();
        assertThat(sample.lost()).isZero();
        assertThat(sample.p50Ns()).isPositive().isLessThanOrEqualTo(sample.p99Ns());
        assertThat(SampleProcess.read(sample.toProperties())).isEqualTo(sample);
    }

    @Test
    void shouldNameTheSystemWhenThereIsNone() {
        assertThatThrownBy(() -> Peers.oneWay("akka", 1, SHORT_NS, SHORT_NS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("system=akka (expected: one of [abq,");
    }

    @Test
    void shouldNameTheKeyWhenAProcessPrintedNoSample() {
        assertThatThrownBy(() -> SampleProcess.read(new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("version=null");
    }
}
