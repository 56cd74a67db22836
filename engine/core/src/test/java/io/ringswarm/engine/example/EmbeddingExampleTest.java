package io.ringswarm.engine.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.CloseReport;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows, compiled and run. */
class EmbeddingExampleTest {
    private static final Path README = Path.of("..", "..", "README.md");
    private static final Path SOURCES = Path.of("src", "test", "java", "io", "ringswarm", "engine", "example");

    private static final DoubleAdder TOTAL = new DoubleAdder();

    // begin of the README's agent
    /** Handles quotes, one at a time, always on the same thread. */
    static final class PricingAgent implements Agent {
        private final QuoteCodec codec = new QuoteCodec();
        private final Quote quote = new Quote(); // reused: handling allocates nothing

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(codec, quote);
            TOTAL.add(quote.price);
        }
    }
    // end of the README's agent

    @Test
    void shouldHandleEveryQuoteWhenTheReadmeIsFollowed() {
        double before = TOTAL.sum();
        // begin of the README's service
        Engine engine = Engine.launch(new EngineContext().name("pricing"));
        AgentRef pricer = engine.spawn("pricer", PricingAgent::new);
        QuoteCodec codec = new QuoteCodec();
        Quote quote = new Quote();

        try (Sender sender = engine.newSender()) { // one per thread
            for (int i = 0; i < 1_000; i++) {
                quote.instrument = i;
                quote.price = 1.5;
                while (sender.tell(pricer, quote, codec) == Offer.BACK_PRESSURED) {
                    Thread.onSpinWait(); // nothing blocks unless you do: wait, drop, or do something else
                }
            }
        }

        CloseReport report = engine.close(Duration.ofSeconds(5)); // delivers what was accepted
        System.Logger log = System.getLogger("pricing");
        log.log(System.Logger.Level.INFO, "handled {0}", report.counters().handled());
        // end of the README's service
        assertThat(report.counters().handled()).isEqualTo(1_000);
        assertThat(TOTAL.sum() - before).isEqualTo(1_500.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "codec:QuoteCodec",
                "agent:EmbeddingExampleTest",
                "service:EmbeddingExampleTest",
                "conversation:ConversationExampleTest",
                "asks:ConversationExampleTest"
            })
    void shouldStandInTheReadmeAsItIsCompiled(String part) throws IOException {
        String name = part.substring(0, part.indexOf(':'));
        Path source = SOURCES.resolve(part.substring(part.indexOf(':') + 1) + ".java");
        assertThat(Files.readString(README)).contains(region(source, name));
    }

    /** The lines between the marks, without their common indent. */
    private static String region(Path source, String name) throws IOException {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.dropWhile(line -> !line.strip().equals("// begin of the README's " + name))
                    .skip(1)
                    .takeWhile(line -> !line.strip().equals("// end of the README's " + name))
                    .collect(Collectors.joining("\n"))
                    .stripIndent();
        }
    }
}
