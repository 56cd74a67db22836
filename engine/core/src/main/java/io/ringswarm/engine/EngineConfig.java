package io.ringswarm.engine;

import io.ringswarm.engine.idle.IdleStrategy;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * A checked configuration, made by {@link EngineContext#conclude()}, which explains the settings.
 *
 * @param name of the engine, used in thread names and logs
 * @param shards threads that handle messages
 * @param ringSlots slots of each lane's ring
 * @param slotBytes longest frame with its body that needs no overflow buffer
 * @param stagedMessages messages that a sender stages for one lane of one shard
 * @param maxBodyBytes longest body
 * @param overflowBuffers bodies longer than a slot that a sender may have under way
 * @param closeTimeout how long {@link Engine#close()} takes at most
 * @param idleStrategy makes one strategy per shard
 * @param clock the only source of time
 * @param threadFactory makes the shards' threads
 * @param deadLetterListener is told of messages that were not handled
 */
public record EngineConfig(
        String name,
        int shards,
        int ringSlots,
        int slotBytes,
        int stagedMessages,
        int maxBodyBytes,
        int overflowBuffers,
        Duration closeTimeout,
        Supplier<? extends IdleStrategy> idleStrategy,
        NanoClock clock,
        ThreadFactory threadFactory,
        DeadLetterListener deadLetterListener) {

    /**
     * What all rings take together.
     *
     * @return bytes
     */
    public long ringBytes() {
        return (long) shards * Priority.COUNT * ringSlots * slotBytes;
    }
}
