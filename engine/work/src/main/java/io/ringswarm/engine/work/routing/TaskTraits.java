package io.ringswarm.engine.work.routing;

/** What a strategy sees of a task. Confined to the desk's thread, valid during the call. */
public interface TaskTraits {
    /**
     * What a worker must be able to do.
     *
     * @return a bit for each tag; 0 when any worker will do
     */
    long needs();

    /**
     * Which kind of task it is.
     *
     * @return 0 and up, in the order in which the kinds were made
     */
    int kind();

    /**
     * What belongs together.
     *
     * @return the affinity key's hash; 0 when the task has none
     */
    long affinity();

    /**
     * How long it will take by its sender's estimate.
     *
     * @return ns; 0 when not known
     */
    long costNs();
}
