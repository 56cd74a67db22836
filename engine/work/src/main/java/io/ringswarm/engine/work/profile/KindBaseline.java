package io.ringswarm.engine.work.profile;

import java.util.Arrays;

/**
 * What all workers together have shown, kind by kind: what a worker's {@link WorkerHistory#specialisation(int)} is told
 * from, and an estimate for tasks whose sender gave none. One for a desk; each {@link WorkerHistory} adds to it. What
 * workers that have left had added stays. Confined to the desk's thread; allocates only when a kind is new.
 */
public final class KindBaseline {
    /** The least number of tasks, both of the worker and of the others, from which anything is concluded. */
    static final int MINIMUM_TASKS = 20;

    /** The spread of log times that counts as nothing but noise: 5 %. */
    private static final double NOISE = 0.05 * 0.05;

    /** Makes a logistic curve lie within 0.01 of the normal distribution. */
    private static final double LOGISTIC_PER_SIGMA = 1.702;

    private final KindSums all = new KindSums();
    private double[] totalNs = new double[0];

    /** Makes one that knows of no kind yet. */
    public KindBaseline() {}

    /**
     * How long tasks of a kind that succeeded have taken on average, whoever did them.
     *
     * @param kind 0 and up
     * @return ns; 0 as long as none has succeeded
     */
    public double meanNs(int kind) {
        long succeeded = all.succeeded(kind);
        return succeeded == 0 ? 0 : totalNs[kind] / succeeded;
    }

    void add(int kind, long tookNs, double logNs, boolean success) {
        all.add(kind, logNs, success);
        if (totalNs.length < all.kinds()) {
            totalNs = Arrays.copyOf(totalNs, all.kinds());
        }
        if (success) {
            totalNs[kind] += tookNs;
        }
    }

    /**
     * How likely a worker does better at a task than the others, drawn towards a half while either has ended few.
     *
     * @param own what the worker has added
     */
    double specialisation(KindSums own, int kind) {
        long ownEnded = own.ended(kind);
        long othersEnded = all.ended(kind) - ownEnded;
        long known = Math.min(ownEnded, othersEnded);
        if (known < MINIMUM_TASKS) {
            return 0.5;
        }
        double weight = (double) known / (known + MINIMUM_TASKS);
        return 0.5 + weight * (superiority(own, kind, ownEnded, othersEnded) - 0.5);
    }

    private double superiority(KindSums own, int kind, long ownEnded, long othersEnded) {
        long ownSucceeded = own.succeeded(kind);
        long othersSucceeded = all.succeeded(kind) - ownSucceeded;
        double ownRate = (double) ownSucceeded / ownEnded;
        double othersRate = (double) othersSucceeded / othersEnded;
        double faster = 0.5;
        if (ownSucceeded > 0 && othersSucceeded > 0) {
            double ownMean = own.logs(kind) / ownSucceeded;
            double othersMean = (all.logs(kind) - own.logs(kind)) / othersSucceeded;
            double variance = NOISE
                    + variance(own.squaredLogs(kind), ownMean, ownSucceeded)
                    + variance(all.squaredLogs(kind) - own.squaredLogs(kind), othersMean, othersSucceeded);
            faster = normal((othersMean - ownMean) / Math.sqrt(variance));
        }
        return ownRate * (1 - othersRate) + ownRate * othersRate * faster + 0.5 * (1 - ownRate) * (1 - othersRate);
    }

    private static double variance(double squares, double mean, long count) {
        return Math.max(0, squares / count - mean * mean);
    }

    private static double normal(double sigmas) {
        return 1 / (1 + Math.exp(-LOGISTIC_PER_SIGMA * sigmas));
    }
}
