package io.ringswarm.engine.work;

/**
 * How a task ended. One that a worker has done, but whose result could not be decoded here, has the end {@link
 * TaskEnd#SUCCEEDED}, the reason {@link EndReason#RESULT_CODEC} and no value.
 *
 * @param taskId which
 * @param end how
 * @param reason why
 * @param value what came of it; null unless {@link #isSuccess()}
 * @param why what went wrong, for people; empty when nothing did
 * @param tookNs how long its worker took, in the last attempt; 0 when none came to an end
 * @param <R> the result's type
 */
public record TaskResult<R>(long taskId, TaskEnd end, EndReason reason, R value, String why, long tookNs) {
    /**
     * Whether it is done and its value is here.
     *
     * @return true when it succeeded and its result could be decoded
     */
    public boolean isSuccess() {
        return end == TaskEnd.SUCCEEDED && reason == EndReason.DONE;
    }

    static <R> TaskResult<R> rejected(long taskId, EndReason reason, String why) {
        return new TaskResult<>(taskId, TaskEnd.REJECTED, reason, null, why, 0);
    }
}
