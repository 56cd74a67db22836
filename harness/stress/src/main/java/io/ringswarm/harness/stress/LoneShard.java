package io.ringswarm.harness.stress;

import io.ringswarm.engine.EngineConfig;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.ask.AskDirectory;
import io.ringswarm.engine.delivery.DeadLetterStream;
import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.idle.Parking;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderLedger;
import java.util.List;

/**
 * The only shard of an engine that has no threads: whoever calls {@link Shard#run()} is the shard's.
 *
 * @param config the engine's
 * @param lifecycle the engine's
 * @param senders the engine's
 * @param asks the engine's
 * @param shard connected, not started
 */
public record LoneShard(
        EngineConfig config, Lifecycle lifecycle, SenderLedger senders, AskDirectory asks, Shard shard) {
    /**
     * A shard in a running engine.
     *
     * @param config the engine's; its number of shards does not matter
     */
    public LoneShard(EngineConfig config) {
        this(config, new Lifecycle(), new SenderLedger(), new AskDirectory(1));
    }

    private LoneShard(EngineConfig config, Lifecycle lifecycle, SenderLedger senders, AskDirectory asks) {
        this(
                config,
                lifecycle,
                senders,
                asks,
                new Shard(
                        0,
                        config,
                        config.idleStrategy().get(),
                        lifecycle,
                        senders,
                        asks,
                        new DeadLetterStream(Runnable::run),
                        Runnable::run));
        shard.connect(List.of(shard), senders, new NoRegistry());
    }

    /**
     * As little room as an engine can have, in which a few messages use everything again and again; the shard parks as
     * soon as it finds nothing.
     *
     * @return bodies up to 64 bytes, of which those over 8 travel in the only overflow buffer
     */
    public static EngineContext smallest() {
        return new EngineContext()
                .shards(1)
                .ringSlots(4)
                .localQueueSlots(4)
                .outboxMessages(1)
                .parkedMessages(1)
                .stashedMessages(1)
                .maxAsksInFlight(1)
                .stagedMessages(1)
                .slotBytes(StagedMessage.SLOT_BYTES)
                .maxBodyBytes(64)
                .overflowBuffers(1)
                .idleStrategy(Parking::new)
                .deadLetterListener((message, reason, cause) -> {});
    }
}
