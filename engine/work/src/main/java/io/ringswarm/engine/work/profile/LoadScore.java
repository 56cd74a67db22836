package io.ringswarm.engine.work.profile;

/**
 * How loaded a worker is, 0 to 100: {@code 100 x r / (1 + r)}, r being what it has to do over what fills its slots once.
 * In tasks, r is those in hand and those that wait over the slots:
 *
 * <pre>
 *   nothing to do                      r = 0     score  0
 *   three of seven slots busy          r = 3/7   score 30   below: underused, gets more
 *   all busy, nobody waits             r = 1     score 50
 *   three wait behind each busy slot   r = 4     score 80   above: overloaded, gives away
 * </pre>
 *
 * <p>It rises with each task and never reaches 100, so that of two overloaded workers the worse is still told.
 * Stateless.
 */
public final class LoadScore {
    /** Above it a worker is overloaded. */
    public static final double OVERLOADED = 80;

    /** Below it a worker is underused. */
    public static final double UNDERUSED = 30;

    private LoadScore() {}

    /**
     * By number of tasks.
     *
     * @param slots how many tasks it takes at a time, at least 1
     * @param inHand tasks that it was handed and that have not ended, 0 and up
     * @param queued tasks that wait for it, 0 and up
     * @return 0 to below 100
     */
    public static double ofTasks(int slots, int inHand, int queued) {
        return of(((double) inHand + queued) / slots);
    }

    /**
     * By what tasks will take.
     *
     * @param slots how many tasks it takes at a time, at least 1
     * @param outstandingNs what its tasks will take, ns, 0 and up
     * @param horizonNs for how long a slot with something to do should have enough, ns, above 0: a task's usual time makes
     *     this score that of {@link #ofTasks} when all tasks are alike
     * @return 0 to 100
     */
    public static double ofCost(int slots, long outstandingNs, long horizonNs) {
        return of((double) outstandingNs / slots / horizonNs);
    }

    private static double of(double filled) {
        return 100 - 100 / (1 + filled);
    }

    /**
     * What has a score: the other way round.
     *
     * @param score 0 to below 100
     * @return what a slot has to do over what fills it, 0 and up
     */
    public static double filled(double score) {
        return score / (100 - score);
    }
}
