package io.ringswarm.engine.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.testkit.Probe;
import io.ringswarm.engine.testkit.TestEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a service tests its agent: what docs/testing.md shows. */
@Timeout(10)
// begin of the docs' test
class PricingAgentTest {
    private static final QuoteCodec CODEC = new QuoteCodec();

    private final TestEngine engine = TestEngine.launch();
    private final Probe spreads = new Probe();
    private final Probe publisher = new Probe();
    private final AgentRef spreadsRef = engine.spawn("spreads", () -> spreads);
    private final AgentRef publisherRef = engine.spawn("publisher", () -> publisher);
    private final AgentRef pricer = engine.spawn("pricer", () -> new PricingAgent(spreadsRef, publisherRef));

    @AfterEach
    void closeTheEngine() {
        engine.close(); // fails the test when a message is unaccounted for
    }

    @Test
    void shouldPublishThePriceWithItsSpreadWhenThatIsKnown() {
        spreads.replyWith(Quote.of(7, 0.25), CODEC);
        engine.tell(pricer, Quote.of(7, 100.0), CODEC);
        engine.runUntilIdle();

        assertThat(spreads.read(CODEC, new Quote()).instrument).isEqualTo(7);
        assertThat(publisher.read(CODEC, new Quote()).price).isEqualTo(100.25);
    }

    @Test
    void shouldPublishAWidePriceWhenTheSpreadDoesNotComeInTime() {
        engine.tell(pricer, Quote.of(7, 100.0), CODEC);
        engine.advance(PricingAgent.PATIENCE.minusNanos(1));
        assertThat(publisher.count()).isZero();

        engine.advance(Duration.ofNanos(1));
        assertThat(publisher.read(CODEC, new Quote()).price).isEqualTo(109.0);
    }

    @Test
    void shouldWithdrawItsPriceOnceWhenQuotesStopComing() {
        spreads.replyWith(Quote.of(7, 0.25), CODEC);
        for (int i = 0; i < 10; i++) {
            engine.tell(pricer, Quote.of(7, 100.0), CODEC);
            engine.advance(Duration.ofMillis(999));
        }
        assertThat(publisher.count()).isEqualTo(10);

        engine.advance(Duration.ofHours(1));
        assertThat(publisher.count()).isEqualTo(11);
        assertThat(publisher.read(CODEC, new Quote()).price).isNaN();
    }

    @Test
    void shouldPublishAWidePriceAtOnceWhenTheSpreadsAgentThrows() {
        spreads.does((message, self) -> {
            throw new IllegalStateException("out of spreads");
        });
        engine.tell(pricer, Quote.of(7, 100.0), CODEC);
        engine.runUntilIdle();

        assertThat(publisher.read(CODEC, new Quote()).price).isEqualTo(109.0);
        assertThat(engine.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.cause()).hasMessage("out of spreads"));
    }
}
// end of the docs' test
