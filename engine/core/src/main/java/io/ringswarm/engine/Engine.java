package io.ringswarm.engine;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.agent.AgentKinds;
import io.ringswarm.engine.ask.AskDirectory;
import io.ringswarm.engine.delivery.DeadLetterStream;
import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.idle.Parking;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.EngineMetrics;
import io.ringswarm.engine.metrics.KindHistograms;
import io.ringswarm.engine.metrics.KindMetrics;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.metrics.SenderLedger;
import io.ringswarm.engine.metrics.ShardCounters;
import io.ringswarm.engine.metrics.ShardMetrics;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
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
    private final Agents agents;
    private final SenderLedger senders = new SenderLedger();
    private final AskDirectory asks;
    private final DeadLetterStream deadLetters;
    private final BlockingThreads blockingThreads;
    private final Watchdog watchdog;
    private final LatencyCollector latency;
    private final Invoker invoker;
    private final TellDoor tellDoor;
    private final AskDoor askDoor;
    private final Shutdown shutdown;

    private Engine(EngineConfig config) {
        this.config = config;
        asks = new AskDirectory(config.shards());
        Completions completions = new Completions(config.completionExecutor());
        deadLetters = new DeadLetterStream(completions::run);
        blockingThreads = new BlockingThreads(config.name());
        Executor blockingExecutor = config.blockingExecutor() != null ? config.blockingExecutor() : blockingThreads;
        List<Shard> madeShards = new ArrayList<>();
        List<Thread> madeThreads = new ArrayList<>();
        boolean occupiesCore = false;
        for (int i = 0; i < config.shards(); i++) {
            IdleStrategy idle = config.idleStrategy().get();
            occupiesCore |= idle.occupiesCore();
            Shard shard = new Shard(i, config, idle, lifecycle, senders, asks, deadLetters, blockingExecutor);
            madeShards.add(shard);
            if (!config.invokerMode()) {
                madeThreads.add(config.threadFactory().newThread(shard));
            }
        }
        shards = List.copyOf(madeShards);
        threads = List.copyOf(madeThreads);
        agents = new Agents(lifecycle, shards, this::health, completions);
        shards.forEach(shard -> shard.connect(shards, senders, agents));
        latency = new LatencyCollector(shards);
        invoker = config.invokerMode() ? new Invoker(shards) : null;
        watchdog = config.invokerMode() || config.slowCallAfter().isZero()
                ? null
                : new Watchdog(config.name(), shards, threads, TimeLimit.ns(config.slowCallAfter()));
        tellDoor = new TellDoor(this::newSender);
        askDoor = new AskDoor(config.name() + "-answers", () -> newSender(RoomWait.NONE, Parking::new), completions);
        shutdown = new Shutdown(lifecycle, shards, threads, invoker, askDoor::awaitAnswers, this::sumCounters);
        LOG.info(
                "{}: {} shard(s), {} lanes of {} slots of {} bytes: {} bytes of rings",
                config.name(),
                config.shards(),
                Priority.COUNT,
                config.ringSlots(),
                config.slotBytes(),
                config.ringBytes());
        if (occupiesCore
                && !config.invokerMode()
                && config.shards() >= Runtime.getRuntime().availableProcessors()) {
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
            if (engine.watchdog != null) {
                engine.watchdog.start();
            }
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
        return spawn(name, new AgentOptions(), factory);
    }

    /**
     * Adds an agent on a shard of choice.
     *
     * @param name unique among the living agents
     * @param shard 0 to the number of shards - 1
     * @param factory makes the agent
     * @return its reference
     * @throws IllegalArgumentException when the name is blank or taken, or there is no such shard
     * @throws IllegalStateException when the engine is closing, closed or failed
     */
    public AgentRef spawn(String name, int shard, Supplier<? extends Agent> factory) {
        return spawn(name, new AgentOptions().shard(shard), factory);
    }

    /**
     * Adds an agent.
     *
     * @param name unique among the living agents
     * @param options where it lives, and what becomes of it when it throws
     * @param factory makes the agent, now on the calling thread, and again on the shard's at each restart; what it throws
     *     now reaches the caller, and nothing is added
     * @return its reference
     * @throws IllegalArgumentException when the name is blank or taken, or there is no such shard
     * @throws IllegalStateException when the engine is closing, closed or failed
     */
    public AgentRef spawn(String name, AgentOptions options, Supplier<? extends Agent> factory) {
        return agents.spawn(name, options, factory);
    }

    /**
     * Adds many agents, all or none: when one cannot be added, those before it are ended again.
     *
     * @param count how many; 0 and up
     * @param names gives the name of the i-th, from 0
     * @param options where they live, and what becomes of one that throws
     * @param factory makes the i-th, now on the calling thread, and again on its shard's at each restart
     * @return their references, in order
     * @throws IllegalArgumentException when the count is negative, or as {@link #spawn(String, AgentOptions, Supplier)}
     * @throws IllegalStateException when the engine is closing, closed or failed
     */
    public List<AgentRef> spawnAll(
            int count, IntFunction<String> names, AgentOptions options, IntFunction<? extends Agent> factory) {
        return agents.spawnAll(count, names, options, factory);
    }

    /**
     * Adds many agents whose constructors are slow: wave by wave, the constructors of a wave in parallel.
     *
     * @param waves how
     * @param count how many; 0 and up
     * @param names gives the name of the i-th, from 0
     * @param options where they live, and what becomes of one that throws
     * @param factory makes the i-th, now on the executor of the waves, and again on its shard's thread at each restart
     * @return completed with their references, in order; exceptionally when one cannot be added or is not made in time, and
     *     then those before it are ended again. Cancelling it ends them too
     * @throws IllegalArgumentException when the count is negative
     */
    public CompletionStage<List<AgentRef>> spawnInWaves(
            SpawnWaves waves,
            int count,
            IntFunction<String> names,
            AgentOptions options,
            IntFunction<? extends Agent> factory) {
        return new WaveSpawning(agents, waves, count, names, options, factory).begin();
    }

    /**
     * Finds an agent by name.
     *
     * @param name as it was spawned with
     * @return its reference, unless none of this name lives
     */
    public Optional<AgentRef> find(String name) {
        return Optional.ofNullable(agents.find(name));
    }

    /**
     * Ends an agent: sends to it are refused from now on, what it has not handled yet becomes dead letters. Its children
     * end, those who watch it are told, and its {@link Agent#onStop} is called, soon, on its shard's thread. Its name may be
     * given to another at once. Does nothing when it has ended already.
     *
     * @param agent an agent of this engine
     * @throws IllegalArgumentException when it belongs to another engine
     */
    public void stop(AgentRef agent) {
        agents.end(new AgentEnd(agent, AgentEnd.How.STOPPED, null));
    }

    /**
     * Ends an agent gently: sends to it are refused from now on, but what it has been sent before is handled, it may send to
     * itself, and asks of its own go on; it ends when none of that is left. It gets no more publications and leaves its
     * routers at once. Its name is free when it has ended. Draining it again changes nothing.
     *
     * @param agent an agent of this engine
     * @param limit how long it may take; then the agent is stopped, and what it has not handled becomes dead letters
     * @return as {@link #whenEnded}; {@link AgentEnd.How#DRAINED} when it had handled everything, with the exception of what
     *     was sent while this was called
     * @throws IllegalArgumentException when it belongs to another engine, or the limit is not positive
     */
    public CompletionStage<AgentEnd> drain(AgentRef agent, Duration limit) {
        return agents.drain(agent, TimeLimit.positiveNs("limit", limit));
    }

    /**
     * Tells when an agent has ended.
     *
     * @param agent an agent of this engine
     * @return completed with how it ended, on the {@link EngineContext#completionExecutor}, after its own {@link Agent#onStop};
     *     with {@link AgentEnd.How#EARLIER} at once when it was told to end before this call, though its last call may still be
     *     under way; exceptionally when the engine was closed without it
     * @throws IllegalArgumentException when it belongs to another engine
     */
    public CompletionStage<AgentEnd> whenEnded(AgentRef agent) {
        return agents.whenEnded(agent);
    }

    /**
     * As {@link #whenEnded(AgentRef)}, on an executor of choice: for those who must not depend on the engine's.
     *
     * @param agent an agent of this engine
     * @param executor what depends on the end runs on; one that runs tasks on their caller's thread runs it on a shard's, where it
     *     must not block
     * @return as {@link #whenEnded(AgentRef)}
     * @throws IllegalArgumentException when it belongs to another engine
     */
    public CompletionStage<AgentEnd> whenEnded(AgentRef agent, Executor executor) {
        return agents.whenEnded(agent, new Completions(Objects.requireNonNull(executor, "executor")));
    }

    /**
     * Whether the calling thread runs a shard of this engine at the moment: then it must not wait for what agents do. Any thread.
     *
     * @return true within the calls of agents, but for those that {@linkplain AgentOptions#blocking() may block}
     */
    public boolean isOnShard() {
        return shards.stream().anyMatch(Shard::isConfined);
    }

    /**
     * Finds a topic, or makes it.
     *
     * @param name not blank
     * @return the topic of that name, always the same
     * @throws IllegalArgumentException when the name is blank
     */
    public Topic topic(String name) {
        return agents.topics().topic(name);
    }

    /**
     * Lets an agent get what is published to a topic from now on, until it ends.
     *
     * @param topic of this engine
     * @param agent of this engine
     * @return false when it gets it already, or has ended
     * @throws IllegalArgumentException when one belongs to another engine
     */
    public boolean subscribe(Topic topic, AgentRef agent) {
        return agents.subscribe(topic, agent);
    }

    /**
     * Lets an agent get it no longer. What is being delivered at this moment may still come.
     *
     * @param topic of this engine
     * @param agent of this engine
     * @return false when it did not get it
     * @throws IllegalArgumentException when one belongs to another engine
     */
    public boolean unsubscribe(Topic topic, AgentRef agent) {
        return agents.unsubscribe(topic, agent);
    }

    /**
     * Adds a router: a reference that stands for several agents. Whoever sends to it sends to the agent that it chooses, and
     * is told what that one's offer is; order holds for each agent that is chosen. Agents that end leave it. It lives until
     * {@link #stop}.
     *
     * @param name unique among the living agents and routers
     * @param routing how it chooses
     * @param agents of this engine, no routers; those that have ended are left out
     * @return its reference; what is sent to it while it has no agent is refused with {@link Offer#NO_SUCH_AGENT}, but by a
     *     broadcast, which then reaches nobody
     * @throws IllegalArgumentException when the name is blank or taken, or one of them is no agent of this engine
     * @throws IllegalStateException when the engine is closing, closed or failed
     */
    public AgentRef newRouter(String name, Routing routing, List<AgentRef> agents) {
        return this.agents.addRouter(name, routing, agents);
    }

    /**
     * Adds an agent to a router.
     *
     * @param router of this engine
     * @param agent of this engine, no router
     * @return false when it was there, or has ended
     * @throws IllegalArgumentException when one is not what it should be
     */
    public boolean join(AgentRef router, AgentRef agent) {
        return agents.join(router, agent);
    }

    /**
     * Takes an agent out of a router.
     *
     * @param router of this engine
     * @param agent of this engine, no router
     * @return false when it was not there
     * @throws IllegalArgumentException when one is not what it should be
     */
    public boolean leave(AgentRef router, AgentRef agent) {
        return agents.leave(router, agent);
    }

    /**
     * Makes a sender for the calling thread, or for another one that it is handed to.
     *
     * @return a sender, to be closed, that fails at once when there is no room
     */
    public Sender newSender() {
        return newSender(RoomWait.NONE, config.idleStrategy());
    }

    /**
     * Makes a sender whose {@link Sender#tell} and {@link Sender#ask} wait for room, but not on a shard's thread, where
     * they throw {@link IllegalStateException} instead of waiting. Staging never waits.
     *
     * @param patience how long to wait at most; positive
     * @return a sender, to be closed
     * @throws IllegalArgumentException when the patience is not positive
     */
    public Sender newSender(Duration patience) {
        return newSender(new RoomWait(shards, TimeLimit.positiveNs("patience", patience)), config.idleStrategy());
    }

    /**
     * Sends one message from a thread that has no {@link Sender}, with normal priority and due at once.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return as {@link #tell(AgentRef, Object, BodyCodec, Envelope)}
     */
    public <T> Offer tell(AgentRef target, T value, BodyCodec<T> codec) {
        return tellDoor.tell(target, value, codec, null);
    }

    /**
     * Sends one message from a thread that has no {@link Sender}: of a pool, or a virtual one. Slower than with a sender.
     * What one thread sends to one agent with one priority arrives in order.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it; what it throws reaches the caller, and nothing is sent
     * @param envelope the rest; copied
     * @param <T> the body's type
     * @return as {@link Sender#tell(AgentRef, Object, BodyCodec, Envelope)}
     */
    public <T> Offer tell(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        return tellDoor.tell(target, value, codec, Objects.requireNonNull(envelope, "envelope"));
    }

    /**
     * Asks from any thread, without blocking. Where it matters that nothing is allocated, use
     * {@link Sender#ask(AgentRef, Object, BodyCodec, Duration, ReplyHandler)}.
     *
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it; what it throws reaches the caller, and nothing is sent
     * @param timeout how long to wait for the answer; positive
     * @param into makes the object that the answer is decoded into
     * @param replyCodec how the answer is decoded
     * @param <T> the question's type
     * @param <R> the answer's type
     * @return completed with the answer, or exceptionally with {@link AskFailedException}, or with what decoding threw; on
     *     the {@link EngineContext#completionExecutor}, never on a shard's thread. Cancelling it cancels the ask
     * @throws IllegalArgumentException when the timeout is not positive
     */
    public <T, R> CompletionStage<R> ask(
            AgentRef target,
            T value,
            BodyCodec<T> codec,
            Duration timeout,
            Supplier<? extends R> into,
            BodyCodec<R> replyCodec) {
        return ask(target, value, codec, new Envelope(), timeout, into, replyCodec);
    }

    /**
     * As {@link #ask(AgentRef, Object, BodyCodec, Duration, Supplier, BodyCodec)}, with a priority, a deadline or a trace id.
     *
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it; what it throws reaches the caller, and nothing is sent
     * @param envelope the rest; copied
     * @param timeout how long to wait for the answer; positive
     * @param into makes the object that the answer is decoded into
     * @param replyCodec how the answer is decoded
     * @param <T> the question's type
     * @param <R> the answer's type
     * @return as without an envelope
     * @throws IllegalArgumentException when the timeout is not positive
     */
    public <T, R> CompletionStage<R> ask(
            AgentRef target,
            T value,
            BodyCodec<T> codec,
            Envelope envelope,
            Duration timeout,
            Supplier<? extends R> into,
            BodyCodec<R> replyCodec) {
        return askDoor.ask(target, value, codec, envelope, timeout, into, replyCodec);
    }

    /**
     * Runs each shard for one turn on the calling thread, in {@linkplain EngineContext#invokerMode invoker mode}. Never
     * waits. One thread at a time; calls from different threads must be ordered by the caller.
     *
     * @return the work done: 0 when there was nothing to do and will be nothing before something is sent or the time of
     *     {@link #nextDueNs()} comes, when the engine is closed, or when another thread closes it and runs the shards
     * @throws IllegalStateException when the shards have threads of their own, or are being run already
     */
    public int invoke() {
        return invoker().invoke();
    }

    /**
     * Tells how long {@link #invoke()} can wait when it has nothing to do: until the earliest timer or time limit of an
     * ask of the agents, or until something is sent. To be called by the thread that calls {@link #invoke()}.
     *
     * @return ns of the engine's clock; {@link Long#MAX_VALUE} when nothing is due
     * @throws IllegalStateException when the shards have threads of their own
     */
    public long nextDueNs() {
        return invoker().nextDueNs();
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
     * Dead letters as they happen, for those who are not on a shard's thread. A subscriber that falls behind by more than
     * 1,024 loses the newest; {@link #lostDeadLetterNotes()} counts them. Ends when the engine has closed. Which threads call
     * the subscribers is for the {@link EngineContext#completionExecutor} to say.
     *
     * @return may be subscribed to at any time, by any number
     */
    public Flow.Publisher<DeadLetterNote> deadLetters() {
        return deadLetters;
    }

    /**
     * Copies of messages that agents have retained and nobody has released.
     *
     * @return how many, on all shards
     */
    public int retainedMessages() {
        return shards.stream().mapToInt(Shard::retained).sum();
    }

    /**
     * How many dead letters subscribers have not been told of, as they had fallen behind.
     *
     * @return counted once for each subscriber
     */
    public long lostDeadLetterNotes() {
        return deadLetters.dropped();
    }

    /**
     * What the engine has done and how it is, for dashboards and alerts. Shards give their histograms at the end of a turn
     * and are not stopped. Any number of callers; independent of {@link #collectLatency}.
     *
     * @param patience how long to wait for shards whose agent does not return; an agent that asks waits for its own in vain
     * @return a copy
     */
    public EngineMetrics metrics(Duration patience) {
        List<KindHistograms> recorded = new ArrayList<>();
        boolean complete = latency.total(recorded, TimeLimit.ns(patience), invoker);
        List<ShardMetrics> ofShards = new ArrayList<>();
        KindHistograms all = new KindHistograms();
        int[] living = new int[AgentKinds.MAX_KINDS];
        for (int i = 0; i < shards.size(); i++) {
            ofShards.add(shards.get(i).metrics(recorded.get(i)));
            all.add(recorded.get(i));
            shards.get(i).agents().countKinds(living);
        }
        List<String> names = agents.kinds().names();
        List<KindMetrics> ofKinds = new ArrayList<>();
        for (int kind = 0; kind < names.size(); kind++) {
            ofKinds.add(new KindMetrics(names.get(kind), living[kind], all.of(kind)));
        }
        return new EngineMetrics(
                config.clock().nanoTime(),
                complete,
                counters(),
                List.copyOf(ofShards),
                List.copyOf(ofKinds),
                retainedMessages(),
                lostDeadLetterNotes(),
                config.ringBytes());
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
        return latency.collect(into, TimeLimit.ns(patience), invoker);
    }

    /**
     * Messages that wait in the rings, local queues and outboxes of all shards.
     *
     * @return how many slots are in use; 0 after close, when what was left is counted as undelivered
     */
    public int queueDepth() {
        if (shutdown.finalCounters() != null) {
            return 0; // what a late sender has claimed since holds no message
        }
        int depth = 0;
        for (Shard shard : shards) {
            depth += shard.depth();
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
            return new EngineHealth(EngineHealth.Status.FAILED, List.of(failure));
        }
        if (!lifecycle.isAccepting()) {
            return new EngineHealth(EngineHealth.Status.CLOSED, List.of("the engine was closed"));
        }
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            int suspended = shards.get(i).suspendedAgents();
            if (suspended > 0) {
                reasons.add("shard " + i + ": " + suspended + " agent(s) wait for room for what they have sent");
            }
            int restarting = shards.get(i).restartingAgents();
            if (restarting > 0) {
                reasons.add("shard " + i + ": " + restarting + " agent(s) wait to be restarted");
            }
        }
        if (watchdog != null) {
            reasons.addAll(watchdog.findings());
        }
        reasons.addAll(lifecycle.unsupervised());
        return new EngineHealth(
                reasons.isEmpty() ? EngineHealth.Status.UP : EngineHealth.Status.DEGRADED, List.copyOf(reasons));
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
     * Accepts nothing more from outside, delivers what was accepted and what agents send each other meanwhile, and ends
     * the shards' threads. Timers do not fire any more. After half the time, agents may send nothing but replies: those
     * that feed each other would never end. Asks that nothing is under way for have failed. What is left at the time
     * limit is counted as undelivered; a thread whose agent does not return is abandoned and reported, never
     * interrupted. Idempotent: later calls wait for the first and return the same. From an agent's call, on a shard's
     * thread or off it, it only begins to close, and returns null: a call cannot wait for its own end. In invoker mode
     * it runs the shards itself, after a thread that is inside {@link #invoke()} has come out.
     *
     * @param timeout how long it may take
     * @return what became of every message, or null from an agent's call
     */
    public CloseReport close(Duration timeout) {
        CloseReport report = shutdown.close(timeout);
        if (report != null) {
            askDoor.close();
            agents.close();
            deadLetters.close();
            blockingThreads.close();
            if (watchdog != null) {
                watchdog.close();
            }
        }
        return report;
    }

    private Sender newSender(RoomWait wait, Supplier<? extends IdleStrategy> idle) {
        return new Sender(config, shards, lifecycle, senders, asks, wait, idle);
    }

    private Invoker invoker() {
        if (invoker == null) {
            throw new IllegalStateException("engine=" + config.name() + " (expected: one in invoker mode)");
        }
        return invoker;
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
