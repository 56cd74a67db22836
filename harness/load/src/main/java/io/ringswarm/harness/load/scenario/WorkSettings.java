package io.ringswarm.harness.load.scenario;

import io.ringswarm.engine.work.routing.Strategies;

/**
 * What a scenario says of tasks and of those who do them.
 *
 * @param workers how many there are
 * @param tasks of a round; a round begins when the one before has ended
 * @param tasksAtOnce tasks that a worker does at a time
 * @param strategy how workers are chosen
 * @param meanTaskNs the mean of the tasks' durations; 0 for tasks that end at once
 * @param taskSigma the standard deviation of the logarithm of a duration
 * @param estimateError the standard deviation of the logarithm of estimate over duration
 * @param meanGapNs the mean of what lies between two submits of a round; 0 when all come at once
 * @param timeLimitNs how long an attempt at a task may take
 * @param idempotentShare the share of tasks that may be tried again, 0 to 1
 * @param retries how often at most
 * @param retryAfterNs the longest wait before the first retry; it grows by half each time, to ten times this at most
 * @param throwShare the share of attempts on which a worker throws, 0 to 1
 * @param neverAnswerShare the share of attempts that a worker never ends by itself, 0 to 1
 * @param killEveryNs the mean of what lies between two ends of workers; 0 for never
 * @param evacuateEveryNs the mean of what lies between two evacuations; 0 for never
 * @param slowdown how many times as long one of the workers takes; 1 for none
 * @param keys how many payloads there are; 0 when no two are the same, and nothing is cached
 * @param keySkew the exponent of the Zipf distribution of payloads; 0 when all are as frequent
 * @param cacheTtlNs how long results are kept
 */
public record WorkSettings(
        int workers,
        int tasks,
        int tasksAtOnce,
        Strategies strategy,
        long meanTaskNs,
        double taskSigma,
        double estimateError,
        long meanGapNs,
        long timeLimitNs,
        double idempotentShare,
        int retries,
        long retryAfterNs,
        double throwShare,
        double neverAnswerShare,
        long killEveryNs,
        long evacuateEveryNs,
        double slowdown,
        int keys,
        double keySkew,
        long cacheTtlNs) {
    /**
     * Whether some results come from a cache.
     *
     * @return true when payloads repeat
     */
    public boolean isCached() {
        return keys > 0;
    }

    /**
     * Whether workers end before the run does.
     *
     * @return true when any is killed or evacuated
     */
    public boolean losesWorkers() {
        return killEveryNs > 0 || evacuateEveryNs > 0;
    }

    /**
     * Whether nothing is to go wrong, so that the time of a round says something of who shares tasks out.
     *
     * @return true when every task takes its time, once
     */
    public boolean isSchedulable() {
        return meanTaskNs > 0
                && !isCached()
                && !losesWorkers()
                && slowdown == 1
                && throwShare == 0
                && neverAnswerShare == 0;
    }
}
