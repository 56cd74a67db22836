package io.ringswarm.engine.testkit.example;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Timer;
import java.time.Duration;

// begin of the docs' agent
/** Adds a spread, which it asks for, to each quote, and publishes that; withdraws its price when quotes stop coming. */
final class PricingAgent implements Agent {
    static final Duration PATIENCE = Duration.ofMillis(5);
    static final Duration STALE_AFTER = Duration.ofSeconds(1);
    static final double WIDE_SPREAD = 9.0;

    private final QuoteCodec codec = new QuoteCodec();
    private final Quote quote = new Quote();
    private final AgentRef spreads;
    private final AgentRef publisher;
    private Timer staleness;

    PricingAgent(AgentRef spreads, AgentRef publisher) {
        this.spreads = spreads;
        this.publisher = publisher;
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        if (staleness == null) {
            staleness = self.newTimer((timer, dueNs, me) -> publish(me, Double.NaN));
        }
        staleness.once(STALE_AFTER);
        double mid = message.read(codec, quote).price;
        self.ask(spreads, quote, codec, PATIENCE, (outcome, reply) -> {
            boolean known = outcome == AskOutcome.ANSWERED;
            publish(self, mid + (known ? reply.read(codec, quote).price : WIDE_SPREAD));
        });
    }

    private void publish(AgentContext self, double price) {
        quote.price = price;
        self.send(publisher, quote, codec);
    }
}
// end of the docs' agent
