package io.ringswarm.engine.work.routing;

/**
 * The most specialised of the capable workers, so that those that can do much stay free for what only they can do. Compared
 * by, in turn:
 *
 * <ol>
 *   <li>whole rounds of tasks it has outstanding, floor(outstanding / slots): one with a free slot comes before one that has
 *       none, or the best worker's queue would grow while others idle;
 *   <li>capabilities that the task does not need, fewest first;
 *   <li>specialisation learnt for the task's kind, in steps of a tenth, highest first;
 *   <li>outstanding tasks for each slot, fewest first;
 *   <li>who was chosen longest ago.
 * </ol>
 *
 * <p>A choice takes O(log n), a change O(log n) for each kind of task.
 */
final class Capability extends RankedByKind {
    private static final int TENTHS = 10;

    /** The first four in one number: each counts for more than all behind it can, as the last is below 1. */
    @Override
    double rank(WorkerView worker, int superfluous, double specialisation) {
        double load = LeastLoaded.load(worker);
        double rounds = Math.floor(load);
        double lacking = TENTHS - Math.floor(Math.max(0, Math.min(1, specialisation)) * TENTHS);
        return (rounds * (Long.SIZE + 1) + superfluous) * (TENTHS + 1) + lacking + (load - rounds);
    }
}
