package io.ringswarm.examples.plain;

import static io.ringswarm.examples.plain.QuoteCodec.QUOTES;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;
import java.util.HashMap;
import java.util.Map;

/** Prices the instruments that are its own: the more of one has been asked for, the dearer it gets. */
final class PricingAgent implements Agent {
    static final double FIRST_PRICE = 100.0;
    static final double RISE_PER_PIECE = 0.01;

    private final Quote quote = new Quote();
    private final Map<Long, Long> demand = new HashMap<>(); // one thread calls: no lock, no concurrent map

    @Override
    public void onMessage(Message message, AgentContext self) {
        message.read(QUOTES, quote);
        if (quote.quantity <= 0) {
            // this message alone is lost, its asker is told, and the agent goes on
            throw new IllegalArgumentException("quantity=" + quote.quantity + " (expected: positive)");
        }
        long asked = demand.merge(quote.instrument, (long) quote.quantity, Long::sum);
        quote.price = FIRST_PRICE + RISE_PER_PIECE * (asked - quote.quantity);
        self.reply(message, quote, QUOTES);
    }
}
