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
class PipelineTest {
    @ParameterizedTest
    @CsvSource({"1,1,99", "2,2,100", "3,1,3"})
    void shouldCountAndTimeWholeJourneysWhenThreeStagesHandleThem(int shards, int producers, int agents) {
        RunReport report = new Trial("pipeline")
                .with("--shards", String.valueOf(shards))
                .with("--producers", String.valueOf(producers))
                .with("--agents", String.valueOf(agents))
                .with("--rate", "5k")
                .with("--slo", "lost=0")
                .run();

        Counts counts = report.counts();
        assertThat(report.verdict().reasons())
                .allSatisfy(reason -> assertThat(reason).contains("could not keep up"));
        assertThat(counts.scheduled()).isEqualTo(750);
        assertThat(counts.handled()).isEqualTo(counts.sent()).isPositive();
        assertThat(counts.lost() + counts.duplicate() + counts.outOfOrder()).isZero();
        assertThat(report.latency().response().count()).isEqualTo(750);
        assertThat(report.latency().transit().count()).isEqualTo(3 * counts.handled());
        assertThat(report.latency().response().max())
                .isGreaterThanOrEqualTo(report.latency().transit().min());
        assertThat(report.intervals().stream()
                        .mapToLong(second -> second.handled())
                        .sum())
                .isEqualTo(counts.handled());
    }

    @Test
    void shouldLoseNothingWhenTheFirstStageIsFilledAsFastAsItAccepts() {
        RunReport report = new Trial("pipeline")
                .with("--rate", "max")
                .with("--ring-slots", "8")
                .with("--shards", "2")
                .with("--slo", "lost=0")
                .run();

        assertThat(report.verdict().status())
                .as(report.verdict().reasons().toString())
                .isEqualTo(VerdictStatus.PASS);
        assertThat(report.counts().handled()).isEqualTo(report.counts().sent()).isPositive();
    }

    @Test
    void shouldFailWhenAStageDropsMessages() {
        RunReport report = new Trial("pipeline")
                .with("--rate", "5k")
                .run(config -> new Pipeline(config, agent -> Trial.forgetting(agent, 20)));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.endsWith(" were accepted and lost."));
        assertThat(report.counts().lost()).isPositive();
    }

    @Test
    void shouldFailWhenAStageHandlesMessagesTwice() {
        RunReport report = new Trial("pipeline")
                .with("--rate", "5k")
                .run(config -> new Pipeline(config, agent -> Trial.repeating(agent, 10)));

        assertThat(report.verdict().status()).isEqualTo(VerdictStatus.FAIL);
        assertThat(report.verdict().reasons()).anyMatch(reason -> reason.endsWith(" were handled twice."));
    }
}
