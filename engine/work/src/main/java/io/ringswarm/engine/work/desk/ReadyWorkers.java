package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.Priority;

/**
 * Workers that have a free slot: those for which a task waits, by the priority of the first, and those for which none does. Of
 * equals in the order in which they became so. Confined to the desk.
 */
final class ReadyWorkers {
    /** Where those are for which nothing waits. */
    static final int IDLE = Priority.COUNT;

    /** Where those are that could not begin a task. */
    static final int NOWHERE = -1;

    private final WorkerCell[] first = new WorkerCell[IDLE + 1];
    private final WorkerCell[] last = new WorkerCell[IDLE + 1];

    /** The one whose turn it is to begin a task; null when there is none. */
    WorkerCell first() {
        for (int lane = 0; lane < IDLE; lane++) {
            if (first[lane] != null) {
                return first[lane];
            }
        }
        return null;
    }

    /** The one that has been idle for longest; null when there is none. */
    WorkerCell firstIdle() {
        return first[IDLE];
    }

    /** Puts a worker where it belongs, or out. One that is in its place keeps it. */
    void place(WorkerCell cell, int lane) {
        if (lane != cell.readyLane) {
            remove(cell);
            add(cell, lane);
        }
    }

    /** Puts a worker behind its equals, after its turn. */
    void turnOver(WorkerCell cell, int lane) {
        remove(cell);
        add(cell, lane);
    }

    private void add(WorkerCell cell, int lane) {
        cell.readyLane = lane;
        if (lane < 0) {
            return;
        }
        cell.previousReady = last[lane];
        if (last[lane] == null) {
            first[lane] = cell;
        } else {
            last[lane].nextReady = cell;
        }
        last[lane] = cell;
    }

    private void remove(WorkerCell cell) {
        int lane = cell.readyLane;
        if (lane < 0) {
            return;
        }
        if (cell.previousReady == null) {
            first[lane] = cell.nextReady;
        } else {
            cell.previousReady.nextReady = cell.nextReady;
        }
        if (cell.nextReady == null) {
            last[lane] = cell.previousReady;
        } else {
            cell.nextReady.previousReady = cell.previousReady;
        }
        cell.previousReady = null;
        cell.nextReady = null;
        cell.readyLane = NOWHERE;
    }
}
