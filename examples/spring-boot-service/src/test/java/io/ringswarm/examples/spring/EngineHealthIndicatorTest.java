package io.ringswarm.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineHealth;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Health;

@Timeout(20)
class EngineHealthIndicatorTest {
    @ParameterizedTest
    @CsvSource({"UP, UP", "DEGRADED, UP", "CLOSED, OUT_OF_SERVICE", "FAILED, DOWN"})
    void shouldSayWhatAnOrchestratorIsToDoWhenTheEngineSaysHowItIs(EngineHealth.Status engine, String shown) {
        Health health = new EngineHealthIndicator(() -> new EngineHealth(engine, List.of("because"))).health();
        assertThat(health.getStatus().getCode()).isEqualTo(shown);
        assertThat(health.getDetails()).containsEntry("engine", engine).containsEntry("reasons", List.of("because"));
    }
}
