package io.ringswarm.engine.work;

/**
 * Is told how a task ended.
 *
 * @param <R> the result's type
 */
@FunctionalInterface
public interface TaskEndHandler<R> {
    /**
     * Called once for each task that was accepted: on the submitting agent's shard, or on the thread that calls {@link
     * Submitter#poll()}.
     *
     * @param ending valid during the call
     * @throws Exception anything; as from a {@link io.ringswarm.engine.ReplyHandler}
     */
    void onEnd(TaskEnding<R> ending) throws Exception;
}
