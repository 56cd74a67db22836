package io.ringswarm.harness.load.measure;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineConfig;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.idle.Backoff;
import io.ringswarm.engine.idle.BusySpin;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.idle.Parking;
import io.ringswarm.engine.idle.Yielding;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.harness.load.explain.Explanation;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.kind.Flow;
import io.ringswarm.harness.load.kind.Workload;
import io.ringswarm.harness.load.scenario.IdleName;
import io.ringswarm.harness.load.scenario.InvalidInputException;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.workload.LoadCodecs;
import io.ringswarm.harness.load.workload.LoadMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The engine under test with its agents, and the producers that load it. Confined to the run's thread. */
final class Rig implements AutoCloseable {
    static final String SHARD_THREADS = "ringswarm-shard-";

    private static final int SLOT_STEP_BYTES = 64;
    private static final int MAX_SLOT_BYTES = 4096;
    /** Two numbers in the receiver's check, and a number and two references in the producer. */
    private static final int BYTES_PER_AGENT_AND_STREAM = 5 * Long.BYTES;

    private static final int MIN_OVERFLOW_BUFFERS = 16;
    private static final int MAX_OVERFLOW_BUFFERS = 1024;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    private static final long POLL_NS = 200_000;

    private final Engine engine;
    private final List<Thread> shardThreads;
    private final Workload workload;
    private final List<Producer> producers;
    private final long launchNs;
    private final CorePlan cores;
    private final Explanation explanation;

    private Rig(
            Engine engine,
            List<Thread> shardThreads,
            Workload workload,
            List<Producer> producers,
            long launchNs,
            CorePlan cores,
            Explanation explanation) {
        this.engine = engine;
        this.shardThreads = shardThreads;
        this.workload = workload;
        this.producers = producers;
        this.launchNs = launchNs;
        this.cores = cores;
        this.explanation = explanation;
    }

    /** Launches an engine, of whose messages an explanation takes notice, and spawns the agents. */
    static Rig launch(ScenarioConfig config, Workload workload, Explanation explanation) {
        CorePlan cores = CorePlan.of(config);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        EngineContext context = context(config, bodyBytes(config), cores, threads, explanation);
        context.entryListeners(explanation::ofShard);
        concluded(context);
        workload.prepare(context);
        requireMemory(context, config, workload.streamsPerProducer());
        long startNs = System.nanoTime();
        Engine engine = Engine.launch(context);
        List<Producer> producers = new ArrayList<>();
        boolean complete = false;
        try {
            workload.populate(engine);
            long launchNs = System.nanoTime() - startNs;
            for (int p = 0; p < config.producers(); p++) {
                producers.add(workload.producer(p, engine));
            }
            workload.sealed();
            complete = true;
            return new Rig(engine, threads, workload, producers, launchNs, cores, explanation);
        } finally {
            if (!complete) {
                engine.close();
            }
        }
    }

    /** The longest body of the harness's own; nothing is known of others. */
    private static int bodyBytes(ScenarioConfig config) {
        if (!config.workload().name().hasBodies()) {
            return 0;
        }
        BodyCodec<LoadMessage> codec = LoadCodecs.of(config.codec(), config.payloadBytes());
        return LoadCodecs.bodyBytes(codec, config.payloadBytes());
    }

    Engine engine() {
        return engine;
    }

    List<Thread> shardThreads() {
        return shardThreads;
    }

    Workload workload() {
        return workload;
    }

    List<Producer> producers() {
        return producers;
    }

    /** What a producer's thread is to run: on its core, if it has one, and looked at as one that messages wait for. */
    Runnable producer(int number, Runnable task) {
        return cores.producer(number, joined(explanation, Explanation.SENDER, task));
    }

    private static Runnable joined(Explanation explanation, int owner, Runnable task) {
        return () -> {
            explanation.join(owner);
            task.run();
        };
    }

    /** What launching the engine and spawning all agents took. */
    long launchNs() {
        return launchNs;
    }

    /** How many messages have gone in and come out. Any thread. */
    Flow flow() {
        return workload.flow(engine.counters());
    }

    /** Waits until everything accepted has ended. False when it has not within the time, or the engine has failed. */
    boolean awaitQuiet(long patienceNs) {
        long untilNs = System.nanoTime() + patienceNs;
        boolean quiet = isQuiet();
        while (!quiet && System.nanoTime() - untilNs < 0 && engine.health().status() != EngineHealth.Status.FAILED) {
            LockSupport.parkNanos(POLL_NS);
            quiet = isQuiet();
        }
        return quiet;
    }

    private boolean isQuiet() {
        EngineCounters counters = engine.counters();
        return counters.inFlight() == 0 && workload.isSettled(counters);
    }

    /** Ends the producers and the engine. Idempotent. */
    @Override
    public void close() {
        try {
            producers.forEach(Producer::close);
        } finally {
            engine.close();
        }
    }

    private static EngineContext context(
            ScenarioConfig config, int bodyBytes, CorePlan cores, List<Thread> threads, Explanation explanation) {
        return new EngineContext()
                .name("ringswarm")
                .shards(config.shards())
                .ringSlots(config.ringSlots())
                .slotBytes(slotBytes(bodyBytes))
                .stagedMessages(config.batch())
                .maxBodyBytes(Math.max(EngineContext.DEFAULT_MAX_BODY_BYTES, bodyBytes))
                .overflowBuffers(Math.min(MAX_OVERFLOW_BUFFERS, Math.max(MIN_OVERFLOW_BUFFERS, config.batch())))
                .shedAfter(Duration.ofNanos(config.workload().shedAfterNs()))
                .idleStrategy(idle(config.idle()))
                .closeTimeout(CLOSE_TIMEOUT)
                .threadFactory(task -> {
                    int shard = threads.size();
                    Runnable joined = joined(explanation, shard, task);
                    Thread thread = new Thread(cores.shard(shard, joined), SHARD_THREADS + shard);
                    threads.add(thread);
                    return thread;
                });
    }

    /** A slot for the whole message up to a page; what is longer travels in overflow buffers. */
    private static int slotBytes(int bodyBytes) {
        int frameBytes = FrameLayout.HEADER_BYTES + bodyBytes;
        int rounded = (frameBytes + SLOT_STEP_BYTES - 1) / SLOT_STEP_BYTES * SLOT_STEP_BYTES;
        return rounded <= MAX_SLOT_BYTES
                ? Math.max(EngineContext.DEFAULT_SLOT_BYTES, rounded)
                : EngineContext.DEFAULT_SLOT_BYTES;
    }

    private static void requireMemory(EngineContext context, ScenarioConfig config, int streams) {
        EngineConfig engine = concluded(context);
        long mostBytes = Runtime.getRuntime().maxMemory() / 4 * 3;
        long ringBytes = engine.ringBytes();
        long stagedBytes = stagedBytes(engine, config);
        long agentBytes = (long) config.agents()
                * (config.payloadBytes() + (long) config.producers() * streams * BYTES_PER_AGENT_AND_STREAM);
        requireMemory("ringSlots", config.ringSlots(), "rings", ringBytes, mostBytes);
        requireMemory("batch", config.batch(), "rings and what producers stage", ringBytes + stagedBytes, mostBytes);
        requireMemory(
                "agents",
                config.agents(),
                "rings, what producers stage, and agents",
                ringBytes + stagedBytes + agentBytes,
                mostBytes);
    }

    private static EngineConfig concluded(EngineContext context) {
        try {
            return context.conclude();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(e.getMessage());
        }
    }

    /** Each producer stages for each shard in one lane, with room for the longest body behind the slots. */
    private static long stagedBytes(EngineConfig engine, ScenarioConfig config) {
        long runBytes = (long) config.batch() * (engine.slotBytes() + Long.BYTES) + engine.maxBodyBytes();
        return config.producers() * config.shards() * runBytes;
    }

    private static void requireMemory(String name, int value, String what, long bytes, long mostBytes) {
        if (bytes > mostBytes) {
            throw InvalidInputException.of(
                    name,
                    value,
                    what + " of at most " + mostBytes + " bytes, three quarters of the heap, and not " + bytes
                            + "; RINGSWARM_JAVA_OPTS=-Xmx4g gives more");
        }
    }

    private static Supplier<IdleStrategy> idle(IdleName name) {
        return switch (name) {
            case BACKOFF -> Backoff::new;
            case SPIN -> BusySpin::new;
            case YIELD -> Yielding::new;
            case PARK -> Parking::new;
        };
    }
}
