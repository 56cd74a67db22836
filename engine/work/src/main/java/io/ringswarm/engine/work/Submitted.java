package io.ringswarm.engine.work;

import io.ringswarm.engine.Priority;
import java.util.concurrent.CompletionStage;

/**
 * A task that was submitted. Any thread.
 *
 * @param taskId its number
 * @param priority what it was submitted with
 * @param result completed when it has ended in whatever way, on the engine's completion executor. With {@link TaskEnd#FAILED}
 *     and {@link EndReason#CLOSED} when the work or its engine was closed, or the engine failed, before the end was told: whether
 *     the task was done is not known then, and it may have been counted otherwise, or not at all. Never exceptionally
 * @param work where it was submitted
 * @param <R> the result's type
 */
public record Submitted<R>(long taskId, Priority priority, CompletionStage<TaskResult<R>> result, Work work) {
    /**
     * Ends the task wherever it is, unless it has ended. A worker that has it in hand is told.
     *
     * @return whether the desk was told; it ends as {@link TaskEnd#CANCELLED} if it has not ended otherwise by then
     */
    public boolean cancel() {
        return work.cancel(taskId, priority);
    }
}
