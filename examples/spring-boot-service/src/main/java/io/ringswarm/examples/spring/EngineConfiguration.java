package io.ringswarm.examples.spring;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.micrometer.EngineMetricsBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine as beans. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
    /**
     * Runs from here until the context destroys its beans, which it does after the web server has answered what it had
     * taken: so requests under way still find the engine. {@code close} delivers what was accepted, within the time limit.
     */
    @Bean(destroyMethod = "close")
    Engine engine(PricingProperties settings) {
        return Engine.launch(new EngineContext()
                .name("pricing")
                .shards(settings.shards())
                .ringSlots(settings.ringSlots())
                .closeTimeout(settings.closeTimeout()));
    }

    @Bean
    AgentRef pricer(Engine engine, PriceSource prices) {
        return engine.spawn("pricer", () -> new PricingAgent(prices));
    }

    /** Spring Boot binds it to every registry that there is. */
    @Bean
    EngineMetricsBinder engineMetrics(Engine engine) {
        return new EngineMetricsBinder(engine);
    }

    @Bean
    EngineHealthIndicator engineHealthIndicator(Engine engine) {
        return new EngineHealthIndicator(engine::health);
    }

    @Bean
    PriceSource prices() {
        return (instrument, quantity) -> 100.0 + Math.floorMod(instrument, 100) - 0.01 * quantity;
    }
}
