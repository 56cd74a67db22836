package io.ringswarm.reports.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.reports.SampleRun;
import io.ringswarm.reports.SampleTasks;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {
    private static final Verdict PASS = new Verdict(VerdictStatus.PASS, List.of(), List.of());

    @Test
    void shouldKeepEverythingWhenBuiltFromAnother() {
        for (RunReport report : List.of(
                SampleRun.passing(3).report(),
                SampleRun.saturated(),
                SampleRun.spawning(),
                SampleTasks.failing(),
                SampleRun.compared(),
                SampleRun.searched())) {
            assertThat(report.toBuilder().build()).isEqualTo(report);
        }
        assertThat(RunReport.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .filteredOn(name -> !name.equals("schemaVersion"))
                .allSatisfy(name -> assertThat(RunReportBuilder.class.getDeclaredField(name))
                        .isNotNull());
    }

    @Test
    void shouldDeriveLostFromTheOtherCounts() {
        assertThat(new Counts(100L, 90, 60, 1L, 2L, 7, 5, 4, 3, 2, 10L).lost()).isEqualTo(90 - 60 - 5 - 4 - 3 - 2);
        assertThat(new Counts(null, 5, 7, null, null, 0, 0, 0, 0, 0, null).lost())
                .isEqualTo(-2);
    }

    @Test
    void shouldComputeRatesOverTheScheduledDurationUnlessGiven() {
        RunReportBuilder builder = minimal().counts(new Counts(1000L, 900, 800, null, null, 0, 0, 0, 0, 100, 100L));
        assertThat(builder.build().rate()).isEqualTo(new Rate(100.0, 90.0, 80.0));
        assertThat(builder.rate(new Rate(1.0, 2.0, 3.0)).build().rate()).isEqualTo(new Rate(1.0, 2.0, 3.0));
    }

    @Test
    void shouldTakeTheExitCodeOfTheStatusUnlessGiven() {
        assertThat(PASS.exitCode()).isZero();
        assertThat(new Verdict(VerdictStatus.FAIL, List.of(), List.of()).exitCode())
                .isEqualTo(1);
        assertThat(new Verdict(VerdictStatus.INVALID, List.of(), List.of()).exitCode())
                .isEqualTo(3);
        assertThat(new Verdict(VerdictStatus.INVALID, List.of(), List.of(), 130).exitCode())
                .isEqualTo(130);
    }

    @Test
    void shouldNotChangeWhenTheGivenCollectionsDo() {
        List<String> warnings = new ArrayList<>(List.of("first"));
        Map<String, String> tags = new LinkedHashMap<>(Map.of("branch", "main"));
        RunReport report = minimal()
                .tags(tags)
                .verdict(new Verdict(VerdictStatus.PASS, List.of(), warnings))
                .build();
        warnings.add("second");
        tags.clear();
        assertThat(report.verdict().warnings()).containsExactly("first");
        assertThat(report.tags()).containsEntry("branch", "main");
    }

    @Test
    void shouldNameWhatIsWrongWhenAComponentCannotBe() {
        assertThatThrownBy(() -> minimal().runId(" ").build()).hasMessageStartingWith("runId= ");
        assertThatThrownBy(() -> minimal().verdict(null).build()).hasMessage("verdict=null (expected: a value)");
        assertThatThrownBy(() -> new Counts(null, -1, 0, null, null, 0, 0, 0, 0, 0, null))
                .hasMessage("counts.sent=-1 (expected: 0 or more)");
        assertThatThrownBy(() -> new SloResult("p95", "<", Double.NaN, "ms", 1.0, true, null))
                .hasMessageStartingWith("slo.limit=NaN");
        assertThatThrownBy(() -> new Rate(null, null, Double.POSITIVE_INFINITY))
                .hasMessageStartingWith("rate.handledPerSecond=Infinity");
    }

    private static RunReportBuilder minimal() {
        return RunReport.builder()
                .runId("run-1")
                .startedAt(SampleRun.STARTED_AT)
                .verdict(PASS)
                .scenario(SampleRun.passing(10).scenario("default"))
                .counts(new Counts(10L, 10, 10, 0L, 0L, 0, 0, 0, 0, 0, 0L));
    }
}
