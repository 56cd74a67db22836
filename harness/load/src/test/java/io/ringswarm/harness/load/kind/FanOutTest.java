package io.ringswarm.harness.load.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FanOutTest {
    @ParameterizedTest
    @CsvSource({"1,1,1000", "2,2,101", "3,1,2", "1,1,1"})
    void shouldCountEachDeliveryAsAMessageWhenEachPublicationGoesToAll(int shards, int producers, int agents) {
        RunReport report = new Trial("fan-out")
                .with("--shards", String.valueOf(shards))
                .with("--producers", String.valueOf(producers))
                .with("--agents", String.valueOf(agents))
                .with("--rate", "200")
                .run();

        Counts counts = report.counts();
        long published = counts.sent() / agents;
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).contains("could not keep up"));
        assertThat(counts.scheduled()).isEqualTo(30L * agents);
        assertThat(counts.sent() + counts.unsentAtDeadline()).isEqualTo(counts.scheduled());
        assertThat(counts.handled())
                .isEqualTo(counts.sent())
                .isEqualTo(published * agents)
                .isPositive();
        assertThat(counts.lost() + counts.duplicate() + counts.outOfOrder()).isZero();
        assertThat(report.engine().created()).isEqualTo(published * (agents + Math.min(shards, agents)));
        assertThat(report.engine().handled()).isEqualTo(report.engine().created());
        assertThat(report.latency().response().count()).isEqualTo(counts.scheduled());
        assertThat(report.latency().sendDelay().count()).isEqualTo(published);
        assertThat(report.rate().scheduledPerSecond()).isEqualTo(200.0 * agents);
        assertThat(report.intervals().stream()
                        .mapToLong(second -> second.handled())
                        .sum())
                .isEqualTo(counts.handled());
    }

    @Test
    void shouldLoseNothingWhenPublishedAsFastAsAccepted() {
        RunReport report = new Trial("fan-out")
                .with("--rate", "max")
                .with("--ring-slots", "8")
                .with("--shards", "2")
                .with("--producers", "2")
                .with("--slo", "lost=0")
                .run();

        assertThat(report.verdict().status())
                .as(report.verdict().reasons().toString())
                .isEqualTo(VerdictStatus.PASS);
        assertThat(report.counts().scheduled()).isNull();
        assertThat(report.counts().refused()).isPositive();
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent()).isPositive();
    }

    @Test
    void shouldCountAPublicationForEachSubscriberWhenItCouldNotBeSent() {
        RunReport report = new Trial("fan-out")
                .with("--agents", "10")
                .with("--work", "1ms")
                .with("--ring-slots", "4")
                .with("--rate", "2x")
                .with("--slo", "lost=0")
                .run();

        Counts counts = report.counts();
        assertThat(counts.scheduled()).isEqualTo(300);
        assertThat(counts.unsentAtDeadline()).isPositive().matches(unsent -> unsent % 10 == 0);
        assertThat(counts.sent() + counts.unsentAtDeadline()).isEqualTo(300);
        assertThat(report.latency().response().count()).isEqualTo(300);
        assertThat(report.verdict().reasons()).isEmpty();
        assertThat(report.verdict().warnings()).anyMatch(warning -> warning.contains("as the engine refused more"));
    }

    @Test
    void shouldFailWhenASubscriberGetsNothingOfSomePublications() {
        RunReport report = new Trial("fan-out")
                .with("--agents", "10")
                .with("--rate", "1k")
                .run(config -> new FanOut(config, agent -> Trial.forgetting(agent, 100)));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.endsWith(" were accepted and lost."));
        assertThat(report.counts().lost()).isPositive();
    }

    @Test
    void shouldFailWhenASubscriberGetsSomePublicationsTwice() {
        RunReport report = new Trial("fan-out")
                .with("--agents", "10")
                .with("--rate", "1k")
                .run(config -> new FanOut(config, agent -> Trial.repeating(agent, 10)));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.endsWith(" were handled twice."));
    }
}
