package io.ringswarm.engine.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Sender;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the README shows of agents that answer and send, compiled and run. */
@Timeout(30)
class ConversationExampleTest {
    // begin of the README's conversation
    /** Answers each quote with a price of its own, tells an auditor, and forgets its spread once an hour. */
    static final class MarketMaker implements Agent {
        private final QuoteCodec codec = new QuoteCodec();
        private final Quote quote = new Quote();
        private final AgentRef auditor;
        private double spread;
        private boolean started;

        MarketMaker(AgentRef auditor) {
            this.auditor = auditor;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            if (!started) {
                started = true;
                self.newTimer((timer, dueNs, me) -> spread = 0).every(Duration.ofHours(1));
            }
            message.read(codec, quote);
            spread += 0.25;
            quote.price += spread;
            self.reply(message, quote, codec); // there is always room for an answer
            self.sendOrPark(auditor, quote, codec); // never blocks; see docs/delivery.md for when there is no room
        }
    }
    // end of the README's conversation

    @Test
    void shouldAnswerBothWaysWhenTheReadmeIsFollowed() throws Exception {
        double[] prices = new double[2];
        try (Engine engine = Engine.launch(new EngineContext().name("market"))) {
            AgentRef auditor = engine.spawn("auditor", () -> (message, self) -> {});
            AgentRef maker = engine.spawn("maker", () -> new MarketMaker(auditor));
            QuoteCodec codec = new QuoteCodec();
            Quote quote = new Quote();
            quote.price = 100;
            Quote answer = new Quote();

            // begin of the README's asks
            try (Sender sender =
                    engine.newSender()) { // allocates nothing: the handler runs in awaitReplies, on this thread
                sender.ask(maker, quote, codec, Duration.ofSeconds(5), (outcome, reply) -> {
                    if (outcome == AskOutcome.ANSWERED) {
                        prices[0] = reply.read(codec, answer).price;
                    }
                });
                sender.awaitReplies(Duration.ofSeconds(10));
            }
            CompletionStage<Quote> future = engine.ask(maker, quote, codec, Duration.ofSeconds(5), Quote::new, codec);
            // end of the README's asks
            prices[1] = future.toCompletableFuture().get().price;
        }
        assertThat(prices).containsExactly(100.25, 100.5);
    }
}
