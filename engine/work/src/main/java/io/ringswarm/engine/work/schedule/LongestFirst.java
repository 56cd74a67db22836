package io.ringswarm.engine.work.schedule;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * The schedule that hands the longest task that is left to the worker that is free first. It ends at most
 * 4/3 - 1/(3m) times as late as the best schedule on m workers (Graham 1969, "Bounds on multiprocessing timing anomalies",
 * SIAM J. Appl. Math. 17), and what it takes to find out is n log n. For figures after a run: it knows all tasks beforehand,
 * which no desk does. Stateless.
 */
public final class LongestFirst {
    private LongestFirst() {}

    /**
     * When the last task ends.
     *
     * @param durationsNs how long each task takes, in any order, ns, 0 and up; not changed
     * @param workers how many tasks are done at a time, at least 1: the slots of all workers
     * @return ns from the start; 0 without tasks
     * @throws IllegalArgumentException when a duration is negative or there is no worker
     * @throws ArithmeticException when the sum of times runs over
     */
    public static long makespanNs(long[] durationsNs, int workers) {
        requireWorkers(workers);
        long[] rising = durationsNs.clone();
        Arrays.sort(rising);
        if (rising.length > 0 && rising[0] < 0) {
            throw new IllegalArgumentException("durationNs=" + rising[0] + " (expected: 0 and up)");
        }
        PriorityQueue<Long> freeAtNs = new PriorityQueue<>();
        long lastNs = 0;
        for (int task = rising.length - 1; task >= 0; task--) {
            long startNs = freeAtNs.size() < workers ? 0 : freeAtNs.remove();
            long endNs = Math.addExact(startNs, rising[task]);
            freeAtNs.add(endNs);
            lastNs = Math.max(lastNs, endNs);
        }
        return lastNs;
    }

    /**
     * How much later than the best schedule it ends at the worst.
     *
     * @param workers as above
     * @return 1 and up
     * @throws IllegalArgumentException when there is no worker
     */
    public static double worstRatio(int workers) {
        requireWorkers(workers);
        return 4.0 / 3 - 1 / (3.0 * workers);
    }

    private static void requireWorkers(int workers) {
        if (workers < 1) {
            throw new IllegalArgumentException("workers=" + workers + " (expected: at least 1)");
        }
    }
}
