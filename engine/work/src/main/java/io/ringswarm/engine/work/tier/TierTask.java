package io.ringswarm.engine.work.tier;

import java.util.concurrent.atomic.AtomicInteger;

/** Something to run once on a {@link Tier}'s thread. What it names itself by {@link #toString} stands in the log when it throws. */
public abstract class TierTask {
    private static final int NEW = 0;
    private static final int WAITING = 1;
    private static final int RUNNING = 2;
    /** Somebody is about to interrupt the thread, which must not leave the task before that has happened. */
    private static final int INTERRUPTING = 3;

    private static final int INTERRUPTED = 4;
    private static final int ENDED = 5;
    private static final int NEVER_RUN = 6;

    private final AtomicInteger state = new AtomicInteger(NEW);
    private Runnable entry;
    private volatile BoundedTier owner;
    private Thread thread;
    private volatile boolean cancelled;

    /** Not accepted by any tier yet. */
    protected TierTask() {}

    /**
     * Does the work. It may block; once interrupted, it should come to an end. The flag of interruption is down when it begins.
     *
     * @throws Exception whatever went wrong: it is counted and logged, and the thread goes on with the next task
     */
    protected abstract void run() throws Exception;

    /**
     * Whether somebody has cancelled this task; not so when its tier's closing interrupted it. Any thread.
     *
     * @return true from the moment of {@link Tier#cancel} on, unless that came too late
     */
    public final boolean isCancelled() {
        return cancelled;
    }

    /** From its offer on it is the tier's. Answers what the tier's threads run. */
    final Runnable claim(BoundedTier tier) {
        if (!state.compareAndSet(NEW, WAITING)) {
            throw new IllegalStateException("task=" + this + " (expected: one that no tier has accepted before)");
        }
        entry = () -> tier.run(this);
        owner = tier;
        return entry;
    }

    final boolean belongsTo(BoundedTier tier) {
        return state.get() != NEW && owner == tier;
    }

    final Runnable entry() {
        return entry;
    }

    /** Takes back a claim. False when the task has come to an end meanwhile. */
    final boolean unclaim() {
        return state.compareAndSet(WAITING, NEW);
    }

    /** Ends it before it begins. True for one caller. */
    final boolean endUnrun() {
        return state.compareAndSet(WAITING, NEVER_RUN);
    }

    /** Whether it has ended without having begun. */
    final boolean isNeverRun() {
        return state.get() == NEVER_RUN;
    }

    final void markCancelled() {
        cancelled = true;
    }

    /** Whether its thread was interrupted for its sake. Its own thread, before the end. */
    final boolean wasInterrupted() {
        return state.get() != RUNNING;
    }

    /** The current thread begins with it. False when it is not to be run. */
    final boolean begin() {
        thread = Thread.currentThread();
        return state.compareAndSet(WAITING, RUNNING);
    }

    /**
     * Interrupts its thread, if it runs.
     *
     * @param asCancelled whether that is to be known as a cancellation
     * @return false when it has not begun, or has ended
     */
    final boolean interrupt(boolean asCancelled) {
        while (true) {
            int now = state.get();
            if (now < RUNNING || now > INTERRUPTED) {
                return false;
            }
            if (now == INTERRUPTING) {
                Thread.yield(); // another caller is at it
            } else if (state.compareAndSet(now, INTERRUPTING)) {
                if (asCancelled) {
                    cancelled = true;
                }
                try {
                    thread.interrupt();
                } finally {
                    state.set(INTERRUPTED);
                }
                return true;
            }
        }
    }

    /** The current thread has done with it: from here on nobody interrupts that thread for its sake, and the flag is down. */
    final void end() {
        int now = state.get();
        while (now == INTERRUPTING || !state.compareAndSet(now, ENDED)) {
            Thread.yield();
            now = state.get();
        }
        Thread.interrupted();
    }

    /** Who runs it; only for one that has begun. */
    final Thread thread() {
        return thread;
    }

    final boolean isRunning() {
        int now = state.get();
        return now >= RUNNING && now < ENDED;
    }
}
