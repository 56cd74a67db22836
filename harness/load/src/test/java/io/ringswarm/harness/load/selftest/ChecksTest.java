package io.ringswarm.harness.load.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.reports.run.VerdictStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private final Checks quiet = new Checks(StallKind.HANDLER, null);
    private final Checks disturbed = new Checks(StallKind.HANDLER, "a neighbour");

    @Test
    void shouldDisagreeOutsideTheBandWhenNothingDisturbed() {
        within(quiet);
        assertThat(quiet.all())
                .extracting(Check::outcome)
                .containsExactly(
                        Check.Outcome.DISAGREES,
                        Check.Outcome.OK,
                        Check.Outcome.OK,
                        Check.Outcome.DISAGREES,
                        Check.Outcome.DISAGREES);
    }

    @Test
    void shouldExcuseWhatIsTooHighAndNothingElseWhenDisturbed() {
        within(disturbed);
        assertThat(disturbed.all())
                .extracting(Check::outcome)
                .containsExactly(
                        Check.Outcome.DISAGREES,
                        Check.Outcome.OK,
                        Check.Outcome.OK,
                        Check.Outcome.NOT_JUDGED,
                        Check.Outcome.DISAGREES);
        assertThat(disturbed.all().get(3).reason()).isEqualTo("a neighbour");
    }

    @Test
    void shouldNeverExcuseACountThatIsExactWhenDisturbed() {
        disturbed.exactly("samples", 10, 11);
        disturbed.exactly("samples", 10, 9);
        assertThat(disturbed.all()).extracting(Check::outcome).containsOnly(Check.Outcome.DISAGREES);
    }

    @Test
    void shouldPassOnlyWhenAllAgreeWhenReported() {
        quiet.exactly("samples", 10, 10);
        assertThat(report(quiet).status()).isEqualTo(VerdictStatus.PASS);

        quiet.notJudged("stall", "it did not come");
        assertThat(report(quiet).status()).isEqualTo(VerdictStatus.INVALID);
    }

    @Test
    void shouldAgreeOnWhatNeedsNoRun() {
        assertThat(ArithmeticChecks.all())
                .hasSizeGreaterThan(15)
                .extracting(Check::outcome)
                .containsOnly(Check.Outcome.OK);
    }

    private static void within(Checks checks) {
        for (Long recorded : new Long[] {9L, 10L, 20L, 21L, null}) {
            checks.within("figure", Check.Unit.NS, 10, 20, recorded);
        }
    }

    private static SelfTestReport report(Checks checks) {
        return new SelfTestReport(SelfTestReport.SCHEMA_VERSION, "test", List.of(), checks.all());
    }
}
