package io.ringswarm.engine.work.desk;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.timing.TimeLimit;
import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.TaskEnd;
import io.ringswarm.engine.work.balance.Rebalancer;
import io.ringswarm.engine.work.limit.CircuitBreaker;
import io.ringswarm.engine.work.limit.RateLimit;
import io.ringswarm.engine.work.profile.KindBaseline;
import io.ringswarm.engine.work.profile.WorkerHistory;
import io.ringswarm.engine.work.profile.WorkerProfile;
import io.ringswarm.engine.work.profile.WorkerState;
import io.ringswarm.engine.work.routing.Groups;
import io.ringswarm.engine.work.wire.Numbers;
import io.ringswarm.engine.work.wire.NumbersCodec;
import io.ringswarm.engine.work.wire.SubmissionCodec;
import io.ringswarm.engine.work.wire.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The agent that owns the tasks of one work. Messages bring tasks, cancellations and what workers say; {@link #post} brings
 * what cannot be bytes. After each batch it starts what may start. Confined to its shard's thread, but for {@link #post} and
 * {@link #counters()}.
 */
public final class Desk implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    /** What a nudge says that is the last of what its sender has sent in its lane: there is one in each, with the same number. */
    public static final long LAST = 1;

    private static final int ALL_LANES = (1 << Priority.COUNT) - 1;

    /** How soon it looks again at a way that was full, ns: then twice as long each time, up to the longest. */
    private static final long FULL_AGAIN_NS = 100_000;

    private static final long LONGEST_FULL_AGAIN_NS = 10_000_000;

    /** Some 73 years: a task's key is its time less its cost, and is not to wrap. */
    private static final long LONGEST_COST_NS = Long.MAX_VALUE / 4;

    final DeskConfig config;
    private final DeskCounters counters = new DeskCounters();
    private final Queue<DeskCommand> commands = new ConcurrentLinkedQueue<>();
    private final Queue<DeskCommand> lastCommands = new ConcurrentLinkedQueue<>();
    private final Numbers numbers = new Numbers();
    private final KindBaseline baseline = new KindBaseline();
    private final List<Departure> departures = new ArrayList<>();
    private AgentContext self;
    TaskTable tasks;
    Roster roster;
    StartGate gate;
    Endings endings;
    Repeats repeats;
    Dispatch dispatch;
    long timerNs = TimeLimit.NEVER;
    private Timer timer;
    private long fullAgainNs = FULL_AGAIN_NS;
    private long stirredAtNs;
    private long lastNumber;
    private int lanesDone;
    private boolean closing;
    private CompletableFuture<Void> closed;
    private Executor closedExecutor;

    /**
     * A desk without workers.
     *
     * @param config what it is like
     */
    public Desk(DeskConfig config) {
        this.config = config;
    }

    /**
     * What it has done. Any thread.
     *
     * @return the counters, which go on counting
     */
    public DeskCounters counters() {
        return counters;
    }

    /**
     * Has something done on the desk's thread, before its next message. Who posts it sends a nudge then. Any thread.
     *
     * @param command what
     */
    public void post(DeskCommand command) {
        commands.add(command);
    }

    /**
     * Takes back what was posted, when nobody will come to it any more. Any thread.
     *
     * @param command what
     */
    public void withdraw(DeskCommand command) {
        commands.remove(command);
    }

    /**
     * Has something done when nudges have come that say so, one in each lane: behind all that was sent before them. Any thread.
     *
     * @param command what
     */
    public void postLast(DeskCommand command) {
        lastCommands.add(command);
    }

    @Override
    public void onStart(AgentContext context) {
        self = context;
        tasks = new TaskTable(config.maxOpenTasks(), () -> new TaskRecord(dispatch));
        roster = new Roster(
                new Groups(config.strategy(), config.random()), config.maxOpenTasks(), config.balancing(), counters);
        RateLimit rate = config.rate() == null ? null : new RateLimit(config.rate(), context.nowNs());
        gate = new StartGate(config.concurrency().create(), rate, config.semaphores());
        endings = new Endings(tasks, counters, context);
        repeats = new Repeats(config, endings, counters);
        dispatch = new Dispatch(config, tasks, roster, gate, endings, repeats, counters, context);
        timer = context.newTimer((fired, dueNs, agent) -> {
            timerNs = TimeLimit.NEVER;
            turn();
        });
    }

    @Override
    public void onMessage(Message message, AgentContext context) {
        run(commands); // those first that were posted before this was sent
        int template = message.templateId();
        if (template == Templates.SUBMISSION.id()) {
            submit(message);
        } else if (template == Templates.AFTERMATH.id()) {
            aftermath(message.read(NumbersCodec.AFTERMATH, numbers));
        } else if (template == Templates.CANCEL.id()) {
            cancel(message.read(NumbersCodec.CANCEL, numbers).first());
        } else if (template == Templates.NUDGE.id()) {
            if (message.read(NumbersCodec.NUDGE, numbers).first() == LAST) {
                last(numbers.second(), message.priority());
            }
        } else {
            LOG.warn("the desk got a message of template={} (expected: tasks, and what workers say)", template);
        }
    }

    @Override
    public void onBatchEnd(AgentContext context) {
        turn();
    }

    @Override
    public void onStop(AgentContext context) {
        run(commands); // so that nobody waits for one in vain
        run(lastCommands);
        cancelAll();
        for (TaskRecord task : tasks.copy()) { // those whose answers are on the way, and will not be heard
            endings.end(task, TaskEnd.CANCELLED, EndReason.CLOSED, "the work was closed");
        }
        endings.tellOwed();
        counters.set(DeskCounters.Count.IN_HAND, 0);
        departures.forEach(departure -> departure.tell(departure.moved));
        departures.clear();
    }

    private void submit(Message message) {
        // To read the clock would cost more than all of this. A deadline that has passed since is seen in the turn.
        long nowNs = message.sentNs();
        counters.add(DeskCounters.Count.SUBMITTED, 1);
        counters.add(DeskCounters.Count.OPEN, 1);
        TaskRecord task = tasks.take();
        if (task == null) {
            endings.refuse(message, EndReason.QUEUE_FULL, "tasks that are open: " + config.maxOpenTasks());
            return;
        }
        task.submitter.take(message);
        task.state = TaskRecord.State.LOBBY;
        task.taskId = 0;
        try {
            read(message, task, nowNs);
        } catch (MalformedMessageException e) {
            endings.end(task, TaskEnd.REJECTED, EndReason.MALFORMED, e.getMessage());
            return;
        }
        if (closing) {
            endings.end(task, TaskEnd.REJECTED, EndReason.CLOSED, "the work is closing");
        } else if (task.deadlineNs - nowNs <= 0) {
            endings.end(task, TaskEnd.EXPIRED, EndReason.DEADLINE, "its deadline had passed when it came");
        } else if (!tasks.open(task)) {
            endings.end(task, TaskEnd.REJECTED, EndReason.MALFORMED, "a task with this id is open");
        } else if (!repeats.join(task, nowNs)) {
            if (!roster.hasCapable(task.needs)) {
                dispatch.reject(
                        task, EndReason.NO_CAPABLE_WORKER, "no worker has all capabilities that it needs", nowNs);
            } else if (task.costNs > 0) {
                roster.gather(task);
            } else {
                dispatch.place(task, nowNs);
            }
        }
    }

    private void read(Message message, TaskRecord task, long nowNs) {
        BodyReader in = message.body();
        SubmissionCodec.check(in);
        task.taskId = SubmissionCodec.taskId(in);
        task.needs = SubmissionCodec.needs(in);
        task.semaphores = SubmissionCodec.semaphores(in);
        task.affinity = SubmissionCodec.affinity(in);
        task.costNs = Math.min(Math.max(0, SubmissionCodec.costNs(in)), LONGEST_COST_NS);
        task.deadlineNs = SubmissionCodec.deadlineNs(in);
        task.timeLimitNs = Math.min(Math.max(0, SubmissionCodec.timeLimitNs(in)), TimeLimit.LONGEST_NS);
        task.kind = SubmissionCodec.kind(in);
        task.flags = SubmissionCodec.flags(in);
        if (task.kind < 0 || task.kind >= Long.SIZE || (task.semaphores & ~semaphoreMask()) != 0) {
            throw new MalformedMessageException(
                    "kind=" + task.kind + ", semaphores=" + task.semaphores + " (expected: of this work, which has "
                            + config.semaphores().size() + " semaphores)");
        }
        task.lane = message.priority().ordinal();
        task.submittedNs = nowNs;
        task.attempts = 0;
        task.unwanted = null;
        task.loadNs = loadOf(task);
        task.keyBytes = SubmissionCodec.keyBytes(in);
        int payloadAt = SubmissionCodec.payloadAt(in);
        task.payloadBytes = in.length() - payloadAt;
        if (task.key.length < task.keyBytes) {
            task.key = new byte[task.keyBytes];
        }
        if (task.payload.length < task.payloadBytes) {
            task.payload = new byte[task.payloadBytes];
        }
        in.getBytes(SubmissionCodec.HEADER_BYTES, task.key, 0, task.keyBytes);
        in.getBytes(payloadAt, task.payload, 0, task.payloadBytes);
    }

    private long semaphoreMask() {
        int count = config.semaphores().size();
        return count == Long.SIZE ? -1 : (1L << count) - 1;
    }

    private long loadOf(TaskRecord task) {
        long loadNs = task.costNs > 0 ? task.costNs : Math.max(1, (long) baseline.meanNs(task.kind));
        return Math.min(loadNs, Long.MAX_VALUE / 2 / config.maxOpenTasks()); // so that no sum of them overflows
    }

    private void cancel(long taskId) {
        TaskRecord task = tasks.find(taskId);
        if (task != null) {
            dispatch.giveUp(task, TaskEnd.CANCELLED, EndReason.CANCELLED, "", self.nowNs());
        }
    }

    private void aftermath(Numbers said) {
        WorkerCell cell = roster.find((int) said.first());
        if (cell != null) {
            dispatch.freed(cell, (int) Math.max(0, Math.min(said.second(), cell.slots())));
        }
        counters.add(DeskCounters.Count.DUPLICATE_COMPLETIONS, Math.max(0, said.third()));
    }

    /** Lanes do not keep an order among each other: all was got that was sent before when the last of each lane has come. */
    private void last(long number, Priority priority) {
        lanesDone = number == lastNumber ? lanesDone | 1 << priority.ordinal() : 1 << priority.ordinal();
        lastNumber = number;
        if (lanesDone == ALL_LANES) {
            run(lastCommands);
        }
    }

    private void run(Queue<DeskCommand> posted) {
        DeskCommand command;
        while ((command = posted.poll()) != null) {
            try {
                command.run(this);
            } catch (RuntimeException e) { // must not take the message behind it along
                LOG.error("a command of the desk failed", e);
            }
        }
    }

    /** What is to be done after a batch, and when a time has come. */
    private void turn() {
        run(commands);
        long nowNs = self.nowNs();
        if (!dispatch.hasStalled() && !endings.isOwing()) {
            fullAgainNs = FULL_AGAIN_NS;
        }
        if (nowNs - stirredAtNs >= Rebalancer.DEFAULT_INTERVAL_NS) {
            // A strategy that wanted nobody may have changed its mind.
            stirredAtNs = nowNs;
            roster.stir();
        }
        dispatch.tellOwedCancels();
        dispatch.unstall();
        endings.tellOwed();
        TaskRecord task;
        while ((task = tasks.nextDue(nowNs)) != null) {
            dispatch.due(task, nowNs);
        }
        dispatch.reopen(nowNs);
        depart(nowNs);
        dispatch.placePromoted(nowNs);
        dispatch.releaseHeldUp(nowNs);
        boolean moved;
        do {
            roster.emptyLobby(nowNs);
            dispatch.startAll(nowNs);
            moved = config.balancing() && (steal(nowNs) | roster.rebalance(nowNs));
        } while (moved || roster.isStirred()); // what was started or moved has made room in queues
        counters.set(DeskCounters.Count.IN_HAND, gate.inHand());
        counters.set(DeskCounters.Count.STRATEGY_FAULTS, roster.strategyFaults());
        if (closing) {
            closeWhenEmpty();
        }
        setTimer(nowNs);
    }

    /** While nothing may start, idle workers would only take from each other what waits for that. */
    private boolean steal(long nowNs) {
        return roster.nextReady() == null && gate.isOpen(nowNs) && roster.steal();
    }

    private void setTimer(long nowNs) {
        long dueNs = tasks.nextDueNs();
        boolean mayMove = config.balancing() && roster.isWaiting();
        if (mayMove || roster.nextReady() != null) {
            dueNs = TimeLimit.earlier(dueNs, gate.againNs());
        }
        if (dispatch.hasStalled() || endings.isOwing()) {
            dueNs = TimeLimit.earlier(dueNs, nowNs + fullAgainNs);
            fullAgainNs = Math.min(2 * fullAgainNs, LONGEST_FULL_AGAIN_NS);
        } else if (gate.hasPermitsFreed()) {
            dueNs = nowNs;
        }
        if (mayMove || roster.lobbyDepth() > 0) {
            dueNs = TimeLimit.earlier(dueNs, nowNs + Rebalancer.DEFAULT_INTERVAL_NS);
        }
        dueNs = TimeLimit.earlier(dueNs, dispatch.nextReopenNs());
        for (int i = 0; i < departures.size(); i++) {
            dueNs = TimeLimit.earlier(dueNs, departures.get(i).limitNs);
        }
        if (dueNs != TimeLimit.NEVER && (timerNs == TimeLimit.NEVER || dueNs - timerNs < 0)) {
            timerNs = dueNs;
            timer.once(Duration.ofNanos(Math.max(0, dueNs - nowNs)));
        }
    }

    /**
     * Takes a worker on. By a command.
     *
     * @param spec who
     */
    public void hire(WorkerSpec spec) {
        CircuitBreaker breaker = config.circuits() == null ? null : new CircuitBreaker(config.circuits());
        roster.hire(new WorkerCell(
                spec.number(),
                spec.ref(),
                spec.name(),
                spec.capabilities(),
                spec.slots(),
                spec.queueCapacity(),
                new WorkerHistory(baseline),
                breaker));
        self.watch(spec.ref(), (end, agent) -> ended(spec.number(), end));
    }

    private void ended(int number, AgentEnd end) {
        WorkerCell cell = roster.find(number);
        if (cell == null) {
            return;
        }
        long nowNs = self.nowNs();
        if (cell.state == WorkerState.ACTIVE) {
            boolean told = end.how() == AgentEnd.How.STOPPED || end.how() == AgentEnd.How.DRAINED;
            roster.log(told && cell.isIdle() ? Level.INFO : Level.WARN, "has ended (" + end.how() + ")", cell);
        }
        cell.state = WorkerState.DRAINING;
        roster.changed(cell);
        int given = dispatch.abandonAll(cell, "its worker has ended", nowNs);
        counters.add(DeskCounters.Count.EVACUATED, given);
        dispatch.empty(cell, DeskCounters.Count.EVACUATED, nowNs);
        remove(cell, nowNs);
    }

    private void remove(WorkerCell cell, long nowNs) {
        roster.remove(cell);
        TaskRecord hopeless;
        while ((hopeless = roster.nextHopeless()) != null) {
            dispatch.giveUp(
                    hopeless, TaskEnd.FAILED, EndReason.NO_CAPABLE_WORKER, "no worker that is left can do it", nowNs);
        }
    }

    /**
     * Lets a worker go: it gets no more tasks, what waits for it is given to others, what it has in hand may end until the
     * limit; then that is given up. By a command.
     *
     * @param number which
     * @param ref its agent
     * @param limit how long it may take
     * @param executor where the future is completed
     * @param done completed with how many tasks were given to others or given up
     */
    public void evacuate(int number, AgentRef ref, Duration limit, Executor executor, CompletableFuture<Integer> done) {
        WorkerCell cell = roster.find(number);
        if (cell == null || cell.ref != ref) {
            Elsewhere.run(executor, () -> done.complete(0));
            return;
        }
        long nowNs = self.nowNs();
        cell.state = WorkerState.DRAINING;
        roster.changed(cell);
        int moved = dispatch.empty(cell, DeskCounters.Count.EVACUATED, nowNs);
        departures.add(new Departure(cell, nowNs + TimeLimit.ns(limit), moved, done, executor));
    }

    private void depart(long nowNs) {
        for (int i = departures.size() - 1; i >= 0; i--) {
            Departure departure = departures.get(i);
            WorkerCell cell = departure.cell;
            if (cell.state != WorkerState.RETIRED && cell.inHand > 0 && departure.limitNs - nowNs > 0) {
                continue;
            }
            departures.remove(i);
            int given = departure.moved;
            if (cell.state != WorkerState.RETIRED) {
                int abandoned = dispatch.abandonAll(cell, "its worker was retired", nowNs);
                counters.add(DeskCounters.Count.EVACUATED, abandoned);
                given += abandoned;
                self.unwatch(cell.ref);
                self.stop(cell.ref);
                remove(cell, nowNs);
            }
            departure.tell(given);
        }
    }

    /**
     * Takes no more tasks; ends when all have. By a command.
     *
     * @param executor where the future is completed
     * @return completed when no task is open
     */
    public CompletableFuture<Void> close(Executor executor) {
        closing = true;
        if (closed == null) {
            closed = new CompletableFuture<>();
            closedExecutor = executor;
        }
        return closed;
    }

    /** Cancels all tasks that are open. By a command. */
    public void cancelAll() {
        long nowNs = self.nowNs();
        for (TaskRecord task : tasks.copy()) {
            if (tasks.find(task.taskId) == task) { // it has not ended with one that it followed
                dispatch.giveUp(task, TaskEnd.CANCELLED, EndReason.CLOSED, "the work was closed", nowNs);
            }
        }
    }

    /** Lets all workers go, who are ended by whoever says so. By a command, when no task is open or the work ends. */
    public void letWorkersGo() {
        for (WorkerCell cell : List.copyOf(roster.cells())) {
            cell.state = WorkerState.DRAINING;
            roster.changed(cell);
            self.unwatch(cell.ref);
        }
    }

    /** Stops all workers. By a command, when the work ends. */
    public void stopWorkers() {
        letWorkersGo();
        roster.cells().forEach(cell -> self.stop(cell.ref));
    }

    /**
     * What the workers are like. By a command.
     *
     * @param kinds the kinds' names, by index
     * @return a profile of each
     */
    public List<WorkerProfile> profiles(List<String> kinds) {
        List<WorkerProfile> profiles = new ArrayList<>();
        for (WorkerCell cell : roster.cells()) {
            profiles.add(cell.profile(kinds, config.targetTime().toNanos()));
        }
        return profiles;
    }

    private void closeWhenEmpty() {
        if (tasks.open() == 0 && closed != null && !endings.isOwing()) {
            CompletableFuture<Void> told = closed;
            Elsewhere.run(closedExecutor, () -> told.complete(null));
        }
    }
}
