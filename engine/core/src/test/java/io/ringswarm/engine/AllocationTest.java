package io.ringswarm.engine;

import static io.ringswarm.engine.testbed.ParcelCodec.PARCELS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ringswarm.engine.testbed.EngineWatcher;
import io.ringswarm.engine.testbed.Parcel;
import io.ringswarm.engine.testbed.Waiting;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In steady state neither the sender's thread nor the shard's allocates for a message. */
@Timeout(60)
class AllocationTest {
    private static final int MESSAGES = 100_000;
    private static final int ROUNDS = 6;

    /** What the threads may allocate besides: far below a byte a message. */
    private static final long TOLERANCE_BYTES = 8_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @RegisterExtension
    final EngineWatcher watcher = new EngineWatcher();

    private final AtomicLong shardThread = new AtomicLong();
    private final Parcel parcel = new Parcel();
    private final Envelope envelope = new Envelope();

    @ParameterizedTest(name = "stage={0} bytes={1} priority={2}")
    @CsvSource({"false, 32, NORMAL", "true, 32, HIGH", "false, 300, NORMAL", "true, 300, LOW"})
    void shouldAllocateNothingPerMessageWhenWarm(boolean stage, int bytes, Priority priority) {
        Engine engine = watcher.launch(
                watcher.small().ringSlots(1024).stagedMessages(32).overflowBuffers(64));
        AgentRef agent = engine.spawn("reader", Reader::new);
        Sender sender = engine.newSender();
        envelope.priority(priority);
        long senderBytes = Long.MAX_VALUE;
        long shardBytes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && Math.max(senderBytes, shardBytes) >= TOLERANCE_BYTES; round++) {
            send(engine, sender, agent, stage, bytes); // until it is compiled
            long senderBefore = THREADS.getCurrentThreadAllocatedBytes();
            long shardBefore = THREADS.getThreadAllocatedBytes(shardThread.get());
            send(engine, sender, agent, stage, bytes);
            senderBytes = THREADS.getCurrentThreadAllocatedBytes() - senderBefore;
            shardBytes = THREADS.getThreadAllocatedBytes(shardThread.get()) - shardBefore;
        }

        assertThat(senderBytes).as("bytes by the sender's thread").isLessThan(TOLERANCE_BYTES);
        assertThat(shardBytes).as("bytes by the shard's thread").isLessThan(TOLERANCE_BYTES);
    }

    @Test
    void shouldTakeUnderAHundredKilobytesForAHundredIdleAgents() {
        spawnHundred(watcher.launch(watcher.small())); // loads the classes
        Engine engine = watcher.launch(watcher.small());
        long before = THREADS.getCurrentThreadAllocatedBytes();
        spawnHundred(engine);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

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

    private final class Reader implements Agent {
        private final Parcel into = new Parcel();

        @Override
        public void onMessage(Message message, AgentContext self) {
            message.read(PARCELS, into);
            if (shardThread.get() == 0) {
                shardThread.set(Thread.currentThread().getId());
            }
        }

        @Override
        public void onBatchEnd(AgentContext self) {}
    }
}
