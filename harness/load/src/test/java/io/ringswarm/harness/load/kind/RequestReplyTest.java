package io.ringswarm.harness.load.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.VerdictStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RequestReplyTest {
    @ParameterizedTest
    @CsvSource({"1,1,16,backoff", "2,2,16,park", "1,2,9000,yield"})
    void shouldTimeEachAskToItsAnswerWhenAgentsAnswer(int shards, int producers, int payload, String idle) {
        RunReport report = new Trial("ask")
                .with("--shards", String.valueOf(shards))
                .with("--producers", String.valueOf(producers))
                .with("--payload", String.valueOf(payload))
                .with("--idle", idle)
                .with("--rate", "4k")
                .with("--slo", "lost=0")
                .run();

        Counts counts = report.counts();
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).containsAnyOf("could not keep up", "threads spin"));
        assertThat(counts.scheduled()).isEqualTo(600);
        assertThat(counts.handled()).isEqualTo(counts.sent()).isPositive();
        assertThat(counts.lost() + counts.expired() + counts.duplicate() + counts.outOfOrder())
                .isZero();
        assertThat(report.latency().response().count()).isEqualTo(600);
        assertThat(report.latency().transit().count()).isEqualTo(counts.handled());
        assertThat(report.latency().response().p50())
                .as("the answer arrives after the question")
                .isGreaterThan(report.latency().transit().min());
        assertThat(report.intervals().stream()
                        .mapToLong(second -> second.handled())
                        .sum())
                .isEqualTo(counts.handled());
    }

    @Test
    void shouldKeepABatchUnderWayWhenTheLoopIsClosed() {
        RunReport report = new Trial("ask")
                .with("--rate", "max")
                .with("--batch", "8")
                .with("--ring-slots", "4")
                .with("--slo", "lost=0")
                .run();

        assertThat(report.verdict().status())
                .as(report.verdict().reasons().toString())
                .isEqualTo(VerdictStatus.PASS);
        assertThat(report.counts().scheduled()).isNull();
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent()).isPositive();
        assertThat(report.latency().response().count())
                .isEqualTo(report.counts().handled());
    }

    @Test
    void shouldFailWhenSomeQuestionsAreNotAnswered() {
        RunReport report = new Trial("ask")
                .with("--rate", "4k")
                .with("--ask-timeout", "300ms")
                .run(config -> new RequestReply(config, RequestReplyTest::answeringSome));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons())
                .anyMatch(reason -> reason.startsWith("Asks that timed out without an answer: "));
        assertThat(report.counts().expired()).isPositive();
        assertThat(report.counts().lost()).isZero();
        assertThat(report.latency().response().max()).isGreaterThanOrEqualTo(290_000_000L);
    }

    @Test
    void shouldFailWhenAnAgentThrowsInsteadOfAnswering() {
        RunReport report = new Trial("ask")
                .with("--rate", "4k")
                .run(config -> new RequestReply(config, agent -> Trial.throwing(agent, 5)));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons())
                .anyMatch(reason -> reason.startsWith("Asks that failed: "))
                .anyMatch(reason -> reason.endsWith(" turned into dead letters."));
        assertThat(report.counts().deadLettered()).isPositive();
        assertThat(report.counts().lost()).isZero();
    }

    /** Handles every message and hides from every fifth that it is a question. */
    private static Agent answeringSome(Agent agent) {
        long[] messages = new long[1];
        return (message, self) -> agent.onMessage(
                ++messages[0] % 5 == 0 ? new Disguise(message, false, message.priority()) : message, self);
    }
}
