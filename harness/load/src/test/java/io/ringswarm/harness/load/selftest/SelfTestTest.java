package io.ringswarm.harness.load.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.VerdictStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class SelfTestTest {
    @ParameterizedTest
    @EnumSource(Flattery.class)
    void shouldDisagreeWhenMeasuringFlatters(Flattery flattery) {
        SelfTestReport report = run(flattery.path(MeasuringPath.ofRun()), flattery.stall());

        assertThat(report.status()).isEqualTo(VerdictStatus.INVALID);
        assertThat(report.status().exitCode()).isEqualTo(3);
        assertThat(report.with(Check.Outcome.DISAGREES))
                .as(SelfTestWords.table(report))
                .extracting(Check::name)
                .contains(flattery.foundBy());
    }

    /** A pause that the self-test knows nothing of, as a busy machine makes. */
    @Test
    void shouldRepeatAndNotJudgeWhatIsTooHighWhenTheMachineDisturbsEveryRun() {
        List<String> words = new ArrayList<>();
        MeasuringPath path = MeasuringPath.ofRun();
        MeasuringPath busy = (config, workload, schedule, listener) -> path.measure(
                config,
                new TamperedLoad(workload, startNs -> dueNs -> {
                    pauseOnce(startNs, dueNs);
                    return dueNs;
                }),
                schedule,
                listener);

        SelfTestReport report = new SelfTest(SelfTestPlan.brief(), busy, words::add).run(List.of(StallKind.CONTROL));

        assertThat(report.with(Check.Outcome.DISAGREES))
                .as(SelfTestWords.table(report))
                .isEmpty();
        assertThat(report.with(Check.Outcome.NOT_JUDGED))
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.reason()).contains("bands allow for 25 ms"));
        assertThat(report.status().exitCode()).isEqualTo(3);
        assertThat(report.runs().get(0).attempts()).isEqualTo(SelfTest.ATTEMPTS);
        assertThat(words).filteredOn(line -> line.startsWith("stalling")).hasSize(SelfTest.ATTEMPTS + 1);
        assertThat(SelfTestWords.table(report)).contains("not judged: ", "none disagrees, ");
    }

    /** From 600 to 700 ms after the start, whoever looks. */
    private static void pauseOnce(long startNs, long dueNs) {
        long inRunNs = System.nanoTime() - startNs;
        if (dueNs >= 600_000_000 && inRunNs < 700_000_000) {
            Pause.until(startNs + 700_000_000);
        }
    }

    private static SelfTestReport run(MeasuringPath path, StallKind... kinds) {
        return new SelfTest(SelfTestPlan.brief(), path, words -> {}).run(List.of(kinds));
    }
}
