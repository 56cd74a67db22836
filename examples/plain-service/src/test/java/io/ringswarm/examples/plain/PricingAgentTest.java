package io.ringswarm.examples.plain;

import static io.ringswarm.examples.plain.QuoteCodec.QUOTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.testkit.PendingAnswer;
import io.ringswarm.engine.testkit.TestEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent alone, on the test's thread. */
@Timeout(20)
class PricingAgentTest {
    private final TestEngine engine =
            TestEngine.launch(new EngineContext().deadLetterListener((message, reason, cause) -> {}));
    private final AgentRef pricer = engine.spawn("pricer", PricingAgent::new);

    @AfterEach
    void closeTheEngine() {
        engine.close();
    }

    @Test
    void shouldGetDearerWhenMoreIsAskedFor() {
        assertThat(priceOf(7, 10)).isEqualTo(PricingAgent.FIRST_PRICE);
        assertThat(priceOf(7, 1)).isEqualTo(PricingAgent.FIRST_PRICE + 10 * PricingAgent.RISE_PER_PIECE);
        assertThat(priceOf(8, 1)).isEqualTo(PricingAgent.FIRST_PRICE);
    }

    @Test
    void shouldGoOnWhenOneQuestionMakesNoSense() {
        PendingAnswer senseless = ask(7, 0);
        assertThat(senseless.outcome()).isEqualTo(AskOutcome.FAILED);
        assertThat(engine.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.cause()).hasMessage("quantity=0 (expected: positive)"));
        assertThat(priceOf(7, 1)).isEqualTo(PricingAgent.FIRST_PRICE);
    }

    private double priceOf(long instrument, int quantity) {
        return ask(instrument, quantity).read(QUOTES, new Quote()).price;
    }

    private PendingAnswer ask(long instrument, int quantity) {
        PendingAnswer answer = engine.ask(pricer, Quote.of(instrument, quantity), QUOTES, Duration.ofSeconds(1));
        engine.runUntilIdle();
        return answer;
    }
}
