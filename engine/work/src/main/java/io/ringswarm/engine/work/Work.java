package io.ringswarm.engine.work;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.AskFailedException;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.timing.TimeLimit;
import io.ringswarm.engine.work.desk.Desk;
import io.ringswarm.engine.work.desk.DeskCommand;
import io.ringswarm.engine.work.desk.DeskConfig;
import io.ringswarm.engine.work.desk.Elsewhere;
import io.ringswarm.engine.work.desk.WorkerSpec;
import io.ringswarm.engine.work.host.Lane;
import io.ringswarm.engine.work.host.WorkerHost;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.engine.work.tier.Tier;
import io.ringswarm.engine.work.wire.BodyScratch;
import io.ringswarm.engine.work.wire.Numbers;
import io.ringswarm.engine.work.wire.NumbersCodec;
import io.ringswarm.engine.work.wire.Submission;
import io.ringswarm.engine.work.wire.SubmissionCodec;
import io.ringswarm.engine.work.wire.Templates;
import io.ringswarm.engine.work.wire.ThrownText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks for workers, on an engine's messages. Each task that is submitted ends in exactly one of the ways of {@link TaskEnd}; one
 * that is not idempotent is started at most once. Any thread, but where it says otherwise; no method waits, but for {@link
 * #close}. In an engine in invoker mode everything happens when the engine is invoked.
 */
public final class Work implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final TaskOptions DEFAULTS = new TaskOptions();

    private final Engine engine;
    private final String name;
    private final Duration closeTimeout;
    private final DeskConfig config;
    private final Desk desk;
    private final AgentRef deskRef;
    private final Capabilities capabilities = new Capabilities();
    private final DoorCounters door = new DoorCounters();
    private final AtomicLong taskIds = new AtomicLong();
    private final AtomicInteger workerNumbers = new AtomicInteger();
    private final Set<String> kindNames = new LinkedHashSet<>();
    private final BlockingTiers tiers;
    private final WorkAgents agents;
    private final DeskLine line;
    private volatile WorkReport report;

    private Work(Engine engine, WorkContext context) {
        this.engine = engine;
        name = context.name();
        closeTimeout = context.closeTimeout();
        config = context.conclude(engine.config().clock());
        tiers = new BlockingTiers(
                name, context.cpuThreads(), context.ioThreads(), engine.config().maxAsksInFlight());
        desk = new Desk(config);
        agents = new WorkAgents(engine);
        deskRef = agents.spawn(name, new AgentOptions().shard(context.shard()).asksFirst(), () -> desk);
        line = new DeskLine(engine, desk, deskRef);
    }

    /**
     * Opens a work on an engine, which must outlive it.
     *
     * @param engine running
     * @param context what it is to be like
     * @return a work without workers, to be closed before the engine is
     * @throws IllegalArgumentException naming each setting at fault with its value and what was expected
     * @throws IllegalStateException when the engine is closing, closed or failed
     */
    public static Work open(Engine engine, WorkContext context) {
        return new Work(Objects.requireNonNull(engine, "engine"), Objects.requireNonNull(context, "context"));
    }

    /**
     * Makes a kind of task. A worker gets tasks of the kinds that it was hired for.
     *
     * @param kindName unique in this work
     * @param payloadCodec how payloads are written
     * @param newPayload makes objects to decode them into
     * @param resultCodec how results are written
     * @param newResult makes objects to decode them into
     * @param <P> the payload's type
     * @param <R> the result's type
     * @return the kind
     * @throws IllegalArgumentException when the name is blank or taken, or there are 64 kinds and tags already
     */
    public <P, R> TaskKind<P, R> kind(
            String kindName,
            BodyCodec<P> payloadCodec,
            Supplier<? extends P> newPayload,
            BodyCodec<R> resultCodec,
            Supplier<? extends R> newResult) {
        Objects.requireNonNull(payloadCodec, "payloadCodec");
        Objects.requireNonNull(newPayload, "newPayload");
        Objects.requireNonNull(resultCodec, "resultCodec");
        Objects.requireNonNull(newResult, "newResult");
        synchronized (kindNames) {
            if (kindName == null || kindName.isBlank() || kindNames.contains(kindName)) {
                throw new IllegalArgumentException(
                        "kind=" + kindName + " (expected: a name that is not blank, and none of " + kindNames + ")");
            }
            long capability = capabilities.makeKind(kindName);
            TaskKind<P, R> kind = new TaskKind<>(
                    this, kindNames.size(), kindName, capability, payloadCodec, newPayload, resultCodec, newResult);
            kindNames.add(kindName);
            return kind;
        }
    }

    /**
     * Adds a worker.
     *
     * @param workerName unique among the engine's agents, with this work's name before it
     * @param options what it does, and how
     * @return the worker; tasks submitted from now on by this thread find it
     * @throws IllegalArgumentException when the name is blank or taken, it does nothing, a kind is another work's, a factory of
     *     handlers gives null, there are 64 kinds and tags already, or there is no such shard
     * @throws IllegalStateException when the work or the engine is closing, closed or failed
     */
    public Worker hire(String workerName, WorkerOptions options) {
        if (workerName == null || workerName.isBlank()) {
            throw new IllegalArgumentException("worker=" + workerName + " (expected: a name that is not blank)");
        }
        if (agents.isClosing()) {
            throw comesTooLate(workerName);
        }
        if (options.skills().isEmpty()) {
            throw new IllegalArgumentException(
                    "worker=" + workerName + " does no kind of task (expected: at least one)");
        }
        long mask = 0;
        for (WorkerOptions.Skill<?, ?> skill : options.skills()) {
            if (skill.kind().work() != this) {
                throw new IllegalArgumentException("kind=" + skill.kind() + " (expected: one of this work's)");
            }
            mask |= skill.kind().capability();
        }
        mask |= capabilities.make(options.tags());
        int number = workerNumbers.incrementAndGet();
        Tier tier = options.blocks() ? tiers.of(options.tier()) : null;
        if (options.blocks() && tier == null) {
            throw comesTooLate(workerName);
        }
        Lane lane = options.blocks() ? new Lane(engine, tier) : null;
        AgentOptions agent = new AgentOptions();
        if (options.shard() >= 0) {
            agent.shard(options.shard());
        }
        List<WorkerOptions.Skill<?, ?>> skills = List.copyOf(options.skills());
        AgentRef ref = agents.spawn(name + "/" + workerName, agent, () -> {
            WorkerHost host = new WorkerHost(deskRef, number, engine.config().maxBodyBytes(), lane);
            skills.forEach(skill -> add(workerName, host, skill));
            return host;
        });
        if (ref == null) {
            throw comesTooLate(workerName);
        }
        WorkerSpec spec = new WorkerSpec(number, ref, workerName, mask, options.slots(), options.queueCapacity());
        // When closing begins meanwhile, it waits for what the worker does, and stops it.
        if (!command(found -> found.hire(spec))) {
            engine.stop(ref);
            throw comesTooLate(workerName);
        }
        return new Worker(workerName, number, ref);
    }

    private static IllegalStateException comesTooLate(String workerName) {
        return new IllegalStateException("worker=" + workerName + " comes to a work that is closing or closed");
    }

    private static <P, R> void add(String workerName, WorkerHost host, WorkerOptions.Skill<P, R> skill) {
        TaskHandler<P, R> handler =
                skill.handler() == null ? null : skill.handler().get();
        if (handler == null && skill.function() == null) {
            throw new IllegalArgumentException("worker=" + workerName + ", kind=" + skill.kind()
                    + " got null from its factory of handlers (expected: a handler)");
        }
        host.does(skill.kind(), handler, skill.function());
    }

    /**
     * Submits a task, normally.
     *
     * @param kind of what kind
     * @param payload what of; encoded during the call
     * @param <P> the payload's type
     * @param <R> the result's type
     * @return as {@link #submit(TaskKind, Object, TaskOptions)}
     */
    public <P, R> Submitted<R> submit(TaskKind<P, R> kind, P payload) {
        return submit(kind, payload, DEFAULTS);
    }

    /**
     * Submits a task. Allocates; {@link #newSubmitter()} does not. What a payload's codec throws does not reach the caller: the task
     * is rejected then, as it is in any other case in which it does not come to the desk.
     *
     * @param kind of what kind
     * @param payload what of; encoded during the call
     * @param options how; may be used again at once
     * @param <P> the payload's type
     * @param <R> the result's type
     * @return its number, and how it ends
     */
    public <P, R> Submitted<R> submit(TaskKind<P, R> kind, P payload, TaskOptions options) {
        long taskId = nextTaskId();
        Submission submission = new Submission();
        EndReason fault = fill(submission, kind, options, taskId);
        if (fault != null) {
            return rejected(taskId, fault, "nobody can: " + capabilities.unknown(options.tags()));
        }
        TaskResult<R> known = known(taskId, kind, payload, options);
        if (known != null) {
            return new Submitted<>(taskId, options.priority(), CompletableFuture.completedFuture(known), this);
        }
        submission.payload(payload, kind.payloadCodec());
        Duration patience = Duration.ofNanos(Submitter.patienceNs(options.lifetimeNs()));
        CompletionStage<EndingCodec.Holder<R>> asked;
        try {
            asked = engine.ask(
                    deskRef,
                    submission,
                    SubmissionCodec.CODEC,
                    new Envelope().priority(options.priority()).traceId(options.traceId()),
                    patience,
                    EndingCodec.Holder<R>::new,
                    new EndingCodec<>(kind));
        } catch (BodyTooLargeException e) {
            return rejected(taskId, EndReason.TOO_LARGE, e.getMessage());
        } catch (RuntimeException | Error e) {
            return rejected(taskId, EndReason.PAYLOAD_CODEC, ThrownText.of(e));
        }
        return new Submitted<>(
                taskId, options.priority(), asked.handle((holder, thrown) -> heard(taskId, holder, thrown)), this);
    }

    /** What the cache has for a task; null when it has to be submitted, for whatever reason. Counts hits only: the desk looks, too. */
    private <P, R> TaskResult<R> known(long taskId, TaskKind<P, R> kind, P payload, TaskOptions options) {
        if (config.cache() == null
                || !options.isCacheable()
                || options.idempotencyKey() != null
                || options.lifetimeNs() <= 0
                || report != null) {
            return null;
        }
        try {
            BodyScratch scratch = new BodyScratch(engine.config().maxBodyBytes());
            int bytes = scratch.encode(payload, kind.payloadCodec());
            byte[] result = config.cache().get(kind.index(), scratch.bytes(), 0, bytes);
            if (result == null) {
                return null;
            }
            R value = kind.newResult();
            kind.resultCodec().decode(new BodyReader().wrap(result, 0, result.length), value);
            door.hit();
            return new TaskResult<>(taskId, TaskEnd.SUCCEEDED, EndReason.DONE, value, "", 0);
        } catch (Throwable e) {
            return null; // a codec that throws will do so again, where it is told as the end that it makes
        }
    }

    private <R> TaskResult<R> heard(long taskId, EndingCodec.Holder<R> holder, Throwable thrown) {
        if (thrown == null) {
            return holder.result();
        }
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (!(cause instanceof AskFailedException failed)) {
            throw cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
        }
        if (failed.outcome() != null) { // it may have come to the desk, which has counted it then
            return new TaskResult<>(taskId, TaskEnd.FAILED, EndReason.CLOSED, null, EndReader.NOT_KNOWN, 0);
        }
        EndReason reason = switch (failed.offer()) {
            case BACK_PRESSURED -> EndReason.BACK_PRESSURED;
            case TOO_LARGE -> EndReason.TOO_LARGE;
            default -> EndReason.CLOSED;
        };
        door.reject(reason);
        return TaskResult.rejected(taskId, reason, failed.getMessage());
    }

    private <R> Submitted<R> rejected(long taskId, EndReason reason, String why) {
        door.reject(reason);
        return new Submitted<>(
                taskId,
                Priority.NORMAL,
                CompletableFuture.completedFuture(TaskResult.rejected(taskId, reason, why)),
                this);
    }

    /**
     * Submits tasks of one kind, one by one. Waits for nothing: those that find the engine's {@code maxAsksInFlight} ends waited for
     * already, 1,024 by default, are rejected as {@link EndReason#BACK_PRESSURED}. To submit more than that at a time, raise it, or use
     * {@link Submitter#stage}, which waits for no end.
     *
     * @param kind of what kind
     * @param payloads what of
     * @param options how, for all of them
     * @param <P> the payload's type
     * @param <R> the result's type
     * @return one for each payload, in the same order
     */
    public <P, R> List<Submitted<R>> submitAll(
            TaskKind<P, R> kind, Collection<? extends P> payloads, TaskOptions options) {
        List<Submitted<R>> all = new ArrayList<>(payloads.size());
        for (P payload : payloads) {
            all.add(submit(kind, payload, options));
        }
        return all;
    }

    /**
     * Makes a submitter for one thread.
     *
     * @return to be closed
     */
    public Submitter newSubmitter() {
        return new Submitter(this, engine.newSender(), null);
    }

    /**
     * Makes a submitter for one agent.
     *
     * @param agent the context of an agent of this engine; the submitter works during its calls
     * @return needs no closing
     */
    public Submitter submitter(AgentContext agent) {
        return new Submitter(this, null, Objects.requireNonNull(agent, "agent"));
    }

    /**
     * Whether a message that an agent got says how a task ended that it had submitted by {@link Submitter#tell}.
     *
     * @param message any
     * @return true when {@link EndReader#read} may read it
     */
    public static boolean isEnding(Message message) {
        return message.templateId() == Templates.ENDING.id();
    }

    /**
     * As {@link #cancel(long, Priority)}, for a task of normal priority, or one that the desk has surely got.
     *
     * @param taskId its number
     * @return whether the desk was told
     */
    public boolean cancel(long taskId) {
        return cancel(taskId, Priority.NORMAL);
    }

    /**
     * Ends a task wherever it is, unless it has ended. A worker that has it in hand is told.
     *
     * @param taskId its number
     * @param priority what it was submitted with: so this cannot overtake it
     * @return whether the desk was told
     */
    public boolean cancel(long taskId, Priority priority) {
        return engine.tell(
                        deskRef,
                        new Numbers().set(taskId, 0, 0),
                        NumbersCodec.CANCEL,
                        new Envelope().priority(priority))
                == Offer.ACCEPTED;
    }

    /**
     * Lets a worker go: from now on it gets no tasks; what waits for it is given to others; what it has in hand may end within the
     * limit. Then that is given up: idempotent tasks are tried again by others, the rest has failed. Its agent is stopped.
     *
     * @param worker one of this work's
     * @param limit how long it may take
     * @return completed when it is gone, with how many tasks were given to others or given up; on the engine's completion
     *     executor. With 0 when it has gone already, is not one of this work's, or the work is closed; at the latest when the
     *     engine is
     */
    public CompletionStage<Integer> evacuate(Worker worker, Duration limit) {
        Objects.requireNonNull(limit, "limit");
        int number = worker.number();
        AgentRef ref = worker.ref();
        Executor executor = engine.config().completionExecutor();
        return line.ask(0, (found, done) -> found.evacuate(number, ref, limit, executor, done));
    }

    /**
     * What became of the tasks so far.
     *
     * @return a snapshot
     */
    public WorkCounters counters() {
        return WorkCounters.of(desk.counters(), door);
    }

    /**
     * What the workers are like.
     *
     * @return completed on the engine's completion executor with one profile for each worker there is; none when the work is closed,
     *     at the latest when the engine is
     */
    public CompletionStage<List<WorkerProfile>> profiles() {
        return line.ask(List.of(), (found, answer) -> {
            List<WorkerProfile> made = found.profiles(kindNames());
            Elsewhere.run(engine.config().completionExecutor(), () -> answer.complete(made));
        });
    }

    private List<String> kindNames() {
        synchronized (kindNames) {
            return List.copyOf(kindNames);
        }
    }

    /**
     * What it is called.
     *
     * @return unique among the works of its engine that are open
     */
    public String name() {
        return name;
    }

    /**
     * What it was opened on.
     *
     * @return the engine
     */
    public Engine engine() {
        return engine;
    }

    /**
     * The agent that owns the tasks.
     *
     * @return its reference
     */
    public AgentRef desk() {
        return deskRef;
    }

    /** As {@link #close(Duration)}, within the configured limit. */
    @Override
    public void close() {
        close(closeTimeout);
    }

    /**
     * Takes no more tasks, waits for the open ones, cancels those that have not ended after half the limit, and stops the workers
     * and the desk. When it returns, their agents have ended, so that their names are free and the report is the last word, unless
     * the limit is too short for an agent to return from its call, which is logged, or the engine has failed. Idempotent: later calls
     * wait for the first and return the same.
     *
     * <p>Not from an agent, whose shard may be one that has to work for it. Any other thread may wait here, those of the completion
     * executor among them. A function of a blocking worker that closes its own work waits for itself, up to the limit, in vain. In
     * invoker mode it invokes the engine itself, until that has nothing left to do.
     *
     * <p>A thread that is interrupted does not wait for the open tasks: they are cancelled at once. It waits for the agents and the
     * functions of blocking workers all the same, and stays interrupted.
     *
     * @param limit how long it may take in all: half of it for tasks to end, up to five eighths for those that are cancelled,
     *     up to seven eighths for functions that run, the rest for the agents
     * @return what became of the tasks
     * @throws IllegalStateException on a thread that runs a shard of the engine; nothing has happened then
     */
    public WorkReport close(Duration limit) {
        if (engine.isOnShard()) {
            throw new IllegalStateException("work=" + name + " is closed by thread="
                    + Thread.currentThread().getName()
                    + " (expected: none that runs agents, as it has to wait for them)");
        }
        return closeOnce(TimeLimit.ns(limit));
    }

    private synchronized WorkReport closeOnce(long limitNs) {
        if (report == null) {
            long beganNs = System.nanoTime();
            agents.close();
            boolean ended = awaitTasks(beganNs + limitNs / 2);
            if (!ended) {
                command(Desk::cancelAll);
                awaitTasks(beganNs + limitNs / 8 * 5);
            }
            command(ended ? Desk::letWorkersGo : Desk::stopWorkers);
            List<String> stuck = tiers.close(beganNs + limitNs / 8 * 7);
            endAgents(ended, beganNs + limitNs / 16 * 15 - System.nanoTime());
            if (!agents.awaitEnds(beganNs + limitNs)) {
                LOG.warn("work={} was closed, and agents of it have not ended: {}", name, agents);
            }
            report = new WorkReport(counters(), !ended, stuck);
            if (report.counters().open() > 0) {
                LOG.warn("work={} was closed with tasks that have not ended: {}", name, report.counters());
            }
        }
        return report;
    }

    /** When no task is open, what they have been sent is handled first, or each close would leave dead letters behind. */
    private void endAgents(boolean gently, long leftNs) {
        if (gently && leftNs > 0 && isAlive()) {
            agents.living().forEach(agent -> engine.drain(agent, Duration.ofNanos(leftNs)));
        } else {
            engine.stop(deskRef); // before the workers, or it would take them for lost
            agents.living().forEach(engine::stop);
        }
    }

    /** Answers whether no task is open any more. An engine that closes or has failed is not waited for: it may end none. */
    private boolean awaitTasks(long untilNs) {
        CountDownLatch ended = new CountDownLatch(1);
        Offer offer = line.commandLast(found -> found.close(Runnable::run).thenRun(ended::countDown), untilNs);
        if (offer != Offer.ACCEPTED) {
            return offer != Offer.BACK_PRESSURED && counters().open() == 0;
        }
        if (engine.config().invokerMode()) {
            while (ended.getCount() > 0 && System.nanoTime() - untilNs < 0 && engine.invoke() > 0) {
                Thread.onSpinWait();
            }
            return ended.getCount() == 0;
        }
        try {
            long leftNs = untilNs - System.nanoTime();
            while (!ended.await(Math.min(leftNs, WorkAgents.LOOK_NS), TimeUnit.NANOSECONDS)
                    && leftNs > 0
                    && isAlive()) {
                leftNs = untilNs - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ended.getCount() == 0;
    }

    private boolean isAlive() {
        EngineHealth.Status status = engine.health().status();
        return status == EngineHealth.Status.UP || status == EngineHealth.Status.DEGRADED;
    }

    /** As {@link DeskLine#command}. */
    boolean command(DeskCommand command) {
        return line.command(command);
    }

    long nextTaskId() {
        return taskIds.incrementAndGet();
    }

    /** The number that the next task will get, unless another thread submits one. */
    long nextTaskIdToCome() {
        return taskIds.get() + 1;
    }

    DoorCounters door() {
        return door;
    }

    /** Fills in all but the payload. Answers why the task cannot be submitted, or null. */
    EndReason fill(Submission submission, TaskKind<?, ?> kind, TaskOptions options, long taskId) {
        if (kind.work() != this) {
            throw new IllegalArgumentException("kind=" + kind + " (expected: one of this work's)");
        }
        long needs = kind.capability();
        if (!options.tags().isEmpty()) {
            if (capabilities.unknown(options.tags()) != null) {
                return EndReason.NO_CAPABLE_WORKER;
            }
            needs |= capabilities.of(options.tags());
        }
        long held = options.semaphores().isEmpty() ? 0 : config.semaphores().mask(options.semaphores());
        String key = options.idempotencyKey();
        int flags = (options.isIdempotent() ? Submission.IDEMPOTENT : 0)
                | (options.isCacheable() ? Submission.CACHEABLE : 0);
        submission
                .task(taskId, kind.index(), flags)
                .needs(needs, held, options.affinity())
                .times(
                        options.costNs(),
                        engine.config().clock().nanoTime() + options.lifetimeNs(),
                        options.timeLimitNs())
                .key(key == null ? null : key.getBytes(StandardCharsets.UTF_8));
        return null;
    }
}
