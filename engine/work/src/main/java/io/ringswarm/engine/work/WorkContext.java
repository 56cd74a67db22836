package io.ringswarm.engine.work;

import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.config.Faults;
import io.ringswarm.engine.work.cache.CacheOptions;
import io.ringswarm.engine.work.cache.ResultCache;
import io.ringswarm.engine.work.desk.DeskConfig;
import io.ringswarm.engine.work.limit.CircuitBreakerOptions;
import io.ringswarm.engine.work.limit.ConcurrencyOptions;
import io.ringswarm.engine.work.limit.Rate;
import io.ringswarm.engine.work.limit.Semaphores;
import io.ringswarm.engine.work.retry.Backoff;
import io.ringswarm.engine.work.routing.Strategies;
import io.ringswarm.engine.work.routing.StrategyFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** What a work is to be like. Mutable; read once by {@link Work#open}, which reports all that is wrong with it. */
public final class WorkContext {
    /** As many tasks may be open when nothing else is said. */
    public static final int DEFAULT_MAX_OPEN_TASKS = 65_536;

    private static final int MAX_OPEN_TASKS = 1 << 24;
    private static final int MAX_THREADS = 65_536;

    private String name = "work";
    private int maxOpenTasks = DEFAULT_MAX_OPEN_TASKS;
    private int shard;
    private StrategyFactory strategy = Strategies.POWER_OF_TWO;
    private Backoff backoff = Backoff.DEFAULT;
    private Duration timeLimit = Duration.ofMinutes(10);
    private ConcurrencyOptions concurrency = ConcurrencyOptions.standard();
    private Rate rate;
    private final Map<String, Integer> semaphores = new LinkedHashMap<>();
    private CircuitBreakerOptions circuits;
    private CacheOptions cache;
    private int idempotencyKeys = 100_000;
    private Duration idempotencyTtl = Duration.ofMinutes(5);
    private boolean balancing = true;
    private Duration targetTime = Duration.ofSeconds(1);
    private int cpuThreads = Runtime.getRuntime().availableProcessors();
    private int ioThreads = 256;
    private Duration closeTimeout = Duration.ofSeconds(10);
    private long seed = new SplittableRandom().nextLong();

    /** Twenty tasks in hand at most, no rate, no circuits, no cache, workers chosen by power of two choices. */
    public WorkContext() {}

    /**
     * What its agents and threads are called after.
     *
     * @param text unique in its engine; default: {@code work}
     * @return this
     */
    public WorkContext name(String text) {
        name = text;
        return this;
    }

    /**
     * How many tasks may be open; more are rejected. Tasks whose end somebody waits for are bounded by the engine's {@code
     * maxAsksInFlight}, too.
     *
     * @param tasks 1 to 16,777,216; default: {@link #DEFAULT_MAX_OPEN_TASKS}
     * @return this
     */
    public WorkContext maxOpenTasks(int tasks) {
        maxOpenTasks = tasks;
        return this;
    }

    /**
     * On which shard its desk lives.
     *
     * @param index 0, the default, to the number of shards - 1
     * @return this
     */
    public WorkContext shard(int index) {
        shard = index;
        return this;
    }

    /**
     * How workers are chosen.
     *
     * @param factory default: {@link Strategies#POWER_OF_TWO}
     * @return this
     */
    public WorkContext strategy(StrategyFactory factory) {
        strategy = factory;
        return this;
    }

    /**
     * How workers are chosen, by name.
     *
     * @param strategyName as {@link Strategies#named} knows it
     * @return this
     * @throws IllegalArgumentException naming the strategies that there are
     */
    public WorkContext strategy(String strategyName) {
        return strategy(Strategies.named(strategyName));
    }

    /**
     * When attempts at idempotent tasks are repeated.
     *
     * @param options default: three times, 500 ms x 1.5 up to 5 s, full jitter
     * @return this
     */
    public WorkContext backoff(Backoff options) {
        backoff = options;
        return this;
    }

    /**
     * How long an attempt may take when its task does not say, from when its worker is handed it, waiting for a thread included.
     *
     * @param limit positive; default: ten minutes
     * @return this
     */
    public WorkContext timeLimit(Duration limit) {
        timeLimit = limit;
        return this;
    }

    /**
     * How many tasks may be in the hands of all workers together at a time. A task's place is free when its attempt ends or is
     * given up, though a function that does not heed its interrupt may still run then: this bounds what the desk has started and
     * not given up.
     *
     * @param options default: 20, fixed; adaptive by {@link ConcurrencyOptions#adaptive()}
     * @return this
     */
    public WorkContext concurrency(ConcurrencyOptions options) {
        concurrency = options;
        return this;
    }

    /**
     * As {@link #concurrency}, a fixed number.
     *
     * @param tasks 0 for as many as the workers have slots
     * @return this
     */
    public WorkContext maxConcurrency(int tasks) {
        return concurrency(ConcurrencyOptions.fixed(tasks));
    }

    /**
     * How many tasks may start in a time.
     *
     * @param options default: any number
     * @return this
     */
    public WorkContext rate(Rate options) {
        rate = options;
        return this;
    }

    /**
     * Declares a resource of which tasks may hold a permit, by {@link TaskOptions#holds}, while they are in hand. The permit is given
     * back when an attempt ends or is given up, though a function that does not heed its interrupt may still run then: this
     * bounds what the desk has started and not given up, and is no mutual exclusion.
     *
     * @param semaphore its name
     * @param permits 1 and up
     * @return this
     */
    public WorkContext semaphore(String semaphore, int permits) {
        semaphores.put(Objects.requireNonNull(semaphore, "semaphore"), permits);
        return this;
    }

    /**
     * When a worker that fails or is slow gets no tasks for a while. Without it, the default strategy may go on feeding a worker
     * that fails quickly, as its queue is short.
     *
     * @param options default: never; to begin with: {@link CircuitBreakerOptions#standard()}
     * @return this
     */
    public WorkContext circuits(CircuitBreakerOptions options) {
        circuits = options;
        return this;
    }

    /**
     * Keeps results of cacheable tasks.
     *
     * @param options default: no cache
     * @return this
     */
    public WorkContext cache(CacheOptions options) {
        cache = options;
        return this;
    }

    /**
     * How long, and how many, ends of tasks with an idempotency key are remembered.
     *
     * @param keys default: 100,000
     * @param ttl default: five minutes
     * @return this
     */
    public WorkContext idempotency(int keys, Duration ttl) {
        idempotencyKeys = keys;
        idempotencyTtl = ttl;
        return this;
    }

    /**
     * Whether tasks that wait are moved from loaded workers to idle ones.
     *
     * @param moves default: true
     * @return this
     */
    public WorkContext balancing(boolean moves) {
        balancing = moves;
        return this;
    }

    /**
     * What a task should take, for the efficiency in the workers' profiles.
     *
     * @param target positive; default: one second
     * @return this
     */
    public WorkContext targetTime(Duration target) {
        targetTime = target;
        return this;
    }

    /**
     * How many threads blocking workers have, all those of a tier together. With more slots than threads tasks wait for a thread
     * within their time limit.
     *
     * @param cpu for those of the CPU tier; default: one a core
     * @param io for those of the I/O tier; default: 256
     * @return this
     */
    public WorkContext threads(int cpu, int io) {
        cpuThreads = cpu;
        ioThreads = io;
        return this;
    }

    /**
     * How long {@link Work#close()} takes at most.
     *
     * @param limit positive; default: ten seconds
     * @return this
     */
    public WorkContext closeTimeout(Duration limit) {
        closeTimeout = limit;
        return this;
    }

    /**
     * Where chance begins, in choices and backoff.
     *
     * @param value default: another one each time
     * @return this
     */
    public WorkContext seed(long value) {
        seed = value;
        return this;
    }

    DeskConfig conclude(NanoClock clock) {
        Faults faults = new Faults();
        faults.text("name", name);
        faults.range("maxOpenTasks", maxOpenTasks, 1, MAX_OPEN_TASKS);
        faults.range("idempotencyKeys", idempotencyKeys, 1, MAX_OPEN_TASKS);
        faults.range("cpuThreads", cpuThreads, 1, MAX_THREADS);
        faults.range("ioThreads", ioThreads, 1, MAX_THREADS);
        faults.range("shard", shard, 0, Integer.MAX_VALUE);
        faults.countable("timeLimit", timeLimit);
        faults.countable("idempotencyTtl", idempotencyTtl);
        faults.countable("targetTime", targetTime);
        faults.countable("closeTimeout", closeTimeout);
        faults.present("strategy", strategy);
        faults.present("backoff", backoff);
        faults.present("concurrency", concurrency);
        Semaphores.Builder declared = Semaphores.builder();
        semaphores.forEach(declared::declare);
        Semaphores resources = null;
        try {
            resources = declared.build();
        } catch (IllegalArgumentException e) {
            faults.add(e);
        }
        faults.throwIfAny();
        return new DeskConfig(
                maxOpenTasks,
                strategy,
                backoff,
                timeLimit,
                concurrency,
                rate,
                resources,
                circuits,
                cache == null ? null : new ResultCache(cache, clock),
                idempotencyKeys,
                idempotencyTtl,
                balancing,
                targetTime,
                new SplittableRandom(seed));
    }

    String name() {
        return name;
    }

    int shard() {
        return shard;
    }

    int cpuThreads() {
        return cpuThreads;
    }

    int ioThreads() {
        return ioThreads;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }
}
