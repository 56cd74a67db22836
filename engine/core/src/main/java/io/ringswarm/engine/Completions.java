package io.ringswarm.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes users' stages, which may run any code of theirs, on the executor that they have chosen for it. Any thread. */
final class Completions {
    private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

    private final Executor executor;

    Completions(Executor executor) {
        this.executor = executor;
    }

    /** Never throws. What the executor does not take runs on a thread of the JDK's own. */
    void run(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (Throwable e) {
            LOG.warn("the completion executor refused a completion, which runs on another thread", e);
            runElsewhere(completion);
        }
    }

    private static void runElsewhere(Runnable completion) {
        try {
            CompletableFuture.runAsync(completion);
        } catch (Throwable e) {
            LOG.error("a completion found no thread at all; its stage is never completed", e);
        }
    }
}
