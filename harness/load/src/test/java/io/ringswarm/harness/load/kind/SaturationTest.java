package io.ringswarm.harness.load.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.Priority;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Lane;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SaturationTest {
    private static final int KEPT_BYTES = 4096;

    @ParameterizedTest
    @CsvSource({"1,1,10ms", "2,2,1ms", "1,1,0"})
    void shouldCountEveryRefusalAndEndEveryAskWhenTenTimesTooMuchIsOffered(
            int shards, int producers, String shedAfter) {
        RunReport report = new Trial("overload")
                .with("--shards", String.valueOf(shards))
                .with("--producers", String.valueOf(producers))
                .with("--shed-after", shedAfter)
                .with("--work", "50us")
                .run();

        Counts counts = report.counts();
        assertThat(report.verdict().reasons()).allSatisfy(SaturationTest::blamesTheMachine);
        assertThat(counts.scheduled()).isEqualTo(counts.sent() + counts.refused() + counts.unsentAtDeadline());
        assertThat(counts.refused() + counts.shed()).isGreaterThan(counts.scheduled() / 2);
        assertThat(counts.handled() + counts.shed() + counts.expired()).isEqualTo(counts.sent());
        assertThat(counts.shed() > 0).isEqualTo(!shedAfter.equals("0"));
        assertThat(counts.lost()).isZero();
        assertThat(report.latency().response().count()).isEqualTo(counts.handled() + counts.unsentAtDeadline());
        assertThat(report.asks().started())
                .isEqualTo(report.asks().answered() + report.asks().failed());
        assertThat(report.engine().created())
                .isEqualTo(counts.sent() + report.asks().answered());
        assertThat(report.engine().refused()).isEqualTo(counts.refused());
    }

    @Test
    void shouldOfferWithoutAScheduleWhenTheLoopIsClosed() {
        RunReport report = new Trial("overload").with("--rate", "max").run();

        assertThat(report.verdict().status())
                .as(report.verdict().reasons().toString())
                .isEqualTo(VerdictStatus.PASS);
        assertThat(report.counts().scheduled()).isNull();
        assertThat(report.counts().refused()).isPositive();
    }

    @Test
    void shouldFailWhenMemoryGrowsUnderOverload() {
        List<byte[]> kept = new ArrayList<>();
        RunReport report = new Trial("overload")
                .with("--work", "10us")
                .with("-d", "300ms")
                .run(config -> Saturation.ofOverload(config, agent -> keeping(agent, kept)));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.startsWith("Memory grew by "));
        assertThat(kept).isNotEmpty();
    }

    @Test
    void shouldBeInvalidWhenNothingIsRefused() {
        RunReport report = new Trial("overload")
                .with("--rate", "1k")
                .with("--shed-after", "0")
                .run();

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.INVALID);
        assertThat(report.verdict().reasons()).contains("The engine was not saturated: it refused nothing.");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2"})
    void shouldHoldTheHighLanesAndStarveNobodyWhenAllLanesAreFull(int shards, int producers) {
        RunReport report = new Trial("priority")
                .with("--shards", String.valueOf(shards))
                .with("--producers", String.valueOf(producers))
                .with("--slo", "critical.p95<5s")
                .with("--slo", "high.p50<5s")
                .with("--slo", "lost=0")
                .run();

        Counts counts = report.counts();
        assertThat(report.verdict().reasons()).allSatisfy(SaturationTest::blamesTheMachine);
        assertThat(counts.scheduled()).isEqualTo(counts.sent() + counts.refused() + counts.unsentAtDeadline());
        assertThat(counts.handled()).isEqualTo(counts.sent());
        assertThat(report.slo().get(0).metric()).isEqualTo("critical.p95");
        assertThat(report.slo().get(0).value()).isPositive();
        assertThat(report.lanes()).extracting(Lane::priority).containsExactly("critical", "high", "normal", "low");
        assertThat(report.lanes().stream().mapToLong(Lane::handled).sum()).isEqualTo(counts.handled());
        assertThat(report.lanes().stream()
                        .mapToLong(lane -> lane.response().count())
                        .sum())
                .isEqualTo(counts.handled() + counts.unsentAtDeadline());
    }

    @Test
    void shouldFailWhenAHighLanesPercentileIsMissed() {
        RunReport report = new Trial("priority")
                .with("--slo", "critical.p50<2ms")
                .run(config -> Saturation.ofPriorities(config, SaturationTest::sleepingOnCritical));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.startsWith("P50 of the critical lane is "));
    }

    @Test
    void shouldFailWhenTheLowLaneIsPassedOverForTooLong() {
        RunReport report = new Trial("priority")
                .with("--agents", "1")
                .with("-d", "300ms")
                .with("--slo", "lost=0")
                .run(config -> Saturation.ofPriorities(config, SaturationTest::hidingLowMessages));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons())
                .anyMatch(reason -> reason.startsWith("A message of the low lane waited for ")
                        && reason.endsWith(" messages of other lanes, more than 896."));
    }

    private static void blamesTheMachine(String reason) {
        assertThat(reason).containsAnyOf("could not keep up", "generator was late", "Not steady");
    }

    private static Agent keeping(Agent agent, List<byte[]> kept) {
        return (message, self) -> {
            agent.onMessage(message, self);
            kept.add(new byte[KEPT_BYTES]);
        };
    }

    /** Keeps the shard from coming back to the critical lane in time. */
    private static Agent sleepingOnCritical(Agent agent) {
        return (message, self) -> {
            agent.onMessage(message, self);
            if (message.priority() == Priority.CRITICAL) {
                LockSupport.parkNanos(1_000_000);
            }
        };
    }

    /** Shows of a thousand low messages one as such, and the others as if they were of the high lane. */
    private static Agent hidingLowMessages(Agent agent) {
        long[] low = new long[1];
        return (message, self) -> {
            boolean hidden = message.priority() == Priority.LOW && ++low[0] % 1_000 != 0;
            agent.onMessage(hidden ? new Disguise(message, message.isAsk(), Priority.HIGH) : message, self);
        };
    }
}
