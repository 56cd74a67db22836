package io.ringswarm.harness.load.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PoisonedTest {
    @ParameterizedTest
    @CsvSource({"1,1,10", "2,2,3"})
    void shouldHandleAllButOneInAHundredInOrder(int shards, int producers, int agents) {
        RunReport report = new Trial("poison")
                .with("--shards", String.valueOf(shards))
                .with("--producers", String.valueOf(producers))
                .with("--agents", String.valueOf(agents))
                .with("--rate", "20k")
                .with("--slo", "lost=0")
                .run();

        Counts counts = report.counts();
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).contains("could not keep up"));
        assertThat(counts.deadLettered())
                .as("one in a hundred of each agent, which had some already in the warm-up")
                .isBetween(counts.sent() / 100 - agents, counts.sent() / 100 + agents);
        assertThat(counts.handled()).isEqualTo(counts.sent() - counts.deadLettered());
        assertThat(counts.lost() + counts.duplicate() + counts.outOfOrder()).isZero();
        assertThat(report.latency().response().count()).isEqualTo(counts.scheduled());
    }

    @Test
    void shouldFailWhenMoreBecomesADeadLetterThanWasPoison() {
        AtomicLong messages = new AtomicLong();
        RunReport report = new Trial("poison")
                .with("--rate", "20k")
                .run(config -> new Poisoned(config, agent -> (message, self) -> {
                    if (messages.incrementAndGet() % 1_000 == 0) {
                        throw new IllegalStateException("thrown, and not by the load");
                    }
                    agent.onMessage(message, self);
                }));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.contains("turned into dead letters"));
    }
}
