package io.ringswarm.reports.page;

import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.words.Quantity;
import io.ringswarm.reports.words.TaskWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The words and tables of a load of tasks. A list that is empty is left out. */
final class TaskView {
    /** Of more workers those are shown that ended the most tasks: of the load at the end, rounds leave nothing. */
    private static final int MOST_WORKERS = 20;

    private TaskView() {}

    static Map<String, Object> of(Tasks tasks) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("tasks", tasks == null ? List.of() : List.of(TaskWords.efficiency(tasks)));
        view.put("taskEnds", tasks == null ? "" : TaskWords.ends(tasks));
        view.put("taskFault", tasks != null && !tasks.eachEndedOnce());
        view.put("taskCounts", tasks == null ? List.of() : counts(tasks));
        List<LatencyRow> times = tasks == null ? List.of() : LatencyRow.of(tasks);
        view.put("taskTimes", times);
        view.put("taskTimesTable", times.isEmpty() ? List.of() : List.of(true));
        List<TaskWorker> workers = tasks == null ? List.of() : tasks.workers();
        view.put("workers", shown(workers).stream().map(WorkerRow::of).toList());
        view.put("workersTable", workers.isEmpty() ? List.of() : List.of(true));
        view.put("workersLeftOut", workers.size() <= MOST_WORKERS ? List.of() : List.of(leftOut(workers)));
        return view;
    }

    private static String leftOut(List<TaskWorker> workers) {
        return "The " + MOST_WORKERS + " that ended the most tasks, of " + Quantity.count(workers.size()) + " workers.";
    }

    /** What is to be seen at once. */
    static List<ReportView.Figure> figures(Tasks tasks) {
        List<ReportView.Figure> figures = new ArrayList<>();
        figures.add(new ReportView.Figure(
                "Tasks",
                Quantity.count(tasks.submitted()),
                "",
                tasks.eachEndedOnce() ? "each with one end" : "not each with one end"));
        figures.add(new ReportView.Figure(
                "Succeeded",
                Quantity.count(tasks.succeeded()),
                "",
                tasks.submitted() == 0
                        ? ""
                        : Quantity.share((double) tasks.succeeded() / tasks.submitted()) + " of them"));
        figures.add(efficiency(tasks));
        addTime(figures, "Longest to start", tasks.submitToStart());
        addTime(figures, "Longest to end", tasks.submitToEnd());
        return figures;
    }

    /** Or what is worth knowing of tasks that no schedule can be computed for. */
    private static ReportView.Figure efficiency(Tasks tasks) {
        if (tasks.efficiency() != null) {
            return new ReportView.Figure(
                    "Efficiency",
                    Quantity.share(tasks.efficiency()).replace(" %", ""),
                    " %",
                    "of the offline schedule");
        }
        return tasks.cacheHits() > 0
                ? new ReportView.Figure("From the cache", Quantity.count(tasks.cacheHits()), "", "done by no worker")
                : new ReportView.Figure("Retries", Quantity.count(tasks.retried()), "", "starts after the first");
    }

    private static void addTime(List<ReportView.Figure> figures, String label, Distribution times) {
        if (times != null && times.max() != null) {
            String[] value = Quantity.time(times.max()).split("(?= )", 2);
            String note = times.p95() == null ? "since its submit" : "P95 " + Quantity.time(times.p95());
            figures.add(new ReportView.Figure(label, value[0], value[1], note));
        }
    }

    private static List<CountRow> counts(Tasks tasks) {
        List<CountRow> rows = new ArrayList<>();
        rows.add(row("Submitted", tasks.submitted(), "after the warm-up, taken or not"));
        rows.add(row("Succeeded", tasks.succeeded(), "gave a result, from the cache or from a worker"));
        rows.add(
                row("Failed", tasks.failed(), reasons(tasks.failedBy(), "could not be done, the last retry included")));
        rows.add(row("Expired", tasks.expired(), "past their deadline before they ended"));
        rows.add(row("Cancelled", tasks.cancelled(), "given up by who submitted them"));
        rows.add(row("Rejected", tasks.rejected(), reasons(tasks.rejectedBy(), "not taken")));
        long missing = tasks.submitted() - tasks.ended();
        if (missing != 0) {
            String meaning = missing > 0 ? "submitted, and not in any row above" : "more ends than tasks";
            rows.add(new CountRow("Without an end", Quantity.count(missing), meaning, true));
        }
        if (tasks.notEndedOnce() != null) {
            String meaning = "never or more than once, by the books of who submitted them";
            rows.add(new CountRow(
                    "Not ended once", Quantity.count(tasks.notEndedOnce()), meaning, tasks.notEndedOnce() > 0));
        }
        rows.add(row("Retries", tasks.retried(), "starts after the first of a task"));
        rows.add(row("Second completions", tasks.duplicateCompletions(), "came after the end, and were discarded"));
        rows.add(row("Cache hits", tasks.cacheHits(), "results that no worker had to find again"));
        rows.add(row("Cache misses", tasks.cacheMisses(), "results that were not in the cache"));
        rows.add(
                row("Moved", tasks.movedByRebalance(), "from one worker's queue to another's, to even out their load"));
        rows.add(row("Evacuated", tasks.evacuated(), "from a worker that was slow, failing or leaving"));
        return rows;
    }

    private static CountRow row(String name, long count, String meaning) {
        return new CountRow(name, Quantity.count(count), meaning, false);
    }

    private static String reasons(Map<String, Long> reasons, String meaning) {
        String words = reasons.entrySet().stream()
                .map(reason -> reason.getKey() + " " + Quantity.count(reason.getValue()))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? meaning : meaning + ": " + words;
    }

    private static List<TaskWorker> shown(List<TaskWorker> workers) {
        if (workers.size() <= MOST_WORKERS) {
            return workers;
        }
        return workers.stream()
                .sorted(Comparator.comparingLong(TaskWorker::ended)
                        .reversed()
                        .thenComparing(TaskWorker::loadScore, Comparator.nullsLast(Comparator.reverseOrder())))
                .limit(MOST_WORKERS)
                .toList();
    }
}
