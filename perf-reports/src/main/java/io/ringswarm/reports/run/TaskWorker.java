package io.ringswarm.reports.run;

/**
 * What was found of one worker of a load of tasks.
 *
 * @param name the worker's, unlike those of all others
 * @param ended tasks that ended at it, in whatever way
 * @param successRate the share of them that succeeded, 0 to 1; null when none ended
 * @param meanNs the mean of the times that its tasks took, those of the warm-up among them; null when none ended
 * @param p95Ns 95 % of them took at most this; null when too few ended
 * @param efficiency 1 / (1 + CV) x 1 / (1 + mean / target) of those times; null when not known
 * @param loadScore its load score when the run ended, 0 for idle to 100; null when not known
 * @param series the worker over time; null when nobody looked
 */
public record TaskWorker(
        String name,
        long ended,
        Double successRate,
        Double meanNs,
        Long p95Ns,
        Double efficiency,
        Double loadScore,
        WorkerSeries series) {
    /**
     * Checks that the worker has a name and no number is negative.
     *
     * @param name the worker's
     * @param ended tasks that ended at it
     * @param successRate the share of them that succeeded
     * @param meanNs the mean of the times they took
     * @param p95Ns 95 % of them took at most this
     * @param efficiency the worker's efficiency
     * @param loadScore its load score when the run ended
     * @param series the worker over time
     */
    public TaskWorker {
        Expect.text("tasks.workers.name", name);
        Expect.notNegative("tasks.workers.ended", ended);
        Expect.share("tasks.workers.successRate", successRate);
        Expect.notNegative("tasks.workers.meanNs", meanNs);
        Expect.notNegative("tasks.workers.p95Ns", p95Ns);
        Expect.share("tasks.workers.efficiency", efficiency);
        Expect.notNegative("tasks.workers.loadScore", loadScore);
    }
}
