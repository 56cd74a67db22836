package io.ringswarm.harness.load.measure;

import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** All producers at work, each on a thread of its own, for the warm-up or for the measured part. */
final class SendPhase {
    static final String THREADS = "ringswarm-generator-";

    private final List<Producer> producers;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong allocatedBytes = new AtomicLong();
    private final AtomicLong endedNs = new AtomicLong(Long.MIN_VALUE);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

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
        for (Producer each : producers) {
            Runnable work = schedule == null
                    ? () -> each.closedLoop(startNs + durationNs)
                    : () -> each.openLoop(schedule, startNs);
            int producer = threads.size();
            Runnable tied = rig.cores().producer(producer, () -> run(each, work));
            threads.add(new Thread(tied, THREADS + producer));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    void stop() {
        producers.forEach(Producer::stop);
    }

    boolean isRunning() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /** Waits for the end, at most so long. */
    void await(long patienceNs) {
        long untilNs = System.nanoTime() + patienceNs;
        for (Thread thread : threads) {
            long leftMs = (untilNs - System.nanoTime()) / 1_000_000;
            if (leftMs > 0) {
                join(thread, leftMs);
            }
        }
    }

    /** Waits for the end. */
    void join() {
        threads.forEach(thread -> join(thread, 0));
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

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the run's thread was interrupted", e);
        }
    }
}
