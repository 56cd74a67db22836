package io.ringswarm.engine.work.tier;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/** A new thread for each task, which ends with it. */
final class ThreadPerTask implements TierThreads {
    private final ThreadFactory factory;

    ThreadPerTask(ThreadFactory factory) {
        this.factory = factory;
    }

    @Override
    public void launch(Runnable entry) {
        Objects.requireNonNull(factory.newThread(entry), "thread of the given factory")
                .start();
    }

    @Override
    public void withdraw(Runnable entry) {
        // its thread begins, finds nothing to do, and ends
    }

    @Override
    public void stop() {
        // no thread waits for tasks
    }

    @Override
    public boolean awaitStop(long deadlineNs) {
        return false; // each ends with its task, for which the tier has waited
    }
}
