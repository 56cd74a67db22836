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
class FeedbackTest {
    /** 1 + 3 + 9 + 27 + 81. */
    private static final int MOST_DELIVERIES = 121;

    @Test
    void shouldPassAndCountEveryDeliveryWhenAgentsSendOnInCircles() {
        RunReport report = new Trial("feedback").with("--rate", "200").run();

        Counts counts = report.counts();
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).contains("could not keep up"));
        assertThat(counts.scheduled()).isEqualTo(30);
        long seeds = counts.scheduled() - counts.unsentAtDeadline();
        assertThat(counts.sent()).isBetween(seeds * 5, seeds * MOST_DELIVERIES);
        assertThat(counts.handled() + counts.deadLettered()).isEqualTo(counts.sent());
        assertThat(counts.lost() + counts.duplicate() + counts.outOfOrder()).isZero();
        assertThat(report.intervals().stream()
                        .mapToLong(second -> second.handled())
                        .sum())
                .isEqualTo(counts.handled());
    }

    @ParameterizedTest
    @CsvSource({"2,10,8,3,backoff", "2,2,4,5,park", "3,7,8,2,backoff", "1,1,8,3,backoff"})
    void shouldAccountForAllAndKeepOrderWhenAllWaysAreFull(
            int shards, int agents, int ringSlots, int fanOut, String idle) {
        RunReport report = new Trial("feedback")
                .with("--rate", "max")
                .with("--shards", String.valueOf(shards))
                .with("--agents", String.valueOf(agents))
                .with("--ring-slots", String.valueOf(ringSlots))
                .with("--fan-out", String.valueOf(fanOut))
                .with("--idle", idle)
                .run();

        Counts counts = report.counts();
        assertThat(report.verdict().status())
                .as(report.verdict().reasons().toString())
                .isEqualTo(VerdictStatus.PASS);
        assertThat(counts.handled() + counts.deadLettered())
                .isEqualTo(counts.sent())
                .isPositive();
        assertThat(counts.refused()).isPositive();
    }

    @Test
    void shouldFailWhenAMessageIsHandledWithoutItsAgent() {
        RunReport report = new Trial("feedback")
                .with("--rate", "200")
                .run(config -> new Feedback(config, agent -> Trial.forgetting(agent, 10)));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.endsWith(" were accepted and lost."));
    }

    @Test
    void shouldFailWhenAMessageComesTwice() {
        RunReport report = new Trial("feedback")
                .with("--rate", "200")
                .run(config -> new Feedback(config, agent -> Trial.repeating(agent, 10)));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.contains(" handled twice."));
    }

    @Test
    void shouldFailWhenAnAgentThrowsAlthoughMessagesGivenUpForACircleAreAllowed() {
        RunReport report = new Trial("feedback")
                .with("--rate", "200")
                .run(config -> new Feedback(config, agent -> Trial.throwing(agent, 10)));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.endsWith(" turned into dead letters."));
        assertThat(report.counts().lost()).isZero();
    }
}
