package io.ringswarm.engine.work.tier;

/** Threads that a tier has its tasks run on. Any thread may call. */
interface TierThreads {
    /**
     * Has something run soon, never on the calling thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException when stopped
     */
    void launch(Runnable entry);

    /** Forgets what was launched and has not begun, so that it takes no room; it may begin all the same. */
    void withdraw(Runnable entry);

    /** Takes nothing more. */
    void stop();

    /** Waits until the threads have ended, and answers whether the caller was interrupted meanwhile. */
    boolean awaitStop(long deadlineNs);
}
