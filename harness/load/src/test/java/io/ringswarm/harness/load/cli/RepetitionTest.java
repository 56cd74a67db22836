package io.ringswarm.harness.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.harness.load.scenario.ScenarioOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    @Test
    void shouldRepeatWhatWasTypedQuotedForAShell() {
        assertThat(command(Map.of(), "run", "my load.yaml", "--slo", "p95<10ms", "--tag", "a=it's"))
                .isEqualTo("ringswarm run 'my load.yaml' --slo 'p95<10ms' --tag 'a=it'\\''s'");
    }

    @Test
    void shouldLeaveOutTheReportFolderWhichIsNotEmptyAnyMore() {
        assertThat(command(Map.of(), "run", "--report-dir", "out", "--force", "--json"))
                .isEqualTo("ringswarm run --json");
        assertThat(command(Map.of(), "run", "--report-dir=out", "max")).isEqualTo("ringswarm run max");
    }

    @Test
    void shouldBeginWithTheVariablesThatTookEffect() {
        Map<String, String> environment = Map.of(
                "RINGSWARM_SLO", "p95<10ms;lost=0",
                "RINGSWARM_JAVA_OPTS", "-Xmx4g",
                "RINGSWARM_RATE", "2k",
                "RINGSWARM_AGENTS", " ",
                "RINGSWARM_SHARDS", "2",
                "RINGSWARM_REPORT_DIR", "out",
                "LANG", "C");

        assertThat(command(environment, "run", "--shards", "1"))
                .isEqualTo(
                        "RINGSWARM_JAVA_OPTS=-Xmx4g RINGSWARM_RATE=2k RINGSWARM_SLO='p95<10ms;lost=0' ringswarm run --shards 1");
    }

    private static String command(Map<String, String> environment, String... arguments) {
        List<String> typed = List.of(arguments);
        return Repetition.command(
                typed, environment, option -> option == ScenarioOption.SHARDS && typed.contains(option.flag()));
    }
}
