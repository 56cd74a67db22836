package io.ringswarm.examples.load;

import io.ringswarm.harness.load.LoadTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

// begin of the docs' test
class PricingLoadTest {
    /** In every build: as fast as quotes are accepted, as nothing can be said of a rate where others work. */
    @Test
    void shouldLoseNoQuoteWhenThereAreMoreThanAgentsTake() {
        LoadTest.of(new PricingLoad())
                .agents(16)
                .shards(2)
                .rate("max")
                .warmup("0")
                .duration("1s")
                .slo("lost=0")
                .run();
    }

    /** On a machine of its own: {@code mvn test -Dload=true}. */
    @Test
    @EnabledIfSystemProperty(named = "load", matches = "true")
    void shouldPublishWithinAMillisecondWhenTheMarketIsBusy() {
        LoadTest.of(new PricingLoad())
                .agents(16)
                .rate("50k")
                .duration("10s")
                .slo("p99<1ms", "lost=0")
                .reportDir(Path.of("target", "pricing-load"))
                .run();
    }
}
// end of the docs' test
