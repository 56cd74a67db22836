package io.ringswarm.engine.work;

/**
 * How a task ended.
 *
 * @param taskId which
 * @param end how
 * @param reason why
 * @param value what came of it; null unless it succeeded, and when its result could not be decoded
 * @param why what went wrong, for people; empty when nothing did
 * @param tookNs how long its worker took, in the last attempt; 0 when none came to an end
 * @param <R> the result's type
 */
public record TaskResult<R>(long taskId, TaskEnd end, EndReason reason, R value, String why, long tookNs) {
    /**
     * Whether it is done.
     *
     * @return true when it succeeded
     */
    public boolean isSuccess() {
        return end == TaskEnd.SUCCEEDED;
    }

    static <R> TaskResult<R> rejected(long taskId, EndReason reason, String why) {
        return new TaskResult<>(taskId, TaskEnd.REJECTED, reason, null, why, 0);
    }
}
