package io.ringswarm.harness.load.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.VerdictStatus;
import java.util.List;
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

    private static SelfTestReport run(MeasuringPath path, StallKind... kinds) {
        return new SelfTest(SelfTestPlan.brief(), path, words -> {}).run(List.of(kinds));
    }
}
