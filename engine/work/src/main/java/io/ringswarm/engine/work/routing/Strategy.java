package io.ringswarm.engine.work.routing;

/**
 * Chooses workers for tasks. One instance serves one group: the workers that have certain capabilities and take tasks now.
 * The group tells it who comes, goes, and changes, so that it can keep an index; then a choice need not look at every
 * worker. Confined to the desk's thread.
 */
public interface Strategy {
    /**
     * Chooses a worker.
     *
     * @param task what is to be done
     * @param nowNs ns of the engine's clock
     * @return one that was added and not removed; null when there is none, or none of them should get it now: it is asked again
     *     when a worker takes tasks again, and every 100 ms
     */
    WorkerView choose(TaskTraits task, long nowNs);

    /**
     * A worker has come.
     *
     * @param worker not in the group yet
     */
    void added(WorkerView worker);

    /**
     * A worker takes no more tasks for the moment, or has left. One that gets the {@linkplain WorkerView#index() index} of a worker
     * that has left goes and comes again, too.
     *
     * @param worker in the group until now
     */
    void removed(WorkerView worker);

    /**
     * A worker's load, its times or its successes have changed.
     *
     * @param worker in the group
     */
    default void changed(WorkerView worker) {}
}
