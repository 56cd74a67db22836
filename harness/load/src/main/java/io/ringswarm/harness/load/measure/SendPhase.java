package io.ringswarm.harness.load.measure;

import io.ringswarm.harness.load.generate.LoadFaultException;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.reports.words.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** All producers at work, each on a thread of its own, for the warm-up or for the measured part. */
final class SendPhase {
    static final String THREADS = "ringswarm-generator-";

    private static final long NS_PER_MS = 1_000_000;

    private final List<Producer> producers;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong allocatedBytes = new AtomicLong();
    private final AtomicLong endedNs = new AtomicLong(Long.MIN_VALUE);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final long patienceNs;
    private final AtomicLong overrunNs;

    /**
     * A phase that has not begun.
     *
     * @param rig whose producers send
     * @param schedule what they send; null for a closed loop
     * @param startNs when it begins, of the engine's clock
     * @param durationNs how long a closed loop lasts
     */
    SendPhase(Rig rig, Schedule schedule, long startNs, long durationNs) {
        producers = rig.producers();
        patienceNs = rig.workload().patienceNs();
        overrunNs = new AtomicLong(startNs + (schedule == null ? durationNs : schedule.durationNs()) + patienceNs);
        for (Producer each : producers) {
            Runnable work = schedule == null
                    ? () -> each.closedLoop(startNs + durationNs)
                    : () -> each.openLoop(schedule, startNs);
            int producer = threads.size();
            Runnable tied = rig.producer(producer, () -> run(each, work));
            Thread thread = new Thread(tied, THREADS + producer);
            thread.setDaemon(true); // one that does not come back from the user's code is not to keep the JVM alive
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Ends it soon. Any thread. */
    void stop() {
        producers.forEach(Producer::stop);
        long soonNs = System.nanoTime() + patienceNs;
        overrunNs.updateAndGet(ns -> soonNs - ns < 0 ? soonNs : ns);
    }

    /** Whether it has not ended, and may still do so. */
    boolean isRunning() {
        return isAlive() && leftNs() > 0;
    }

    /** Waits for the end, at most so long. */
    void await(long patienceNs) {
        long untilNs = System.nanoTime() + patienceNs;
        for (Thread thread : threads) {
            join(thread, untilNs - System.nanoTime());
        }
    }

    /** Waits for the end. A producer that does not come to it, as it is kept in the user's code, is given up. */
    void join() {
        while (isRunning()) {
            threads.forEach(thread -> join(thread, leftNs()));
        }
        if (isAlive()) {
            failure.compareAndSet(
                    null,
                    new LoadFaultException(
                            "a producer was still at a message " + Quantity.time(patienceNs) + " after its time",
                            null));
            threads.forEach(Thread::interrupt);
        }
    }

    /** What the producers' threads allocated while they sent. */
    long allocatedBytes() {
        return allocatedBytes.get();
    }

    /** When the last producer had sent what it could. */
    long endedNs() {
        return endedNs.get();
    }

    /** What ended a producer before its time; null when nothing did. */
    Throwable failure() {
        return failure.get();
    }

    private void run(Producer producer, Runnable work) {
        long beforeBytes = AllocationMeter.ofCurrentThread();
        try {
            work.run();
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
        endedNs.accumulateAndGet(System.nanoTime(), Math::max);
        awaitAnswers(producer);
        allocatedBytes.addAndGet(AllocationMeter.ofCurrentThread() - beforeBytes);
    }

    private void awaitAnswers(Producer producer) {
        try {
            producer.awaitAnswers();
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private boolean isAlive() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    private long leftNs() {
        return overrunNs.get() - System.nanoTime();
    }

    /** When the waiting thread is interrupted, the producers are ended first: nobody may close what they use. */
    private void join(Thread thread, long patienceNs) {
        if (patienceNs < NS_PER_MS) {
            return;
        }
        try {
            thread.join(patienceNs / NS_PER_MS);
        } catch (InterruptedException e) {
            stop();
            join();
            throw new RunInterruptedException(e);
        }
    }
}
