package io.ringswarm.engine.work.coalesce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at once: each caller gets its own answer, once. */
@Timeout(60)
class CoalescerThreadsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int CALLERS = 8;
    private static final int CALLS = 10_000;
    private static final int RACES = 20_000;
    private static final int CLOSINGS = 300;

    private final ExecutorService executor =
            Executors.newFixedThreadPool(2, task -> new Thread(task, "coalescer-executor"));
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
        executor.shutdownNow();
    }

    @Test
    void shouldGiveEachCallerItsOwnAnswerOnceWhenEightThreadsCall() throws InterruptedException {
        int size = CoalescerOptions.DEFAULT.size();
        AtomicInteger largest = new AtomicInteger();
        BatchFunction<Integer, String> function = BatchFunction.waiting(requests -> {
            largest.accumulateAndGet(requests.size(), Math::max);
            return requests.stream().map(request -> "answer " + request).toList();
        });
        Coalescer<Integer, String> coalescer = new Coalescer<>(
                CoalescerOptions.DEFAULT.withBounds(4, CALLERS * CALLS), function, executor, Alarm.on(scheduler));
        AtomicIntegerArray right = new AtomicIntegerArray(CALLERS * CALLS);
        AtomicInteger elsewhere = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int first = i * CALLS;
            callers.add(new Thread(() -> {
                Thread self = Thread.currentThread();
                for (int number = first; number < first + CALLS; number++) {
                    int own = number;
                    coalescer.call(own).thenAccept(answer -> {
                        Thread here = Thread.currentThread();
                        if (here != self && !here.getName().equals("coalescer-executor")) {
                            elsewhere.incrementAndGet();
                        }
                        right.addAndGet(own, answer.equals("answer " + own) ? 1 : 1_000);
                    });
                }
            }));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(coalescer.close(LONG)).isZero();
        for (int i = 0; i < right.length(); i++) {
            assertThat(right.get(i)).as("answers of call " + i).isEqualTo(1);
        }
        assertThat(elsewhere).hasValue(0);
        assertThat(largest.get()).isLessThanOrEqualTo(size);
        CoalescerCounters counters = coalescer.counters();
        assertThat(counters.answered()).isEqualTo(right.length());
        assertThat(counters.requests()).isEqualTo(right.length());
        assertThat(counters.bySize() + counters.byLinger() + counters.byClose()).isEqualTo(counters.batches());
    }

    /** The alarm goes off on one thread in the very moment when another's call fills the batch. */
    @Test
    void shouldSendEachCallOnceWhenABatchFillsWhileItsLingerEnds() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        AtomicReference<Runnable> set = new AtomicReference<>();
        Alarm raced = (delay, action) -> {
            set.set(action);
            return () -> {};
        };
        Coalescer<Integer, Integer> coalescer = new Coalescer<>(
                CoalescerOptions.DEFAULT.withSize(2), BatchFunction.waiting(requests -> requests), executor, raced);
        CyclicBarrier start = new CyclicBarrier(2);
        AtomicReference<Throwable> fault = new AtomicReference<>();
        SplittableRandom othersRandom = random.split();
        Thread other = new Thread(() -> {
            try {
                for (int i = 0; i < RACES; i++) {
                    start.await();
                    spin(othersRandom.nextInt(300));
                    set.get().run();
                    start.await();
                }
            } catch (Exception e) {
                fault.set(e);
            }
        });
        other.setDaemon(true);
        other.start();
        for (int i = 0; i < RACES; i++) {
            CompletableFuture<Integer> first = coalescer.call(2 * i).toCompletableFuture();
            start.await();
            spin(random.nextInt(300));
            CompletableFuture<Integer> second = coalescer.call(2 * i + 1).toCompletableFuture();
            start.await();
            set.get().run(); // for a second call that came too late for its batch
            assertThat(first.get()).as("seed=" + seed).isEqualTo(2 * i);
            assertThat(second.get()).as("seed=" + seed).isEqualTo(2 * i + 1);
        }
        other.join();
        assertThat(fault).hasValue(null);
        assertThat(coalescer.close(LONG)).isZero();
        CoalescerCounters counters = coalescer.counters();
        assertThat(counters.requests()).as("seed=" + seed).isEqualTo(2L * RACES);
        assertThat(counters.bySize()).as("seed=" + seed).isPositive(); // else nothing was raced
        assertThat(counters.byLinger()).as("seed=" + seed).isPositive();
    }

    private static void spin(int turns) {
        for (int i = 0; i < turns; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldEndEachCallOnceWhenClosedWhileThreadsCall() throws InterruptedException {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CLOSINGS; i++) {
            closeWhileCalled(random.split(), i % 2 == 0 ? LONG : Duration.ZERO, "seed=" + seed + " closing=" + i);
        }
    }

    private void closeWhileCalled(SplittableRandom random, Duration limit, String where) throws InterruptedException {
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger refusedAtOnce = new AtomicInteger();
        Coalescer<Integer, Integer> coalescer = new Coalescer<>(
                new CoalescerOptions(
                        1 + random.nextInt(5),
                        Duration.ofNanos(random.nextInt(200_000)),
                        1 + random.nextInt(3),
                        20,
                        false),
                BatchFunction.waiting(requests -> requests),
                executor,
                Alarm.on(scheduler));
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            callers.add(new Thread(() -> {
                for (int j = 0; j < 100; j++) {
                    int own = j;
                    CompletableFuture<Integer> call = coalescer.call(own).toCompletableFuture();
                    call.whenComplete((answer, failure) -> {
                        if (failure == null) {
                            wrong.addAndGet(answer == own ? 0 : 1);
                            answered.incrementAndGet();
                        } else {
                            failed.incrementAndGet();
                        }
                    });
                }
            }));
        }
        callers.forEach(Thread::start);
        spin(random.nextInt(5_000));
        int failedByClosing = coalescer.close(limit);
        for (Thread caller : callers) {
            caller.join();
        }
        while (limit.isZero()
                && (answered.get() + failed.get() < 200 || underWay(coalescer.counters()) > 0)
                && !Thread.interrupted()) {
            Thread.yield(); // for an executor's thread that has completed a stage, and not come to what follows
        }
        CoalescerCounters counters = coalescer.counters();
        assertThat(underWay(counters)).as(where).isZero();
        assertThat(answered.get() + failed.get()).as(where).isEqualTo(200); // each once, none left
        assertThat(wrong).as(where).hasValue(0);
        assertThat(counters.answered()).as(where).isEqualTo(answered.get());
        assertThat(counters.failed()).as(where).isEqualTo(failedByClosing);
        assertThat(counters.failed() + counters.refused()).as(where).isEqualTo(failed.get());
        assertThat(counters.calls()).as(where).isEqualTo(200);
        if (limit == LONG) {
            assertThat(failedByClosing).as(where).isZero();
        }
    }

    private static long underWay(CoalescerCounters counters) {
        return (long) counters.waiting() + counters.inFlight() + counters.batchesInFlight();
    }
}
