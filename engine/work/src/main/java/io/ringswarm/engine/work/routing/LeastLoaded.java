package io.ringswarm.engine.work.routing;

/**
 * The worker with the fewest outstanding tasks for each of its slots; of equals the one that was chosen longest ago. A
 * choice and a change take O(log n).
 */
final class LeastLoaded implements Strategy {
    private final Roster roster = new Roster();
    private final MinTree loads = new MinTree();
    private long turn;

    @Override
    public WorkerView choose(TaskTraits task, long nowNs) {
        if (roster.size() == 0) {
            return null;
        }
        int place = loads.min();
        loads.setTie(place, ++turn);
        return roster.at(place);
    }

    @Override
    public void added(WorkerView worker) {
        loads.set(roster.add(worker), load(worker), 0);
    }

    @Override
    public void removed(WorkerView worker) {
        int place = roster.remove(worker);
        if (place != Roster.NOWHERE) {
            loads.removeByLast(place, roster.size());
        }
    }

    @Override
    public void changed(WorkerView worker) {
        int place = roster.place(worker);
        if (place != Roster.NOWHERE) {
            loads.setKey(place, load(worker));
        }
    }

    /** Outstanding tasks for each slot. */
    static double load(WorkerView worker) {
        return (double) worker.outstanding() / worker.slots();
    }
}
