package io.ringswarm.engine.work.routing;

/**
 * The worker with the fewest outstanding tasks for each of its slots; of equals the one that was chosen longest ago. A
 * choice and a change take O(log n).
 */
final class LeastLoaded implements Strategy {
    private final Places places = new Places();
    private final MinTree loads = new MinTree();
    private long turn;

    @Override
    public WorkerView choose(TaskTraits task, long nowNs) {
        if (places.size() == 0) {
            return null;
        }
        int place = loads.min();
        loads.setTie(place, ++turn);
        return places.at(place);
    }

    @Override
    public void added(WorkerView worker) {
        loads.set(places.add(worker), load(worker), 0);
    }

    @Override
    public void removed(WorkerView worker) {
        int place = places.remove(worker);
        if (place != Places.NOWHERE) {
            loads.removeByLast(place, places.size());
        }
    }

    @Override
    public void changed(WorkerView worker) {
        int place = places.place(worker);
        if (place != Places.NOWHERE) {
            loads.setKey(place, load(worker));
        }
    }

    /** Outstanding tasks for each slot. */
    static double load(WorkerView worker) {
        return (double) worker.outstanding() / worker.slots();
    }
}
