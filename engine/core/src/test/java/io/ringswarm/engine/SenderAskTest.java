package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.testbed.Allocations;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Were the places of closed senders kept, each new one would copy a list of all that there have been. */
    @Test
    void shouldKeepNothingOfASenderWhenItHasAskedAndIsClosed() {
        Engine engine = watcher.launch(watcher.small().maxAsksInFlight(4).invokerMode(true));
        AgentRef agent = engine.spawn("silent", () -> (message, self) -> {});
        askWithASenderOfItsOwn(engine, agent); // loads the classes
        long firstBytes = askWithASenderOfItsOwn(engine, agent);
        for (int i = 0; i < 5_000; i++) {
            askWithASenderOfItsOwn(engine, agent);
        }

        assertThat(askWithASenderOfItsOwn(engine, agent)).isLessThan(firstBytes + 4_000);
    }

    @Test
    void shouldWaitOnWhenItIsInterruptedAndLeaveTheCallerTheInterrupt() throws Exception {
        Engine engine = watcher.launch(watcher.small());
        AgentRef agent = engine.spawn("silent", () -> (message, self) -> {});
        try (Sender sender = engine.newSender()) {
            sender.ask(agent, parcel, PARCELS, Duration.ofMillis(20), (outcome, reply) -> {});
            Thread.currentThread().interrupt();
            assertThat(sender.awaitReplies(LONG)).isEqualTo(1);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private long askWithASenderOfItsOwn(Engine engine, AgentRef agent) {
        long before = Allocations.ownBytes();
        try (Sender sender = engine.newSender()) {
            assertThat(sender.ask(agent, parcel, PARCELS, LONG, (outcome, reply) -> {}))
                    .isEqualTo(Offer.ACCEPTED);
        }
        long bytes = Allocations.ownBytes() - before;
        engine.invoke();
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCountAReplyAsLateWhenTheAskHadEndedWithoutOne(boolean polled) throws Exception {
        Engine engine = watcher.launch(watcher.small().invokerMode(true));
        AgentRef agent = engine.spawn("late", () -> new Answering(true));
        Sender sender = engine.newSender();
        sender.ask(
                agent,
                parcel,
                PARCELS,
                LONG,
                (outcome, reply) -> assertThat(outcome).isEqualTo(AskOutcome.FAILED));
        engine.invoke();
        assertThat(polled ? sender.poll() : 1).isEqualTo(1);
        sender.tell(agent, parcel, PARCELS);
        engine.invoke();

        assertThat(replies).containsExactly(Offer.NOT_AWAITED);
        assertThat(engine.counters().asks().lateReplies()).isEqualTo(1);
        assertThat(engine.counters().asks().duplicateReplies()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldCountAReplyAsDuplicateWhenTheAskHadAnAnswer(boolean polled) throws Exception {
        Engine engine = watcher.launch(watcher.small().invokerMode(true));
        AgentRef agent = engine.spawn("eager", () -> new Answering(false));
        Sender sender = engine.newSender();
        sender.ask(
                agent,
                parcel,
                PARCELS,
                LONG,
                (outcome, reply) -> assertThat(outcome).isEqualTo(AskOutcome.ANSWERED));
        engine.invoke();
        assertThat(polled ? sender.poll() : 1).isEqualTo(1);
        sender.tell(agent, parcel, PARCELS);
        engine.invoke();

        assertThat(replies).containsExactly(Offer.ACCEPTED, Offer.NOT_AWAITED);
        assertThat(engine.counters().asks().duplicateReplies()).isEqualTo(1);
        assertThat(engine.counters().asks().lateReplies()).isZero();
    }

    /** Answers an ask, or throws, and answers it again with the next message. */
    private final class Answering implements Agent {
        private final boolean throwing;
        private final ReplyTicket ticket = new ReplyTicket();

        Answering(boolean throwing) {
            this.throwing = throwing;
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            if (!message.isAsk()) {
                replies.add(self.reply(ticket, parcel, PARCELS));
                return;
            }
            ticket.take(message);
            if (throwing) {
                throw new IllegalStateException("on purpose");
            }
            replies.add(self.reply(message, parcel, PARCELS));
        }
    }
}
