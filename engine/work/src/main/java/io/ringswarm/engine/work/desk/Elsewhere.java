package io.ringswarm.engine.work.desk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what users wait for where they want it, whatever their executor says to that. Any thread. */
public final class Elsewhere {
    private static final Logger LOG = LoggerFactory.getLogger(Elsewhere.class);

    private Elsewhere() {}

    /**
     * Never throws. What the executor does not take runs on a thread of the JDK's own.
     *
     * @param executor a user's
     * @param completion what to run
     */
    public static void run(Executor executor, Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RuntimeException | Error e) {
            LOG.warn("the completion executor refused a completion, which runs on another thread", e);
            CompletableFuture.runAsync(completion);
        }
    }
}
