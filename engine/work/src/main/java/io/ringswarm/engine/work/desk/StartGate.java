package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.timing.TimeLimit;
import io.ringswarm.engine.work.limit.ConcurrencyLimit;
import io.ringswarm.engine.work.limit.RateLimit;
import io.ringswarm.engine.work.limit.Semaphores;

/** What all starts have to pass: how many tasks may be in hand, how many may start in a time, and permits of semaphores. */
final class StartGate {
    private final ConcurrencyLimit concurrency;
    private final RateLimit rate;
    private final Semaphores semaphores;
    private int inHand;
    private long againNs = TimeLimit.NEVER;
    private boolean permitsFreed;

    /** Without a rate when that is null. */
    StartGate(ConcurrencyLimit concurrency, RateLimit rate, Semaphores semaphores) {
        this.concurrency = concurrency;
        this.rate = rate;
        this.semaphores = semaphores;
    }

    /** Whether a task without semaphores could start now. */
    boolean isOpen(long nowNs) {
        againNs = TimeLimit.NEVER;
        if (inHand >= concurrency.limit()) {
            return false;
        }
        if (rate != null) {
            long permitNs = rate.nextPermitNs(nowNs);
            if (permitNs - nowNs > 0) {
                againNs = permitNs;
                return false;
            }
        }
        return true;
    }

    /** Takes the permits of a task's semaphores, or none. */
    boolean acquire(TaskRecord task) {
        return task.semaphores == 0 || semaphores.tryAcquire(task.semaphores);
    }

    /** The task that {@link #acquire} was called for did not start. */
    void giveBack(TaskRecord task) {
        if (task.semaphores != 0) {
            semaphores.release(task.semaphores);
            permitsFreed = true;
        }
    }

    /** A task will not start any more: permits that were free for it are so for others. */
    void leave(TaskRecord task) {
        permitsFreed |= task.semaphores != 0;
    }

    /** Whether {@link #takePermitsFreed} would say so. */
    boolean hasPermitsFreed() {
        return permitsFreed;
    }

    /** Whether a permit has become free since this was asked last. */
    boolean takePermitsFreed() {
        boolean freed = permitsFreed;
        permitsFreed = false;
        return freed;
    }

    /** How many tasks that need these semaphores could start now, at most as many as asked for. */
    int startable(long mask, int most) {
        int count = 0;
        while (count < most && semaphores.tryAcquire(mask)) {
            count++;
        }
        for (int i = 0; i < count; i++) {
            semaphores.release(mask);
        }
        return count;
    }

    void started(long nowNs) {
        inHand++;
        if (rate != null) {
            rate.tryAcquire(nowNs);
        }
    }

    /** An attempt is over, or was given up. */
    void ended(TaskRecord task, boolean dropped, long nowNs) {
        concurrency.onSample(task.startedNs, Math.max(1, nowNs - task.startedNs), inHand, dropped);
        inHand--;
        giveBack(task);
    }

    /** When a closed gate may be open by time alone; {@link TimeLimit#NEVER} when something has to end first. */
    long againNs() {
        return againNs;
    }

    int inHand() {
        return inHand;
    }
}
