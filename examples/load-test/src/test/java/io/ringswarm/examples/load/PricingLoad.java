package io.ringswarm.examples.load;

import static io.ringswarm.examples.load.QuoteCodec.QUOTES;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.harness.load.custom.ArrivalNumbers;
import io.ringswarm.harness.load.custom.CustomWorkload;
import io.ringswarm.harness.load.custom.HandledCount;
import io.ringswarm.harness.load.custom.LoadSetup;
import io.ringswarm.harness.load.custom.MessageMaker;
import java.util.ArrayList;
import java.util.List;

// begin of the docs' workload
/** Quotes to pricing agents. Each has a publisher behind it, where a quote has been handled. */
public final class PricingLoad implements CustomWorkload {
    @Override
    public List<AgentRef> create(LoadSetup setup) {
        HandledCount handled = setup.countHandled();
        List<AgentRef> pricers = new ArrayList<>();
        for (int i = 0; i < setup.agents(); i++) {
            int shard = i % setup.shards();
            Agent publishing = publisher(handled, setup.checkArrivals(i));
            AgentRef publisher = setup.engine().spawn("publisher-" + i, shard, () -> publishing);
            pricers.add(setup.engine().spawn("pricer-" + i, shard, () -> new PricingAgent(publisher)));
        }
        return pricers;
    }

    @Override
    public MessageMaker messages(int producer) {
        Quote quote = new Quote(); // reused: making a message allocates nothing
        return next -> {
            quote.instrument = next.agent();
            quote.price = 100.0 + next.number() % 10;
            quote.source = next.producer();
            quote.number = next.number();
            next.body(quote, QUOTES);
        };
    }

    /** Stands where the service has its real one. */
    private static Agent publisher(HandledCount handled, ArrivalNumbers arrivals) {
        Quote quote = new Quote();
        return (message, self) -> {
            message.read(QUOTES, quote);
            arrivals.arrived(quote.source, quote.number);
            handled.handled(message, self);
        };
    }
}
// end of the docs' workload
