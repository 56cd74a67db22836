package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.testbed.Allocations;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In steady state neither the sender's thread nor the shard's allocates for a message. */
@Timeout(60)
class AllocationTest {
    private static final int MESSAGES = 100_000;

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final Allocations allocations = new Allocations();
    private final Parcel parcel = new Parcel();
    private final Envelope envelope = new Envelope();

    @ParameterizedTest(name = "stage={0} bytes={1} priority={2}")
    @CsvSource({"false, 32, NORMAL", "true, 32, HIGH", "false, 300, NORMAL", "true, 300, LOW"})
    void shouldAllocateNothingPerMessageWhenWarm(boolean stage, int bytes, Priority priority) {
        Engine engine = watcher.launch(watcher.small()
                .ringSlots(1024)
                .stagedMessages(32)
                .overflowBuffers(64)
                .threadFactory(allocations));
        AgentRef agent = engine.spawn("reader", Reader::new);
        Sender sender = engine.newSender();
        envelope.priority(priority);
        allocations.assertNoneWhenWarm(() -> send(engine, sender, agent, stage, bytes));
    }

    @Test
    void shouldTakeUnderAHundredKilobytesForAHundredIdleAgents() {
        spawnHundred(watcher.launch(watcher.small())); // loads the classes
        Engine engine = watcher.launch(watcher.small());
        long before = Allocations.ownBytes();
        spawnHundred(engine);
        long allocated = Allocations.ownBytes() - before;

        assertThat(allocated).as("all that was allocated, garbage included").isLessThan(100_000);
    }

    private static void spawnHundred(Engine engine) {
        for (int i = 0; i < 100; i++) {
            engine.spawn("agent-" + i, () -> (message, self) -> {});
        }
    }

    private void send(Engine engine, Sender sender, AgentRef agent, boolean stage, int bytes) {
        for (int i = 0; i < MESSAGES; i++) {
            parcel.of(0, i, bytes);
            while (refused(sender, agent, stage)) {
                if (stage) {
                    sender.flush();
                }
                Waiting.turn();
            }
        }
        while (sender.staged() > 0) {
            sender.flush();
            Waiting.turn();
        }
        while (engine.queueDepth() > 0) {
            Waiting.turn();
        }
    }

    private boolean refused(Sender sender, AgentRef agent, boolean stage) {
        Offer offer =
                stage ? sender.stage(agent, parcel, PARCELS, envelope) : sender.tell(agent, parcel, PARCELS, envelope);
        return offer == Offer.BACK_PRESSURED;
    }

    private static final class Reader implements Agent {
        private final Parcel into = new Parcel();

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, into);
        }

        @Override
        public void onBatchEnd(AgentContext self) {}
    }
}
