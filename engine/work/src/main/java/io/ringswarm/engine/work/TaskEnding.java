package io.ringswarm.engine.work;

/**
 * How a task ended, as a {@link TaskEndHandler} sees it: valid during the call, used again by the next.
 *
 * @param <R> the result's type
 */
public interface TaskEnding<R> {
    /**
     * Which task.
     *
     * @return its number; 0 when the work or its engine was closed, or the engine failed, before the end was told
     */
    long taskId();

    /**
     * How.
     *
     * @return the end, never null. {@link TaskEnd#FAILED} with {@link EndReason#CLOSED} when the work or its engine was closed,
     *     or the engine failed, before the end was told: whether the task was done is not known then, and it may have been
     *     counted otherwise, or not at all
     */
    TaskEnd end();

    /**
     * Why.
     *
     * @return the reason
     */
    EndReason reason();

    /**
     * What came of it.
     *
     * @return an object that is used again; null unless it succeeded, and when its result could not be decoded: then the end
     *     is {@link TaskEnd#SUCCEEDED} all the same, and the reason {@link EndReason#RESULT_CODEC}
     */
    R value();

    /**
     * What went wrong, for people. Allocates.
     *
     * @return empty when nothing did
     */
    String why();

    /**
     * How long its worker took.
     *
     * @return of the last attempt, ns
     */
    long tookNs();
}
