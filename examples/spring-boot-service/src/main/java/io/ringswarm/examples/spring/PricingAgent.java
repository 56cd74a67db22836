package io.ringswarm.examples.spring;

import static io.ringswarm.examples.spring.QuoteCodec.QUOTES;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;

/** Answers each question with a price. One thread calls it: it may keep what it likes in plain fields. */
final class PricingAgent implements Agent {
    private final PriceSource prices;
    private final Quote quote = new Quote();

    PricingAgent(PriceSource prices) {
        this.prices = prices;
    }

    @Override
    public void onMessage(Message message, AgentContext self) {
        message.read(QUOTES, quote);
        quote.price = prices.price(quote.instrument, quote.quantity);
        self.reply(message, quote, QUOTES);
    }
}
