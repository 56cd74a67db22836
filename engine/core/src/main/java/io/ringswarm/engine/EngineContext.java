package io.ringswarm.engine;

import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.delivery.LoggingDeadLetters;
import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.IdleStrategy;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
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

    private static final int MIN_RING_SLOTS = 4;
    private static final int MAX_RING_SLOTS = 1 << 22;
    private static final int SLOT_UNIT = Long.BYTES;
    private static final int MIN_SLOT_BYTES = FrameLayout.HEADER_BYTES + SLOT_UNIT;
    private static final int MAX_SLOT_BYTES = 64 * 1024;
    private static final int MAX_STAGED_MESSAGES = 4096;
    private static final int MAX_MAX_BODY_BYTES = 64 * 1024 * 1024;
    private static final int MAX_OVERFLOW_BUFFERS = 1024;
    private static final int MAX_SLAB_BYTES = 1 << 30;

    private String name = "ringswarm";
    private int shards = 1;
    private int ringSlots = DEFAULT_RING_SLOTS;
    private int slotBytes = DEFAULT_SLOT_BYTES;
    private int stagedMessages = DEFAULT_STAGED_MESSAGES;
    private int maxBodyBytes = DEFAULT_MAX_BODY_BYTES;
    private int overflowBuffers = 16;
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
        faults.positive("closeTimeout", closeTimeout);
        faults.present("idleStrategy", idleStrategy);
        faults.present("clock", clock);
        faults.present("deadLetterListener", deadLetterListener);
        if (ringSlots <= MAX_RING_SLOTS && slotBytes <= MAX_SLOT_BYTES) {
            faults.product("ringSlots", ringSlots, "slotBytes", slotBytes, MAX_SLAB_BYTES);
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
                closeTimeout,
                idleStrategy,
                clock,
                threads,
                deadLetterListener);
    }
}
