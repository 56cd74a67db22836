package io.ringswarm.harness.stress;

import io.ringswarm.engine.work.tier.IoTier;
import io.ringswarm.engine.work.tier.TierTask;
import java.util.function.Consumer;

/** Tiers that run nothing by themselves: who has a task's entry, or the task, is the tier's thread. */
public final class HandTier {
    private static final Thread NEVER_RUN = new NeverRun();

    private HandTier() {}

    /**
     * A tier that makes no threads.
     *
     * @param places how many tasks it takes
     * @param entries gets what a thread would run, for each task
     * @return it
     */
    public static IoTier of(int places, Consumer<Runnable> entries) {
        return IoTier.threadPerTask("by-hand", places, entry -> {
            entries.accept(entry);
            return NEVER_RUN;
        });
    }

    /**
     * A task that nobody runs.
     *
     * @return new
     */
    public static TierTask task() {
        return new TierTask() {
            @Override
            protected void run() {
                throw new AssertionError("no thread runs it");
            }
        };
    }

    /** Starts as often as it is told, and does nothing. */
    private static final class NeverRun extends Thread {
        @Override
        public synchronized void start() {
            // an actor runs the task
        }
    }
}
