package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.work.balance.Rebalancer;
import io.ringswarm.engine.work.balance.Stealing;
import io.ringswarm.engine.work.profile.WorkerState;
import io.ringswarm.engine.work.routing.Groups;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The workers there are, which of them may be chosen, which of them could begin a task now, and the lobby for tasks that none
 * of them takes at the moment. Confined to the desk.
 */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    /** What no task needs: each needs the bit of one kind only. */
    private static final long NO_MASK = -1;

    /** Masks of which it is remembered whether any worker has them. */
    private static final int KNOWN_MASKS = 1024;

    /** Idle workers that may take tasks from others in one turn. */
    private static final int THIEVES = 64;

    private final Groups groups;
    private final ReadyWorkers ready = new ReadyWorkers();
    private final WaitingByNeed lobby;
    private long lastCapable = NO_MASK;
    private final Long2ObjectHashMap<Boolean> capable = new Long2ObjectHashMap<>();
    private final boolean balancing;
    private final DeskCounters counters;
    private final Int2ObjectHashMap<WorkerCell> byNumber = new Int2ObjectHashMap<>();
    private final List<WorkerCell> cells = new ArrayList<>();
    private final List<WorkerCell> unmodifiableCells = Collections.unmodifiableList(cells);
    private final Balance balance;
    private final Stealing stealing;
    private final Rebalancer rebalancer;
    private final List<WorkerCell> unsettled = new ArrayList<>();
    private boolean stirred;

    Roster(Groups groups, int capacity, boolean balancing, DeskCounters counters) {
        this.groups = groups;
        this.balancing = balancing;
        this.counters = counters;
        lobby = new WaitingByNeed(capacity);
        balance = new Balance(this, counters);
        stealing = new Stealing(balance);
        rebalancer = new Rebalancer(balance, Rebalancer.DEFAULT_INTERVAL_NS);
    }

    void hire(WorkerCell cell) {
        forgetCapable();
        cell.index(cells.size());
        cells.add(cell);
        byNumber.put(cell.number, cell);
        refresh(cell);
    }

    /** Forgets a worker that has nothing queued and nothing in hand. */
    void remove(WorkerCell cell) {
        cell.state = WorkerState.RETIRED;
        refresh(cell);
        settle();
        byNumber.remove(cell.number);
        int index = cell.index();
        WorkerCell last = cells.remove(cells.size() - 1);
        if (last != cell) {
            boolean rotates = last.inRotation;
            leave(last);
            stealing.queued(last.index(), 0);
            last.index(index);
            cells.set(index, last);
            stealing.queued(index, last.stealable);
            if (rotates) {
                join(last);
            }
        }
    }

    WorkerCell find(int number) {
        return byNumber.get(number);
    }

    /** By index, without gaps; not to be changed. */
    List<WorkerCell> cells() {
        return unmodifiableCells;
    }

    /** Whether any worker could ever do it. Looks at all workers once for each mask, until they change. */
    boolean hasCapable(long needs) {
        if (needs == lastCapable) {
            return true;
        }
        Boolean known = capable.get(needs);
        if (known == null) {
            if (capable.size() == KNOWN_MASKS) {
                capable.clear();
            }
            known = findCapable(needs);
            capable.put(needs, known);
        }
        if (known) {
            lastCapable = needs;
        }
        return known;
    }

    /** Workers have come, gone, or begun to leave. */
    private void forgetCapable() {
        lastCapable = NO_MASK;
        capable.clear();
    }

    private boolean findCapable(long needs) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).state == WorkerState.ACTIVE && cells.get(i).can(needs)) {
                return true;
            }
        }
        return false;
    }

    /** Puts a task into a worker's queue, or into the lobby. */
    void place(TaskRecord task, long nowNs) {
        WorkerCell cell = choose(task, nowNs);
        if (cell == null) {
            receive(task);
        } else {
            enqueue(cell, task);
        }
    }

    /**
     * Puts a task into the lobby, to be placed in this turn after those that go before it: so of tasks that come together the
     * longest is placed first.
     */
    void gather(TaskRecord task) {
        receive(task);
        stirred = true;
    }

    private void receive(TaskRecord task) {
        task.state = TaskRecord.State.LOBBY;
        task.worker = null;
        lobby.add(task, task.needs);
    }

    /** Whom the strategy wants; but when he could not begin, and somebody idle can, whoever would take the task from him at once. */
    private WorkerCell choose(TaskRecord task, long nowNs) {
        WorkerCell chosen = (WorkerCell) groups.choose(task, nowNs);
        if (chosen != null && balancing && task.affinity == 0 && chosen.freeSlots() <= chosen.queue.depth()) {
            WorkerCell idle = ready.firstIdle();
            if (idle != null && idle.can(task.needs)) {
                counters.add(DeskCounters.Count.STOLEN, 1);
                return idle;
            }
        }
        return chosen;
    }

    void enqueue(WorkerCell cell, TaskRecord task) {
        task.state = TaskRecord.State.QUEUED;
        task.worker = cell;
        if (!cell.queue.add(task, task.lane, task.submittedNs - task.costNs, task.loadNs)) {
            throw new IllegalStateException("worker=" + cell + " was chosen though its queue is full");
        }
        changed(cell);
    }

    /** Takes a task out of the queue or the lobby that it is in. */
    void dequeue(TaskRecord task) {
        if (task.state == TaskRecord.State.LOBBY) {
            lobby.remove(task, task.needs);
        } else {
            WorkerCell cell = task.worker;
            cell.queue.remove(task);
            task.worker = null;
            changed(cell);
        }
    }

    /** Lets tasks of the lobby go to workers that take some again. */
    void emptyLobby(long nowNs) {
        if (!stirred) {
            return;
        }
        stirred = false;
        for (int i = 0; i < lobby.lines().size(); i++) {
            WaitingByNeed.Line line = lobby.lines().get(i);
            TaskRecord first;
            WorkerCell cell;
            while ((first = line.queue.first()) != null && (cell = choose(first, nowNs)) != null) {
                enqueue(cell, lobby.poll(line));
            }
        }
    }

    /** Whether some worker takes tasks again, and tasks are in the lobby. */
    boolean isStirred() {
        return stirred && !lobby.isEmpty();
    }

    /** Has the lobby looked through in this turn. */
    void stir() {
        stirred = true;
    }

    /** Tasks that wait for no worker in particular. */
    int lobbyDepth() {
        return lobby.depth();
    }

    /** A task of the lobby that no worker could ever do; null when there is none. */
    TaskRecord nextHopeless() {
        for (int i = 0; i < lobby.lines().size(); i++) {
            WaitingByNeed.Line line = lobby.lines().get(i);
            if (!line.queue.isEmpty() && !hasCapable(line.mask)) {
                return line.queue.first();
            }
        }
        return null;
    }

    /** After anything that a strategy looks at has changed, or whether the worker could begin a task. */
    void changed(WorkerCell cell) {
        refresh(cell);
        if (cell.inRotation) {
            groups.changed(cell);
        }
    }

    /** The worker whose turn it is; null when none could begin a task. */
    WorkerCell nextReady() {
        return ready.first();
    }

    /** Gives others their turn. */
    void turnOver(WorkerCell cell) {
        if (cell.readyLane >= 0) {
            ready.turnOver(cell, cell.readyLane);
        }
    }

    private void refresh(WorkerCell cell) {
        if (cell.state != cell.seenState) {
            cell.seenState = cell.state;
            forgetCapable();
        }
        boolean takes = cell.takesTasks();
        if (takes && !cell.inRotation) {
            join(cell);
            stirred = true;
        } else if (!takes && cell.inRotation) {
            leave(cell);
        }
        ready.place(cell, laneOf(cell));
        if (!cell.unsettled) {
            cell.unsettled = true;
            unsettled.add(cell);
        }
    }

    private static int laneOf(WorkerCell cell) {
        if (!cell.begins || cell.freeSlots() <= 0) {
            return ReadyWorkers.NOWHERE;
        }
        if (!cell.queue.isEmpty()) {
            return cell.queue.first().priority();
        }
        return cell.inRotation ? ReadyWorkers.IDLE : ReadyWorkers.NOWHERE;
    }

    /** Tells those who move tasks what waits for whom: once for all that has changed, not at each change. */
    private void settle() {
        for (int i = 0; i < unsettled.size(); i++) {
            WorkerCell cell = unsettled.get(i);
            cell.unsettled = false;
            note(cell);
        }
        unsettled.clear();
    }

    /** Notes what may be taken from a worker; of a full queue, too. */
    void note(WorkerCell cell) {
        long stealable = cell.queue.costNs();
        if (stealable != cell.stealable) {
            cell.stealable = stealable;
            stealing.queued(cell.index(), stealable);
        }
    }

    /** Has a worker that is to begin a task begin one that comes before it, if such a one waits for the worker with the most to do. */
    void preferEarlier(WorkerCell cell) {
        int fullest = balancing ? stealing.fullest() : -1;
        if (fullest >= 0) {
            balance.takeEarlier(cells.get(fullest), cell);
        }
    }

    /** Lets idle workers take what waits for others. Answers whether any did. */
    boolean steal() {
        boolean stolen = false;
        settle();
        balance.counts(DeskCounters.Count.STOLEN);
        WorkerCell idle;
        for (int i = 0; i < THIEVES && stealing.worthwhile() && (idle = ready.firstIdle()) != null; i++) {
            int taken = stealing.steal(idle.index(), idle.freeSlots());
            if (taken == 0) {
                ready.turnOver(idle, ReadyWorkers.IDLE);
            }
            stolen |= taken > 0;
        }
        return stolen;
    }

    /** Evens out what waits, when it is time for that. Answers whether anything was moved. */
    boolean rebalance(long nowNs) {
        balance.counts(DeskCounters.Count.MOVED);
        settle();
        return stealing.worthwhile() && rebalancer.due(nowNs) && rebalancer.round(nowNs) > 0;
    }

    /** Whether anything waits that could be moved. */
    boolean isWaiting() {
        settle();
        return stealing.worthwhile();
    }

    private void join(WorkerCell cell) {
        cell.inRotation = true;
        groups.add(cell);
    }

    private void leave(WorkerCell cell) {
        if (cell.inRotation) {
            cell.inRotation = false;
            groups.remove(cell);
        }
    }

    /** Choices of the strategy that could not be followed. */
    long strategyFaults() {
        return groups.faults();
    }

    void log(String what, WorkerCell cell) {
        log(Level.WARN, what, cell);
    }

    void log(Level level, String what, WorkerCell cell) {
        LOG.atLevel(level)
                .log(
                        "worker={} {}: inHand={}, lost={}, queued={}",
                        cell.name(),
                        what,
                        cell.inHand,
                        cell.lost,
                        cell.queued());
    }
}
