package io.ringswarm.reports.export;

import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.TaskWorker;
import io.ringswarm.reports.run.Tasks;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What Prometheus is told of a load's tasks and workers. */
final class TaskMetrics {
    private static final String STATE = "state";
    private static final String WORKER = "worker";

    private final Tasks tasks;
    private final Exposition out;
    private final BiConsumer<String, Distribution> quantiles;

    /** Quantiles are written by who knows how, given their kind. */
    TaskMetrics(Tasks tasks, Exposition out, BiConsumer<String, Distribution> quantiles) {
        this.tasks = tasks;
        this.out = out;
        this.quantiles = quantiles;
    }

    void write() {
        out.gauge("ringswarm_tasks", "Tasks submitted, and by how they ended.")
                .count(tasks.submitted(), STATE, "submitted")
                .count(tasks.succeeded(), STATE, "succeeded")
                .count(tasks.failed(), STATE, "failed")
                .count(tasks.expired(), STATE, "expired")
                .count(tasks.cancelled(), STATE, "cancelled")
                .count(tasks.rejected(), STATE, "rejected")
                .count(tasks.notEndedOnce(), STATE, "not_ended_once");
        out.gauge("ringswarm_tasks_by_reason", "Tasks that failed or were rejected, by reason.");
        tasks.failedBy().forEach((reason, count) -> out.count(count, STATE, "failed", "reason", reason));
        tasks.rejectedBy().forEach((reason, count) -> out.count(count, STATE, "rejected", "reason", reason));
        out.gauge("ringswarm_task_events", "What befell tasks on their way.")
                .count(tasks.retried(), "event", "retried")
                .count(tasks.duplicateCompletions(), "event", "duplicate_completion")
                .count(tasks.cacheHits(), "event", "cache_hit")
                .count(tasks.cacheMisses(), "event", "cache_miss")
                .count(tasks.movedByRebalance(), "event", "moved_by_rebalance")
                .count(tasks.evacuated(), "event", "evacuated");
        out.gauge("ringswarm_task_efficiency", "The offline schedule's makespan over that of the run.")
                .number(tasks.efficiency());
        out.gauge("ringswarm_task_makespan_seconds", "From the first submit to the last end: of the run, and offline.")
                .seconds(tasks.makespanNs(), "schedule", "run")
                .seconds(tasks.offlineMakespanNs(), "schedule", "offline");
        out.summary("ringswarm_task_seconds", "From submit to a task's first start, and to its end.");
        each(quantiles);
        out.gauge("ringswarm_task_max_seconds", "The largest of these times.");
        each((kind, distribution) -> out.seconds(distribution.max(), "kind", kind));
        workers();
    }

    private void workers() {
        out.gauge("ringswarm_worker_tasks", "Tasks that ended at a worker.");
        each(worker -> out.count(worker.ended(), WORKER, worker.name()));
        out.gauge("ringswarm_worker_success_ratio", "The share of them that succeeded.");
        each(worker -> out.number(worker.successRate(), WORKER, worker.name()));
        out.gauge("ringswarm_worker_efficiency", "The efficiency of a worker.");
        each(worker -> out.number(worker.efficiency(), WORKER, worker.name()));
        out.gauge("ringswarm_worker_load_score", "The load score of a worker at the end, 0 to 100.");
        each(worker -> out.number(worker.loadScore(), WORKER, worker.name()));
    }

    private void each(Consumer<TaskWorker> consumer) {
        tasks.workers().forEach(consumer);
    }

    private void each(BiConsumer<String, Distribution> consumer) {
        if (tasks.submitToStart() != null) {
            consumer.accept("submit_to_start", tasks.submitToStart());
        }
        if (tasks.submitToEnd() != null) {
            consumer.accept("submit_to_end", tasks.submitToEnd());
        }
    }
}
