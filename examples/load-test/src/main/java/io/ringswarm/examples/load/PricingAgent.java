package io.ringswarm.examples.load;

import static io.ringswarm.examples.load.QuoteCodec.QUOTES;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;

// begin of the docs' agent
/** Adds its spread to each quote and passes it to a publisher, with the time that it was due at. */
final class PricingAgent implements Agent {
    private static final double SPREAD = 0.25;

    private final Quote quote = new Quote();
    private final Envelope envelope = new Envelope();
    private final AgentRef publisher;

    PricingAgent(AgentRef publisher) {
        this.publisher = publisher;
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        message.read(QUOTES, quote);
        quote.price += SPREAD;
        self.sendOrPark(publisher, quote, QUOTES, envelope.dueNs(message.dueNs()));
    }
}
// end of the docs' agent
