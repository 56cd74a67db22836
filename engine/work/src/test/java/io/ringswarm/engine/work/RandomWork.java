package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;
import io.ringswarm.engine.EngineContext;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.work.cache.CacheOptions;
import io.ringswarm.engine.work.desk.Desk;
import io.ringswarm.engine.work.desk.DeskAudit;
import io.ringswarm.engine.work.limit.CircuitBreakerOptions;
import io.ringswarm.engine.work.limit.ConcurrencyOptions;
import io.ringswarm.engine.work.limit.Rate;
import io.ringswarm.engine.work.retry.Backoff;
import io.ringswarm.engine.work.routing.Strategies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Tasks of all sorts for workers of all sorts, with every fault there is at random moments, on one thread and in virtual time;
 * and a book of what was promised: each task ends once and with its own result, one that is not idempotent is started at most
 * once, no other more often than it may be, nobody gets what he cannot do, of those with the same key one is done. The desk's
 * records are held against each other meanwhile, see {@link DeskAudit}.
 */
final class RandomWork {
    private static final String[] TAGS = {"red", "green"};
    private static final Duration TIME_LIMIT = Duration.ofMillis(200);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(120);

    private final SplittableRandom random;
    private final Desktop desktop;
    private final TaskKind<Figure, Figure> kind;
    private final EndReader<Figure> reader;
    private final boolean rememberAll;
    private final boolean roomy;
    private final int retries;
    private final Map<Long, Book> books = new HashMap<>();
    private final Map<Long, Long> startedByKey = new HashMap<>();
    private final Set<Long> cancelled = new HashSet<>();
    private final List<Hand> hands = new ArrayList<>();
    private final List<Hand> gone = new ArrayList<>();
    private final List<Long> recent = new ArrayList<>();
    private boolean calm;
    private Desk desk;
    private int hired;
    private long refused;
    private long accepted;

    /** What is known of one task. */
    private static final class Book {
        boolean idempotent;
        boolean repeatable;
        int tag;
        long payload;
        long key = -1;
        int starts;
        int lastAttempt;
        int ends;
        boolean heard;
        long deadlineNs;
    }

    /** Some figures cannot be written or read. */
    private static final class TrickyCodec extends FixedCodec<Figure> {
        static final long UNWRITABLE = -1;
        static final long UNREADABLE = -3;
        static final long RESULT_UNWRITABLE = -5;
        static final long RESULT_UNREADABLE = -7;

        private TrickyCodec() {
            super(new Template(901, 1, 0), Long.BYTES, Long.BYTES);
        }

        @Override
        protected void write(Figure value, BodyWriter out) {
            if (value.value == UNWRITABLE || value.value == 2 * RESULT_UNWRITABLE) {
                throw new IllegalArgumentException("cannot be written");
            }
            out.putLong(0, value.value);
        }

        @Override
        protected void read(BodyReader in, Figure into) {
            into.value = in.getLong(0);
            if (into.value == UNREADABLE || into.value == 2 * RESULT_UNREADABLE) {
                throw new IllegalArgumentException("cannot be read");
            }
        }
    }

    RandomWork(long seed) {
        random = new SplittableRandom(seed);
        rememberAll = random.nextBoolean();
        retries = random.nextInt(4);
        WorkContext context = new WorkContext()
                .maxOpenTasks(random.nextInt(5) == 0 ? 1 + random.nextInt(12) : 100 + random.nextInt(500))
                .strategy(Strategies.values()[random.nextInt(Strategies.values().length)])
                .backoff(Backoff.DEFAULT.withBase(Duration.ofMillis(5)).withRetries(retries))
                .timeLimit(TIME_LIMIT)
                .semaphore("gate", 1 + random.nextInt(3))
                .semaphore("door", 1 + random.nextInt(3))
                .idempotency(
                        rememberAll ? 100_000 : 1 + random.nextInt(20), Duration.ofMillis(rememberAll ? 3_600_000 : 50))
                .balancing(random.nextInt(3) > 0);
        switch (random.nextInt(4)) {
            case 0 -> context.maxConcurrency(0);
            case 1 -> context.concurrency(ConcurrencyOptions.adaptive());
            default -> context.maxConcurrency(1 + random.nextInt(20));
        }
        if (random.nextInt(4) == 0) {
            context.rate(Rate.perSecond(500 + random.nextInt(100_000)));
        }
        if (random.nextInt(3) == 0) {
            context.circuits(CircuitBreakerOptions.standard().withWindow(10, 5).withTrials(Duration.ofMillis(20), 2));
        }
        if (random.nextBoolean()) {
            context.cache(CacheOptions.DEFAULT.withMaxEntries(20).withTtl(Duration.ofMillis(30)));
        }
        roomy = random.nextBoolean();
        EngineContext engine = new EngineContext()
                .shards(1 + random.nextInt(2))
                .shedAfter(Duration.ofNanos(random.nextInt(2) * 100_000L));
        if (roomy) {
            engine.ringSlots(1024);
        } else {
            engine.ringSlots(random.nextBoolean() ? 4 : 256)
                    .localQueueSlots(random.nextBoolean() ? 4 : 64)
                    .parkedMessages(random.nextBoolean() ? 4 : 64)
                    .maxAsksInFlight(random.nextBoolean() ? 8 : 512);
        }
        desktop = new Desktop(engine, context);
        TrickyCodec codec = new TrickyCodec();
        kind = desktop.work.kind("tricky", codec, Figure::new, codec, Figure::new);
        reader = kind.onEnd(this::ended);
        desktop.work.command(found -> desk = found);
        desktop.run();
    }

    /** A worker that does what chance says. */
    private final class Hand implements TaskHandler<Figure, Figure> {
        private final int tags;
        private final int slots;
        private final List<Held> held = new ArrayList<>();

        /** Of ten tasks, how many are dealt with at once, and well. */
        private final int steadiness = List.of(10, 10, 7, 7, 7, 1).get(random.nextInt(6));

        private Worker worker;
        private boolean dead;
        private Timer timer;

        Hand(int tags, int slots) {
            this.tags = tags;
            this.slots = slots;
        }

        private record Held(Task<Figure> task, long value, boolean silent) {}

        @Override
        public void onTask(Figure payload, Task<Figure> task) {
            noteStart(payload, task);
            payload.value *= 2;
            if (calm || random.nextInt(10) < steadiness) {
                task.succeed(payload);
                return;
            }
            switch (random.nextInt(12)) {
                case 0 -> throw new IllegalStateException("a fault");
                case 1, 2 -> task.fail("no luck");
                case 3 -> {
                    task.succeed(payload);
                    discarded(task.succeed(Figure.of(13)));
                }
                case 4 -> {} // forgets it
                case 5 -> hold(task, payload.value, true);
                default -> hold(task, payload.value, false);
            }
            if (random.nextInt(100) == 0) {
                kill();
            }
        }

        private void noteStart(Figure payload, Task<Figure> task) {
            Book book = books.get(task.taskId());
            assertThat(book.tag < 0 || (tags & 1 << book.tag) != 0)
                    .as("the worker is able to do task %d", task.taskId())
                    .isTrue();
            assertThat(payload.value).as("payload of task %d", task.taskId()).isEqualTo(book.payload);
            assertThat(task.attempt())
                    .as("attempt at task %d", task.taskId())
                    .isGreaterThan(book.starts)
                    .isLessThanOrEqualTo(book.idempotent ? 1 + retries : 1);
            book.starts++;
            assertThat(held.size())
                    .as("tasks in the hands of %s, of which one more", worker)
                    .isLessThan(slots);
            book.lastAttempt = Math.max(book.lastAttempt, task.attempt());
            if (book.key >= 0 && rememberAll) {
                assertThat(startedByKey.computeIfAbsent(book.key, key -> task.taskId()))
                        .as("the one that is started of key %d", book.key)
                        .isEqualTo(task.taskId());
            }
            if (random.nextInt(10) == 0) {
                DeskAudit.check(desk);
            }
        }

        private void discarded(boolean taken) {
            assertThat(taken).as("a second completion was taken").isFalse();
        }

        private void hold(Task<Figure> task, long value, boolean silent) {
            held.add(new Held(task.keep(), value, silent));
            if (timer == null) {
                timer = task.agent().newTimer((fired, dueNs, self) -> endSome());
            }
            if (!timer.isSet()) {
                timer.once(Duration.ofNanos(1_000L * (1 + random.nextInt(20_000))));
            }
        }

        private void endSome() {
            for (int i = held.size() - 1; i >= 0; i--) {
                Held one = held.get(i);
                if (calm || !one.silent && random.nextInt(4) > 0) {
                    held.remove(i);
                    end(one);
                }
            }
            if (!held.isEmpty()) {
                timer.once(Duration.ofNanos(1_000L * (1 + random.nextInt(20_000))));
            }
        }

        private void end(Held one) {
            switch (random.nextInt(8)) {
                case 0 -> one.task.fail("changed its mind");
                case 1 -> {
                    one.task.succeed(Figure.of(one.value));
                    discarded(one.task.succeed(Figure.of(13)));
                    discarded(one.task.fail("nothing"));
                }
                default -> one.task.succeed(Figure.of(one.value));
            }
        }

        @Override
        public void onCancel(long ticket) {
            held.stream()
                    .filter(one -> one.task.ticket() == ticket)
                    .forEach(one -> assertThat(one.task.isCancelled()).isTrue());
        }

        /** With room for every message, whoever has a task that has ended knows. */
        void checkCancelled() {
            if (dead || !roomy) {
                return;
            }
            for (Held one : held) {
                if (!DeskAudit.isOpen(desk, one.task.taskId())) {
                    assertThat(one.task.isCancelled())
                            .as("task %d, which has ended, says so", one.task.taskId())
                            .isTrue();
                }
            }
        }
    }

    /** Does so many things. */
    RandomWork run(int tasks) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            hire();
        }
        while (accepted + refused < tasks) {
            switch (random.nextInt(64)) {
                case 0 -> hire();
                case 1 -> {
                    if (random.nextInt(3) == 0) {
                        kill();
                    }
                }
                case 2 -> {
                    if (random.nextInt(2) == 0) {
                        evacuate();
                    }
                }
                case 3, 4 -> cancel();
                case 5, 6, 7, 8, 9, 10, 11, 12 -> advance(random.nextInt(5_000));
                case 13 -> advance(random.nextInt(random.nextInt(4) == 0 ? 300_000 : 50_000));
                case 14 -> {
                    for (int i = random.nextInt(60); i >= 0; i--) {
                        submit();
                    }
                }
                case 15 -> stall();
                case 16, 17, 18, 19, 20, 21, 22, 23, 24 -> rest();
                default -> submit();
            }
        }
        return this;
    }

    /** Time goes on while messages are on their way. */
    private void stall() {
        for (int i = random.nextInt(4); i > 0; i--) {
            desktop.engine.turn();
        }
        long ns = 1_000L * random.nextInt(random.nextInt(4) == 0 ? 300_000 : 3_000);
        desktop.engine.clock().set(desktop.engine.clock().nanoTime() + ns);
    }

    private void advance(long us) {
        desktop.advance(Duration.ofNanos(1_000L * us));
        rest();
    }

    private void rest() {
        desktop.run();
        DeskAudit.checkAtRest(desk, desktop.engine.clock().nanoTime());
        hands.forEach(Hand::checkCancelled);
    }

    private void hire() {
        if (hands.size() >= 12) {
            return;
        }
        Hand hand = new Hand(random.nextInt(3) == 0 ? random.nextInt(4) : 3, 1 + random.nextInt(4));
        WorkerOptions options = new WorkerOptions()
                .slots(hand.slots)
                .queueCapacity(random.nextInt(4) == 0 ? 1 + random.nextInt(20) : 200)
                .handles(kind, () -> hand);
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
            hand.dead = true;
            desktop.engine.engine().stop(hand.worker.ref());
        }
    }

    private void evacuate() {
        if (!hands.isEmpty()) {
            Hand hand = hands.remove(random.nextInt(hands.size()));
            gone.add(hand);
            desktop.work.evacuate(hand.worker, Duration.ofMillis(random.nextInt(100)));
        }
    }

    private void cancel() {
        if (!recent.isEmpty()) {
            long task = recent.get(random.nextInt(recent.size()));
            cancelled.add(task);
            boolean hasCome = random.nextBoolean();
            if (hasCome) {
                desktop.run();
            }
            if (desktop.work.cancel(task) && hasCome) {
                desktop.run();
                assertThat(DeskAudit.isOpen(desk, task))
                        .as("task %d, which was cancelled, is open", task)
                        .isFalse();
            }
        }
    }

    private void submit() {
        Book book = new Book();
        TaskOptions options = new TaskOptions().priority(Priority.ofLane(random.nextInt(Priority.COUNT)));
        book.payload = random.nextInt(40) > 0 ? random.nextInt(60) : -1 - random.nextInt(8);
        book.tag = random.nextInt(3) == 0 ? random.nextInt(TAGS.length) : -1;
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
        if (random.nextInt(4) == 0) {
            options.cacheable();
            book.repeatable = true;
        }
        if (random.nextInt(8) == 0) {
            book.key = random.nextInt(rememberAll ? 200 : 30);
            book.payload = 1_000 + book.key;
            book.repeatable = true;
            options.idempotencyKey("key " + book.key);
        }
        if (random.nextInt(8) == 0) {
            options.holds("gate");
        }
        if (random.nextInt(8) == 0) {
            options.holds("door");
        }
        book.deadlineNs = Long.MAX_VALUE;
        switch (random.nextInt(40)) {
            case 0 -> deadline(book, options, -1);
            case 1, 2 -> deadline(book, options, random.nextInt(100));
            case 3, 4 -> options.timeLimit(Duration.ofMillis(1 + random.nextInt(50)));
            default -> {}
        }
        books.put(desktop.work.nextTaskIdToCome(), book);
        if (offer(book, options) == Offer.ACCEPTED) {
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

    private void deadline(Book book, TaskOptions options, int ms) {
        options.deadline(Duration.ofMillis(ms));
        book.deadlineNs = desktop.engine.clock().nanoTime() + 1_000_000L * ms;
    }

    /** Null when the payload cannot be written. */
    private Offer offer(Book book, TaskOptions options) {
        try {
            return desktop.submitter.submit(kind, Figure.of(book.payload), options, reader);
        } catch (IllegalArgumentException e) {
            assertThat(book.payload).isEqualTo(TrickyCodec.UNWRITABLE);
            return null;
        }
    }

    private void ended(TaskEnding<Figure> ending) {
        Book book = books.get(ending.taskId());
        book.ends++;
        assertThat(book.ends).as("ends of task %d", ending.taskId()).isEqualTo(1);
        EndReason reason = ending.reason();
        switch (ending.end()) {
            case SUCCEEDED -> {
                if (reason == EndReason.RESULT_CODEC) {
                    assertThat(book.payload).isEqualTo(TrickyCodec.RESULT_UNREADABLE);
                } else {
                    assertThat(ending.value().value)
                            .as("result of task %d", ending.taskId())
                            .isEqualTo(2 * book.payload);
                }
                assertThat(book.starts > 0 || book.repeatable).isTrue();
            }
            case FAILED -> failed(ending, book);
            case EXPIRED -> {
                if (!book.repeatable) {
                    assertThat(desktop.engine.clock().nanoTime() - book.deadlineNs)
                            .isNotNegative();
                }
            }
            case CANCELLED -> {
                if (reason == EndReason.CANCELLED && !book.repeatable) {
                    assertThat(cancelled).contains(ending.taskId());
                }
            }
            case REJECTED -> assertThat(book.starts).isZero();
        }
    }

    private void failed(TaskEnding<Figure> ending, Book book) {
        switch (ending.reason()) {
            case PAYLOAD_CODEC -> assertThat(book.payload).isEqualTo(TrickyCodec.UNREADABLE);
            case RESULT_CODEC -> assertThat(book.payload).isEqualTo(TrickyCodec.RESULT_UNWRITABLE);
            case WORKER_FAILED -> {
                if (!book.repeatable) {
                    assertThat(book.lastAttempt)
                            .as("the last attempt at task %d, which failed", ending.taskId())
                            .isEqualTo(book.idempotent ? 1 + retries : 1);
                }
            }
            case TIME_LIMIT, WORKER_LOST, NO_CAPABLE_WORKER -> {}
            default -> throw new AssertionError("failed: " + ending.reason());
        }
    }

    /** Lets everything come to its end, and holds the books against what was promised. */
    WorkCounters check() {
        if (random.nextInt(8) > 0) {
            calmDown();
        } else {
            for (int i = 0; i < 40; i++) {
                submit();
            }
        }
        desktop.close();
        assertThat(desktop.engine.counters().batchEndFaults())
                .as("batch ends that threw")
                .isZero();
        assertThat(desktop.engine.deadLetters())
                .as("messages of which an agent has thrown")
                .noneMatch(letter -> letter.cause() != null);
        WorkCounters counters = desktop.work.counters();
        assertThat(counters.open()).as("open: %s", counters).isZero();
        assertThat(counters.inHand()).as("in hand: %s", counters).isZero();
        assertThat(counters.submitted()).isEqualTo(accepted + refused);
        assertThat(counters.ended()).as("%s", counters).isEqualTo(counters.submitted());
        assertThat(endedForKnownReasons(counters)).as("%s", counters).isEqualTo(counters.ended());
        books.forEach((task, book) ->
                assertThat(book.ends).as("ends of task %d", task).isEqualTo(book.heard ? 1 : 0));
        long starts = books.values().stream().mapToLong(book -> book.starts).sum();
        long retries = books.values().stream()
                .mapToLong(book -> Math.max(0, book.lastAttempt - 1))
                .sum();
        long firsts = books.values().stream().filter(book -> book.starts > 0).count();
        assertThat(counters.started()).as("%s", counters).isGreaterThanOrEqualTo(starts);
        assertThat(counters.retried()).as("%s", counters).isGreaterThanOrEqualTo(retries);
        assertThat(counters.started() - counters.retried()).as("%s", counters).isBetween(firsts, accepted);
        return counters;
    }

    private static long endedForKnownReasons(WorkCounters counters) {
        return Arrays.stream(TaskEnd.values())
                .mapToLong(end -> end.reasons().stream()
                        .mapToLong(reason -> counters.ended(end, reason))
                        .sum())
                .sum();
    }

    /** From now on every worker answers what it has and what it gets, and one is there that can do anything. */
    private void calmDown() {
        calm = true;
        desktop.work.hire(
                "last", new WorkerOptions().slots(4).can(TAGS[0]).can(TAGS[1]).handles(kind, () -> new Hand(3, 4)));
        Duration step = Duration.ofMillis(500);
        Duration waited = Duration.ZERO;
        while (desktop.work.counters().open() > 0 && waited.compareTo(LONG_ENOUGH) < 0) {
            desktop.advance(step);
            waited = waited.plus(step);
        }
        assertThat(desktop.work.counters().open()).as("open after %s", waited).isZero();
        desktop.advance(step);
        DeskAudit.checkAtRest(desk, desktop.engine.clock().nanoTime());
        DeskAudit.checkEmpty(desk);
        assertThat(desktop.work.counters().reasons())
                .as("ended before it was closed")
                .doesNotContainKey("cancelled: closed");
    }

    /** What has happened, by name. */
    static Map<String, Long> happened(WorkCounters counters) {
        Map<String, Long> happened = new TreeMap<>(counters.reasons());
        happened.put("submitted", counters.submitted());
        happened.put("succeeded", counters.succeeded());
        happened.put("started", counters.started());
        happened.put("retried", counters.retried());
        happened.put("duplicate completions", counters.duplicateCompletions());
        happened.put("cache hits", counters.cacheHits());
        happened.put("cache misses", counters.cacheMisses());
        happened.put("moved", counters.movedByRebalance());
        happened.put("stolen", counters.stolen());
        happened.put("evacuated", counters.evacuated());
        happened.put("circuits tripped", counters.circuitsTripped());
        return happened;
    }
}
