package io.ringswarm.engine.work.routing;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The same worker for the same affinity key, as long as it is not too full: consistent hashing with bounded loads (V.
 * Mirrokni, M. Thorup, M. Zadimoghaddam, arXiv 1608.01350, 2016, and SODA 2018). From the key's hash on along a circle, the
 * first worker that has fewer outstanding tasks than ceil(1.25 x its share), where its share of all outstanding tasks, this
 * one included, is that of its slots in all slots (in the paper all have one). So a key that many tasks share overflows to
 * the same few neighbours in the same order.
 *
 * <p>Of equal workers, at least one in five is below its bound, whatever the keys are. After {@value #MAX_STEPS} points the
 * least loaded worker gets the task, which is always below its bound. Tasks without a key go to the better of two
 * ({@link PowerOfTwo}). A choice takes O(log n).
 */
final class Affinity implements Strategy {
    /** How many points of the circle a choice looks at. */
    static final int MAX_STEPS = 128;

    private static final double BOUND = 1.25;

    private final Places places = new Places();
    private final PointRing ring = new PointRing();
    private final Strategy withoutKey;
    private final Strategy leastLoaded = new LeastLoaded();
    private int[] loads = new int[8];
    private long load;
    private long slots;

    Affinity(RandomGenerator random) {
        withoutKey = new PowerOfTwo(random);
    }

    @Override
    public WorkerView choose(TaskTraits task, long nowNs) {
        if (places.size() == 0) {
            return null;
        }
        long key = task.affinity();
        if (key == 0) {
            return withoutKey.choose(task, nowNs);
        }
        int point = ring.find(key);
        int steps = Math.min(MAX_STEPS, ring.points());
        double boundOfSlot = BOUND * (load + 1) / slots;
        for (int step = 0; step < steps; step++) {
            WorkerView worker = ring.at(point, step);
            if (worker != null && worker.outstanding() < Math.ceil(boundOfSlot * worker.slots())) {
                return worker;
            }
        }
        return leastLoaded.choose(task, nowNs);
    }

    @Override
    public void added(WorkerView worker) {
        int place = places.add(worker);
        if (place == loads.length) {
            loads = Arrays.copyOf(loads, place << 1);
        }
        loads[place] = worker.outstanding();
        load += loads[place];
        slots += worker.slots();
        ring.add(worker);
        withoutKey.added(worker);
        leastLoaded.added(worker);
    }

    @Override
    public void removed(WorkerView worker) {
        int place = places.remove(worker);
        if (place == Places.NOWHERE) {
            return;
        }
        load -= loads[place];
        slots -= worker.slots();
        loads[place] = loads[places.size()];
        ring.remove(worker);
        withoutKey.removed(worker);
        leastLoaded.removed(worker);
    }

    @Override
    public void changed(WorkerView worker) {
        int place = places.place(worker);
        if (place != Places.NOWHERE) {
            int now = worker.outstanding();
            load += now - loads[place];
            loads[place] = now;
            leastLoaded.changed(worker);
        }
    }
}
