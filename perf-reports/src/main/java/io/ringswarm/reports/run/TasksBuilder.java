package io.ringswarm.reports.run;

import java.util.List;
import java.util.Map;

/** Collects what was found of a load's tasks. What is not set is 0, or was not measured. Confined to one thread. */
public final class TasksBuilder {
    private long submitted;
    private long succeeded;
    private long failed;
    private long expired;
    private long cancelled;
    private long rejected;
    private long retried;
    private long duplicateCompletions;
    private long cacheHits;
    private long cacheMisses;
    private long movedByRebalance;
    private long evacuated;
    private String strategy;
    private Integer workerCount;
    private Long makespanNs;
    private Long offlineMakespanNs;
    private Distribution submitToStart;
    private Distribution submitToEnd;
    private Long notEndedOnce;
    private Map<String, Long> failedBy = Map.of();
    private Map<String, Long> rejectedBy = Map.of();
    private Long sampleNs;
    private List<TaskWorker> workers = List.of();

    TasksBuilder() {}

    /**
     * Sets how many tasks there were, and which gave a result.
     *
     * @param submitted tasks that were submitted
     * @param succeeded tasks that gave a result
     * @return this
     */
    public TasksBuilder submitted(long submitted, long succeeded) {
        this.submitted = submitted;
        this.succeeded = succeeded;
        return this;
    }

    /**
     * Sets how many tasks failed.
     *
     * @param failed tasks whose worker could not do them
     * @param byReason the same by reason, in the order to be shown; reasons may be left out
     * @return this
     */
    public TasksBuilder failed(long failed, Map<String, Long> byReason) {
        this.failed = failed;
        this.failedBy = byReason;
        return this;
    }

    /**
     * Sets how many tasks were not taken.
     *
     * @param rejected tasks that were not taken
     * @param byReason the same by reason, in the order to be shown; reasons may be left out
     * @return this
     */
    public TasksBuilder rejected(long rejected, Map<String, Long> byReason) {
        this.rejected = rejected;
        this.rejectedBy = byReason;
        return this;
    }

    /**
     * Sets how many tasks were not worth doing any more.
     *
     * @param expired tasks whose deadline passed first
     * @param cancelled tasks that were given up by who submitted them
     * @return this
     */
    public TasksBuilder givenUp(long expired, long cancelled) {
        this.expired = expired;
        this.cancelled = cancelled;
        return this;
    }

    /**
     * Sets what the books of who submitted the tasks say.
     *
     * @param notEndedOnce tasks that never ended or ended more than once; 0 for none
     * @return this
     */
    public TasksBuilder checked(long notEndedOnce) {
        this.notEndedOnce = notEndedOnce;
        return this;
    }

    /**
     * Sets what was done more than once.
     *
     * @param retried starts after the first of a task
     * @param duplicateCompletions completions that came after a task's end, and were discarded
     * @return this
     */
    public TasksBuilder repeated(long retried, long duplicateCompletions) {
        this.retried = retried;
        this.duplicateCompletions = duplicateCompletions;
        return this;
    }

    /**
     * Sets what the cache was asked for.
     *
     * @param hits results that came from it
     * @param misses results that were not in it
     * @return this
     */
    public TasksBuilder cache(long hits, long misses) {
        this.cacheHits = hits;
        this.cacheMisses = misses;
        return this;
    }

    /**
     * Sets how many tasks went from one worker to another before they started.
     *
     * @param byRebalance to even out the load
     * @param evacuated as their worker was slow, failing or leaving
     * @return this
     */
    public TasksBuilder moved(long byRebalance, long evacuated) {
        this.movedByRebalance = byRebalance;
        this.evacuated = evacuated;
        return this;
    }

    /**
     * Sets how tasks were given to workers.
     *
     * @param strategy the name of the routing strategy
     * @param workerCount workers there were
     * @return this
     */
    public TasksBuilder routed(String strategy, int workerCount) {
        this.strategy = strategy;
        this.workerCount = workerCount;
        return this;
    }

    /**
     * Sets how long all tasks together took; the efficiency follows from it. Of a load with several rounds the sums over them.
     *
     * @param ns from the first submit to the last end
     * @param offlineNs what a schedule takes that knows all durations beforehand and gives the longest first
     * @return this
     */
    public TasksBuilder makespan(long ns, long offlineNs) {
        this.makespanNs = ns;
        this.offlineMakespanNs = offlineNs;
        return this;
    }

    /**
     * Sets how long each task took.
     *
     * @param toStart from submit to its first start; null when not measured
     * @param toEnd from submit to its end; null when not measured
     * @return this
     */
    public TasksBuilder times(Distribution toStart, Distribution toEnd) {
        this.submitToStart = toStart;
        this.submitToEnd = toEnd;
        return this;
    }

    /**
     * Sets what was found of the workers.
     *
     * @param sampleNs what lies between two samples of their series, ns; null when they have none
     * @param workers the workers, in the order to be shown
     * @return this
     */
    public TasksBuilder workers(Long sampleNs, List<TaskWorker> workers) {
        this.sampleNs = sampleNs;
        this.workers = workers;
        return this;
    }

    /**
     * Concludes the section.
     *
     * @return the section
     * @throws IllegalArgumentException naming what cannot be
     */
    public Tasks build() {
        boolean timed = makespanNs != null && makespanNs > 0;
        return new Tasks(
                submitted,
                succeeded,
                failed,
                expired,
                cancelled,
                rejected,
                retried,
                duplicateCompletions,
                cacheHits,
                cacheMisses,
                timed ? (Double) ((double) offlineMakespanNs / makespanNs) : null,
                movedByRebalance,
                evacuated,
                strategy,
                workerCount,
                makespanNs,
                offlineMakespanNs,
                submitToStart,
                submitToEnd,
                notEndedOnce,
                failedBy,
                rejectedBy,
                sampleNs,
                workers);
    }
}
