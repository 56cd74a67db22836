package io.ringswarm.harness.peers;

import io.ringswarm.engine.metrics.LatencyHistograms;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Loads one system from one sender and measures a stretch of it after a warm-up, which takes up to twice the time given for it
 * while the JVM still compiles. Latency is transit, from when a message
 * was sent; under a rate it is response, from when it was due.
 */
final class SystemRun {
    /** For what was sent in the warm-up to come to its end. */
    private static final long SETTLE_NS = 20_000_000;

    private static final long REST_POLL_NS = 1_000_000;
    private static final long REST_LIMIT_NS = 5_000_000_000L;

    private final PeerSystem system;
    private final boolean fromDue;

    SystemRun(PeerSystem system, boolean fromDue) {
        this.system = system;
        this.fromDue = fromDue;
    }

    Sample measure(long warmupNs, long measureNs) {
        StopFlag stop = new StopFlag();
        CompletableFuture<Long> accepted = new CompletableFuture<>();
        Thread sender = new Thread(() -> send(stop, accepted), "sender");
        sender.setDaemon(true); // a dead system may hold it for ever, and the process must end nevertheless
        sender.start();
        try {
            return measure(warmupNs, measureNs, stop, accepted);
        } finally {
            stop.set();
        }
    }

    private Sample measure(long warmupNs, long measureNs, StopFlag stop, CompletableFuture<Long> accepted) {
        waitFor(warmupNs);
        if (!Boolean.getBoolean(SampleProcess.FIXED_WARMUP)) {
            new Compilation().awaitQuiet(warmupNs, SystemRun::waitFor);
        }
        system.endWarmup();
        waitFor(SETTLE_NS);
        system.collectLatency(new LatencyHistograms());
        long bytesBefore = allocatedBytes();
        long handledBefore = system.handled();
        long startNs = System.nanoTime();
        waitFor(measureNs);
        long handled = system.handled() - handledBefore;
        long elapsedNs = System.nanoTime() - startNs;
        long bytes = allocatedBytes() - bytesBefore;
        LatencyHistograms latency = new LatencyHistograms();
        system.collectLatency(latency);
        stop.set();
        long lost = lostAtRest(countOf(accepted));
        if (handled <= 0 || latency.negative() > 0) {
            throw new SystemFailedException("handled=" + handled + ", latencies below zero=" + latency.negative()
                    + " (expected: messages in the measured time, and none that came before it was sent)");
        }
        Histogram chosen = fromDue ? latency.response() : latency.transit();
        return new Sample(
                system.version(),
                handled * 1e9 / elapsedNs,
                chosen.getValueAtPercentile(50),
                chosen.getValueAtPercentile(99),
                (double) bytes / handled,
                lost);
    }

    private void send(StopFlag stop, CompletableFuture<Long> accepted) {
        try {
            accepted.complete(system.send(stop));
        } catch (Throwable e) {
            accepted.completeExceptionally(e);
        }
    }

    private static long countOf(CompletableFuture<Long> accepted) {
        try {
            return accepted.get(REST_LIMIT_NS, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new SystemFailedException("the sender failed", e.getCause());
        } catch (TimeoutException e) {
            throw new SystemFailedException("the sender did not end within " + REST_LIMIT_NS + " ns", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SystemFailedException("interrupted while the sender ended", e);
        }
    }

    private long lostAtRest(long accepted) {
        long giveUpNs = System.nanoTime() + REST_LIMIT_NS;
        while (system.handled() < accepted && System.nanoTime() - giveUpNs < 0) {
            LockSupport.parkNanos(REST_POLL_NS);
        }
        return accepted - system.handled();
    }

    private static void waitFor(long durationNs) {
        long untilNs = System.nanoTime() + durationNs;
        long leftNs;
        while ((leftNs = untilNs - System.nanoTime()) > 0) {
            LockSupport.parkNanos(leftNs);
        }
    }

    /** By all threads but this one. */
    private static long allocatedBytes() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long own = Thread.currentThread().getId();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            sum += id == own ? 0 : Math.max(0, threads.getThreadAllocatedBytes(id));
        }
        return sum;
    }
}
