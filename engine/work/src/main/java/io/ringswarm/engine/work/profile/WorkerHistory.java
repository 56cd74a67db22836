package io.ringswarm.engine.work.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * What one worker has shown. Times are those of tasks that succeeded, as a task that fails at once says nothing of speed;
 * only the peak, {@link #peakEwmaNs(long)}, rises with a task that failed slowly, too.
 *
 * <p>Confined to the desk's thread. {@link #started()} and {@link #ended} allocate nothing, except when a kind is seen
 * for the first time and with the first and the 16,384th success, when a histogram of about 1.5 kB is made; so a worker
 * takes about 3 kB and 32 bytes a kind, ten thousand workers 30 MB.
 */
public final class WorkerHistory {
    /** Until an old peak has fallen to 1/e of itself: as long as Finagle's default. */
    public static final long PEAK_DECAY_NS = 10_000_000_000L;

    /** Up to so many time constants the fourth term of the series of e^-x is below 2e-10. */
    private static final double SHORT = 1e-3;

    /** From which specialisation on a kind is a speciality. */
    public static final double SPECIALITY = 0.65;

    /** What the newest task weighs in the success rate: the last twenty make up 88 % of it. */
    static final double NEWEST_WEIGHT = 0.1;

    private final KindBaseline baseline;
    private final KindSums kinds = new KindSums();

    private long started;
    private long ended;
    private long succeeded;
    private double successRate = 1;
    private double meanNs;
    private double squaredDeviations;
    private double peakNs;
    private long peakAtNs;
    private TimeSpread spread;

    /**
     * Makes one of a worker that has shown nothing yet.
     *
     * @param baseline what all workers of the desk add to
     */
    public WorkerHistory(KindBaseline baseline) {
        this.baseline = baseline;
    }

    /** A task was handed to the worker. */
    public void started() {
        started++;
    }

    /**
     * A task that was handed to the worker has ended.
     *
     * @param kind 0 and up
     * @param tookNs ns since it was handed over, at least 0
     * @param success whether it did what it should
     * @param nowNs ns of the engine's clock
     * @throws IllegalStateException when no task is under way
     * @throws IllegalArgumentException when a number is negative
     */
    public void ended(int kind, long tookNs, boolean success, long nowNs) {
        if (ended == started) {
            throw new IllegalStateException("ended=" + ended + " (expected: fewer than started=" + started + ")");
        }
        if (kind < 0 || tookNs < 0) {
            throw new IllegalArgumentException("kind=" + kind + ", tookNs=" + tookNs + " (expected: 0 and up)");
        }
        ended++;
        successRate += NEWEST_WEIGHT * ((success ? 1 : 0) - successRate);
        double logNs = Math.log(Math.max(1, tookNs));
        kinds.add(kind, logNs, success);
        baseline.add(kind, tookNs, logNs, success);
        if (success) {
            learn(tookNs);
        }
        if (success || tookNs > peakEwmaNs(nowNs)) {
            peak(tookNs, nowNs);
        }
    }

    /** Welford 1962, "Note on a method for calculating corrected sums of squares and products". */
    private void learn(long tookNs) {
        succeeded++;
        double before = tookNs - meanNs;
        meanNs += before / succeeded;
        squaredDeviations += before * (tookNs - meanNs);
        if (spread == null) {
            spread = new TimeSpread();
        }
        spread.record(tookNs);
    }

    private void peak(long tookNs, long nowNs) {
        double weight = remains(nowNs);
        peakNs = Math.max(Math.max(1, tookNs), peakNs * weight + tookNs * (1 - weight));
        peakAtNs = nowNs;
    }

    private double remains(long nowNs) {
        double constants = Math.max(0.0, nowNs - peakAtNs) / PEAK_DECAY_NS;
        // For a little while the first terms of the series are as good as a whole exponential, and cost a tenth.
        return constants < SHORT ? 1 - constants + constants * constants / 2 : Math.exp(-constants);
    }

    /**
     * How many tasks it was handed.
     *
     * @return 0 and up
     */
    public long tasksStarted() {
        return started;
    }

    /**
     * How many of them have ended.
     *
     * @return 0 to {@link #tasksStarted()}
     */
    public long tasksEnded() {
        return ended;
    }

    /**
     * How many of those have succeeded.
     *
     * @return 0 to {@link #tasksEnded()}
     */
    public long tasksSucceeded() {
        return succeeded;
    }

    /**
     * How many tasks succeed, newer ones weighing more: an exponentially weighted mean over tasks, of which the newest
     * weighs a tenth.
     *
     * @return 0 to 1; 1 as long as none has ended
     */
    public double successRate() {
        return successRate;
    }

    /**
     * How long tasks have taken on average.
     *
     * @return ns; 0 as long as none has succeeded
     */
    public double meanNs() {
        return meanNs;
    }

    /**
     * How much tasks' times differ: the coefficient of variation, the sample's standard deviation over the mean.
     *
     * @return 0 and up; 0 as long as fewer than two have succeeded, or when all took 0 ns
     */
    public double cv() {
        return succeeded < 2 || meanNs == 0 ? 0 : Math.sqrt(squaredDeviations / (succeeded - 1)) / meanNs;
    }

    /**
     * How long 95 of 100 tasks have taken at most, of the last 1,024 to 32,768 ones. At most 1/16 too high, or 1 us; an hour
     * is the most it tells.
     *
     * @return ns; 0 as long as none has succeeded
     */
    public long p95Ns() {
        return spread == null ? 0 : spread.percentileNs(95);
    }

    /**
     * How long tasks take by the newest and the worst of them: rises at once to a longer time, and falls towards shorter
     * ones, and towards nothing while there are none, with a time constant of {@link #PEAK_DECAY_NS}. Thus a worker that
     * was slow is tried again after a while. As in Finagle's {@code PeakEwma}
     * (finagle-core, com.twitter.finagle.loadbalancer), but reading it changes nothing, so that the value does not depend
     * on how often it is read.
     *
     * @param nowNs ns of the engine's clock
     * @return ns, above 0; 0 as long as none has succeeded, or failed after some time
     */
    public double peakEwmaNs(long nowNs) {
        return peakNs == 0 ? 0 : Math.max(Double.MIN_NORMAL, peakNs * remains(nowNs));
    }

    /**
     * How steady and fast: 1 / (1 + {@link #cv()}) x 1 / (1 + {@link #meanNs()} / target). A quarter says that times
     * spread as widely as they are long and that the mean is the target.
     *
     * @param targetNs how long a task should take, ns, above 0
     * @return above 0, at most 1; 1 as long as none has succeeded
     * @throws IllegalArgumentException when the target is not above 0
     */
    public double efficiency(long targetNs) {
        if (targetNs <= 0) {
            throw new IllegalArgumentException("targetNs=" + targetNs + " (expected: above 0)");
        }
        return 1 / (1 + cv()) / (1 + meanNs / targetNs);
    }

    /**
     * How good it has proven at a kind of task against all others: how likely it does better at one than another worker
     * does. To succeed where the other fails is better; of two that succeed the faster is better; two that fail are even.
     * This is the probability of superiority (McGraw and Wong 1992, "A common language effect size statistic") with
     * log-normal times, the normal distribution taken as logistic, which errs by less than 0.01, and 5 % of spread
     * added, so that workers that differ by next to nothing count as even.
     *
     * <p>It is drawn towards 0.5 by n / (n + 20), the credibility of Bühlmann 1967, n being the tasks of the kind that the
     * worker or that all others have ended, whichever is fewer.
     *
     * @param kind 0 and up
     * @return 0 to 1; 0.5 for as good as the others, and as long as the worker or the others have ended fewer than 20
     */
    public double specialisation(int kind) {
        return baseline.specialisation(kinds, kind);
    }

    /**
     * What it is good at. Allocates the list.
     *
     * @return kinds whose {@link #specialisation(int)} is at least {@link #SPECIALITY}, in rising order
     */
    public List<Integer> specialities() {
        List<Integer> found = new ArrayList<>();
        for (int kind = 0; kind < kinds.kinds(); kind++) {
            if (specialisation(kind) >= SPECIALITY) {
                found.add(kind);
            }
        }
        return found;
    }
}
