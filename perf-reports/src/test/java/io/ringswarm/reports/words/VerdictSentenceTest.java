package io.ringswarm.reports.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import io.ringswarm.reports.run.Counts;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Latency;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.RunReportBuilder;
import io.ringswarm.reports.run.SloResult;
import io.ringswarm.reports.run.Verdict;
import io.ringswarm.reports.run.VerdictStatus;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class VerdictSentenceTest {
    private static final SloResult P95_MET = new SloResult("p95", "<", 10, "ms", 0.02, true, null);
    private static final Counts ALL = new Counts(1_100_000L, 1_100_000, 1_100_000, 0L, 0L, 0, 0, 0, 0, 0, 0L);

    @Test
    void shouldGiveP95LimitMarginRateAndLossWhenARunPassed() {
        assertThat(VerdictSentence.of(run(VerdictStatus.PASS).build()))
                .isEqualTo(
                        "Passed: P95 20 µs, 500 times below its limit of 10 ms, handling 110,000 of the 110,000 messages/s offered; none lost.");
    }

    @Test
    void shouldBeginWithTheMissedObjectiveWhenARunFailed() {
        SloResult p99 = new SloResult("p99", "<", 10, "ms", 14.2, false, 4);
        SloResult rate = new SloResult("rate", ">", 100_000, "/s", 98_000.0, false, 4);
        assertThat(VerdictSentence.of(
                        run(VerdictStatus.FAIL).slo(List.of(P95_MET, p99, rate)).build()))
                .isEqualTo(
                        "Failed: P99 14.2 ms, 42 % over its limit of 10 ms (and 1 other limit missed); P95 20 µs, 500 times below its limit of"
                                + " 10 ms, handling 110,000 of the 110,000 messages/s offered; none lost.");
        assertThat(VerdictSentence.of(run(VerdictStatus.FAIL).slo(List.of(rate)).build()))
                .startsWith("Failed: Handled rate 98,000/s, 2 % below its limit of 100,000/s; P95 20 µs, handling");
    }

    @Test
    void shouldBeginWithTheFigureNearestToItsLimitWhenALoadMeasuresMoreThanLatency() {
        assertThat(VerdictSentence.of(SampleRun.spawning()))
                .startsWith("Passed: Bytes per agent 340 B, 2.86 % below its limit of 350 B; P95 ");
        SloResult missed = new SloResult("spawnAll", "<", 80, "ms", 97.5, false, null);
        RunReport failed = run(VerdictStatus.FAIL)
                .slo(List.of(P95_MET, missed))
                .figures(SampleRun.spawning().figures())
                .build();
        assertThat(VerdictSentence.of(failed))
                .startsWith("Failed: Spawn all 97.5 ms, 21.9 % over its limit of 80 ms; P95 ");
    }

    @Test
    void shouldLeadWithWhatBecameOfTheTasksAndTheEfficiencyWhenALoadHasTasks() {
        SloResult efficiency = new SloResult("efficiency", ">=", 0.95, "", 255 / 262.0, true, null);
        RunReport few = run(VerdictStatus.PASS)
                .tasks(SampleTasks.few().tasks())
                .slo(List.of(P95_MET, efficiency))
                .build();
        assertThat(VerdictSentence.of(few))
                .isEqualTo(
                        "Passed: each of the 5 tasks ended exactly once, all succeeded; efficiency 0.973, 2.45 % above its"
                                + " limit of 0.95; 110,000 tasks/s; none lost.");
        assertThat(VerdictSentence.of(SampleTasks.failing()))
                .contains("of the 1,000 tasks ended exactly once, 930 succeeded; efficiency 0.95; ");

        SloResult missed = new SloResult("efficiency", ">=", 0.99, "", 255 / 262.0, false, null);
        RunReport failed = run(VerdictStatus.FAIL)
                .tasks(SampleTasks.few().tasks())
                .slo(List.of(missed))
                .build();
        assertThat(VerdictSentence.of(failed))
                .startsWith(
                        "Failed: Efficiency 0.973, 1.69 % below its limit of 0.99; each of the 5 tasks ended exactly once,"
                                + " all succeeded; ")
                .doesNotContain("efficiency");
    }

    @Test
    void shouldNotSayTheP95TwiceWhenItIsTheOneMissed() {
        SloResult p95 = new SloResult("p95", "<", 10, "us", 20.0, false, 0);
        assertThat(VerdictSentence.of(run(VerdictStatus.FAIL).slo(List.of(p95)).build()))
                .isEqualTo(
                        "Failed: P95 20 µs, 2 times its limit of 10 µs; handling 110,000 of the 110,000 messages/s offered; none lost.");
    }

    @Test
    void shouldBeginWithTheReasonWhenNoObjectiveExplainsTheVerdict() {
        RunReportBuilder lost = run(VerdictStatus.FAIL)
                .verdict(new Verdict(VerdictStatus.FAIL, List.of("the engine lost messages.", "more"), List.of()))
                .counts(new Counts(1_100_000L, 1_100_000, 1_099_988, 0L, 0L, 0, 0, 0, 0, 0, 0L));
        assertThat(VerdictSentence.of(lost.build()))
                .startsWith("Failed: the engine lost messages; P95")
                .endsWith("; 12 lost.");
        assertThat(VerdictSentence.withoutStatus(lost.build())).startsWith("The engine lost messages; P95");
        assertThat(VerdictSentence.furtherReasons(lost.build())).containsExactly("more");
        assertThat(VerdictSentence.of(SampleRun.sparse())).isEqualTo("Invalid: the run was interrupted after 0 s.");
    }

    @Test
    void shouldNotSayThatMoreWasHandledThanOfferedWhenHandlersMakeMessages() {
        Counts many = new Counts(5_000L, 495_000, 495_000, 0L, 0L, 0, 0, 0, 0, 0, 0L);
        assertThat(VerdictSentence.of(run(VerdictStatus.PASS).counts(many).build()))
                .endsWith("handling 49,500 messages/s from 500 offered; none lost.");
    }

    @Test
    void shouldNameTheLaneWhenAnObjectiveIsALanes() {
        assertThat(new Objective(new SloResult("critical.p99", "<", 10, "ms", 3.0, true, null)).metric())
                .isEqualTo("P99 of the critical lane");
        assertThat(new Objective(new SloResult("low.success", ">=", 50, "%", 30.0, false, null)).metric())
                .isEqualTo("Success of the low lane");
    }

    @Test
    void shouldSayThatSamplesAreTooFewWhenThereIsNoP95() {
        Histogram few = new Histogram(3);
        few.recordValue(1000);
        assertThat(VerdictSentence.of(run(VerdictStatus.PASS)
                        .latency(new Latency(Distribution.of(few), null, null, null))
                        .build()))
                .startsWith("Passed: too few samples for a P95, handling");
    }

    @Test
    void shouldSayThatMoreCameOutWhenLostIsNegative() {
        Counts doubled = new Counts(1_100_000L, 1_100_000, 1_100_003, 3L, 0L, 0, 0, 0, 0, 0, 0L);
        assertThat(VerdictSentence.of(run(VerdictStatus.FAIL).counts(doubled).build()))
                .endsWith("; 3 more came out than went in.");
    }

    @Test
    void shouldWordMarginsOfEveryKindOfLimit() {
        assertThat(margin("p99", "<", 10, "ms", 8.0)).isEqualTo("20 % below");
        assertThat(margin("p99", "<", 10, "ms", 10.0)).isEqualTo("equal");
        assertThat(margin("p99", "<", 10, "ms", 105.0)).isEqualTo("10.5 times");
        assertThat(margin("rate", ">", 100_000, "/s", 110_000.0)).isEqualTo("10 % above");
        assertThat(margin("rate", ">", 100_000, "/s", 40_000.0)).isEqualTo("60 % below");
        assertThat(margin("success", ">=", 99.9, "%", 99.5)).isEqualTo("0.4 points below");
        assertThat(margin("lost", "=", 0, "", 12.0)).isEqualTo("12 over");
        assertThat(margin("p99", "<", 10, "ms", null)).isEmpty();
    }

    private static String margin(String metric, String op, double limit, String unit, Double value) {
        return new Objective(new SloResult(metric, op, limit, unit, value, null, null)).margin();
    }

    private static RunReportBuilder run(VerdictStatus status) {
        Histogram response = new Histogram(3);
        response.recordValueWithCount(20_000, 1_100_000);
        return SampleRun.passing(10)
                .builder()
                .verdict(new Verdict(status, List.of(), List.of()))
                .counts(ALL)
                .slo(List.of(P95_MET))
                .latency(new Latency(Distribution.of(response), null, null, null));
    }
}
