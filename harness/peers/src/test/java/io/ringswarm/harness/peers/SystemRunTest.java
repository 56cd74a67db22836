package io.ringswarm.harness.peers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.engine.metrics.LatencyHistograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemRunTest {
    @Test
    void shouldFailWithTheCauseWhenTheSenderFails() {
        IllegalStateException cause = new IllegalStateException("the ring is gone");
        SystemRun run = new SystemRun(new FailingSystem(cause), false);
        assertThatThrownBy(() -> run.measure(1, 1))
                .isInstanceOf(SystemFailedException.class)
                .hasCause(cause);
    }

    @Test
    void shouldFailWhenLatenciesAreAskedOfADisruptorWhoseConsumerHasEnded() {
        DisruptorOneWay system = new DisruptorOneWay(1, 1);
        system.close();
        assertThatThrownBy(() -> system.collectLatency(new LatencyHistograms()))
                .isInstanceOf(SystemFailedException.class)
                .hasMessageContaining("consumer");
    }

    private record FailingSystem(RuntimeException failure) implements PeerSystem {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public long send(StopFlag stop) {
            throw failure;
        }

        @Override
        public long handled() {
            return 0;
        }

        @Override
        public long outOfPlace() {
            return 0;
        }

        @Override
        public void collectLatency(LatencyHistograms into) {
            // nothing was recorded
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
