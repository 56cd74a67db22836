package io.ringswarm.harness.load.schedule;

/**
 * A Poisson process: gaps are independent and exponential, so that how many messages fall into a second says nothing about the
 * next. The same seed, rate and length give the same times on every machine. Each thread that asks keeps about two KiB, however long
 * the schedule is; see {@link ArrivalTree} for the construction.
 */
public final class PoissonSchedule implements Schedule {
    private static final double NS_PER_SECOND = 1e9;

    /**
     * The tree holds the mean's messages, and so many standard deviations and messages more. That the end is not reached with them
     * has a probability below 1e-30 (S. Boucheron, G. Lugosi and P. Massart, "Concentration Inequalities", 2013, section
     * 2.4: at least mu + x are drawn with one of at most exp(-x² / (2 mu + 2 x / 3))).
     */
    private static final double MORE_DEVIATIONS = 12;

    private static final double MORE_MESSAGES = 100;

    private final ThreadLocal<ArrivalTree> tree;
    private final double ratePerSecond;
    private final long seed;
    private final long durationNs;
    private final long count;

    /**
     * A schedule.
     *
     * @param ratePerSecond messages per second on average, above 0
     * @param seed chooses one of the possible courses
     * @param durationNs length, above 0
     */
    public PoissonSchedule(double ratePerSecond, long seed, long durationNs) {
        this.ratePerSecond = ratePerSecond;
        this.seed = seed;
        this.durationNs = durationNs;
        double mean = ratePerSecond * (durationNs / NS_PER_SECOND);
        int depth = ArrivalTree.depthFor(mean + MORE_DEVIATIONS * Math.sqrt(mean) + MORE_MESSAGES);
        tree = ThreadLocal.withInitial(() -> new ArrivalTree(seed, ratePerSecond, depth));
        count = tree.get().countBefore(durationNs);
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long durationNs() {
        return durationNs;
    }

    @Override
    public long dueNs(long index) {
        return tree.get().dueNs(index);
    }

    @Override
    public long dueBefore(long elapsedNs) {
        return Math.min(count, tree.get().countBefore(elapsedNs));
    }

    /** Another course of the same process. */
    @Override
    public Schedule forWarmUp(long durationNs) {
        return new PoissonSchedule(ratePerSecond, ~seed, durationNs);
    }
}
