package io.ringswarm.harness.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.lmax.disruptor.RingBuffer;
import io.aeron.Aeron;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jctools.queues.MpscArrayQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PeersTest {
    private static final long SHORT_NS = 50_000_000L;

    static Stream<Arguments> whoCanDoWhat() {
        return Arrays.stream(Workload.values())
                .flatMap(workload -> Peers.names(workload).stream().map(name -> Arguments.of(workload, name)));
    }

    @ParameterizedTest
    @MethodSource("whoCanDoWhat")
    void shouldHandleEverythingThatItAccepted(Workload workload, String system) {
        Sample sample = Peers.measure(workload, system, 20, SHORT_NS, SHORT_NS);
        assertThat(sample.handledPerSecond()).isPositive();
        assertThat(sample.lost()).isZero();
        assertThat(sample.p50Ns()).isPositive().isLessThanOrEqualTo(sample.p99Ns());
        assertThat(SampleProcess.read(sample.toProperties())).isEqualTo(sample);
    }

    @Test
    void shouldNameTheSystemWhenThereIsNone() {
        assertThatThrownBy(() -> Peers.measure(Workload.ONE_WAY, "akka", 1, SHORT_NS, SHORT_NS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("system=akka (expected: one of [abq,");
    }

    @Test
    void shouldNameTheWorkloadWhenASystemCannotDoIt() {
        assertThatThrownBy(() -> Peers.measure(Workload.ASK, "agrona", 1, SHORT_NS, SHORT_NS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("system=agrona (expected: one of [pekko, ringswarm-fixed, vertx] for ask)");
        assertThatThrownBy(() -> Workload.of("two-way"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("workload=two-way (expected: one of [one-way, ask,");
    }

    @Test
    void shouldKnowEachSystemByAWorkload() {
        assertThat(Peers.names()).containsAll(Peers.names(Workload.ONE_WAY)).isSorted();
        assertThat(List.of("ringswarm-fixed", "pekko"))
                .allSatisfy(name -> assertThat(Workload.values())
                        .allSatisfy(
                                workload -> assertThat(Peers.names(workload)).contains(name)));
    }

    @Test
    void shouldSayHowBodiesAreWritten() {
        assertThat(Peers.names(Workload.ONE_WAY)).contains("ringswarm-wire", "ringswarm-wire-template");
        assertThat(Peers.codec("ringswarm-wire")).isEqualTo("wire");
        assertThat(Peers.codec("ringswarm-wire-template")).isEqualTo("wire-template");
        assertThat(Peers.names().stream().filter(name -> !name.startsWith("ringswarm-wire")))
                .extracting(Peers::codec)
                .containsOnly("fixed");
    }

    @Test
    void shouldSayWhichReleaseOfALibraryWasMeasured() {
        String release = "\\d+\\.\\d+.*";
        for (Class<?> type : List.of(
                RingBuffer.class,
                Aeron.class,
                MpscArrayQueue.class,
                ManyToOneRingBuffer.class,
                ActorSystem.class,
                Vertx.class)) {
            assertThat(LibraryVersion.of(type)).as(type.getName()).matches(release);
        }
        assertThat(LibraryVersion.of(Peers.class)).isEqualTo("development");
    }

    @Test
    void shouldNameTheKeyWhenAProcessPrintedNoSample() {
        assertThatThrownBy(() -> SampleProcess.read(new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("version=null");
    }
}
