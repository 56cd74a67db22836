package io.ringswarm.engine;

import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.config.Faults;
import io.ringswarm.engine.delivery.LoggingDeadLetters;
import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.metrics.EntryListener;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * What an engine is to be like. Mutable until {@linkplain #conclude() concluded}; every setting has a default that works.
 * Confined to one thread.
 */
public final class EngineContext {
    /** Slots of each lane's ring unless set. */
    public static final int DEFAULT_RING_SLOTS = 4096;

    /** Stride of the slots unless set: a header of 64 and a body of 128 bytes. */
    public static final int DEFAULT_SLOT_BYTES = 192;

    /** Messages staged for one lane of one shard unless set. */
    public static final int DEFAULT_STAGED_MESSAGES = 32;

    /** Longest body unless set. */
    public static final int DEFAULT_MAX_BODY_BYTES = 64 * 1024;

    /** Slots of each lane's local queue unless set. */
    public static final int DEFAULT_LOCAL_QUEUE_SLOTS = 1024;

    /** Messages in each outbox unless set. */
    public static final int DEFAULT_OUTBOX_MESSAGES = 256;

    /** Messages in each shard's reserve unless set. */
    public static final int DEFAULT_PARKED_MESSAGES = 1024;

    /** Messages in each shard's stash unless set. */
    public static final int DEFAULT_STASHED_MESSAGES = 16_384;

    /** Asks that a shard or a sender may have under way unless set. */
    public static final int DEFAULT_MAX_ASKS_IN_FLIGHT = 1024;

    private static final int MAX_KEPT_MESSAGES = 1 << 20;
    private static final int MIN_RING_SLOTS = 4;
    private static final int MAX_RING_SLOTS = 1 << 22;
    private static final int SLOT_UNIT = Long.BYTES;
    private static final int MIN_SLOT_BYTES = FrameLayout.HEADER_BYTES + SLOT_UNIT;
    private static final int MAX_SLOT_BYTES = 64 * 1024;
    private static final int MAX_STAGED_MESSAGES = 4096;
    private static final int MAX_MAX_BODY_BYTES = 64 * 1024 * 1024;
    private static final int MAX_OVERFLOW_BUFFERS = 1024;
    private static final int MAX_SLAB_BYTES = 1 << 30;

    /** Copies of messages that the agents of a shard may keep, unless set. */
    public static final int DEFAULT_RETAINED_MESSAGES = 4096;

    private String name = "ringswarm";
    private int shards = 1;
    private int ringSlots = DEFAULT_RING_SLOTS;
    private int slotBytes = DEFAULT_SLOT_BYTES;
    private int stagedMessages = DEFAULT_STAGED_MESSAGES;
    private int maxBodyBytes = DEFAULT_MAX_BODY_BYTES;
    private int overflowBuffers = 16;
    private int localQueueSlots = DEFAULT_LOCAL_QUEUE_SLOTS;
    private int outboxMessages = DEFAULT_OUTBOX_MESSAGES;
    private int parkedMessages = DEFAULT_PARKED_MESSAGES;
    private int stashedMessages = DEFAULT_STASHED_MESSAGES;
    private int maxAsksInFlight = DEFAULT_MAX_ASKS_IN_FLIGHT;
    private Duration shedAfter = Duration.ZERO;
    private Executor completionExecutor = ForkJoinPool.commonPool();
    private boolean invokerMode;
    private int retainedMessages = DEFAULT_RETAINED_MESSAGES;
    private boolean traceRetained;
    private Executor blockingExecutor;
    private TraceHook traceHook;
    private IntFunction<? extends EntryListener> entryListeners;
    private Duration slowCallAfter = Duration.ofSeconds(1);
    private Duration closeTimeout = Duration.ofSeconds(10);
    private Supplier<? extends IdleStrategy> idleStrategy = Backoff::new;
    private NanoClock clock = NanoClock.SYSTEM;
    private ThreadFactory threadFactory;
    private DeadLetterListener deadLetterListener = new LoggingDeadLetters();

    /** All defaults. */
    public EngineContext() {}

    /**
     * Names the engine, in thread names and logs.
     *
     * @param name not blank; default {@code ringswarm}
     * @return this
     */
    public EngineContext name(String name) {
        this.name = name;
        return this;
    }

    /**
     * How many threads handle messages. Each has its own rings and its own agents.
     *
     * @param shards 1 to 128; default 1
     * @return this
     */
    public EngineContext shards(int shards) {
        this.shards = shards;
        return this;
    }

    /**
     * How many messages a lane of a shard holds before senders are back-pressured.
     *
     * @param ringSlots a power of two, 4 to 4,194,304; default {@value #DEFAULT_RING_SLOTS}
     * @return this
     */
    public EngineContext ringSlots(int ringSlots) {
        this.ringSlots = ringSlots;
        return this;
    }

    /**
     * Bytes per slot: header of 64 and body. Longer bodies travel in overflow buffers, at the price of another copy.
     *
     * @param slotBytes a multiple of 8, 72 to 65,536; default {@value #DEFAULT_SLOT_BYTES}
     * @return this
     */
    public EngineContext slotBytes(int slotBytes) {
        this.slotBytes = slotBytes;
        return this;
    }

    /**
     * How many messages a sender may stage for one lane of one shard before it must flush.
     *
     * @param stagedMessages 1 to 4,096; default {@value #DEFAULT_STAGED_MESSAGES}
     * @return this
     */
    public EngineContext stagedMessages(int stagedMessages) {
        this.stagedMessages = stagedMessages;
        return this;
    }

    /**
     * The longest body that is accepted.
     *
     * @param maxBodyBytes 1 to 67,108,864; default {@value #DEFAULT_MAX_BODY_BYTES}
     * @return this
     */
    public EngineContext maxBodyBytes(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
        return this;
    }

    /**
     * How many bodies that fit no slot each sender may have under way. A buffer is made when it is first needed.
     *
     * @param overflowBuffers 1 to 1,024; default 16
     * @return this
     */
    public EngineContext overflowBuffers(int overflowBuffers) {
        this.overflowBuffers = overflowBuffers;
        return this;
    }

    /**
     * How many messages that agents of a shard send to each other a lane of the shard holds, apart from its ring.
     *
     * @param localQueueSlots a power of two, 4 to 4,194,304; default {@value #DEFAULT_LOCAL_QUEUE_SLOTS}
     * @return this
     */
    public EngineContext localQueueSlots(int localQueueSlots) {
        this.localQueueSlots = localQueueSlots;
        return this;
    }

    /**
     * How many messages of its agents a shard holds for one lane of another shard while that one's ring is full.
     *
     * @param outboxMessages 1 to 4,096; default {@value #DEFAULT_OUTBOX_MESSAGES}
     * @return this
     */
    public EngineContext outboxMessages(int outboxMessages) {
        this.outboxMessages = outboxMessages;
        return this;
    }

    /**
     * How many messages a shard keeps for its agents that found no room for them: see {@link AgentContext#sendOrPark}.
     *
     * @param parkedMessages 1 to 1,048,576; default {@value #DEFAULT_PARKED_MESSAGES}
     * @return this
     */
    public EngineContext parkedMessages(int parkedMessages) {
        this.parkedMessages = parkedMessages;
        return this;
    }

    /**
     * How many messages a shard keeps for agents of its own that take nothing for the moment. Above half of that such
     * agents admit nothing; what was under way to them already and finds the stash full becomes a dead letter. The default
     * has room for four times what one ring holds by default. Takes its memory as it is used.
     *
     * @param stashedMessages 1 to 1,048,576; default {@value #DEFAULT_STASHED_MESSAGES}
     * @return this
     */
    public EngineContext stashedMessages(int stashedMessages) {
        this.stashedMessages = stashedMessages;
        return this;
    }

    /**
     * How many asks the agents of a shard, or one sender outside, may have under way. Each holds the room for its answer
     * until its handler has returned: the header and {@code slotBytes} of it.
     *
     * @param maxAsksInFlight 1 to 1,048,576; default {@value #DEFAULT_MAX_ASKS_IN_FLIGHT}
     * @return this
     */
    public EngineContext maxAsksInFlight(int maxAsksInFlight) {
        this.maxAsksInFlight = maxAsksInFlight;
        return this;
    }

    /**
     * Sheds load: a message that has waited longer than this for its turn is dropped and counted, on the low lane; on the
     * normal lane after twice, on the high lane after four times, on the critical lane after eight times as long. Replies
     * and timers are never shed, nor what is sent to agents that {@linkplain AgentOptions#shedsNothing shed nothing}.
     *
     * @param shedAfter zero for never, which is the default, or positive
     * @return this
     */
    public EngineContext shedAfter(Duration shedAfter) {
        this.shedAfter = shedAfter;
        return this;
    }

    /**
     * Runs what depends on the {@code CompletionStage} of an ask or of an agent's end. What the executor refuses runs on a
     * thread of the JDK's own. One that runs tasks on their caller's thread suits tests only: what depends on an answer then
     * holds up all answers, and what depends on an end runs on a shard's thread.
     *
     * @param completionExecutor default {@link ForkJoinPool#commonPool()}
     * @return this
     */
    public EngineContext completionExecutor(Executor completionExecutor) {
        this.completionExecutor = completionExecutor;
        return this;
    }

    /**
     * Makes no threads for the shards: they run when {@link Engine#invoke()} is called, on the calling thread. For services
     * with an event loop of their own, and for tests.
     *
     * @param invokerMode default false
     * @return this
     */
    public EngineContext invokerMode(boolean invokerMode) {
        this.invokerMode = invokerMode;
        return this;
    }

    /**
     * How long {@link Engine#close()} may take before what is left counts as undelivered.
     *
     * @param closeTimeout positive; default 10 s
     * @return this
     */
    public EngineContext closeTimeout(Duration closeTimeout) {
        this.closeTimeout = closeTimeout;
        return this;
    }

    /**
     * What a shard does while there is nothing to do.
     *
     * @param idleStrategy makes one strategy per shard; default {@link Backoff}
     * @return this
     */
    public EngineContext idleStrategy(Supplier<? extends IdleStrategy> idleStrategy) {
        this.idleStrategy = idleStrategy;
        return this;
    }

    /**
     * The only source of time.
     *
     * @param clock default {@link NanoClock#SYSTEM}
     * @return this
     */
    public EngineContext clock(NanoClock clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Makes the shards' threads.
     *
     * @param threadFactory default: named platform threads that keep the JVM alive until the engine is closed
     * @return this
     */
    public EngineContext threadFactory(ThreadFactory threadFactory) {
        this.threadFactory = threadFactory;
        return this;
    }

    /**
     * Is told of every message that was accepted and not handled.
     *
     * @param deadLetterListener default: logs ever fewer of them
     * @return this
     */
    public EngineContext deadLetterListener(DeadLetterListener deadLetterListener) {
        this.deadLetterListener = deadLetterListener;
        return this;
    }

    /**
     * After which time in one call an agent is named, with its stack, in the log and in the engine's health. Costs a thread
     * that looks four times in that; none in invoker mode.
     *
     * @param slowCallAfter zero for never; default 1 s
     * @return this
     */
    public EngineContext slowCallAfter(Duration slowCallAfter) {
        this.slowCallAfter = slowCallAfter;
        return this;
    }

    /**
     * How many copies of messages the agents of a shard may keep at a time, by {@link AgentContext#retain}.
     *
     * @param retainedMessages 1 to 1,048,576; default {@value #DEFAULT_RETAINED_MESSAGES}
     * @return this
     */
    public EngineContext retainedMessages(int retainedMessages) {
        this.retainedMessages = retainedMessages;
        return this;
    }

    /**
     * Whether each retained message remembers where it was retained, so that {@link Engine#close()} can say of which none was
     * released. Costs a stack trace each; for tests.
     *
     * @param traceRetained default false
     * @return this
     */
    public EngineContext traceRetained(boolean traceRetained) {
        this.traceRetained = traceRetained;
        return this;
    }

    /**
     * What runs the calls of agents that may block: {@link AgentOptions#blocking()}.
     *
     * @param blockingExecutor default: virtual threads on Java 21 and newer, else up to 64 threads of the engine's own
     * @return this
     */
    public EngineContext blockingExecutor(Executor blockingExecutor) {
        this.blockingExecutor = blockingExecutor;
        return this;
    }

    /**
     * What is called before and after each message that an agent handles, for logging and tracing libraries. The trace id
     * itself needs no hook: what an agent sends while it handles a message carries that message's, unless it is given another.
     *
     * @param traceHook default: none
     * @return this
     */
    public EngineContext traceHook(TraceHook traceHook) {
        this.traceHook = traceHook;
        return this;
    }

    /**
     * Who is told when each message reaches its handler, with its times.
     *
     * @param entryListeners makes the listener of a shard by its index, which may be null; default: nobody is told
     * @return this
     */
    public EngineContext entryListeners(IntFunction<? extends EntryListener> entryListeners) {
        this.entryListeners = entryListeners;
        return this;
    }

    /**
     * Checks everything. Later changes to this context do not reach the result.
     *
     * @return the configuration
     * @throws IllegalArgumentException naming each setting at fault with its value and what was expected
     */
    public EngineConfig conclude() {
        Faults faults = new Faults();
        faults.text("name", name);
        faults.range("shards", shards, 1, AgentAddress.MAX_SHARDS);
        faults.powerOfTwo("ringSlots", ringSlots, MIN_RING_SLOTS, MAX_RING_SLOTS);
        faults.multipleOf("slotBytes", slotBytes, SLOT_UNIT, MIN_SLOT_BYTES, MAX_SLOT_BYTES);
        faults.range("stagedMessages", stagedMessages, 1, MAX_STAGED_MESSAGES);
        faults.range("maxBodyBytes", maxBodyBytes, 1, MAX_MAX_BODY_BYTES);
        faults.range("overflowBuffers", overflowBuffers, 1, MAX_OVERFLOW_BUFFERS);
        faults.powerOfTwo("localQueueSlots", localQueueSlots, MIN_RING_SLOTS, MAX_RING_SLOTS);
        faults.range("outboxMessages", outboxMessages, 1, MAX_STAGED_MESSAGES);
        faults.range("parkedMessages", parkedMessages, 1, MAX_KEPT_MESSAGES);
        faults.range("stashedMessages", stashedMessages, 1, MAX_KEPT_MESSAGES);
        faults.range("maxAsksInFlight", maxAsksInFlight, 1, MAX_KEPT_MESSAGES);
        faults.range("retainedMessages", retainedMessages, 1, MAX_KEPT_MESSAGES);
        faults.notNegative("shedAfter", shedAfter);
        faults.present("completionExecutor", completionExecutor);
        faults.notNegative("slowCallAfter", slowCallAfter);
        faults.positive("closeTimeout", closeTimeout);
        faults.present("idleStrategy", idleStrategy);
        faults.present("clock", clock);
        faults.present("deadLetterListener", deadLetterListener);
        if (ringSlots <= MAX_RING_SLOTS && slotBytes <= MAX_SLOT_BYTES) {
            faults.product("ringSlots", ringSlots, "slotBytes", slotBytes, MAX_SLAB_BYTES);
            faults.product("localQueueSlots", localQueueSlots, "slotBytes", slotBytes, MAX_SLAB_BYTES);
            faults.product("parkedMessages", parkedMessages, "slotBytes", slotBytes, MAX_SLAB_BYTES);
            faults.product("stashedMessages", stashedMessages, "slotBytes", slotBytes, MAX_SLAB_BYTES);
        }
        faults.throwIfAny();
        ThreadFactory threads = threadFactory != null ? threadFactory : Engine.shardThreads(name);
        return new EngineConfig(
                name,
                shards,
                ringSlots,
                slotBytes,
                stagedMessages,
                maxBodyBytes,
                overflowBuffers,
                localQueueSlots,
                outboxMessages,
                parkedMessages,
                stashedMessages,
                maxAsksInFlight,
                retainedMessages,
                traceRetained,
                shedAfter,
                completionExecutor,
                blockingExecutor,
                traceHook,
                entryListeners,
                invokerMode,
                slowCallAfter,
                closeTimeout,
                idleStrategy,
                clock,
                threads,
                deadLetterListener);
    }
}
