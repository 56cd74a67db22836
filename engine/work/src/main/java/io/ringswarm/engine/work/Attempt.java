package io.ringswarm.engine.work;

/** What a {@link TaskFunction} knows of its task. Valid during the call, on its thread. */
public interface Attempt {
    /**
     * Which task.
     *
     * @return its number, the same at every attempt
     */
    long taskId();

    /**
     * Which attempt.
     *
     * @return 1 and up
     */
    int number();

    /**
     * The work that the task is part of, for the log.
     *
     * @return {@link TaskOptions#traceId}, or that of the message in whose handling it was submitted; 0 for none
     */
    long traceId();

    /**
     * Whether nobody wants it any more: it was cancelled, or its deadline or time limit has passed. Then the thread has been
     * interrupted, too.
     *
     * @return true for good once it is
     */
    boolean isCancelled();
}
