package io.ringswarm.engine;

import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends an engine: drain, stop at the time limit, join, and account for what is left. One closer does the work; others
 * wait for it on this object's monitor.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);
    private static final long NS_PER_MS = 1_000_000;

    /** How long a stopped shard gets to come back from its agent before it is given up, and a sender to publish. */
    private static final long GRACE_NS = 100 * NS_PER_MS;

    /** How long a stopped shard gets, whatever the time limit, for its last steps outside any agent. */
    private static final long LAST_STEPS_NS = 10 * NS_PER_MS;

    private final Lifecycle lifecycle;
    private final List<Shard> shards;
    private final List<Thread> threads;
    private final Invoker invoker;
    private final Runnable lastAnswers;
    private final LongFunction<EngineCounters> sumCounters;
    private volatile CloseReport report;

    /** For shards with threads of their own, or for an invoker's, which has none. */
    Shutdown(
            Lifecycle lifecycle,
            List<Shard> shards,
            List<Thread> threads,
            Invoker invoker,
            Runnable lastAnswers,
            LongFunction<EngineCounters> sumCounters) {
        this.lifecycle = lifecycle;
        this.shards = shards;
        this.threads = threads;
        this.invoker = invoker;
        this.lastAnswers = lastAnswers;
        this.sumCounters = sumCounters;
    }

    /** The counters at the end, or null before. */
    EngineCounters finalCounters() {
        CloseReport last = report;
        return last == null ? null : last.counters();
    }

    CloseReport close(Duration timeout) {
        long timeoutNs = TimeLimit.ns(timeout);
        lifecycle.drain();
        shards.forEach(Shard::wake);
        return isWithinAgent() ? report : finish(timeoutNs);
    }

    private synchronized CloseReport finish(long timeoutNs) {
        if (report == null) {
            long startNs = System.nanoTime();
            long deadlineNs = startNs + timeoutNs;
            boolean interrupted = Thread.interrupted();
            interrupted |= join(startNs + timeoutNs / 2);
            lifecycle.settle();
            interrupted |= join(deadlineNs - Math.min(GRACE_NS, timeoutNs / 4));
            lifecycle.stop();
            shards.forEach(Shard::wake);
            interrupted |= join(deadlineNs);
            report = account();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return report;
    }

    /** Waits for all threads; an interrupt does not cut the waiting short, for the time limit does. */
    private boolean join(long deadlineNs) {
        if (invoker != null) {
            invoker.runToEnd(deadlineNs);
            return false;
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= join(thread, deadlineNs);
        }
        return interrupted;
    }

    private static boolean join(Thread thread, long deadlineNs) {
        boolean interrupted = false;
        long leftNs;
        while (thread.isAlive() && (leftNs = deadlineNs - System.nanoTime()) > 0) {
            try {
                thread.join(Math.max(1, leftNs / NS_PER_MS));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** First all shards end, then what they have left is counted: one that ends late still sends to those before it. */
    private CloseReport account() {
        List<CloseReport.AbandonedThread> abandoned = new ArrayList<>();
        boolean inDoubt = false;
        for (int i = 0; i < threads.size(); i++) {
            inDoubt |= !endOrAbandon(shards.get(i), threads.get(i), abandoned);
        }
        if (invoker != null) {
            inDoubt |= !leaveOrAbandon(abandoned);
        }
        for (Shard shard : shards) {
            shard.forEachBlockingCall((agent, thread, startNs) -> {
                if (thread != null) {
                    abandon(thread, stackOf(thread), abandoned);
                }
            });
        }
        long undelivered = 0;
        for (Shard shard : shards) {
            awaitPublication(shard);
            inDoubt |= shard.hasUnpublished();
            undelivered += shard.countRemaining();
        }
        lastAnswers.run();
        EngineCounters counters = sumCounters.apply(inDoubt ? 0 : undelivered);
        counters = inDoubt ? counters.restUndelivered() : counters.restOfAsksFailed();
        if (counters.undelivered() > 0) {
            LOG.warn("closed with {} message(s) undelivered", counters.undelivered());
        }
        int retained = shards.stream().mapToInt(Shard::retained).sum();
        List<Throwable> places = shards.stream()
                .flatMap(shard -> shard.retainedPlaces().stream())
                .toList();
        if (retained > 0) {
            LOG.warn("closed with {} retained message(s) that nobody has released", retained);
            places.forEach(place -> LOG.warn("not released", place));
        }
        return new CloseReport(counters, List.copyOf(abandoned), retained, places);
    }

    /** Waits for a shard's last steps, or gives it up. Answers true when it has ended, having counted all it has done. */
    private static boolean endOrAbandon(Shard shard, Thread thread, List<CloseReport.AbandonedThread> abandoned) {
        if (join(thread, System.nanoTime() + LAST_STEPS_NS)) {
            Thread.currentThread().interrupt();
        }
        while (thread.isAlive()) {
            String stack = stackOf(thread);
            if (shard.abandon()) {
                abandon(thread, stack, abandoned);
                return false; // though it may end any moment: it will not have counted what it was doing
            }
            joinUninterruptibly(thread);
        }
        return true;
    }

    /** Gives up a thread that still runs the shards by invoking them. Answers true when there was none. */
    private boolean leaveOrAbandon(List<CloseReport.AbandonedThread> abandoned) {
        Thread thread = invoker.running();
        if (thread == null) {
            return true;
        }
        String stack = stackOf(thread);
        for (Shard shard : shards) {
            while (!shard.abandon() && invoker.running() == thread) {
                LockSupport.parkNanos(this, LAST_STEPS_NS);
            }
        }
        if (invoker.running() == thread) {
            abandon(thread, stack, abandoned);
        }
        return false; // though it may have left meanwhile: it will not have counted what it was doing
    }

    private static void abandon(Thread thread, String stack, List<CloseReport.AbandonedThread> abandoned) {
        abandoned.add(new CloseReport.AbandonedThread(thread.getName(), stack));
        LOG.warn("{} did not come back from its agent and was abandoned at:\n{}", thread.getName(), stack);
    }

    private boolean isWithinAgent() {
        Thread caller = Thread.currentThread();
        boolean[] within = {invoker != null ? invoker.isInvoking() : threads.contains(caller)};
        for (Shard shard : shards) {
            shard.forEachBlockingCall((agent, thread, startNs) -> within[0] |= thread == caller);
        }
        return within[0];
    }

    /** For a shard that has come back and ends soon, unless the end of its batch keeps it. */
    private static void joinUninterruptibly(Thread thread) {
        if (join(thread, System.nanoTime() + GRACE_NS)) {
            Thread.currentThread().interrupt();
        }
    }

    private static String stackOf(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n"));
    }

    /** A sender between claim and publication has only a copy to do, unless it is off its core. */
    private static void awaitPublication(Shard shard) {
        long giveUpNs = System.nanoTime() + GRACE_NS;
        while (shard.hasUnpublished() && System.nanoTime() - giveUpNs < 0) {
            Thread.yield();
        }
    }
}
