package io.ringswarm.engine.work.limit;

/**
 * How many tasks may be in hand at once. A fixed one ignores samples; an adaptive one learns from them. Confined to one thread.
 * Made by {@link ConcurrencyOptions#create()}.
 */
public interface ConcurrencyLimit {
    /**
     * How many may be in hand now. When it falls below what is in hand, nothing new is to start until enough have ended.
     *
     * @return 1 and up; {@link Integer#MAX_VALUE} when there is no limit
     */
    int limit();

    /**
     * A task has ended.
     *
     * @param startNs when it started, ns of the caller's clock
     * @param rttNs how long it took from there to the end, queues within the worker included
     * @param inFlight how many were in hand when it started, itself included
     * @param dropped whether it ended for want of capacity: refused by the worker, or not answered in time. Not: a task that failed
     *     by itself
     */
    void onSample(long startNs, long rttNs, int inFlight, boolean dropped);
}
