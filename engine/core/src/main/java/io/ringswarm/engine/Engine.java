package io.ringswarm.engine;

import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.metrics.SenderLedger;
import io.ringswarm.engine.metrics.ShardCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries messages to agents. Each agent belongs to one shard, a thread with rings of its own. All methods may be called
 * by any thread.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final EngineConfig config;
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<Shard> shards;
    private final List<Thread> threads;
    private final ConcurrentMap<String, AgentRef> agentsByName = new ConcurrentHashMap<>();
    private final SenderLedger senders = new SenderLedger();
    private final AtomicInteger nextShard = new AtomicInteger();
    private final LatencyCollector latency;
    private final Shutdown shutdown;

    private Engine(EngineConfig config) {
        this.config = config;
        List<Shard> madeShards = new ArrayList<>();
        List<Thread> madeThreads = new ArrayList<>();
        boolean occupiesCore = false;
        for (int i = 0; i < config.shards(); i++) {
            IdleStrategy idle = config.idleStrategy().get();
            occupiesCore |= idle.occupiesCore();
            Shard shard = new Shard(
                    i,
                    config.ringSlots(),
                    config.slotBytes(),
                    idle,
                    config.clock(),
                    lifecycle,
                    config.deadLetterListener());
            madeShards.add(shard);
            madeThreads.add(config.threadFactory().newThread(shard));
        }
        shards = List.copyOf(madeShards);
        threads = List.copyOf(madeThreads);
        latency = new LatencyCollector(shards);
        shutdown = new Shutdown(lifecycle, shards, threads, this::sumCounters);
        LOG.info(
                "{}: {} shard(s), {} lanes of {} slots of {} bytes: {} bytes of rings",
                config.name(),
                config.shards(),
                Priority.COUNT,
                config.ringSlots(),
                config.slotBytes(),
                config.ringBytes());
        if (occupiesCore && config.shards() >= Runtime.getRuntime().availableProcessors()) {
            LOG.warn(
                    "{}: {} shard(s) that spin on {} core(s): nothing is left for senders",
                    config.name(),
                    config.shards(),
                    Runtime.getRuntime().availableProcessors());
        }
    }

    /**
     * Starts an engine.
     *
     * @param context what it is to be like; read once
     * @return a running engine, to be closed
     * @throws IllegalArgumentException naming each setting at fault
     */
    public static Engine launch(EngineContext context) {
        Engine engine = new Engine(context.conclude());
        try {
            engine.threads.forEach(Thread::start);
        } catch (Throwable e) {
            engine.close();
            throw e;
        }
        return engine;
    }

    /**
     * Adds an agent, on the shards in turn.
     *
     * @param name unique among the living agents
     * @param factory makes the agent, on the calling thread; what it throws reaches the caller, and nothing is added
     * @return its reference
     * @throws IllegalArgumentException when the name is blank or taken
     * @throws IllegalStateException when the engine is closing, closed or failed
     */
    public AgentRef spawn(String name, Supplier<? extends Agent> factory) {
        return spawn(name, Math.floorMod(nextShard.getAndIncrement(), shards.size()), factory);
    }

    /**
     * Adds an agent on a shard of choice.
     *
     * @param name unique among the living agents
     * @param shard 0 to the number of shards - 1
     * @param factory makes the agent, on the calling thread; what it throws reaches the caller, and nothing is added
     * @return its reference
     * @throws IllegalArgumentException when the name is blank or taken, or there is no such shard
     * @throws IllegalStateException when the engine is closing, closed or failed
     */
    public AgentRef spawn(String name, int shard, Supplier<? extends Agent> factory) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("name=" + name + " (expected: a text that is not blank)");
        }
        if (shard < 0 || shard >= shards.size()) {
            throw new IllegalArgumentException("shard=" + shard + " (expected: 0 to " + (shards.size() - 1) + ")");
        }
        if (!lifecycle.isAccepting()) {
            throw new IllegalStateException("engine=" + config.name() + " is " + health().status());
        }
        AgentRef reserved = new AgentRef(name, 0, lifecycle);
        if (agentsByName.putIfAbsent(name, reserved) != null) {
            throw new IllegalArgumentException("name=" + name + " (expected: a name that no living agent has)");
        }
        try {
            Agent agent = Objects.requireNonNull(factory.get(), "the factory's agent");
            AgentRef ref = shards.get(shard).agents().add(agent, address -> new AgentRef(name, address, lifecycle));
            agentsByName.put(name, ref);
            return ref;
        } catch (Throwable e) {
            agentsByName.remove(name, reserved);
            throw e;
        }
    }

    /**
     * Ends an agent: sends to it are refused from now on, what it has not handled yet becomes dead letters. Its name may
     * be given to another. Does nothing when it has ended already.
     *
     * @param agent an agent of this engine
     * @throws IllegalArgumentException when it belongs to another engine
     */
    public void stop(AgentRef agent) {
        if (agent == null || !agent.belongsTo(lifecycle)) {
            throw new IllegalArgumentException("agent=" + agent + " (expected: an agent of this engine)");
        }
        if (agent.stop()) {
            long address = agent.address();
            shards.get(AgentAddress.shard(address)).agents().remove(address);
            agentsByName.remove(agent.name(), agent);
        }
    }

    /**
     * Makes a sender for the calling thread, or for another one that it is handed to.
     *
     * @return a sender, to be closed
     */
    public Sender newSender() {
        return new Sender(config, shards, lifecycle, senders);
    }

    /**
     * What became of every message so far.
     *
     * @return sums over all senders and shards; after close, the close report's
     */
    public EngineCounters counters() {
        EngineCounters last = shutdown.finalCounters();
        return last != null ? last : sumCounters(0);
    }

    /**
     * Moves what has been recorded since the last call out of the engine. Shards give at the end of their batch; one
     * whose agent does not return gives at a later call.
     *
     * @param into what to add to
     * @param patience how long to wait for the shards
     * @return true when every shard has given
     */
    public boolean collectLatency(LatencyHistograms into, Duration patience) {
        return latency.collect(into, TimeLimit.ns(patience));
    }

    /**
     * Messages that wait in the rings of all shards.
     *
     * @return how many slots are claimed and not given back; 0 after close, when what was left is counted as undelivered
     */
    public int queueDepth() {
        if (shutdown.finalCounters() != null) {
            return 0; // what a late sender has claimed since holds no message
        }
        int depth = 0;
        for (Shard shard : shards) {
            for (int lane = 0; lane < Priority.COUNT; lane++) {
                depth += shard.ring(lane).depth();
            }
        }
        return depth;
    }

    /**
     * How the engine is.
     *
     * @return the status, and why it is not up
     */
    public EngineHealth health() {
        String failure = lifecycle.failure();
        if (failure != null) {
            return new EngineHealth(EngineHealth.Status.FAILED, List.of("a shard died of " + failure));
        }
        return lifecycle.isAccepting()
                ? new EngineHealth(EngineHealth.Status.UP, List.of())
                : new EngineHealth(EngineHealth.Status.CLOSED, List.of("the engine was closed"));
    }

    /**
     * The settings in force.
     *
     * @return what the context concluded in
     */
    public EngineConfig config() {
        return config;
    }

    /** Closes within the configured time limit, as {@link #close(Duration)}. */
    @Override
    public void close() {
        close(config.closeTimeout());
    }

    /**
     * Accepts nothing more, delivers what was accepted, and ends the shards' threads. What is left at the time limit is
     * counted as undelivered; a thread whose agent does not return is abandoned and reported, never interrupted.
     * Idempotent: later calls wait for the first and return the same. From a shard's own thread it only begins to close,
     * and returns null: a thread cannot wait for its own end.
     *
     * @param timeout how long it may take
     * @return what became of every message, or null on a shard's thread
     */
    public CloseReport close(Duration timeout) {
        return shutdown.close(timeout);
    }

    static ThreadFactory shardThreads(String engineName) {
        AtomicInteger next = new AtomicInteger();
        return task -> new Thread(task, engineName + "-shard-" + next.getAndIncrement());
    }

    private EngineCounters sumCounters(long undelivered) {
        List<ShardCounters> shardCounters = shards.stream().map(Shard::counters).toList();
        return EngineCounters.sum(senders, shardCounters, undelivered);
    }
}
