package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.work.cache.CacheOptions;
import io.ringswarm.engine.work.limit.CircuitBreakerOptions;
import io.ringswarm.engine.work.limit.ConcurrencyOptions;
import io.ringswarm.engine.work.limit.Rate;
import io.ringswarm.engine.work.retry.Backoff;
import io.ringswarm.engine.work.routing.Strategies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Tasks of all sorts for workers of all sorts, with every fault there is at random moments, on one thread and in virtual time;
 * and a book of what was promised: each task ends once, one that is not idempotent is started at most once, nobody gets what he
 * cannot do.
 */
final class RandomWork {
    private static final String[] TAGS = {"red", "green"};
    private static final int RETRIES = 3;

    private final SplittableRandom random;
    private final Desktop desktop;
    private final Map<Long, Book> books = new HashMap<>();
    private final List<Hand> hands = new ArrayList<>();
    private final List<Long> recent = new ArrayList<>();
    private int hired;
    private long refused;
    private long accepted;

    /** What is known of one task. */
    private static final class Book {
        boolean idempotent;
        int tag;
        int starts;
        int ends;
        boolean heard;
    }

    RandomWork(long seed) {
        random = new SplittableRandom(seed);
        WorkContext context = new WorkContext()
                .maxOpenTasks(1 + random.nextInt(random.nextBoolean() ? 8 : 400))
                .strategy(Strategies.values()[random.nextInt(Strategies.values().length)])
                .backoff(Backoff.DEFAULT.withBase(Duration.ofMillis(5)).withRetries(RETRIES))
                .timeLimit(Duration.ofMillis(200))
                .semaphore("gate", 1 + random.nextInt(3))
                .semaphore("door", 1 + random.nextInt(3))
                .idempotency(1 + random.nextInt(20), Duration.ofMillis(50))
                .balancing(random.nextBoolean());
        switch (random.nextInt(4)) {
            case 0 -> context.maxConcurrency(0);
            case 1 -> context.concurrency(ConcurrencyOptions.adaptive());
            default -> context.maxConcurrency(1 + random.nextInt(20));
        }
        if (random.nextInt(3) == 0) {
            context.rate(Rate.perSecond(200 + random.nextInt(100_000)));
        }
        if (random.nextInt(3) == 0) {
            context.circuits(CircuitBreakerOptions.standard().withTrials(Duration.ofMillis(20), 2));
        }
        if (random.nextBoolean()) {
            context.cache(CacheOptions.DEFAULT.withMaxEntries(20).withTtl(Duration.ofMillis(30)));
        }
        EngineContext engine = new EngineContext()
                .shards(1 + random.nextInt(2))
                .ringSlots(random.nextBoolean() ? 4 : 256)
                .localQueueSlots(random.nextBoolean() ? 4 : 64)
                .parkedMessages(random.nextBoolean() ? 4 : 64)
                .maxAsksInFlight(random.nextBoolean() ? 16 : 512);
        desktop = new Desktop(engine, context);
    }

    /** A worker that does what chance says. */
    private final class Hand implements TaskHandler<Figure, Figure> {
        private final int tags;
        private final List<Task<Figure>> held = new ArrayList<>();
        private Worker worker;
        private boolean steady;
        private Timer timer;

        Hand(int tags) {
            this.tags = tags;
        }

        @Override
        public void onTask(Figure payload, Task<Figure> task) {
            Book book = books.get(task.taskId());
            book.starts++;
            if (book.tag >= 0 && (tags & 1 << book.tag) == 0) {
                throw new AssertionError("a worker got a task that it cannot do");
            }
            payload.value *= 2;
            if (steady) {
                task.succeed(payload);
                return;
            }
            switch (random.nextInt(12)) {
                case 0 -> throw new IllegalStateException("a fault");
                case 1 -> task.fail("no luck");
                case 2 -> {
                    task.succeed(payload);
                    if (task.succeed(payload)) {
                        throw new AssertionError("a second completion was taken");
                    }
                }
                case 3 -> {} // forgets it
                case 4, 5, 6 -> hold(task);
                default -> task.succeed(payload);
            }
        }

        private void hold(Task<Figure> task) {
            held.add(task.keep());
            if (timer == null) {
                timer = task.agent().newTimer((fired, dueNs, self) -> endSome());
            }
            if (!timer.isSet()) {
                timer.once(Duration.ofNanos(1_000L * (1 + random.nextInt(5_000))));
            }
        }

        private void endSome() {
            while (!held.isEmpty() && random.nextInt(4) > 0) {
                Task<Figure> task = held.remove(random.nextInt(held.size()));
                switch (random.nextInt(8)) {
                    case 0 -> task.fail("changed its mind");
                    case 1 -> {} // never answers
                    case 2 -> {
                        task.succeed(Figure.of(1));
                        if (task.succeed(Figure.of(2))) {
                            throw new AssertionError("a second completion was taken");
                        }
                    }
                    default -> task.succeed(Figure.of(3));
                }
            }
            if (!held.isEmpty()) {
                timer.once(Duration.ofNanos(1_000L * (1 + random.nextInt(5_000))));
            }
        }

        @Override
        public void onCancel(long ticket) {
            held.stream()
                    .filter(task -> task.ticket() == ticket && !task.isCancelled())
                    .forEach(task -> {
                        throw new AssertionError("a cancelled task does not say so");
                    });
        }
    }

    /** Does so many things. */
    RandomWork run(int tasks) {
        hire();
        while (accepted + refused < tasks) {
            switch (random.nextInt(40)) {
                case 0 -> hire();
                case 1 -> kill();
                case 2 -> evacuate();
                case 3, 4 -> cancel();
                case 5, 6, 7 ->
                    desktop.advance(
                            Duration.ofNanos(1_000L * (random.nextInt(random.nextInt(20) == 0 ? 300_000 : 2_000))));
                case 8, 9, 10, 11 -> desktop.run();
                default -> submit();
            }
        }
        return this;
    }

    private void hire() {
        if (hands.size() >= 12) {
            return;
        }
        Hand hand = new Hand(random.nextInt(4));
        hand.steady = random.nextInt(3) == 0;
        WorkerOptions options = new WorkerOptions()
                .slots(1 + random.nextInt(4))
                .queueCapacity(1 + random.nextInt(20))
                .handles(desktop.doubling, () -> hand);
        for (int tag = 0; tag < TAGS.length; tag++) {
            if ((hand.tags & 1 << tag) != 0) {
                options.can(TAGS[tag]);
            }
        }
        hand.worker = desktop.work.hire("w" + hired++, options);
        hands.add(hand);
    }

    private void kill() {
        if (!hands.isEmpty()) {
            Hand hand = hands.remove(random.nextInt(hands.size()));
            desktop.engine.engine().stop(hand.worker.ref());
        }
    }

    private void evacuate() {
        if (!hands.isEmpty()) {
            Hand hand = hands.remove(random.nextInt(hands.size()));
            desktop.work.evacuate(hand.worker, Duration.ofMillis(random.nextInt(100)));
        }
    }

    private void cancel() {
        if (!recent.isEmpty()) {
            desktop.work.cancel(recent.get(random.nextInt(recent.size())));
        }
    }

    private void submit() {
        Book book = new Book();
        TaskOptions options = new TaskOptions().priority(Priority.ofLane(random.nextInt(Priority.COUNT)));
        book.tag = random.nextInt(4) - 2;
        if (book.tag >= 0) {
            options.needs(TAGS[book.tag]);
        }
        if (random.nextBoolean()) {
            options.idempotent();
            book.idempotent = true;
        }
        if (random.nextInt(4) == 0) {
            options.cost(Duration.ofMillis(random.nextInt(50)));
        }
        if (random.nextInt(3) == 0) {
            options.affinity(random.nextInt(5));
        }
        if (random.nextInt(5) == 0) {
            options.cacheable();
        }
        if (random.nextInt(6) == 0) {
            options.idempotencyKey("key " + random.nextInt(30));
        }
        if (random.nextInt(6) == 0) {
            options.holds("gate");
        }
        if (random.nextInt(6) == 0) {
            options.holds("door");
        }
        switch (random.nextInt(20)) {
            case 0 -> options.deadline(Duration.ofMillis(-1));
            case 1, 2 -> options.deadline(Duration.ofMillis(random.nextInt(100)));
            case 3 -> options.timeLimit(Duration.ofMillis(1 + random.nextInt(50)));
            default -> {}
        }
        books.put(desktop.work.nextTaskIdToCome(), book);
        Offer offer = desktop.offer(random.nextInt(100), options);
        if (offer == Offer.ACCEPTED) {
            accepted++;
            book.heard = true;
            recent.add(desktop.submitter.lastTaskId());
            if (recent.size() > 30) {
                recent.remove(0);
            }
        } else {
            refused++;
            desktop.run();
        }
    }

    /** Lets everything come to its end, and holds the books against what was promised. */
    WorkCounters check() {
        desktop.run();
        desktop.advance(Duration.ofSeconds(5));
        WorkCounters before = desktop.work.counters();
        desktop.close();
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).as("open: %s", counters).isZero();
        assertThat(counters.inHand()).as("in hand: %s", counters).isZero();
        assertThat(counters.submitted()).isEqualTo(accepted + refused);
        assertThat(counters.ended()).as("%s", counters).isEqualTo(counters.submitted());
        for (TaskResult<Long> end : desktop.ends) {
            books.get(end.taskId()).ends++;
        }
        books.forEach((task, book) -> {
            assertThat(book.ends).as("ends of task %d", task).isEqualTo(book.heard ? 1 : 0);
            assertThat(book.starts)
                    .as("starts of task %d", task)
                    .isLessThanOrEqualTo(book.idempotent ? 1 + RETRIES : 1);
        });
        assertThat(before.submitted()).isEqualTo(counters.submitted());
        return counters;
    }
}
