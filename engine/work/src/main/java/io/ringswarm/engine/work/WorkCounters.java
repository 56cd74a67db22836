package io.ringswarm.engine.work;

import io.ringswarm.engine.work.desk.DeskCounters;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What became of the tasks of a work. While tasks are under way, its numbers may be a moment apart; at rest {@code submitted}
 * is the sum of the five ends and {@code open}.
 *
 * @param submitted tasks, in whatever way they were submitted
 * @param succeeded done
 * @param failed not done, by the fault of a worker
 * @param expired not done before their deadline
 * @param cancelled not wanted any more
 * @param rejected not taken on
 * @param open not ended yet
 * @param inHand of these, in workers' hands
 * @param started attempts begun
 * @param retried of these, not the task's first
 * @param duplicateCompletions completions of attempts that had ended or had been given up: discarded
 * @param cacheHits tasks that got the result of another one that was the same
 * @param cacheMisses cacheable tasks that had to be done
 * @param movedByRebalance unstarted tasks moved to even out the load
 * @param stolen unstarted tasks taken by an idle worker
 * @param evacuated tasks moved or given up because their worker left
 * @param circuitsTripped how often a worker's circuit has opened
 * @param unheard ends that nobody waited for any more when they came: their asker's time limit had passed, or it had ended
 * @param keysForgottenEarly ends of tasks with an idempotency key that were forgotten before their time, as there were more than
 *     {@link WorkContext#idempotency} allows: such a task is done again when it comes again
 * @param strategyFaults choices of the strategy that threw, or named a worker that may not be chosen: the least loaded got the task
 * @param reasons tasks by how and why they ended, as {@code "failed: time limit"}; without those that succeeded
 */
public record WorkCounters(
        long submitted,
        long succeeded,
        long failed,
        long expired,
        long cancelled,
        long rejected,
        long open,
        long inHand,
        long started,
        long retried,
        long duplicateCompletions,
        long cacheHits,
        long cacheMisses,
        long movedByRebalance,
        long stolen,
        long evacuated,
        long circuitsTripped,
        long unheard,
        long keysForgottenEarly,
        long strategyFaults,
        Map<String, Long> reasons) {
    /** Keeps a copy of the map. */
    public WorkCounters {
        reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
    }

    static WorkCounters of(DeskCounters desk, DoorCounters door) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        for (TaskEnd end : TaskEnd.values()) {
            for (EndReason reason : EndReason.values()) {
                long count = desk.of(end, reason) + (end == TaskEnd.REJECTED ? door.rejected(reason) : 0);
                if (count > 0 && end != TaskEnd.SUCCEEDED) {
                    reasons.put(words(end, reason), count);
                }
            }
        }
        long hits = door.hits();
        long refused = door.rejected();
        return new WorkCounters(
                desk.of(DeskCounters.Count.SUBMITTED) + hits + refused,
                desk.of(TaskEnd.SUCCEEDED) + hits,
                desk.of(TaskEnd.FAILED),
                desk.of(TaskEnd.EXPIRED),
                desk.of(TaskEnd.CANCELLED),
                desk.of(TaskEnd.REJECTED) + refused,
                desk.of(DeskCounters.Count.OPEN),
                desk.of(DeskCounters.Count.IN_HAND),
                desk.of(DeskCounters.Count.STARTED),
                desk.of(DeskCounters.Count.RETRIED),
                desk.of(DeskCounters.Count.DUPLICATE_COMPLETIONS),
                desk.of(DeskCounters.Count.CACHE_HITS) + hits,
                desk.of(DeskCounters.Count.CACHE_MISSES),
                desk.of(DeskCounters.Count.MOVED),
                desk.of(DeskCounters.Count.STOLEN),
                desk.of(DeskCounters.Count.EVACUATED),
                desk.of(DeskCounters.Count.TRIPPED),
                desk.of(DeskCounters.Count.UNHEARD),
                desk.of(DeskCounters.Count.KEYS_FORGOTTEN_EARLY),
                desk.of(DeskCounters.Count.STRATEGY_FAULTS),
                reasons);
    }

    private static String words(TaskEnd end, EndReason reason) {
        return words(end) + ": " + words(reason);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Tasks that have ended in one way for one reason.
     *
     * @param end how
     * @param reason why
     * @return how many; 0 when it is none of the end's {@linkplain TaskEnd#reasons() reasons}
     */
    public long ended(TaskEnd end, EndReason reason) {
        if (end == TaskEnd.SUCCEEDED) {
            return reason == EndReason.DONE ? succeeded : 0;
        }
        return reasons.getOrDefault(words(end, reason), 0L);
    }

    /**
     * Tasks that have ended.
     *
     * @return the sum of the five ends
     */
    public long ended() {
        return succeeded + failed + expired + cancelled + rejected;
    }
}
