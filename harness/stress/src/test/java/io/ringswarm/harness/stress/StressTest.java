package io.ringswarm.harness.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;

/** The short form of the stress tests: enough to notice an ordering that is gone, not to prove one. */
class StressTest {
    private static Map<String, TestResult> results;

    @BeforeAll
    @Timeout(240)
    static void runThemAll() throws Exception {
        results = ShortRun.run(Path.of("target", "stress", "short-run.txt"));
    }

    static Set<String> stressTests() {
        return ShortRun.tests();
    }

    @ParameterizedTest
    @MethodSource("stressTests")
    void shouldShowAllowedOutcomesOnlyWhenRunForAMoment(String stressTest) {
        TestResult result = results.get(stressTest);
        assertThat(result).isNotNull();
        assertThat(ReportUtils.statusToPassed(result))
                .as(ShortRun.table(result))
                .isTrue();
    }
}
