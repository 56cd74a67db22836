package io.ringswarm.examples.plain;

import static io.ringswarm.examples.plain.QuoteCodec.QUOTES;

import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.EngineHealth;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Prices for any thread that asks. The engine is its own: it begins and ends with the service. */
final class PricingService implements AutoCloseable {
    private static final int PRICERS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(5);

    private final Engine engine;
    private final List<AgentRef> pricers;

    PricingService() {
        engine = Engine.launch(new EngineContext().name("pricing").shards(2).closeTimeout(TIME_TO_CLOSE));
        pricers = engine.spawnAll(PRICERS, i -> "pricer-" + i, new AgentOptions(), i -> new PricingAgent());
    }

    /**
     * Asks for a price. Never blocks: what cannot be taken now is refused at once. Any thread.
     *
     * @param instrument any number; all questions about one go to the same agent, in order
     * @param quantity pieces, positive
     * @return the answer; or {@code AskFailedException}, which says whether the engine had no room, nobody answered in time,
     *     or the agent threw
     */
    CompletionStage<Quote> price(long instrument, int quantity) {
        AgentRef pricer = pricers.get(Math.floorMod(instrument, PRICERS));
        return engine.ask(pricer, Quote.of(instrument, quantity), QUOTES, PATIENCE, Quote::new, QUOTES);
    }

    /** For whoever watches the service: UP and DEGRADED still answer, CLOSED and FAILED will not again. Any thread. */
    EngineHealth health() {
        return engine.health();
    }

    /** Answers what was taken, takes nothing more, and says what became of everything. Later calls say the same. */
    CloseReport shutDown() {
        return engine.close(TIME_TO_CLOSE);
    }

    @Override
    public void close() {
        shutDown();
    }
}
