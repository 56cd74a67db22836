package io.ringswarm.reports.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the tasks of a load ended and how their workers fared. Each task ends in one of five ways; where every one ended exactly once,
 * submitted = succeeded + failed + expired + cancelled + rejected.
 *
 * @param submitted tasks that were submitted
 * @param succeeded tasks that gave a result, one from the cache among them
 * @param failed tasks whose worker could not do them, the last retry included
 * @param expired tasks whose deadline passed first
 * @param cancelled tasks that were given up by who submitted them
 * @param rejected tasks that were not taken
 * @param retried starts after the first of a task
 * @param duplicateCompletions completions that came after a task's end, and were discarded
 * @param cacheHits results that came from the cache
 * @param cacheMisses results that were asked of the cache and not in it
 * @param efficiency the offline schedule's makespan over this run's; null when not known
 * @param movedByRebalance tasks that went from one worker's queue to another's to even out their load
 * @param evacuated tasks that were taken from a worker that was slow, failing or leaving
 * @param strategy the name of the routing strategy; null when not known
 * @param workerCount workers there were; null when not known
 * @param makespanNs from the first submit to the last end, ns; the sum over all rounds of a load that has several
 * @param offlineMakespanNs what a schedule takes that knows all durations beforehand and gives the longest first, ns
 * @param submitToStart from submit to a task's first start; null when not measured
 * @param submitToEnd from submit to a task's end; null when not measured
 * @param notEndedOnce tasks that never ended or ended more than once, by the books of who submitted them; null when there are none
 * @param failedBy failed tasks by reason, in the order to be shown; reasons add up to no more than {@code failed}
 * @param rejectedBy rejected tasks by reason, in the order to be shown; reasons add up to no more than {@code rejected}
 * @param sampleNs what lies between two samples of the workers, ns; null when nobody looked at them
 * @param workers the workers
 */
public record Tasks(
        long submitted,
        long succeeded,
        long failed,
        long expired,
        long cancelled,
        long rejected,
        long retried,
        long duplicateCompletions,
        long cacheHits,
        long cacheMisses,
        Double efficiency,
        long movedByRebalance,
        long evacuated,
        String strategy,
        Integer workerCount,
        Long makespanNs,
        Long offlineMakespanNs,
        Distribution submitToStart,
        Distribution submitToEnd,
        Long notEndedOnce,
        Map<String, Long> failedBy,
        Map<String, Long> rejectedBy,
        Long sampleNs,
        List<TaskWorker> workers) {
    /**
     * Checks that no number is negative, that reasons fit their counts and that workers can be told apart, and copies maps and list.
     *
     * @param submitted tasks that were submitted
     * @param succeeded tasks that gave a result
     * @param failed tasks whose worker could not do them
     * @param expired tasks whose deadline passed first
     * @param cancelled tasks that were given up
     * @param rejected tasks that were not taken
     * @param retried starts after the first of a task
     * @param duplicateCompletions completions that were discarded
     * @param cacheHits results that came from the cache
     * @param cacheMisses results that were not in it
     * @param efficiency the offline schedule's makespan over this run's
     * @param movedByRebalance tasks that went from one queue to another
     * @param evacuated tasks that were taken from a worker
     * @param strategy the name of the routing strategy
     * @param workerCount workers there were
     * @param makespanNs from the first submit to the last end
     * @param offlineMakespanNs what the offline schedule takes
     * @param submitToStart from submit to a task's first start
     * @param submitToEnd from submit to a task's end
     * @param notEndedOnce tasks that never ended or ended more than once
     * @param failedBy failed tasks by reason
     * @param rejectedBy rejected tasks by reason
     * @param sampleNs what lies between two samples of the workers
     * @param workers the workers
     */
    public Tasks {
        Expect.notNegative("tasks.submitted", submitted);
        Expect.notNegative("tasks.succeeded", succeeded);
        Expect.notNegative("tasks.failed", failed);
        Expect.notNegative("tasks.expired", expired);
        Expect.notNegative("tasks.cancelled", cancelled);
        Expect.notNegative("tasks.rejected", rejected);
        Expect.notNegative("tasks.retried", retried);
        Expect.notNegative("tasks.duplicateCompletions", duplicateCompletions);
        Expect.notNegative("tasks.cacheHits", cacheHits);
        Expect.notNegative("tasks.cacheMisses", cacheMisses);
        Expect.notNegative("tasks.efficiency", efficiency);
        Expect.notNegative("tasks.movedByRebalance", movedByRebalance);
        Expect.notNegative("tasks.evacuated", evacuated);
        Expect.notNegative("tasks.workerCount", workerCount);
        Expect.notNegative("tasks.makespanNs", makespanNs);
        Expect.notNegative("tasks.offlineMakespanNs", offlineMakespanNs);
        Expect.notNegative("tasks.notEndedOnce", notEndedOnce);
        failedBy = reasons("tasks.failedBy", failedBy, failed);
        rejectedBy = reasons("tasks.rejectedBy", rejectedBy, rejected);
        workers = Expect.list("tasks.workers", workers);
        expectSeries(sampleNs, workers);
    }

    /**
     * How many ends there were.
     *
     * @return the sum of the five
     */
    public long ended() {
        return succeeded + failed + expired + cancelled + rejected;
    }

    /**
     * Whether each task ended exactly once, as far as it is known.
     *
     * @return true when as many ends were counted as submits, and nobody's books say otherwise
     */
    public boolean eachEndedOnce() {
        return ended() == submitted && (notEndedOnce == null || notEndedOnce == 0);
    }

    /**
     * Starts a section.
     *
     * @return a builder in which nothing was counted yet
     */
    public static TasksBuilder builder() {
        return new TasksBuilder();
    }

    private static Map<String, Long> reasons(String name, Map<String, Long> given, long all) {
        Map<String, Long> reasons = Expect.counts(name, given);
        long sum = reasons.values().stream().mapToLong(Long::longValue).sum();
        if (sum > all) {
            throw new IllegalArgumentException(name + "=" + reasons + " (expected: at most " + all + " together)");
        }
        return reasons;
    }

    private static void expectSeries(Long sampleNs, List<TaskWorker> workers) {
        Set<String> names = workers.stream().map(TaskWorker::name).collect(Collectors.toSet());
        if (names.size() < workers.size()) {
            throw new IllegalArgumentException(
                    "tasks.workers=" + workers.size() + " with " + names.size() + " names (expected: a name for each)");
        }
        Set<Integer> samples = workers.stream()
                .filter(worker -> worker.series() != null)
                .map(worker -> worker.series().samples())
                .collect(Collectors.toSet());
        if (samples.size() > 1) {
            throw new IllegalArgumentException(
                    "tasks.workers.series=" + samples + " samples (expected: as many of each worker)");
        }
        if (!samples.isEmpty() && (sampleNs == null || sampleNs <= 0)) {
            throw new IllegalArgumentException(
                    "tasks.sampleNs=" + sampleNs + " (expected: above 0, as there are samples)");
        }
    }
}
