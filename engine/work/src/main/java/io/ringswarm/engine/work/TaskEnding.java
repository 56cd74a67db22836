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
     * @return its number; 0 when the engine ended before the task did
     */
    long taskId();

    /**
     * How.
     *
     * @return the end; null when the engine closed, failed or lost the desk before the task ended
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
