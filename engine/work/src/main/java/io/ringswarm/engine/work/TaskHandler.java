package io.ringswarm.engine.work;

/**
 * Does tasks of one kind on the worker's shard. Called by the shard's thread only, so it must not block, as no agent's
 * call may; what blocks is a {@link TaskFunction}.
 *
 * @param <P> the payload's type
 * @param <R> the result's type
 */
@FunctionalInterface
public interface TaskHandler<P, R> {
    /**
     * Does a task, or begins it. What it throws fails the task, unless it has been ended already.
     *
     * @param payload valid during the call; the next call reuses it
     * @param task to say how it ended, now or, by {@link Task#keep()}, later; valid during the call
     * @throws Exception anything
     */
    void onTask(P payload, Task<R> task) throws Exception;

    /**
     * A task that was kept is wanted no more: it was cancelled, its deadline or time limit has passed, or the worker is
     * being stopped. Whatever is said of it now is discarded; saying that it ended gives back the worker's slot. Told once
     * for each task.
     *
     * @param ticket the task's {@link Task#ticket()}
     * @throws Exception anything; logged
     */
    default void onCancel(long ticket) throws Exception {}
}
