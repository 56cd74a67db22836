package io.ringswarm.harness.load.compare;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
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

    @Test
    void shouldNameTheExitCodeWhenAProcessEndsWithoutASample() {
        assertThatThrownBy(() -> SampleLauncher.take("broken", List.of("false"), 60_000_000_000L))
                .isInstanceOf(SampleFailedException.class)
                .hasMessage("system=broken (expected: a sample; its process ended with 1)");
    }
}
