package io.ringswarm.engine.work.routing;

/**
 * The worker with the highest score, 0.5 capability + 0.3 success + 0.2 (1 - utilisation), where
 *
 * <ul>
 *   <li>capability = (1 / (1 + capabilities that the task does not need) + specialisation learnt for its kind) / 2,
 *   <li>success = {@link WorkerView#successRate()},
 *   <li>utilisation = outstanding tasks / slots. It passes 1 when tasks wait: so the score goes on falling, and the best
 *       worker's queue does not grow while others idle. As long as none waits it is {@link WorkerView#utilisation()}.
 * </ul>
 *
 * <p>The weights are of this project. Of equals the one that was chosen longest ago gets the task. A choice takes O(log n), a
 * change O(log n) for each kind of task.
 */
final class Hybrid extends RankedByKind {
    private static final double CAPABILITY = 0.5;
    private static final double SUCCESS = 0.3;
    private static final double IDLENESS = 0.2;

    @Override
    double rank(WorkerView worker, int superfluous, double specialisation) {
        return -score(worker, superfluous, specialisation);
    }

    static double score(WorkerView worker, int superfluous, double specialisation) {
        double capability = (1.0 / (1 + superfluous) + specialisation) / 2;
        return CAPABILITY * capability + SUCCESS * worker.successRate() + IDLENESS * (1 - LeastLoaded.load(worker));
    }
}
