package io.ringswarm.engine.work.tier;

import java.time.Duration;

/**
 * Threads that run tasks which may block: so many tasks and no more. Each accepted task comes to exactly one of these ends: it
 * has run, it was cancelled before it ran, or {@link #close} has returned it. Any thread may call any method, those of shards
 * too: only {@link #close} waits.
 */
public sealed interface Tier permits BoundedTier {
    /**
     * Has a task run soon, in the order of these calls. Never waits for room; it may have to start a thread.
     *
     * @param task one that was never accepted before
     * @return false when the tier is full, closed, or can have no thread; the task may be offered again, here or elsewhere
     * @throws IllegalStateException when a tier has accepted this task before
     */
    boolean tryRun(TierTask task);

    /**
     * Stops a task: one that waits will not run, one that runs has its thread interrupted. The interrupt reaches this task or
     * nobody: not what the same thread runs next.
     *
     * @param task of this tier
     * @return what that came to; also after an earlier call, so that a task which swallowed one interrupt gets another
     * @throws IllegalArgumentException when this tier never accepted it
     */
    Cancellation cancel(TierTask task);

    /**
     * What the tier has done.
     *
     * @return now; while tasks run, its numbers may be a moment apart
     */
    TierCounters counters();

    /**
     * Takes no more tasks, hands back those that wait, waits half the limit for those that run, interrupts them, and waits for
     * the rest of it. A further call does the same with what still runs. An interrupt of the caller does not cut the waiting
     * short; its flag is up again afterwards. A task that closes its own tier waits for itself in vain.
     *
     * @param limit how long at most; zero or less: interrupts at once and does not wait
     * @return what was not run, and which threads did not stop; each of these is also logged, with its stack
     */
    TierCloseReport close(Duration limit);
}
