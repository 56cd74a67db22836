package io.ringswarm.harness.benchmarks.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DeliveryBenchmarkTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldKeepMessagesGoingRound(int shards) {
        HopBenchmark benchmark = new HopBenchmark();
        benchmark.shards = shards;
        benchmark.inFlight = 64;
        benchmark.start();
        long first = benchmark.hops();
        assertThat(benchmark.hops()).isGreaterThan(first);
        benchmark.stop();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDeliverToEachAgent(FanOutBenchmark.Way way) {
        FanOutBenchmark benchmark = new FanOutBenchmark();
        benchmark.way = way;
        benchmark.shards = 2;
        benchmark.start();
        assertThat(benchmark.deliveries()).isGreaterThanOrEqualTo(1_000_000);
        benchmark.stop();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerEachAsk(AskBenchmark.Waiting waiting) throws Exception {
        AskBenchmark benchmark = new AskBenchmark();
        benchmark.waiting = waiting;
        benchmark.start();
        benchmark.pause();
        assertThat(benchmark.ask()).isEqualTo(1);
        assertThat(benchmark.ask()).isEqualTo(2);
        benchmark.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void shouldDispatchWhatWaitsInTheRing(int agents) {
        DispatchBenchmark benchmark = new DispatchBenchmark();
        benchmark.agents = agents;
        benchmark.start();
        benchmark.fill();
        assertThat(benchmark.dispatch()).isEqualTo(DispatchBenchmark.MESSAGES);
        benchmark.fill();
        assertThat(benchmark.dispatch()).isEqualTo(2 * DispatchBenchmark.MESSAGES);
        benchmark.stop();
    }

    @ParameterizedTest
    @EnumSource
    void shouldReceiveWhatAnAgentSends(AgentSendBenchmark.Way way) {
        AgentSendBenchmark benchmark = new AgentSendBenchmark();
        benchmark.way = way;
        benchmark.start();
        assertThat(benchmark.send()).isEqualTo(AgentSendBenchmark.MESSAGES);
        assertThat(benchmark.send()).isEqualTo(2 * AgentSendBenchmark.MESSAGES);
        benchmark.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    void shouldFireWhatWasSetAndNotCancelled(int waiting) {
        TimerBenchmark benchmark = new TimerBenchmark();
        benchmark.waiting = waiting;
        benchmark.start();
        assertThat(benchmark.setAndCancel()).isEqualTo(TimerBenchmark.TIMERS);
        assertThat(benchmark.setAndFire()).isEqualTo(TimerBenchmark.TIMERS);
        assertThat(benchmark.setAndFire()).isEqualTo(2 * TimerBenchmark.TIMERS);
        benchmark.stop();
    }
}
