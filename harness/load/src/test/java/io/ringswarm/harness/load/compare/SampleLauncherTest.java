package io.ringswarm.harness.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.harness.load.compare.ComparisonPlan.Task;
import io.ringswarm.harness.peers.Sample;
import io.ringswarm.harness.peers.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class SampleLauncherTest {
    private static final long LIMIT_NS = 100_000_000;

    @Test
    void shouldEndAProcessThatDoesNotEndByItself() {
        List<String> waitsForInput = List.of("cat");
        assertThatThrownBy(() -> SampleLauncher.take("stuck", waitsForInput, LIMIT_NS))
                .isInstanceOf(SampleFailedException.class)
                .hasMessageStartingWith("system=stuck (expected: a sample within 100 ms;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ringswarm-wire", "ringswarm-wire-template"})
    void shouldGiveASampleTheFlagsThatChronicleNeeds(String system) throws Exception {
        Participant participant = Participant.of(system);
        List<Task> tasks = List.of(new Task(Workload.ONE_WAY, List.of(participant)));
        SampleLauncher launcher = new SampleLauncher(new ComparisonPlan(tasks, null, 6, 7, LIMIT_NS, LIMIT_NS, 1));

        Sample sample = launcher.take(Workload.ONE_WAY, participant);
        assertThat(sample.handledPerSecond()).isPositive();
        assertThat(sample.lost()).isZero();
    }

    @Test
    void shouldNameTheExitCodeWhenAProcessEndsWithoutASample() {
        assertThatThrownBy(() -> SampleLauncher.take("broken", List.of("false"), 60_000_000_000L))
                .isInstanceOf(SampleFailedException.class)
                .hasMessage("system=broken (expected: a sample; its process ended with 1)");
    }
}
