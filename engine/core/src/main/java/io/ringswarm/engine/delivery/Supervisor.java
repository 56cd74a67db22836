package io.ringswarm.engine.delivery;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentEnd;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Directive;
import io.ringswarm.engine.Supervision;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.Kin;
import io.ringswarm.engine.events.FlightEvents;
import io.ringswarm.engine.timing.DeadlineHeap;
import io.ringswarm.engine.timing.TimeLimit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The lives of a shard's agents: starts them, decides about those that threw, restarts them when it is time, ends them, and
 * has those told who watch. Confined to the shard's thread.
 */
final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** Restarts before the shard looks at its lanes again. */
    private static final int QUOTA = 64;

    /** How long to wait before a blocking agent is looked at again that still gives up what its last instance held, ns. */
    private static final long BUSY_LOOK_NS = 1_000_000;

    private final ShardParts parts;
    private final Occasions occasions;
    private final Suspensions suspensions;
    private final BlockingAgents blocking;
    private final Drains drains;
    private final Watches watches;
    private final DeadlineHeap<Restarts> restarting = new DeadlineHeap<>();
    private final Map<AgentCell, Restarts> restarts = new HashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private volatile int waitingToRestart;
    private List<Shard> shards;
    private AgentRegistry registry;
    private Timers timers;

    /** What an agent threw, and whether it did so at its start. */
    private record Fault(AgentCell cell, Throwable thrown, boolean atStart) {}

    Supervisor(ShardParts parts, Occasions occasions, Suspensions suspensions, BlockingAgents blocking, Drains drains) {
        this.parts = parts;
        this.occasions = occasions;
        this.suspensions = suspensions;
        this.blocking = blocking;
        this.drains = drains;
        watches = new Watches(parts, occasions, blocking, this);
    }

    /** Names what it works with, once. */
    void connect(List<Shard> all, AgentRegistry agents, Timers shardsTimers) {
        shards = all;
        registry = agents;
        timers = shardsTimers;
        watches.connect(all, agents);
    }

    /** Agents that wait for their next instance. Any thread. */
    int waitingToRestart() {
        return waitingToRestart;
    }

    boolean isWaiting() {
        return !faults.isEmpty() || !restarting.isEmpty() || !watches.isEmpty() || !drains.isEmpty();
    }

    /** Who watches whom. */
    Watches watches() {
        return watches;
    }

    /** Agents that end when they have handled what they have been sent. */
    Drains drains() {
        return drains;
    }

    /** When the next restart or the time limit of a drain is due, ns; {@link TimeLimit#NEVER} when there is none. */
    long nextDueNs() {
        long restartNs =
                restarting.isEmpty() ? TimeLimit.NEVER : restarting.first().deadlineNs();
        return TimeLimit.earlier(restartNs, drains.nextDueNs());
    }

    /**
     * Judges of faults, restarts agents whose time has come, and tells agents of ends. A closing engine waits for no delay.
     *
     * @return how many
     */
    int work(long nowNs) {
        int done = 0;
        while (!faults.isEmpty() && !parts.lifecycle().isStopped()) {
            judge(faults.remove());
            done++;
        }
        while (done < QUOTA
                && !parts.lifecycle().isStopped()
                && !restarting.isEmpty()
                && (restarting.first().deadlineNs() - nowNs <= 0
                        || !parts.lifecycle().isAccepting())) {
            Restarts due = restarting.first();
            restarting.remove(due);
            restart(due.cell());
            done++;
        }
        waitingToRestart = restarting.size();
        done += watches.work();
        return drains.isEmpty() ? done : done + drains.work(nowNs);
    }

    /** Starts an agent if that is all it waits for. Answers whether it takes messages now. */
    boolean start(AgentCell cell) {
        boolean due = cell.isPausedBy(AgentCell.NOT_STARTED)
                && !cell.isPausedBy(AgentCell.ENDED)
                && !Suspensions.isHeld(cell)
                && isAlive(cell)
                && !parts.lifecycle().isStopped();
        if (due && cell.spec().asksFirst()) {
            parts.asks().keepPlaces();
        }
        if (due && cell.isPausedBy(AgentCell.BLOCKING)) {
            blocking.call(cell, Agent::onStart);
        } else if (due) {
            Throwable thrown = occasions.callAside(cell, Agent::onStart, now());
            if (thrown != null) {
                failed(cell, thrown, true);
            } else {
                cell.unpause(AgentCell.NOT_STARTED);
            }
        }
        return !cell.isPaused() && isAlive(cell);
    }

    /**
     * An agent threw. Called after that was accounted for; judged later, when no message is in between, for judging may call
     * agents and read the clock. Until then the agent takes nothing.
     */
    void failed(AgentCell cell, Throwable thrown) {
        failed(cell, thrown, false);
    }

    /** An agent ends: from now on its messages are dead letters, and what depends on it learns of that. */
    void ended(AgentCell cell, AgentEnd end) {
        if (cell.isPausedBy(AgentCell.ENDED)) {
            return;
        }
        parts.agents().remove(cell.address()); // who has ended it may not have come to that yet
        leave(cell);
        cell.pause(AgentCell.ENDED);
        forgetRestarts(cell);
        suspensions.end(cell);
        AgentRef parent = cell.spec().parent();
        if (parent != null) {
            AgentRef child = cell.self();
            post(parent.address(), supervisor -> supervisor.forgetChild(parent.address(), child));
        }
        if (cell.hasKin()) {
            cell.kin().end(end);
            watches.ended(cell);
        }
    }

    /** A call of a blocking agent has come back, and was accounted for. */
    void blockingCallEnded(AgentCell cell, Throwable thrown, boolean wasMessage) {
        boolean atStart = !wasMessage && cell.isPausedBy(AgentCell.NOT_STARTED);
        if (thrown != null) {
            failed(cell, thrown, atStart);
        } else if (atStart) {
            cell.unpause(AgentCell.NOT_STARTED);
        }
        if (cell.isPausedBy(AgentCell.ENDED)) {
            leave(cell);
            watches.ended(cell);
        }
    }

    /** Ends all agents of a shard that has nothing more to do. */
    void endAll() {
        for (AgentCell cell : parts.agents().all()) {
            ended(cell, new AgentEnd(cell.self(), AgentEnd.How.STOPPED, null));
        }
    }

    AgentRef spawn(AgentCell parent, String name, AgentOptions options, Supplier<? extends Agent> factory) {
        Objects.requireNonNull(name, "name");
        AgentRef child =
                registry.spawn(parent.self().name() + "/" + name, parent.self(), parts.index(), options, factory);
        parent.kin().children().add(child);
        return child;
    }

    void stop(AgentRef agent) {
        registry.end(new AgentEnd(agent, AgentEnd.How.STOPPED, null));
    }

    boolean subscribe(AgentCell subscriber, Topic topic) {
        return registry.subscribe(topic, subscriber.self());
    }

    boolean unsubscribe(AgentCell subscriber, Topic topic) {
        return registry.unsubscribe(topic, subscriber.self());
    }

    private void failed(AgentCell cell, Throwable thrown, boolean atStart) {
        if (cell.spec().supervision().resumes() && !atStart
                || cell.isPausedBy(AgentCell.RESTARTING | AgentCell.ENDED | AgentCell.FAILING)
                || !isAlive(cell)) {
            return;
        }
        cell.pause(AgentCell.FAILING);
        faults.add(new Fault(cell, thrown, atStart));
    }

    private void judge(Fault fault) {
        AgentCell cell = fault.cell();
        cell.unpause(AgentCell.FAILING);
        if (cell.isPausedBy(AgentCell.ENDED) || !isAlive(cell)) {
            return;
        }
        Directive directive = decide(cell, cell.spec().supervision(), fault.thrown());
        if (directive == Directive.RESUME && fault.atStart()) {
            directive = Directive.STOP;
        }
        switch (directive) {
            case RESUME -> suspensions.release(cell);
            case RESTART -> restartLater(cell, fault.thrown(), fault.atStart());
            case STOP -> end(cell, fault.thrown());
            case ESCALATE -> escalate(cell, fault.thrown());
            default -> throw new IllegalStateException("directive=" + directive);
        }
    }

    private static Directive decide(AgentCell cell, Supervision supervision, Throwable thrown) {
        try {
            Directive directive = supervision.decide(thrown);
            if (directive != null) {
                return directive;
            }
            LOG.warn("the supervision of {} did not decide about {}; the agent ends", cell.self(), thrown.getClass());
        } catch (Throwable e) {
            FaultLog.log(LOG, Level.ERROR, "the supervision of " + cell.self() + " threw; the agent ends", e);
        }
        return Directive.STOP;
    }

    private void restartLater(AgentCell cell, Throwable cause, boolean atStart) {
        Supervision supervision = cell.spec().supervision();
        Restarts counted = restarts.computeIfAbsent(cell, Restarts::new);
        long nowNs = now();
        long delayNs = counted.takeNs(supervision, nowNs);
        if (delayNs < 0
                || atStart
                        && !parts.lifecycle()
                                .isAccepting()) { // a closing engine does not wait for one that never starts
            if (supervision.whenSpent() == Directive.ESCALATE) {
                escalate(cell, cause);
            } else {
                end(cell, cause);
            }
            return;
        }
        leave(cell);
        cell.pause(AgentCell.RESTARTING);
        suspensions.hold(cell);
        restarting.add(counted, nowNs + delayNs);
        waitingToRestart = restarting.size();
    }

    private void restart(AgentCell cell) {
        leave(cell); // unless it has, as nearly always
        if (cell.isPausedBy(AgentCell.BUSY)) {
            restarting.add(restarts.get(cell), now() + BUSY_LOOK_NS); // its last instance is still told of its end
            return;
        }
        Agent[] next = new Agent[1];
        Throwable thrown = parts.calls()
                .callAside(
                        cell,
                        (agent, self) -> next[0] =
                                Objects.requireNonNull(cell.spec().factory().get(), "the factory's agent"));
        if (thrown != null) {
            FaultLog.log(LOG, Level.WARN, "the factory of " + cell.self() + " threw at a restart", thrown);
            cell.unpause(AgentCell.RESTARTING);
            failed(cell, thrown, true);
            return;
        }
        cell.renew(next[0]);
        cell.unpause(AgentCell.RESTARTING);
        parts.counters().countRestart();
        FlightEvents.restart(cell.self().name(), parts.counters().restarts());
        start(cell);
        if (!cell.isPausedBy(AgentCell.RESTARTING) && isAlive(cell)) {
            suspensions.release(cell);
        }
    }

    /** The instance goes: its timers, its asks, its children, whom it watches, the batch that it takes part in. */
    private void leave(AgentCell cell) {
        if (cell.isPausedBy(AgentCell.GONE)) {
            return;
        }
        cell.leaveBatch();
        if (cell.isPausedBy(AgentCell.BUSY)) {
            return; // when the call that is under way has ended
        }
        if (cell.hearsStop() && !cell.isPausedBy(AgentCell.NOT_STARTED | AgentCell.TOLD)) {
            cell.pause(AgentCell.TOLD);
            if (cell.isPausedBy(AgentCell.BLOCKING)) {
                blocking.call(cell, Agent::onStop);
                return; // what it does meanwhile is undone when it has come back
            }
            occasions.callAside(cell, Agent::onStop, now());
        }
        cell.pause(AgentCell.GONE);
        timers.cancelAll(cell);
        parts.sent().countAsksCancelled(parts.asks().withdrawAllOf(cell));
        if (cell.hasKin()) {
            Kin kin = cell.kin();
            kin.children().forEach(this::stop);
            kin.children().clear();
            kin.watched().keySet().forEach(other -> watches.removeWatcher(other, cell));
            kin.watched().clear();
        }
    }

    private void end(AgentCell cell, Throwable cause) {
        FaultLog.log(LOG, Level.WARN, cell.self() + " is ended after a fault", cause);
        cell.leaveBatch();
        registry.end(new AgentEnd(cell.self(), AgentEnd.How.FAILED, cause));
    }

    private void escalate(AgentCell cell, Throwable cause) {
        end(cell, cause);
        AgentRef parent = cell.spec().parent();
        AgentEnd end = new AgentEnd(cell.self(), AgentEnd.How.FAILED, cause);
        if (parent == null || !post(parent.address(), supervisor -> supervisor.childFailed(parent.address(), end))) {
            registry.unsupervised(end);
        }
    }

    private void childFailed(long parent, AgentEnd end) {
        AgentCell cell = parts.agents().find(parent);
        if (cell == null) {
            registry.unsupervised(end);
        } else {
            failed(cell, end.cause());
        }
    }

    private void forgetChild(long parent, AgentRef child) {
        AgentCell cell = parts.agents().find(parent);
        if (cell != null && cell.hasKin()) {
            cell.kin().children().remove(child);
        }
    }

    private void forgetRestarts(AgentCell cell) {
        Restarts counted = restarts.remove(cell);
        if (counted != null) {
            restarting.remove(counted);
            waitingToRestart = restarting.size();
        }
    }

    private boolean post(long address, Control control) {
        return shards.get(AgentAddress.shard(address)).post(control);
    }

    private boolean isAlive(AgentCell cell) {
        return parts.agents().find(cell.address()) == cell;
    }

    private long now() {
        return parts.config().clock().nanoTime();
    }
}
