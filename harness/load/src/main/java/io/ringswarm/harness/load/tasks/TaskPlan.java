package io.ringswarm.harness.load.tasks;

import io.ringswarm.engine.work.schedule.LongestFirst;
import java.util.SplittableRandom;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The tasks of one round: when each is submitted, how long it takes, and how long its submitter says that it takes. Known before
 * the round begins, and the same for the same load and round: durations do not depend on the other draws, and the first tasks are
 * the same however many there are.
 *
 * <p>Durations have a log-normal distribution. Its mean is {@code exp(mu + sigma^2 / 2)} (N. Johnson, S. Kotz and N. Balakrishnan,
 * "Continuous Univariate Distributions", volume 1, 1994, chapter 14), so that {@code mu = ln(mean) - sigma^2 / 2} makes it that of the
 * load whatever its sigma. An estimate is the duration times an error whose logarithm is normal with mean 0: half of the estimates are
 * too high. Gaps between submits are exponential.
 *
 * <p>Does not change; threads may share it.
 */
public final class TaskPlan {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final int workers;
    private final long[] submitNs;
    private final long[] durationNs;
    private final long[] estimateNs;

    private TaskPlan(int workers, long[] submitNs, long[] durationNs, long[] estimateNs) {
        this.workers = workers;
        this.submitNs = submitNs;
        this.durationNs = durationNs;
        this.estimateNs = estimateNs;
    }

    /**
     * Draws the tasks of a round.
     *
     * @param load what the scenario says
     * @param round the round's number: rounds differ in their draws
     * @return the plan
     */
    public static TaskPlan of(TaskLoad load, long round) {
        SplittableRandom seeds = new SplittableRandom(load.seed() + round * GOLDEN_GAMMA);
        SplittableRandom ofDurations = seeds.split();
        SplittableRandom ofErrors = seeds.split();
        SplittableRandom ofGaps = seeds.split();
        ZigguratSampler.NormalizedGaussian durations = ZigguratSampler.NormalizedGaussian.of(ofDurations::nextLong);
        ZigguratSampler.NormalizedGaussian errors = ZigguratSampler.NormalizedGaussian.of(ofErrors::nextLong);
        ZigguratSampler.Exponential gaps = ZigguratSampler.Exponential.of(ofGaps::nextLong);
        double sigma = load.taskSigma();
        double mu = StrictMath.log(load.meanTaskNs()) - sigma * sigma / 2;
        long[] submitNs = new long[load.tasks()];
        long[] durationNs = new long[load.tasks()];
        long[] estimateNs = new long[load.tasks()];
        double dueNs = 0;
        for (int task = 0; task < load.tasks(); task++) {
            double exactNs = StrictMath.exp(mu + sigma * durations.sample());
            submitNs[task] = Math.round(dueNs);
            durationNs[task] = atLeastOne(exactNs);
            estimateNs[task] = atLeastOne(exactNs * StrictMath.exp(load.estimateError() * errors.sample()));
            dueNs += load.meanGapNs() * gaps.sample();
        }
        return new TaskPlan(load.workers(), submitNs, durationNs, estimateNs);
    }

    /**
     * How many tasks there are.
     *
     * @return 1 or more
     */
    public int tasks() {
        return durationNs.length;
    }

    /**
     * When a task is submitted.
     *
     * @param task from 0
     * @return ns from the start of the round, not before the task before it
     */
    public long submitNs(int task) {
        return submitNs[task];
    }

    /**
     * How long a task takes its worker.
     *
     * @param task from 0
     * @return ns, 1 or more
     */
    public long durationNs(int task) {
        return durationNs[task];
    }

    /**
     * How long a task's submitter says that it takes.
     *
     * @param task from 0
     * @return ns, 1 or more
     */
    public long estimateNs(int task) {
        return estimateNs[task];
    }

    /**
     * What a schedule takes that knows all durations, has all tasks from the start, and gives the longest first.
     *
     * @param tasksAtOnce how many tasks a worker does at a time, 1 or more
     * @return ns from the start of the round to the end of the last task
     */
    public long offlineMakespanNs(int tasksAtOnce) {
        return LongestFirst.makespanNs(durationNs, Math.multiplyExact(workers, tasksAtOnce));
    }

    private static long atLeastOne(double ns) {
        return Math.max(1, Math.round(ns));
    }
}
