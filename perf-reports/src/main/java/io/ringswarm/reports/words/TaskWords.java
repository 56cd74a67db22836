package io.ringswarm.reports.words;

import io.ringswarm.reports.run.Tasks;
import java.util.Map;
import java.util.stream.Collectors;

/** How tasks ended, in sentences. */
public final class TaskWords {
    private TaskWords() {}

    /**
     * Whether each task ended exactly once.
     *
     * @param tasks how tasks ended
     * @return such as {@code Each of the 50 tasks ended exactly once.}
     */
    public static String ends(Tasks tasks) {
        long missing = tasks.submitted() - tasks.ended();
        Long wrong = tasks.notEndedOnce();
        String all = tasks.submitted() == 1 ? "1 task" : Quantity.count(tasks.submitted()) + " tasks";
        if (missing > 0) {
            return "Of " + all + " submitted " + Quantity.count(missing) + " did not end.";
        }
        if (missing < 0) {
            return "Of " + all + " submitted " + Quantity.count(tasks.ended()) + " ends were counted, "
                    + Quantity.count(-missing) + " too many.";
        }
        if (wrong != null && wrong > 0) {
            return "Of " + all + " submitted " + Quantity.count(wrong) + " did not end exactly once.";
        }
        if (tasks.submitted() == 0) {
            return "No task was submitted.";
        }
        return wrong == null
                ? "The ends add up to the " + all + " submitted; whether each ended exactly once was not checked."
                : tasks.submitted() == 1
                        ? "The one task ended exactly once."
                        : "Each of the " + all + " ended exactly once.";
    }

    /**
     * How long the tasks took together, beside the offline schedule.
     *
     * @param tasks how tasks ended
     * @return such as {@code 8 workers took 4.2 s; ...: efficiency 95.2 %.}
     */
    public static String efficiency(Tasks tasks) {
        if (tasks.efficiency() == null || tasks.makespanNs() == null || tasks.offlineMakespanNs() == null) {
            return tasks.strategy() == null
                    ? "Efficiency was not measured."
                    : workers(tasks) + " had strategy " + tasks.strategy()
                            + ". Efficiency was not measured, as it is where all tasks take their time, and each once.";
        }
        String strategy = tasks.strategy() == null ? "" : " with strategy " + tasks.strategy();
        return workers(tasks) + " took " + Quantity.time(tasks.makespanNs()) + strategy
                + "; a schedule that knows all durations beforehand and gives the longest first takes "
                + Quantity.time(tasks.offlineMakespanNs()) + ": efficiency " + Quantity.share(tasks.efficiency())
                + ".";
    }

    /**
     * What became of the tasks, in a line; what did not happen is left out.
     *
     * @param tasks how tasks ended
     * @return such as {@code 50 tasks, 48 succeeded, 2 failed (time limit 2), 3 retries}
     */
    public static String counts(Tasks tasks) {
        return Quantity.count(tasks.submitted()) + (tasks.submitted() == 1 ? " task, " : " tasks, ")
                + Quantity.count(tasks.succeeded()) + " succeeded"
                + some(tasks.failed(), "failed") + reasons(tasks.failedBy())
                + some(tasks.expired(), "expired")
                + some(tasks.cancelled(), "cancelled")
                + some(tasks.rejected(), "rejected") + reasons(tasks.rejectedBy())
                + some(tasks.retried(), tasks.retried() == 1 ? "retry" : "retries")
                + some(tasks.cacheHits(), "from the cache")
                + some(tasks.movedByRebalance(), "moved to another worker")
                + some(tasks.evacuated(), "evacuated");
    }

    private static String some(long count, String what) {
        return count == 0 ? "" : ", " + Quantity.count(count) + " " + what;
    }

    private static String reasons(Map<String, Long> reasons) {
        return reasons.isEmpty()
                ? ""
                : reasons.entrySet().stream()
                        .map(reason -> reason.getKey() + " " + Quantity.count(reason.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String workers(Tasks tasks) {
        return tasks.workerCount() == null
                ? "They"
                : tasks.workerCount() == 1 ? "1 worker" : Quantity.count(tasks.workerCount()) + " workers";
    }
}
