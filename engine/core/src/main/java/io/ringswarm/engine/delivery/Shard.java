package io.ringswarm.engine.delivery;

import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EngineConfig;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.AgentTable;
import io.ringswarm.engine.agent.Kin;
import io.ringswarm.engine.ask.AskDirectory;
import io.ringswarm.engine.ask.AskTable;
import io.ringswarm.engine.idle.Doorbell;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.KindHistograms;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.metrics.LatencyRecorder;
import io.ringswarm.engine.metrics.SenderLedger;
import io.ringswarm.engine.metrics.ShardCounters;
import io.ringswarm.engine.metrics.ShardMetrics;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.LaneRing;
import io.ringswarm.engine.ring.LocalQueue;
import io.ringswarm.engine.timing.TimeLimit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One thread, its rings and its agents. A turn of its loop takes replies; then from the ring of each lane, in the order of
 * priority, at most the lane's quota of published slots; then as many from the local queues; then what was stashed for
 * agents that may go on, timers and time-outs. It ends the batch, and publishes what agents have sent to other shards.
 * With nothing to do it idles. It ends when the engine drains and nothing is under way, or when the engine stops.
 */
public final class Shard implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
    private static final WaitNever SILENT = new WaitNever();

    /** Longest park while messages wait for room elsewhere, which nobody rings for, ns. */
    private static final long BLOCKED_PARK_NS = 50_000;

    /** Things done for other threads before the shard looks at its lanes. */
    private static final int CONTROL_QUOTA = 256;

    /** How many quotas of a lane a turn may look at when most of what it finds is too old to be handled. */
    private static final int DISCARD_FACTOR = 8;

    private final int index;
    private final Lifecycle lifecycle;
    private final IdleStrategy idle;
    private final Doorbell doorbell = new Doorbell(this::hasWork, this::longestParkNs);
    private final LaneReader[] lanes = new LaneReader[Priority.COUNT];
    private final ShardParts parts;
    private final GroupClock time;
    private final LatencyRecorder recorder;
    private final FrameEncoder encoder;
    private final Routes routes;
    private final Suspensions suspensions;
    private final ControlQueue controls = new ControlQueue();
    private final Supervisor supervisor;
    private final BlockingAgents blocking;
    private final Dispatcher dispatcher;
    private final Replies replies;
    private final Timers timers;
    private Quiet quiet;
    private volatile boolean over;
    private volatile boolean dead;

    /**
     * A shard that has not been started.
     *
     * @param index 0 and up
     * @param config the engine's
     * @param idle this shard's own
     * @param lifecycle the engine's
     * @param senders the engine's
     * @param directory the engine's; told of this shard
     * @param deadLetters the engine's
     * @param blockingExecutor runs the calls of agents that may block
     */
    public Shard(
            int index,
            EngineConfig config,
            IdleStrategy idle,
            Lifecycle lifecycle,
            SenderLedger senders,
            AskDirectory directory,
            DeadLetterStream deadLetters,
            Executor blockingExecutor) {
        this.index = index;
        this.idle = idle;
        this.lifecycle = lifecycle;
        recorder = new LatencyRecorder(config.entryListener(index));
        time = new GroupClock(config.clock(), recorder);
        ShardCounters counters = new ShardCounters();
        AskTable asks = new AskTable(config.maxAsksInFlight(), config.slotBytes(), idle.parks() ? doorbell : null);
        directory.shard(index, asks);
        parts = new ShardParts(
                index,
                config,
                lifecycle,
                new AgentTable(index),
                time,
                recorder,
                counters,
                senders.open(),
                new DeadLetters(config.deadLetterListener(), deadLetters, counters),
                new AgentCalls(counters, config.traceHook()),
                asks,
                directory,
                new RetainedPool(config.retainedMessages(), config.slotBytes(), config.traceRetained()),
                new ShardExit(lifecycle));
        encoder = new FrameEncoder(config.overflowBuffers(), config.slotBytes(), config.maxBodyBytes());
        routes = new Routes(parts, encoder);
        suspensions = new Suspensions(parts, routes);
        Occasions occasions = new Occasions(parts, encoder);
        blocking = new BlockingAgents(parts, blockingExecutor, suspensions, encoder);
        blocking.connect(this);
        Drains drains = new Drains(parts, routes, suspensions);
        supervisor = new Supervisor(parts, occasions, suspensions, blocking, drains);
        dispatcher = new Dispatcher(parts, suspensions, supervisor, blocking, encoder);
        replies = new Replies(parts, supervisor, encoder);
        timers = new Timers(parts, occasions, supervisor);
        parts.agents().outbound(new Outbound(parts, encoder, routes, suspensions, supervisor, timers));
        for (Priority priority : Priority.values()) {
            LaneRing ring = new LaneRing(config.ringSlots(), config.slotBytes(), idle.parks() ? doorbell : SILENT);
            lanes[priority.ordinal()] = new LaneReader(priority, ring);
        }
    }

    /**
     * Names the shards that this one sends to. Once, before any thread of the engine runs.
     *
     * @param shards all of the engine, in order, this one included
     * @param senders the engine's
     * @param registry the engine's agents
     */
    public void connect(List<Shard> shards, SenderLedger senders, AgentRegistry registry) {
        routes.connect(shards);
        suspensions.connect(shards);
        supervisor.connect(shards, registry, timers);
        supervisor.drains().connect(shards, registry, lanes);
        dispatcher.connect(registry);
        quiet = new Quiet(senders, shards);
    }

    /**
     * This shard's agents.
     *
     * @return the table
     */
    public AgentTable agents() {
        return parts.agents();
    }

    /**
     * The ring of a lane.
     *
     * @param lane a {@link Priority}'s ordinal
     * @return the ring
     */
    public LaneRing ring(int lane) {
        return lanes[lane].ring();
    }

    /**
     * How this shard's messages ended.
     *
     * @return the counters
     */
    public ShardCounters counters() {
        return parts.counters();
    }

    /**
     * How long this shard's messages took.
     *
     * @return the recorder
     */
    public LatencyRecorder recorder() {
        return recorder;
    }

    /**
     * Lets an agent that was just spawned start before its first message comes, if it wants to. Any thread.
     *
     * @param cell in this shard's table
     */
    public void start(AgentCell cell) {
        if (cell.hearsStart()) {
            post(agents -> agents.start(cell));
        }
    }

    /**
     * Ends an agent that nobody can send to any more. Any thread.
     *
     * @param end whose, and how
     */
    public void end(AgentEnd end) {
        AgentCell cell = parts.agents().find(end.agent().address());
        if (cell != null) {
            post(agents -> agents.ended(cell, end)); // first, as a shard that has ended by itself has ended its agents
            parts.agents().remove(cell.address());
        }
    }

    /**
     * Ends an agent that nobody but itself can send to any more, once it has handled what it had been sent. Any thread.
     *
     * @param agent one of this shard
     * @param limitNs how long it may take
     */
    public void drain(AgentRef agent, long limitNs) {
        AgentCell cell = parts.agents().find(agent.address());
        if (cell != null) {
            long deadlineNs = parts.config().clock().nanoTime() + limitNs;
            post(agents -> agents.drains().begin(cell, deadlineNs));
        }
    }

    /**
     * Tells somebody outside when an agent ends. Any thread.
     *
     * @param agent one of this shard
     * @param told on this shard's thread, or at once when the agent or the shard has ended; must not block
     */
    public void whenEnded(AgentRef agent, Consumer<AgentEnd> told) {
        Watches.addWatcher(this, agent, new Kin.Watcher(0, told));
    }

    /**
     * Looks at the calls of agents that may block which are under way. Any thread.
     *
     * @param looker told the agent, the thread (null when it has none yet) and when it began, of {@link System#nanoTime()}
     */
    public void forEachBlockingCall(BlockingCallLooker looker) {
        blocking.forEachUnderWay(call -> looker.look(call.cell().self(), call.thread(), call.startNs()));
    }

    /** Looks at a call under way. */
    @FunctionalInterface
    public interface BlockingCallLooker {
        /**
         * One call.
         *
         * @param agent who is called
         * @param thread who runs it, or null
         * @param startNs since when
         */
        void look(AgentRef agent, Thread thread, long startNs);
    }

    /**
     * Agents that wait for their next instance. Any thread; a hint while the shard runs.
     *
     * @return how many
     */
    public int restartingAgents() {
        return supervisor.waitingToRestart();
    }

    /**
     * Copies of messages that agents have not released. Any thread.
     *
     * @return how many
     */
    public int retained() {
        return parts.retained().inUse();
    }

    /**
     * Where those were taken. Any thread.
     *
     * @return a trace for each, when they are traced; else empty
     */
    public List<Throwable> retainedPlaces() {
        return parts.retained().places();
    }

    /** Makes a parked shard look around. Any thread. */
    public void wake() {
        doorbell.ring();
    }

    /**
     * Whether the calling thread is the one that runs this shard. Any thread.
     *
     * @return true on the shard's thread
     */
    public boolean isConfined() {
        return parts.calls().isConfined();
    }

    /**
     * Which agent is being called. Any thread; a hint while the shard runs.
     *
     * @return its address, or 0
     */
    public long currentAgent() {
        return parts.calls().currentOpaque();
    }

    /**
     * How many calls of agents the shard has begun. Any thread; a hint while the shard runs.
     *
     * @return calls since it was made
     */
    public long calls() {
        return parts.calls().callsOpaque();
    }

    /**
     * Whether the shard's loop ended by an error. Any thread.
     *
     * @return true when it did
     */
    public boolean isDead() {
        return dead;
    }

    /**
     * Whether the shard has nothing left to do, as the engine is closed. Any thread.
     *
     * @return true when it will deliver nothing more
     */
    public boolean isOver() {
        return over || lifecycle.isStopped();
    }

    @Override
    public void run() {
        begin();
        try {
            while (!isOver()) {
                if (turn() > 0) {
                    idle.reset();
                } else if (!isOver()) {
                    idle.idle(doorbell);
                }
            }
        } catch (Throwable e) {
            die(e);
        } finally {
            end();
        }
    }

    /** The calling thread runs this shard from now on: turn by turn, then {@link #pause()} or {@link #end()}. */
    public void begin() {
        parts.calls().confine(Thread.currentThread());
    }

    /** The calling thread runs this shard no more, until somebody {@linkplain #begin begins} again. */
    public void pause() {
        parts.calls().confine(null);
    }

    /**
     * One turn of the loop. Never waits. Nothing is thrown: an error ends the shard and fails the engine.
     *
     * @return messages taken, delivered or moved; 0 when there was nothing to do
     */
    public int turn() {
        try {
            int work = work();
            if (work == 0 && !lifecycle.isAccepting()) {
                work = settle();
            }
            recorder.swapIfRequested();
            return work;
        } catch (ShardExit.AbandonedException e) {
            LOG.warn("shard {} came back after it had been given up", index);
        } catch (Throwable e) {
            die(e);
        }
        over = true;
        return 0;
    }

    /**
     * When the shard will have something to do though nobody sends: a timer, or the time limit of an ask. The shard's
     * thread.
     *
     * @return ns of the engine's clock; {@link TimeLimit#NEVER} when nothing is due
     */
    public long nextDueNs() {
        long timerNs = lifecycle.isAccepting() ? timers.nextDueNs() : TimeLimit.NEVER;
        long agentNs = TimeLimit.earlier(timerNs, supervisor.nextDueNs());
        return TimeLimit.earlier(agentNs, parts.asks().nextDeadlineNs());
    }

    /** Ends the shard: what it has recorded can be collected. */
    public void end() {
        over = true;
        controls.close();
        recorder.finish();
    }

    /**
     * Gives the shard up after the engine has stopped, as its agent does not return.
     *
     * @return false while the shard is accounting for a message, which takes it a few instructions
     */
    public boolean abandon() {
        return parts.exit().abandon();
    }

    /**
     * Messages that were accepted and that the shard has left behind. Only once the shard has ended or was given up.
     *
     * @return how many
     */
    public long countRemaining() {
        return countInRings()
                + routes.waiting()
                + routes.waitingLocally()
                + suspensions.kept()
                + blocking.underWay()
                + parts.asks().countAnswersLeft();
    }

    /**
     * Whether some sender is between claim and publication, so that {@link #countRemaining()} would miss its messages.
     *
     * @return true when one is
     */
    public boolean hasUnpublished() {
        for (LaneReader lane : lanes) {
            if (lane.hasUnpublished()) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the shard has done and how it is. Any thread; a hint while it runs, but for the histograms.
     *
     * @param recorded what it has recorded
     * @return a copy
     */
    public ShardMetrics metrics(KindHistograms recorded) {
        LatencyHistograms latency = new LatencyHistograms();
        recorded.addTo(latency);
        return new ShardMetrics(
                index,
                parts.agents().living(),
                parts.counters().handled(),
                ShardMetrics.deadOf(parts.counters()),
                parts.counters().expired(),
                parts.counters().shed(),
                parts.counters().restarts(),
                Arrays.stream(lanes).map(lane -> lane.ring().depth()).toList(),
                routes.waiting() + routes.waitingLocally(),
                suspensions.kept(),
                suspensions.agents(),
                supervisor.waitingToRestart(),
                latency,
                recorded.batches());
    }

    /**
     * Messages that wait in the shard: in its rings, its local queues and its outboxes. Any thread; a hint while it runs.
     *
     * @return how many
     */
    public int depth() {
        int depth = routes.waiting() + routes.waitingLocally();
        for (LaneReader lane : lanes) {
            depth += lane.ring().depth();
        }
        return depth;
    }

    /**
     * Agents that take nothing for the moment. Any thread; a hint while the shard runs.
     *
     * @return how many
     */
    public int suspendedAgents() {
        return suspensions.agents();
    }

    long countInRings() {
        long remaining = 0;
        for (LaneReader lane : lanes) {
            remaining += lane.countRemaining();
        }
        return remaining;
    }

    /** Whether it has found nothing under way in a closing engine. */
    boolean hasEnded() {
        return over;
    }

    boolean isBatchOpen() {
        return parts.calls().isBatchOpen();
    }

    boolean areRingsDrained() {
        for (LaneReader lane : lanes) {
            if (!lane.isDrained()) {
                return false;
            }
        }
        return true;
    }

    /** Has something done on this shard's thread. Answers false once the shard has ended. Any thread. */
    boolean post(Control control) {
        boolean added = controls.add(control);
        doorbell.ring();
        return added;
    }

    private void die(Throwable cause) {
        dead = true;
        controls.close();
        lifecycle.fail("shard " + index, cause);
        FaultLog.log(LOG, Level.ERROR, "shard " + index + " died; the engine accepts nothing more", cause);
    }

    private int work() {
        int taken = controls.isEmpty() ? 0 : obey();
        taken += replies.poll();
        for (LaneReader lane : lanes) {
            taken += takeQuota(lane, null);
        }
        for (LaneReader lane : lanes) {
            taken += takeQuota(lane, routes.local(lane.index()));
        }
        if (!suspensions.isEmpty()) {
            taken += suspensions.work(dispatcher);
        }
        if (timers.isWaiting() || parts.asks().isWaiting() || supervisor.isWaiting()) {
            long nowNs = time.begin();
            taken += timers.fire(nowNs) + replies.timeOut(nowNs) + supervisor.work(nowNs);
        }
        if (taken > 0) {
            encoder.inherit(0);
            parts.calls().endBatch(supervisor);
            recorder.batch(taken);
        }
        return routes.waiting() == 0 ? taken : taken + routes.flush();
    }

    private int obey() {
        int obeyed = 0;
        time.begin();
        Control control;
        while (obeyed < CONTROL_QUOTA && !lifecycle.isStopped() && (control = controls.poll()) != null) {
            control.run(supervisor);
            obeyed++;
        }
        return obeyed;
    }

    /** Nothing to do in an engine that closes: this shard has ended once no other has anything for it either. */
    private int settle() {
        if (!quiet.isQuiet()) {
            return 0;
        }
        lifecycle.settle();
        int told = replies.abandon();
        parts.calls().endBatch(supervisor);
        if (told == 0 && parts.asks().inFlight() == 0 && quiet.isQuiet()) {
            time.begin();
            supervisor.endAll();
            over = blocking.underWay() == 0 && controls.closeIfEmpty();
        }
        return told;
    }

    /**
     * Takes a lane's quota, of its ring or of its local queue. What expired or was shed does not count in it, or a lane full
     * of old messages would spend its turns on them while the next ones grow old.
     */
    private int takeQuota(LaneReader lane, LocalQueue local) {
        int left = lane.quota();
        int taken = 0;
        int discarded;
        do {
            long before = dispatcher.discarded();
            int polled = local == null ? poll(lane, left) : poll(local, left);
            discarded = (int) (dispatcher.discarded() - before);
            left -= polled - discarded;
            taken += polled;
        } while (discarded > 0 && left > 0 && taken < DISCARD_FACTOR * lane.quota());
        return taken;
    }

    private int poll(LaneReader lane, int quota) {
        LaneRing ring = lane.ring();
        long next = lane.positionAcquire() + 1;
        long available = ring.availableFrom(next, quota);
        if (available < next) {
            return 0;
        }
        time.begin();
        long sequence = next;
        int taken = 0;
        while (taken < quota && sequence <= available && !lifecycle.isStopped()) {
            int groupStart = taken;
            int groupEnd = Math.min(quota, taken + time.groupSize());
            while (taken < groupEnd && sequence <= available && !lifecycle.isStopped()) {
                if (dispatcher.dispatch(ring, sequence, time.nowNs())) {
                    lane.positionRelease(sequence);
                    sequence++;
                }
                taken++;
            }
            time.end(taken - groupStart);
        }
        ring.release(sequence - 1);
        parts.exit().settle();
        return taken;
    }

    private int poll(LocalQueue queue, int quota) {
        int left = Math.min(queue.size(), quota);
        if (left == 0) {
            return 0;
        }
        time.begin();
        int taken = 0;
        while (taken < quota && left > 0 && !lifecycle.isStopped()) {
            int groupStart = taken;
            int groupEnd = Math.min(quota, taken + time.groupSize());
            while (taken < groupEnd && left > 0 && !lifecycle.isStopped()) {
                if (dispatcher.dispatchFirst(queue, time.nowNs())) {
                    queue.removeHead();
                    left--;
                }
                taken++;
            }
            time.end(taken - groupStart);
        }
        parts.exit().settle();
        return taken;
    }

    private boolean hasWork() {
        if (!lifecycle.isAccepting()
                || !controls.isEmpty()
                || recorder.swapRequested()
                || parts.asks().hasArrived()) {
            return true;
        }
        for (LaneReader lane : lanes) {
            if (lane.hasNext()) {
                return true;
            }
        }
        return false;
    }

    private long longestParkNs() {
        long parkNs = routes.waiting() > 0 || !suspensions.isEmpty() ? BLOCKED_PARK_NS : Doorbell.MAX_PARK_NS;
        long dueNs = nextDueNs();
        return dueNs == TimeLimit.NEVER ? parkNs : Math.min(parkNs, dueNs - time.begin());
    }
}
