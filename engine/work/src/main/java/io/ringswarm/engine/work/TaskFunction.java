package io.ringswarm.engine.work;

/**
 * Does tasks of one kind on a thread of its worker's tier, where it may block. With more than one slot several threads
 * are in it at a time.
 *
 * @param <P> the payload's type
 * @param <R> the result's type
 */
@FunctionalInterface
public interface TaskFunction<P, R> {
    /**
     * Does a task.
     *
     * @param payload valid during the call; a later call reuses it
     * @param attempt what is known of the task, and whether it is still wanted
     * @return the result, encoded after the call
     * @throws Exception anything; it fails the task
     */
    R run(P payload, Attempt attempt) throws Exception;
}
