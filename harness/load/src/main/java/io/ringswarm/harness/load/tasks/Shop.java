package io.ringswarm.harness.load.tasks;

import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.DeadLetterReason;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.work.TaskEnd;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.Work;
import io.ringswarm.engine.work.WorkContext;
import io.ringswarm.engine.work.WorkCounters;
import io.ringswarm.engine.work.cache.CacheOptions;
import io.ringswarm.engine.work.retry.Backoff;
import io.ringswarm.harness.load.scenario.WorkFigures;
import io.ringswarm.harness.load.scenario.WorkSettings;
import io.ringswarm.harness.load.workload.SampleRecorder;
import io.ringswarm.reports.run.Distribution;
import io.ringswarm.reports.run.Tasks;
import io.ringswarm.reports.run.TasksBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * A work with its workers and a foreman, and what comes of round after round of tasks. One thread at a time runs rounds;
 * {@link #stop}, {@link #accepted} and {@link #heard} are for any.
 */
public final class Shop implements AutoCloseable {
    private static final double RETRY_GROWTH = 1.5;
    private static final int MOST_RETRY_GROWTH = 10;
    private static final double NS_PER_SECOND = 1e9;

    private final Engine engine;
    private final WorkSettings settings;
    private final long seed;
    private final NanoClock clock;
    private final Work work;
    private final Crew crew;
    private final Foreman foreman;
    private final AgentRef foremanRef;
    private volatile boolean stopped;
    private WorkCounters before;
    private Map<DeadLetterReason, Long> deadBefore;
    private long number;
    private long rounds;
    private long makespanNs;
    private long offlineMakespanNs;
    private long busyNs;
    private TasksFound found;

    /**
     * Opens a work on an engine and hires its workers.
     *
     * @param engine on which nothing else is called work or foreman
     * @param settings what the scenario says
     * @param seed of everything that is drawn
     * @param guise may put another in front of who hears how tasks end
     */
    public Shop(Engine engine, WorkSettings settings, long seed, UnaryOperator<ReplyHandler> guise) {
        this.engine = engine;
        this.settings = settings;
        this.seed = seed;
        clock = engine.config().clock();
        work = Work.open(engine, context(settings, seed));
        TaskKind<TaskOrder, TaskOutcome> kind =
                work.kind("load", TaskOrder.CODEC, TaskOrder::new, TaskOutcome.CODEC, TaskOutcome::new);
        TaskChances chances = new TaskChances(seed, settings);
        TaskBook book = new TaskBook(Foreman.MOST_OPEN, settings.retries());
        crew = new Crew(engine, work, kind, settings, book, chances, seed);
        crew.hireAll();
        foreman = new Foreman(work, kind, settings, chances, book, guise);
        foremanRef = engine.spawn("foreman", engine.config().shards() - 1, () -> foreman);
        before = work.counters();
        deadBefore = engine.counters().dead();
    }

    private static WorkContext context(WorkSettings settings, long seed) {
        Duration retryAfter = Duration.ofNanos(settings.retryAfterNs());
        WorkContext context = new WorkContext()
                .seed(seed)
                .strategy(settings.strategy())
                .maxConcurrency(0)
                .timeLimit(Duration.ofNanos(settings.timeLimitNs()))
                .backoff(new Backoff(
                        settings.retries(), retryAfter, RETRY_GROWTH, retryAfter.multipliedBy(MOST_RETRY_GROWTH)));
        if (settings.meanTaskNs() > 0) {
            context.targetTime(Duration.ofNanos(settings.meanTaskNs()));
        }
        return settings.isCached()
                ? context.cache(CacheOptions.DEFAULT
                        .withMaxEntries(2 * settings.keys())
                        .withTtl(Duration.ofNanos(settings.cacheTtlNs())))
                : context;
    }

    /**
     * Runs a round to its end.
     *
     * @param waiter waits for a time at most, in ns; may return earlier
     * @param patienceNs how long no task may end before this gives up
     * @return false when it gave up: tasks are open that should have ended
     */
    public boolean round(LongConsumer waiter, long patienceNs) {
        Round round = Round.of(settings, seed, number++);
        foreman.prepare(round);
        while (engine.tell(foremanRef, new TaskOrder(), TaskOrder.CODEC) == Offer.BACK_PRESSURED) {
            waiter.accept(Crew.LOOK_NS);
        }
        long heard = foreman.heard();
        long heardNs = clock.nanoTime();
        while (foreman.tookNs() < 0) {
            long nowNs = clock.nanoTime();
            if (foreman.heard() != heard) {
                heard = foreman.heard();
                heardNs = nowNs;
            } else if (nowNs - heardNs > patienceNs) {
                return false;
            }
            waiter.accept(crew.turn(nowNs));
        }
        busyNs += foreman.tookNs();
        if (!stopped) {
            rounds++;
            makespanNs += foreman.tookNs();
            offlineMakespanNs += round.offlineMakespanNs(settings.tasksAtOnce());
        }
        return true;
    }

    /** Submits no more of the round that is under way. */
    public void stop() {
        stopped = true;
        foreman.stop();
    }

    /** Counts from zero. Between rounds. */
    public void reset() {
        stopped = false;
        rounds = 0;
        makespanNs = 0;
        offlineMakespanNs = 0;
        busyNs = 0;
        foreman.reset();
        crew.reset();
        before = work.counters();
        deadBefore = engine.counters().dead();
    }

    /** Tasks that were accepted since the last reset. */
    public long accepted() {
        return foreman.accepted();
    }

    /** Tasks that were accepted since the beginning. */
    public long acceptedInAll() {
        return foreman.acceptedInAll();
    }

    /** Tasks of which the end was heard, since the beginning. */
    public long heard() {
        return foreman.heard();
    }

    /** Ends that were heard of tasks that had ended, since the beginning. */
    public long heardAgain() {
        return foreman.heardAgain();
    }

    /** Submits that were refused since the last reset. Between rounds. */
    public long refused() {
        return foreman.refused();
    }

    /** Times from submit to end. */
    public SampleRecorder responses() {
        return foreman.toEnd();
    }

    /** Ends the work. What was found is known then. Before the engine is closed; idempotent. */
    @Override
    public void close() {
        if (found == null) {
            Map<DeadLetterReason, Long> dead = deadSince();
            crew.lookLast();
            work.close();
            foreman.book().close();
            found = new TasksFound(
                    section(),
                    rounds,
                    foreman.book().startedTooOften(),
                    foreman.wrongResults(),
                    disagreements(),
                    dead,
                    settings.losesWorkers(),
                    figures());
        }
    }

    /**
     * What was found since the last reset.
     *
     * @return null before it is closed
     */
    public TasksFound found() {
        return found;
    }

    private Map<DeadLetterReason, Long> deadSince() {
        Map<DeadLetterReason, Long> dead = new EnumMap<>(DeadLetterReason.class);
        engine.counters()
                .dead()
                .forEach((reason, count) -> dead.put(reason, count - deadBefore.getOrDefault(reason, 0L)));
        return dead;
    }

    private Tasks section() {
        WorkCounters after = work.counters();
        boolean scheduled = settings.isSchedulable() && rounds > 0;
        TasksBuilder section = Tasks.builder()
                .submitted(after.submitted() - before.submitted(), after.succeeded() - before.succeeded())
                .failed(after.failed() - before.failed(), reasons("failed: ", after))
                .rejected(after.rejected() - before.rejected(), reasons("rejected: ", after))
                .givenUp(after.expired() - before.expired(), after.cancelled() - before.cancelled())
                .repeated(
                        after.retried() - before.retried(),
                        after.duplicateCompletions() - before.duplicateCompletions())
                .cache(after.cacheHits() - before.cacheHits(), after.cacheMisses() - before.cacheMisses())
                .moved(
                        after.movedByRebalance() + after.stolen() - before.movedByRebalance() - before.stolen(),
                        after.evacuated() - before.evacuated())
                .routed(settings.strategy().key(), settings.workers())
                .checked(foreman.book().notEndedOnce())
                .times(Distribution.of(foreman.toStart()), Distribution.of(foreman.toEndInAll()))
                .workers(crew.sampleNs(), crew.found());
        return (scheduled ? section.makespan(makespanNs, offlineMakespanNs) : section).build();
    }

    private Map<String, Long> reasons(String prefix, WorkCounters after) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        after.reasons().forEach((reason, count) -> {
            long since = count - before.reasons().getOrDefault(reason, 0L);
            if (reason.startsWith(prefix) && since > 0) {
                reasons.put(reason.substring(prefix.length()), since);
            }
        });
        return reasons;
    }

    /** An attempt that was handed to a worker which ended comes to nobody who would take it down. */
    private List<TasksFound.Disagreement> disagreements() {
        List<TasksFound.Disagreement> all = new ArrayList<>();
        WorkCounters after = work.counters();
        TaskBook book = foreman.book();
        compare(all, "submitted", book.submitted(), after.submitted() - before.submitted());
        compare(all, "succeeded", book.ended(TaskEnd.SUCCEEDED), after.succeeded() - before.succeeded());
        compare(all, "failed", book.ended(TaskEnd.FAILED), after.failed() - before.failed());
        compare(all, "expired", book.ended(TaskEnd.EXPIRED), after.expired() - before.expired());
        compare(all, "cancelled", book.ended(TaskEnd.CANCELLED), after.cancelled() - before.cancelled());
        compare(all, "rejected", book.ended(TaskEnd.REJECTED), after.rejected() - before.rejected());
        if (settings.isCached()) {
            compare(all, "found in the cache", foreman.keys().hits(), after.cacheHits() - before.cacheHits());
        }
        if (!settings.losesWorkers()) {
            compare(all, "started", book.attempts(), after.started() - before.started());
            compare(all, "started again", book.repeated(), after.retried() - before.retried());
        }
        return all;
    }

    private static void compare(List<TasksFound.Disagreement> all, String what, long byBook, long byDesk) {
        if (byBook != byDesk) {
            all.add(new TasksFound.Disagreement(what, byBook, byDesk));
        }
    }

    private Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        Double efficiency =
                settings.isSchedulable() && makespanNs > 0 ? (Double) ((double) offlineMakespanNs / makespanNs) : null;
        if (efficiency != null) {
            figures.put(WorkFigures.EFFICIENCY, efficiency);
        }
        if (busyNs > 0) {
            figures.put(WorkFigures.STARTS_PER_SECOND, foreman.book().attempts() * NS_PER_SECOND / busyNs);
        }
        if (settings.isCached()) {
            figures.put(WorkFigures.MISSED_HITS, (double) foreman.keys().missedHits());
            figures.put(WorkFigures.STALE_HITS, (double) foreman.keys().staleHits());
        }
        return figures;
    }
}
