package io.ringswarm.engine.work.routing;

/**
 * What a strategy sees of a worker. Confined to the desk's thread; the same object as long as the worker is there, its
 * answers change with each task.
 */
public interface WorkerView {
    /**
     * Its place: small, unique among the workers there are, and given again once it has left.
     *
     * @return 0 and up
     */
    int index();

    /**
     * What it was hired as.
     *
     * @return unique among the workers
     */
    String name();

    /**
     * What it can do.
     *
     * @return a bit for each tag, as in {@link TaskTraits#needs()}
     */
    long capabilities();

    /**
     * How many tasks it takes at a time.
     *
     * @return at least 1
     */
    int slots();

    /**
     * Tasks that it was handed and that have not ended.
     *
     * @return 0 to {@link #slots()}
     */
    int inHand();

    /**
     * Tasks that wait for it at the desk.
     *
     * @return 0 and up
     */
    int queued();

    /**
     * What its tasks will take by their estimates, those in hand counted whole.
     *
     * @return ns
     */
    long outstandingCostNs();

    /**
     * How long its tasks take: an exponentially weighted mean that follows a rise at once and forgets a peak slowly.
     *
     * @param nowNs ns of the engine's clock
     * @return ns; 0 as long as none has ended
     */
    double peakEwmaNs(long nowNs);

    /**
     * How many of its tasks succeed, newer ones weighing more.
     *
     * @return 0 to 1; 1 as long as none has ended
     */
    double successRate();

    /**
     * How long its tasks have taken on average.
     *
     * @return ns; 0 as long as none has ended
     */
    double meanNs();

    /**
     * How good it has proven at a kind of task, against all workers.
     *
     * @param kind {@link TaskTraits#kind()}
     * @return 0 to 1; 0.5 as long as too little is known
     */
    double specialisation(int kind);

    /**
     * How full it is.
     *
     * @return {@link #inHand()} over {@link #slots()}
     */
    default double utilisation() {
        return (double) inHand() / slots();
    }

    /**
     * Tasks that have not ended.
     *
     * @return those in hand and those that wait
     */
    default int outstanding() {
        return inHand() + queued();
    }
}
