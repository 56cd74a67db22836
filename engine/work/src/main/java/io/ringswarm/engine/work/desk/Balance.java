package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.work.balance.Balanceable;
import java.util.Arrays;

/** The desk's workers, for those who move tasks between them: only what waits, never what a worker has. Confined to the desk. */
final class Balance implements Balanceable {
    /** Tasks looked at for one to move. */
    private static final int CANDIDATES = 16;

    /** A worker whose tasks take so many times as long as another's takes nothing from it that it need not. */
    private static final int MUCH_SLOWER = 2;

    private final Roster roster;
    private final DeskCounters counters;
    private DeskCounters.Count counted = DeskCounters.Count.MOVED;
    private final TaskRecord[] looked = new TaskRecord[CANDIDATES];

    Balance(Roster roster, DeskCounters counters) {
        this.roster = roster;
        this.counters = counters;
    }

    /** What moves from now on are counted as. */
    void counts(DeskCounters.Count count) {
        counted = count;
    }

    @Override
    public int workers() {
        return roster.cells().size();
    }

    /** Those of a worker that can neither give nor take are not counted: nothing would seem little beside what it has not. */
    @Override
    public int slots(int worker) {
        WorkerCell cell = roster.cells().get(worker);
        return cell.inRotation || !cell.queue.isEmpty() ? cell.slots() : 0;
    }

    @Override
    public long load(int worker) {
        return roster.cells().get(worker).outstandingCostNs();
    }

    @Override
    public int queued(int worker) {
        return roster.cells().get(worker).queued();
    }

    @Override
    public long slotful() {
        long load = 0;
        long tasks = 0;
        for (int i = 0; i < workers(); i++) {
            load += load(i);
            tasks += roster.cells().get(i).outstanding();
        }
        return tasks == 0 ? 1 : Math.max(1, load / tasks);
    }

    /**
     * For an idle worker the one that would start first, for others the one that would start last among those looked at. An idle
     * worker takes nothing from one that could begin it: that has just taken it itself.
     */
    @Override
    public long moveOne(int from, int to, long maxLoad, boolean keyedToo) {
        WorkerCell giver = roster.cells().get(from);
        WorkerCell receiver = roster.cells().get(to);
        boolean toIdle = counted == DeskCounters.Count.STOLEN;
        if (!receiver.inRotation || toIdle && giver.readyLane >= 0) {
            return 0;
        }
        int count = giver.queue.copyFirst(looked, CANDIDATES);
        TaskRecord moved = null;
        for (int i = 0; i < count; i++) {
            TaskRecord task = looked[toIdle ? i : count - 1 - i];
            if (moved == null
                    && task.loadNs <= maxLoad
                    && (keyedToo || task.affinity == 0)
                    && receiver.can(task.needs)) {
                moved = task;
            }
        }
        Arrays.fill(looked, 0, count, null);
        if (moved == null) {
            return 0;
        }
        roster.dequeue(moved);
        roster.enqueue(receiver, moved);
        roster.note(giver);
        roster.note(receiver);
        counters.add(counted, 1);
        return moved.loadNs;
    }

    /**
     * Moves the first task of a worker without a free slot to one that is about to begin a task which comes after it: of tasks that
     * came together the longest goes first, whoever they wait for. Only tasks with an estimate, as of others none is known to be
     * longer, and not to a worker that is much slower. Constant time.
     */
    void takeEarlier(WorkerCell giver, WorkerCell receiver) {
        if (giver == receiver || giver.freeSlots() > 0 || giver.queue.isEmpty() || receiver.queue.isFull()) {
            return;
        }
        TaskRecord earlier = giver.queue.first();
        TaskRecord own = receiver.queue.first();
        boolean before =
                earlier.lane == own.lane && (earlier.submittedNs - earlier.costNs) - (own.submittedNs - own.costNs) < 0;
        boolean slow = giver.meanNs() > 0 && receiver.meanNs() > MUCH_SLOWER * giver.meanNs();
        if (before && earlier.costNs > 0 && !slow && earlier.affinity == 0 && receiver.can(earlier.needs)) {
            roster.dequeue(earlier);
            roster.enqueue(receiver, earlier);
            counters.add(DeskCounters.Count.STOLEN, 1);
        }
    }
}
