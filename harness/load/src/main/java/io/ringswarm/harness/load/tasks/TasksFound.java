package io.ringswarm.harness.load.tasks;

import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.reports.run.Tasks;
import java.util.List;
import java.util.Map;

/**
 * What was found of a load of tasks.
 *
 * @param section as the report has it
 * @param rounds that were run to their end
 * @param startedTooOften tasks that were started once more than they may be, by the book
 * @param wrongResults tasks that succeeded with a result that is not theirs
 * @param disagreements counts in which book and desk differ
 * @param dead dead letters of the engine while rounds were run: a work that closes leaves some behind, which count for nothing
 * @param workersLeave whether workers were killed or evacuated, so that messages to them may find nobody
 * @param figures what objectives may name besides, for the whole run
 */
public record TasksFound(
        Tasks section,
        long rounds,
        long startedTooOften,
        long wrongResults,
        List<Disagreement> disagreements,
        Map<DeadLetterReason, Long> dead,
        boolean workersLeave,
        Map<String, Double> figures) {
    /** Copies list and maps. */
    public TasksFound {
        disagreements = List.copyOf(disagreements);
        dead = Map.copyOf(dead);
        figures = Map.copyOf(figures);
    }

    /**
     * A count in which two differ.
     *
     * @param what such as {@code succeeded}
     * @param byBook as who submits and does the tasks counts
     * @param byDesk as the desk does
     */
    public record Disagreement(String what, long byBook, long byDesk) {}
}
