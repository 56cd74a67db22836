package io.ringswarm.engine.work.tier;

import io.ringswarm.engine.CloseReport.AbandonedThread;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts tasks in and out, whatever threads run them. Which end a task comes to is settled by its own state alone. */
abstract sealed class BoundedTier implements Tier permits CpuTier, IoTier {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedTier.class);

    private final String name;
    private final TierThreads threads;
    private final int places;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder returned = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Set<TierTask> accepted = ConcurrentHashMap.newKeySet();
    private final Object ending = new Object();
    private volatile boolean closed;

    /** A tier that holds at most so many tasks, those that run among them. */
    BoundedTier(String name, int places, TierThreads threads) {
        this.name = name;
        this.places = places;
        this.threads = threads;
    }

    @Override
    public final boolean tryRun(TierTask task) {
        Objects.requireNonNull(task, "task");
        if (closed || !takePlace()) {
            refused.increment();
            return false;
        }
        Runnable entry;
        try {
            entry = task.claim(this);
        } catch (IllegalStateException e) {
            held.decrementAndGet();
            throw e;
        }
        accepted.add(task);
        if (closed && task.unclaim()) { // closing may have looked before it was there
            return refuse(task);
        }
        return launch(task, entry);
    }

    private boolean takePlace() {
        int now = held.get();
        while (now < places) {
            if (held.compareAndSet(now, now + 1)) {
                return true;
            }
            now = held.get();
        }
        return false;
    }

    private boolean launch(TierTask task, Runnable entry) {
        try {
            threads.launch(entry);
        } catch (Throwable e) {
            if (task.unclaim()) {
                if (!(e instanceof RejectedExecutionException)) {
                    LOG.error("{} got no thread for {}, which it refuses", name, task, e);
                }
                return refuse(task);
            }
        }
        if (task.isNeverRun()) { // ended by another thread meanwhile, perhaps before it was there to be taken out
            accepted.remove(task);
            threads.withdraw(entry);
            signalEnd();
        }
        return true;
    }

    private boolean refuse(TierTask task) {
        accepted.remove(task);
        held.decrementAndGet();
        refused.increment();
        signalEnd();
        return false;
    }

    /** On one of the tier's threads. */
    final void run(TierTask task) {
        if (!task.begin()) {
            return;
        }
        running.incrementAndGet();
        try {
            task.run();
        } catch (Throwable e) {
            threw(task, e);
        } finally {
            task.end();
            done.increment();
            running.decrementAndGet();
            leave(task);
        }
    }

    private void threw(TierTask task, Throwable e) {
        if (e instanceof Exception && task.wasInterrupted()) {
            LOG.debug("{}: {} ended after an interrupt", name, task, e);
        } else {
            failed.increment();
            LOG.warn("{}: {} threw", name, task, e);
        }
    }

    private void leave(TierTask task) {
        held.decrementAndGet();
        accepted.remove(task);
        signalEnd();
    }

    private void signalEnd() {
        if (closed) {
            synchronized (ending) {
                ending.notifyAll();
            }
        }
    }

    @Override
    public final Cancellation cancel(TierTask task) {
        if (!task.belongsTo(this)) {
            throw new IllegalArgumentException("task=" + task + " (expected: one that " + name + " has accepted)");
        }
        if (task.endUnrun()) {
            task.markCancelled();
            cancelled.increment();
            threads.withdraw(task.entry());
            leave(task);
            return Cancellation.NOT_RUN;
        }
        return task.interrupt(true) ? Cancellation.INTERRUPTED : Cancellation.TOO_LATE;
    }

    @Override
    public final TierCounters counters() {
        int runningNow = running.get();
        return new TierCounters(
                runningNow,
                Math.max(0, held.get() - runningNow),
                done.sum(),
                failed.sum(),
                cancelled.sum(),
                returned.sum(),
                refused.sum());
    }

    @Override
    public final TierCloseReport close(Duration limit) {
        long startNs = System.nanoTime();
        long limitNs = TimeLimit.ns(limit);
        closed = true;
        List<TierTask> notRun = takeBack();
        threads.stop();
        boolean interrupted = awaitEnds(startNs + limitNs / 2);
        accepted.forEach(task -> task.interrupt(false));
        interrupted |= awaitEnds(startNs + limitNs);
        interrupted |= threads.awaitStop(startNs + limitNs);
        List<AbandonedThread> abandoned = abandoned();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new TierCloseReport(notRun, abandoned);
    }

    private List<TierTask> takeBack() {
        List<TierTask> notRun = new ArrayList<>();
        for (TierTask task : accepted) {
            if (task.endUnrun()) {
                returned.increment();
                leave(task);
                notRun.add(task);
            }
        }
        return notRun;
    }

    /** Answers whether it was interrupted while it waited. */
    private boolean awaitEnds(long deadlineNs) {
        boolean interrupted = false;
        synchronized (ending) {
            long leftNs;
            while (!accepted.isEmpty() && (leftNs = deadlineNs - System.nanoTime()) > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(ending, leftNs);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        return interrupted;
    }

    private List<AbandonedThread> abandoned() {
        List<AbandonedThread> abandoned = new ArrayList<>();
        for (TierTask task : accepted) {
            if (task.isRunning()) {
                Thread thread = task.thread();
                String stack = Arrays.stream(thread.getStackTrace())
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining("\n"));
                abandoned.add(new AbandonedThread(thread.getName(), stack));
                LOG.warn("{}: {} did not end {} in time, at:\n{}", name, thread.getName(), task, stack);
            }
        }
        return abandoned;
    }

    @Override
    public final String toString() {
        return name;
    }
}
