package io.ringswarm.engine.work.balance;

/**
 * Workers and what waits for them, as those see it who move tasks between workers. The desk implements it. Confined to the
 * desk's thread; no method may block or, in steady state, allocate.
 *
 * <p>Load is one measure for all workers: ns that tasks will take by their estimates, or, when no task has an estimate,
 * the number of tasks. Where only some tasks have one, the desk gives the others one, say the mean of their kind; no task
 * has a load of 0.
 */
public interface Balanceable {
    /**
     * How many places workers have.
     *
     * @return one more than the highest index of a worker; 0 without workers
     */
    int workers();

    /**
     * How many tasks a worker takes at a time.
     *
     * @param worker an index below {@link #workers()}
     * @return 0 when there is no worker in this place, or it takes no tasks now and has none to give
     */
    int slots(int worker);

    /**
     * What a worker has to do.
     *
     * @param worker an index whose slots are not 0
     * @return the load of all its tasks that have not ended, those in hand counted whole; 0 and up
     */
    long load(int worker);

    /**
     * How many tasks wait for a worker.
     *
     * @param worker an index whose slots are not 0
     * @return those that it was not handed yet; 0 and up
     */
    int queued(int worker);

    /**
     * What fills one slot once: a task's usual load. See {@link io.ringswarm.engine.work.profile.LoadScore}.
     *
     * @return 1 where load is the number of tasks, otherwise ns, say the mean of all tasks that have not ended; above 0
     */
    long slotful();

    /**
     * Moves one task that waits for one worker, and was not handed to it, to another worker's queue. The task must be one
     * that the receiver is able to do. Looks at a bounded number of tasks, best at those that would start last.
     *
     * @param from the index of a worker that gives
     * @param to the index of one that receives, another one
     * @param maxLoad only a task of at most this load is moved, above 0
     * @param keyedToo whether a task with an affinity key may be moved, too
     * @return the load of the task that was moved, above 0; 0 when there is none to move
     */
    long moveOne(int from, int to, long maxLoad, boolean keyedToo);
}
