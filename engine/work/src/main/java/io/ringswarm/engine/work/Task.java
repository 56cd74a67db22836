package io.ringswarm.engine.work;

import io.ringswarm.engine.AgentContext;

/**
 * A task in a worker's hands. Confined to the worker's shard thread. Valid during {@link TaskHandler#onTask}; {@link #keep()}
 * gives one that lives on.
 *
 * @param <R> the result's type
 */
public interface Task<R> {
    /**
     * Which task.
     *
     * @return its number, the same at every attempt
     */
    long taskId();

    /**
     * Which attempt at it, among all attempts at all tasks.
     *
     * @return unique, as {@link TaskHandler#onCancel} names it
     */
    long ticket();

    /**
     * Which attempt at this task.
     *
     * @return 1 and up
     */
    int attempt();

    /**
     * The work that it is part of.
     *
     * @return {@link TaskOptions#traceId}, or that of the message in whose handling it was submitted; 0 for none
     */
    long traceId();

    /**
     * The task is done. What the result's codec throws fails it.
     *
     * @param result encoded during the call
     * @return false when this attempt had been ended already: what was said now is discarded and counted
     */
    boolean succeed(R result);

    /**
     * The task cannot be done. It is tried again if it may be.
     *
     * @param why for people; cut off after 200 characters
     * @return as {@link #succeed}
     */
    boolean fail(String why);

    /**
     * Whether nobody wants it any more.
     *
     * @return true once it was cancelled, or its deadline or time limit has passed, or it has ended
     */
    boolean isCancelled();

    /**
     * Keeps the task open beyond this call. Allocates one small object.
     *
     * @return the same task, valid until it is ended
     */
    Task<R> keep();

    /**
     * The worker's agent, for its timers, sends and asks.
     *
     * @return its context
     */
    AgentContext agent();
}
