package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.work.cache.CacheOptions;
import io.ringswarm.engine.work.desk.DeskAudit;
import io.ringswarm.engine.work.limit.CircuitBreakerOptions;
import io.ringswarm.engine.work.retry.Backoff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A work on real threads: two shards, those of both tiers, some that submit in each of the ways there are, and one that hires,
 * kills, evacuates, cancels and audits. A task's payload is its number in the books; what happens to it follows from that.
 */
final class ThreadedWork {
    static final int SHARDS = 2;

    private static final int RETRIES = 2;
    private static final int MOST_TASKS = 1 << 22;
    private static final int RECENT = 64;
    private static final int IN_FLIGHT = 100;
    private static final int MOST_WORKERS = 10;
    private static final long LIMIT_S = 30;

    private final long seed;
    private final Engine engine;
    private final Work work;
    private final TaskKind<Figure, Figure> doubling;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicIntegerArray starts = new AtomicIntegerArray(MOST_TASKS);
    private final AtomicIntegerArray ends = new AtomicIntegerArray(MOST_TASKS);
    private final AtomicLongArray recent = new AtomicLongArray(RECENT);
    private final AtomicReference<Throwable> fault = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Semaphore agentsTasks = new Semaphore(IN_FLIGHT);
    private final List<Worker> workers = new ArrayList<>();
    private int hired;

    ThreadedWork(long seed) {
        this.seed = seed;
        engine = Engine.launch(
                new EngineContext().name("threaded-work").shards(SHARDS).ringSlots(1024));
        work = Work.open(
                engine,
                new WorkContext()
                        .seed(seed)
                        .maxOpenTasks(2_000)
                        .maxConcurrency(64)
                        .timeLimit(Duration.ofMillis(100))
                        .backoff(Backoff.DEFAULT.withBase(Duration.ofMillis(2)).withRetries(RETRIES))
                        .semaphore("gate", 5)
                        .circuits(CircuitBreakerOptions.standard()
                                .withWindow(20, 10)
                                .withTrials(Duration.ofMillis(20), 2))
                        .cache(CacheOptions.DEFAULT.withMaxEntries(100).withTtl(Duration.ofMillis(100)))
                        .threads(2, 6));
        doubling = work.kind("doubling", Figure.CODEC, Figure::new, Figure.CODEC, Figure::new);
    }

    private static boolean isIdempotent(int number) {
        return number % 2 == 0;
    }

    /** How a task is submitted follows from its number. */
    private static void set(TaskOptions options, int number) {
        if (isIdempotent(number)) {
            options.idempotent();
        }
        if (number % 7 == 0) {
            options.holds("gate");
        }
        if (number % 11 == 0) {
            options.deadline(Duration.ofMillis(number % 50));
        }
        if (number % 13 == 0) {
            options.cacheable();
        }
        if (number % 17 == 0) {
            options.timeLimit(Duration.ofMillis(1 + number % 5));
        }
        if (number % 3 == 0) {
            options.affinity(1 + number % 20);
        }
    }

    private void note(int number) {
        int begun = starts.incrementAndGet(number);
        if (begun > (isIdempotent(number) ? 1 + RETRIES : 1)) {
            fault.compareAndSet(null, new AssertionError("task " + number + " was started for time " + begun));
        }
    }

    private void heard(int number, TaskEnd end, EndReason reason, Figure value, Semaphore inFlight) {
        int heard = ends.incrementAndGet(number);
        if (heard != 1 || end == null || end == TaskEnd.SUCCEEDED && value.value != 2L * number) {
            fault.compareAndSet(
                    null,
                    new AssertionError("task " + number + " has ended as " + end + ", " + reason + ", value="
                            + (value == null ? null : value.value) + ", for time " + heard));
        }
        inFlight.release();
    }

    private int nextNumber() {
        int number = over.getCount() == 0 ? MOST_TASKS : numbers.getAndIncrement();
        if (number < MOST_TASKS) {
            return number;
        }
        return -1;
    }

    private void remember(long taskId) {
        recent.set((int) (taskId % RECENT), taskId);
    }

    /** Does so for a time, then lets everything come to its end and closes. */
    WorkReport run(Duration time) throws Exception {
        for (int i = 0; i < 6; i++) {
            hire(new SplittableRandom(seed + i));
        }
        AgentSubmits agent = new AgentSubmits();
        engine.spawn("submits", new AgentOptions().shard(1), () -> agent);
        List<Thread> threads = List.of(
                thread("stages-1", this::submitStages),
                thread("stages-2", this::submitStages),
                thread("submitter-1", this::submitAndPoll),
                thread("submitter-2", this::submitAndPoll),
                thread("chaos", this::chaos));
        threads.forEach(Thread::start);
        over.await(time.toMillis(), TimeUnit.MILLISECONDS);
        over.countDown();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(LIMIT_S));
            assertThat(thread.isAlive()).as("%s goes on", thread.getName()).isFalse();
        }
        assertThat(agentsTasks.tryAcquire(IN_FLIGHT, LIMIT_S, TimeUnit.SECONDS))
                .as("the agent's tasks have ended")
                .isTrue();
        awaitEmpty();
        WorkReport report = work.close(Duration.ofSeconds(LIMIT_S));
        assertThat(engine.close(Duration.ofSeconds(LIMIT_S)).counters().inFlight())
                .as("messages in flight")
                .isZero();
        checkBooks();
        return report;
    }

    private void checkBooks() {
        if (fault.get() != null) {
            throw new AssertionError(fault.get().getMessage(), fault.get());
        }
        for (int number = 0; number < Math.min(numbers.get(), MOST_TASKS); number++) {
            assertThat(ends.get(number)).as("ends of task %d", number).isEqualTo(1);
        }
        assertThat(engine.counters().batchEndFaults())
                .as("batch ends that threw")
                .isZero();
    }

    /** How many tasks were submitted. */
    int tasks() {
        return Math.min(numbers.get(), MOST_TASKS);
    }

    private interface Part {
        void run() throws Exception;
    }

    private Thread thread(String name, Part part) {
        return new Thread(
                () -> {
                    try {
                        part.run();
                    } catch (Throwable e) {
                        fault.compareAndSet(null, e);
                    }
                },
                "threaded-work-" + name);
    }

    private void submitStages() throws InterruptedException {
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        int number;
        while ((number = nextNumber()) >= 0) {
            assertThat(inFlight.tryAcquire(LIMIT_S, TimeUnit.SECONDS))
                    .as("a task ends")
                    .isTrue();
            TaskOptions options = new TaskOptions();
            set(options, number);
            int task = number;
            Submitted<Figure> submitted = work.submit(doubling, Figure.of(number), options);
            remember(submitted.taskId());
            submitted.result().whenComplete((result, thrown) -> {
                if (thrown == null) {
                    heard(task, result.end(), result.reason(), result.value(), inFlight);
                } else {
                    fault.compareAndSet(null, thrown);
                }
            });
        }
        assertThat(inFlight.tryAcquire(IN_FLIGHT, LIMIT_S, TimeUnit.SECONDS))
                .as("all tasks end")
                .isTrue();
    }

    private void submitAndPoll() throws Exception {
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        long lastNs = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
        try (Submitter submitter = work.newSubmitter()) {
            int number;
            while ((number = nextNumber()) >= 0) {
                while (!inFlight.tryAcquire()) {
                    poll(submitter, lastNs);
                }
                submit(submitter, number, inFlight);
            }
            lastNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
            while (inFlight.availablePermits() < IN_FLIGHT) {
                poll(submitter, lastNs);
            }
        }
    }

    private static void poll(Submitter submitter, long lastNs) throws Exception {
        if (submitter.poll() == 0) {
            LockSupport.parkNanos(50_000);
            assertThat(System.nanoTime() - lastNs).as("time over").isNegative();
        }
    }

    private void submit(Submitter submitter, int number, Semaphore inFlight) {
        TaskOptions options = new TaskOptions();
        set(options, number);
        EndReader<Figure> reader = doubling.onEnd(end -> heard(number, end.end(), end.reason(), end.value(), inFlight));
        if (submitter.submit(doubling, Figure.of(number), options, reader) == Offer.ACCEPTED) {
            remember(submitter.lastTaskId());
        } else {
            heard(number, TaskEnd.REJECTED, EndReason.BACK_PRESSURED, null, inFlight);
        }
    }

    /** Submits whenever its timer says so. */
    private final class AgentSubmits implements Agent {
        private Submitter submitter;
        private Timer timer;

        @Override
        public void onStart(AgentContext self) {
            submitter = work.submitter(self);
            timer = self.newTimer((fired, dueNs, agent) -> submitSome());
            submitSome();
        }

        @Override
        public void onMessage(Message message, AgentContext self) {
            throw new AssertionError("nobody sends it anything");
        }

        private void submitSome() {
            for (int i = 0; i < 10 && agentsTasks.tryAcquire(); i++) {
                int number = nextNumber();
                if (number < 0) {
                    agentsTasks.release();
                    return;
                }
                submit(submitter, number, agentsTasks);
            }
            timer.once(Duration.ofMillis(1));
        }
    }

    private void chaos() throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        while (!over.await(random.nextInt(3_000), TimeUnit.MICROSECONDS)) {
            switch (random.nextInt(10)) {
                case 0 -> {
                    if (workers.size() > 2) {
                        engine.stop(
                                workers.remove(random.nextInt(workers.size())).ref());
                    }
                }
                case 1 -> {
                    if (workers.size() > 2) {
                        Worker worker = workers.remove(random.nextInt(workers.size()));
                        work.evacuate(worker, Duration.ofMillis(random.nextInt(50)));
                    }
                }
                case 2, 3, 4 -> hire(random);
                case 5, 6, 7 -> work.cancel(recent.get(random.nextInt(RECENT)));
                default -> audit(false);
            }
        }
        hire(random);
        hire(random);
    }

    private CompletableFuture<Throwable> audit(boolean empty) {
        CompletableFuture<Throwable> found = new CompletableFuture<>();
        work.command(desk -> {
            try {
                DeskAudit.check(desk);
                if (empty) {
                    DeskAudit.checkEmpty(desk);
                }
                found.complete(null);
            } catch (Throwable e) {
                if (!empty) {
                    fault.compareAndSet(null, e);
                }
                found.complete(e);
            }
        });
        return found;
    }

    /** Workers still answer what nobody waits for any more. */
    private void awaitEmpty() throws Exception {
        long lastNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        Throwable left;
        while ((left = audit(true).get(LIMIT_S, TimeUnit.SECONDS)) != null) {
            if (System.nanoTime() - lastNs > 0) {
                throw new AssertionError("not empty: " + left.getMessage(), left);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void hire(SplittableRandom random) {
        if (workers.size() >= MOST_WORKERS) {
            return;
        }
        WorkerOptions options = new WorkerOptions().slots(1 + random.nextInt(4)).shard(random.nextInt(SHARDS));
        switch (random.nextInt(4)) {
            case 0 -> options.tier(WorkerOptions.TierName.CPU).runs(doubling, this::compute);
            case 1 -> options.tier(WorkerOptions.TierName.IO).runs(doubling, this::compute);
            default -> options.handles(doubling, Hand::new);
        }
        workers.add(work.hire("w" + hired++, options));
    }

    /** On a tier's thread. */
    private Figure compute(Figure payload, Attempt attempt) throws Exception {
        int number = (int) payload.value;
        note(number);
        SplittableRandom random = new SplittableRandom(seed ^ number * 31L + attempt.number());
        switch (random.nextInt(12)) {
            case 0 -> throw new IllegalStateException("a fault");
            case 1 ->
                new CountDownLatch(1).await(random.nextInt(200), TimeUnit.MILLISECONDS); // until it is interrupted
            case 2 -> {
                while (!attempt.isCancelled() && random.nextInt(20_000) > 0) {
                    Thread.onSpinWait();
                }
            }
            default -> {}
        }
        return Figure.of(2L * number);
    }

    /** On its shard's thread. */
    private final class Hand implements TaskHandler<Figure, Figure> {
        private record Held(Task<Figure> task, int number) {}

        private final Deque<Held> held = new ArrayDeque<>();
        private Timer timer;

        @Override
        public void onTask(Figure payload, Task<Figure> task) {
            int number = (int) payload.value;
            note(number);
            SplittableRandom random = new SplittableRandom(seed ^ number * 31L + task.attempt());
            switch (random.nextInt(12)) {
                case 0 -> throw new IllegalStateException("a fault");
                case 1 -> task.fail("no luck");
                case 2 -> {
                    task.succeed(Figure.of(2L * number));
                    if (task.succeed(Figure.of(13))) {
                        fault.compareAndSet(null, new AssertionError("a second completion was taken"));
                    }
                }
                case 3 -> {} // forgets it
                case 4, 5 -> hold(task, number, random.nextInt(20) == 0 ? 150 : random.nextInt(10));
                default -> task.succeed(Figure.of(2L * number));
            }
        }

        private void hold(Task<Figure> task, int number, int ms) {
            held.add(new Held(task.keep(), number));
            if (timer == null) {
                timer = task.agent().newTimer((fired, dueNs, self) -> endAll());
            }
            if (!timer.isSet()) {
                timer.once(Duration.ofMillis(ms));
            }
        }

        private void endAll() {
            Held one;
            while ((one = held.poll()) != null) {
                one.task.succeed(Figure.of(2L * one.number));
            }
        }
    }
}
