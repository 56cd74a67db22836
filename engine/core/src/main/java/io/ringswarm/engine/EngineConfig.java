package io.ringswarm.engine;

import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.metrics.EntryListener;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;
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
 * @param localQueueSlots slots of each lane's local queue
 * @param outboxMessages messages that a shard holds for one lane of another
 * @param parkedMessages messages of its agents that a shard keeps until there is room
 * @param stashedMessages messages for its agents that a shard keeps until they may go on
 * @param maxAsksInFlight asks that a shard's agents, or a sender outside, may have under way
 * @param retainedMessages copies of messages that a shard's agents may keep
 * @param traceRetained whether each remembers where it was taken
 * @param shedAfter how long a message of the low lane waits before it is shed, zero for never
 * @param completionExecutor runs what depends on an ask's completion stage
 * @param blockingExecutor runs the calls of agents that may block; null for threads of the engine's own
 * @param traceHook called before and after each message, or null
 * @param entryListeners makes what is told when a shard's messages reach their handlers, by the shard's index, or null
 * @param invokerMode whether shards run by {@link Engine#invoke()} only
 * @param slowCallAfter after which time in one call an agent is named, zero for never
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
        int localQueueSlots,
        int outboxMessages,
        int parkedMessages,
        int stashedMessages,
        int maxAsksInFlight,
        int retainedMessages,
        boolean traceRetained,
        Duration shedAfter,
        Executor completionExecutor,
        Executor blockingExecutor,
        TraceHook traceHook,
        IntFunction<? extends EntryListener> entryListeners,
        boolean invokerMode,
        Duration slowCallAfter,
        Duration closeTimeout,
        Supplier<? extends IdleStrategy> idleStrategy,
        NanoClock clock,
        ThreadFactory threadFactory,
        DeadLetterListener deadLetterListener) {

    /**
     * How long a message may wait for its turn before it is shed.
     *
     * @return ns by lane, {@link Long#MAX_VALUE} for as long as it takes; a new array at every call
     */
    public long[] shedAfterNs() {
        long[] byLane = new long[Priority.COUNT];
        long ns = TimeLimit.ns(shedAfter);
        for (int lane = 0; lane < byLane.length; lane++) {
            int doublings = Priority.COUNT - 1 - lane;
            byLane[lane] = ns == 0 || ns > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : ns << doublings;
        }
        return byLane;
    }

    /**
     * What is told when messages of a shard reach their handlers.
     *
     * @param shard its index
     * @return made anew at every call; null when nobody is to be told
     */
    public EntryListener entryListener(int shard) {
        return entryListeners == null ? null : entryListeners.apply(shard);
    }

    /**
     * What all rings take together.
     *
     * @return bytes
     */
    public long ringBytes() {
        return (long) shards * Priority.COUNT * ringSlots * slotBytes;
    }
}
