package io.ringswarm.examples.spring;

import io.ringswarm.engine.EngineHealth;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The engine's health for Actuator, as {@code engine}. A degraded engine is up, as it accepts and delivers; its reasons are
 * shown. A failed one is down for good: only a restart helps.
 */
final class EngineHealthIndicator implements HealthIndicator {
    private final Supplier<EngineHealth> engine;

    EngineHealthIndicator(Supplier<EngineHealth> engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        EngineHealth health = engine.get();
        Health.Builder shown = switch (health.status()) {
            case UP, DEGRADED -> Health.up();
            case CLOSED -> Health.outOfService();
            case FAILED -> Health.down();
        };
        return shown.withDetail("engine", health.status())
                .withDetail("reasons", health.reasons())
                .build();
    }
}
