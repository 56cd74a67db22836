package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The asks of senders outside, turn by turn. */
@Timeout(30)
class SenderAskTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int LONG_BODY = 500;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Parcel parcel = new Parcel();
    private final List<Offer> replies = new ArrayList<>();

    @Test
    void shouldGiveBuffersBackWhenASenderIsClosedWithAnswersThatItHasNotTaken() {
        Engine engine = watcher.launch(watcher.small().invokerMode(true).overflowBuffers(2));
        AgentRef agent = engine.spawn(
                "answering",
                () -> (message, self) -> replies.add(self.reply(message, new Parcel().of(1, 1, LONG_BODY), PARCELS)));
        for (int i = 0; i < 10; i++) {
            Sender sender = engine.newSender();
            assertThat(sender.ask(agent, parcel, PARCELS, LONG, (outcome, reply) -> replies.clear()))
                    .isEqualTo(Offer.ACCEPTED);
            engine.invoke();
            sender.close();
        }

        assertThat(replies).hasSize(10).containsOnly(Offer.ACCEPTED);
        assertThat(engine.counters().asks().cancelled()).isEqualTo(10);
        assertThat(engine.counters().asks().inFlight()).isZero();
    }
}
