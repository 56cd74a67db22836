package io.ringswarm.engine.work.balance;

import java.util.Arrays;

/**
 * Each worker's load per slot, and how far these lie apart: sigma/mu, each slot counted once. Measured once a round and kept
 * up to date with each move. One thread; allocates only when there are more workers than ever before.
 */
final class LoadSpread {
    private final Balanceable workers;

    private double[] perSlot = new double[0];
    private int[] ownSlots = new int[0];
    private boolean[] aboveMean = new boolean[0];
    private long slots;
    private double mean;
    private double squares;

    LoadSpread(Balanceable workers) {
        this.workers = workers;
    }

    /** Looks at all workers. */
    void measure(int places) {
        if (places > perSlot.length) {
            int capacity = Math.max(places, 2 * perSlot.length);
            perSlot = Arrays.copyOf(perSlot, capacity);
            ownSlots = Arrays.copyOf(ownSlots, capacity);
            aboveMean = Arrays.copyOf(aboveMean, capacity);
        }
        slots = 0;
        squares = 0;
        double total = 0;
        for (int worker = 0; worker < places; worker++) {
            perSlot[worker] = 0;
            int own = workers.slots(worker);
            ownSlots[worker] = own;
            if (own > 0) {
                slots += own;
                add(worker);
                total += own * perSlot[worker];
            }
        }
        mean = slots == 0 ? 0 : total / slots;
        for (int worker = 0; worker < places; worker++) {
            aboveMean[worker] = perSlot[worker] > mean;
        }
    }

    /** A worker's load has changed by a move, so that the mean has not. */
    void update(int worker) {
        squares -= ownSlots[worker] * perSlot[worker] * perSlot[worker];
        add(worker);
    }

    private void add(int worker) {
        perSlot[worker] = (double) workers.load(worker) / ownSlots[worker];
        squares += ownSlots[worker] * perSlot[worker] * perSlot[worker];
    }

    /** What it had when all were measured: a move may make a worker take no more, but it counts until the round ends. */
    int slots(int worker) {
        return ownSlots[worker];
    }

    double perSlot(int worker) {
        return perSlot[worker];
    }

    /** Whether a worker had more per slot than the mean when all were measured, whatever has been moved since. */
    boolean wasAboveMean(int worker) {
        return aboveMean[worker];
    }

    double mean() {
        return mean;
    }

    /** Sigma/mu; 0 when there is no load. */
    double imbalance() {
        return mean == 0 ? 0 : Math.sqrt(Math.max(0, squares / slots - mean * mean)) / mean;
    }
}
