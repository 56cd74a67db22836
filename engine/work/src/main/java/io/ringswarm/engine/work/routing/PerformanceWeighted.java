package io.ringswarm.engine.work.routing;

import java.util.random.RandomGenerator;

/**
 * A worker by chance, in proportion to the successes it can be expected to bring in a second: slots x success rate / mean
 * time. No success rate counts for less than 0.05, so that a worker that has failed can show that it has recovered. One
 * whose tasks have not ended yet weighs as much as the others do on average. Outstanding tasks do not count. A choice and a
 * change take O(log n).
 */
final class PerformanceWeighted implements Strategy {
    private static final double LEAST_SUCCESS = 0.05;

    private final RandomGenerator random;
    private final Places places = new Places();
    private final SumTree proven = new SumTree();
    private final SumTree fresh = new SumTree();

    PerformanceWeighted(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public WorkerView choose(TaskTraits task, long nowNs) {
        int size = places.size();
        if (size == 0) {
            return null;
        }
        double share = random.nextDouble() * size;
        double freshOnes = fresh.total();
        if (share < freshOnes) {
            return places.at(fresh.find(share));
        }
        double along = (share - freshOnes) / (size - freshOnes);
        return places.at(proven.find(along * proven.total()));
    }

    @Override
    public void added(WorkerView worker) {
        weigh(places.add(worker), worker);
    }

    @Override
    public void removed(WorkerView worker) {
        int place = places.remove(worker);
        if (place != Places.NOWHERE) {
            proven.removeByLast(place, places.size());
            fresh.removeByLast(place, places.size());
        }
    }

    @Override
    public void changed(WorkerView worker) {
        int place = places.place(worker);
        if (place != Places.NOWHERE) {
            weigh(place, worker);
        }
    }

    private void weigh(int place, WorkerView worker) {
        double meanNs = worker.meanNs();
        boolean known = meanNs > 0;
        fresh.set(place, known ? 0 : 1);
        proven.set(place, known ? worker.slots() * Math.max(LEAST_SUCCESS, worker.successRate()) / meanNs : 0);
    }
}
