package io.ringswarm.harness.load.explain;

import io.ringswarm.engine.metrics.EntryListener;
import io.ringswarm.harness.load.environment.CoreWaits;
import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.WorstMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Watches a run for what makes messages late, and puts each message over the limit to a cause. What it keeps does not grow with
 * the run but for two numbers a second. Confined to one thread at a time, but for {@link #overslept} and {@link #tick}, which
 * belong to the thread that sleeps, and the listeners, which belong to the shards.
 */
public final class Explanation implements AutoCloseable {
    /** The flight recorder tells of pauses about a second late, and twice that on a busy machine. */
    private static final long LAG_NS = 3_000_000_000L;

    /** Late wake-ups below this are what timers cost. */
    private static final long LEAST_HICCUP_NS = 500_000;

    private static final long LEAST_CORE_WAIT_NS = 100_000;

    private final List<LateLog> ofShards = new ArrayList<>();
    private final AtomicLong coreWaitNs = new AtomicLong();
    private final CoreWaits coreWaits;
    private volatile Timeline timeline = new Timeline();
    private volatile PauseSeconds collections = new PauseSeconds(0);
    private volatile PauseSeconds safepoints = new PauseSeconds(0);
    private final JvmPauses pauses;
    private Supplier<List<LateLog>> logs = List::of;
    private List<LateLog> generators = List.of();
    private final Queue<LateCell> pending = new ArrayDeque<>();
    private final PriorityQueue<Long> worstSeen = new PriorityQueue<>();
    private Blame blame = new Blame(timeline);
    private Long limitNs;
    private long startNs;

    /**
     * Begins to watch.
     *
     * @param shards how many the engine has
     * @param threads how the names of the threads begin that messages wait for
     */
    public Explanation(int shards, List<String> threads) {
        for (int i = 0; i < shards; i++) {
            ofShards.add(new LateLog());
        }
        coreWaits = CoreWaits.ofThreads(threads);
        pauses = JvmPauses.start(this::paused);
    }

    /**
     * What notes the late messages of a shard, as far as the engine times them.
     *
     * @param shard its index
     */
    public EntryListener ofShard(int shard) {
        return ofShards.get(shard);
    }

    /**
     * Forgets everything and begins the measured part. While no message moves.
     *
     * @param startNs when its first message is due
     * @param limitNs responses above this are put to a cause; null for none
     * @param ownLogs of a load that times the response itself, which may become more; null when the engine's is meant
     * @param generators when generators were late by their own fault
     */
    public void begin(long startNs, Long limitNs, Supplier<List<LateLog>> ownLogs, List<LateLog> generators) {
        this.startNs = startNs;
        this.limitNs = limitNs;
        this.generators = generators;
        logs = ownLogs == null ? () -> ofShards : ownLogs;
        timeline = new Timeline();
        blame = new Blame(timeline);
        collections = new PauseSeconds(startNs);
        safepoints = new PauseSeconds(startNs);
        pending.clear();
        worstSeen.clear();
        coreWaitNs.set(0);
        ofShards.forEach(LateLog::reset);
        for (LateLog log : logs.get()) {
            log.reset();
            log.limit(limitNs);
        }
        generators.forEach(LateLog::reset);
        if (ownLogs != null) {
            for (LateLog log : ofShards) {
                log.limit(null);
                log.ignoreUpTo(Long.MAX_VALUE);
            }
        }
    }

    /**
     * Takes what was noted, and judges what is old enough that all its causes are known.
     *
     * @param nowNs of the engine's clock
     */
    public void look(long nowNs) {
        generators.forEach(log -> log.drain(this::generatorWasLate));
        logs.get().forEach(log -> log.drain(this::take));
        long floorNs = worstSeen.size() < Blame.WORST ? 0 : worstSeen.peek();
        logs.get().forEach(log -> log.ignoreUpTo(floorNs));
        judge(nowNs - LAG_NS);
    }

    /**
     * Judges the rest. While nothing moves any more.
     *
     * @param nowNs of the engine's clock
     * @return whether all pauses of the JVM are known
     */
    public boolean conclude(long nowNs) {
        boolean told = pauses == null || pauses.await();
        generators.forEach(log -> log.drainAll(this::generatorWasLate));
        logs.get().forEach(log -> log.drainAll(this::take));
        judge(nowNs);
        return told;
    }

    /**
     * Messages were never sent.
     *
     * @param messages how many waited longer than the limit
     * @param byGenerator how many of them for the generator's fault
     */
    public void unsent(long messages, long byGenerator) {
        long own = Math.min(messages, byGenerator);
        blame.add(Cause.GENERATOR, own);
        blame.add(Cause.QUEUEING, messages - own);
    }

    /** The causes of messages over the limit; null without a limit. After {@link #conclude}. */
    public Attribution attribution() {
        return limitNs == null ? null : blame.attribution(limitNs, pauses != null);
    }

    /** The messages that waited longest, of each millisecond in which any was due and handled the worst. After {@link #conclude}. */
    public List<WorstMessage> worst() {
        return blame.worst(startNs);
    }

    /**
     * A second with the pauses that were in it. After {@link #conclude}.
     *
     * @param interval as it was seen when it ended
     */
    public Interval withPauses(Interval interval) {
        return pauses == null
                ? interval
                : interval.withPauses(collections.in(interval.second()), safepoints.in(interval.second()));
    }

    /** How long threads were ready and had no core since the last call, ns; null where the kernel does not say. */
    public Long takeCoreWaitNs() {
        return coreWaits == null ? null : (Long) coreWaitNs.getAndSet(0);
    }

    /**
     * A thread that slept woke late: nothing else may have run, either.
     *
     * @param dueNs when it should have
     * @param nowNs when it did
     */
    public void overslept(long dueNs, long nowNs) {
        if (nowNs - dueNs > LEAST_HICCUP_NS) {
            timeline.add(Cause.DESCHEDULED, dueNs, nowNs);
        }
    }

    /**
     * Some milliseconds have gone by.
     *
     * @param nowNs the time
     */
    public void tick(long nowNs) {
        if (coreWaits != null) {
            coreWaits.look(ns -> {
                coreWaitNs.addAndGet(ns);
                if (ns > LEAST_CORE_WAIT_NS) {
                    timeline.add(Cause.DESCHEDULED, nowNs - ns, nowNs);
                }
            });
        }
    }

    /** After the thread that sleeps has ended. */
    @Override
    public void close() {
        if (pauses != null) {
            pauses.close();
        }
        if (coreWaits != null) {
            coreWaits.close();
        }
    }

    private void paused(Cause cause, long fromNs, long untilNs) {
        timeline.add(cause, fromNs, untilNs);
        (cause == Cause.GC ? collections : safepoints).add(fromNs, untilNs);
    }

    private void generatorWasLate(LateCell cell) {
        timeline.add(Cause.GENERATOR, cell.firstDueNs(), cell.enteredNs());
    }

    private void take(LateCell cell) {
        pending.add(cell);
        worstSeen.add(cell.responseNs());
        if (worstSeen.size() > Blame.WORST) {
            worstSeen.remove();
        }
    }

    private void judge(long untilNs) {
        List<LateCell> ripe = new ArrayList<>();
        pending.removeIf(cell -> cell.enteredNs() <= untilNs && ripe.add(cell));
        ripe.sort(Comparator.comparingLong(LateCell::enteredNs));
        for (LateCell cell : ripe) {
            if (cell.idleNs() > 0) {
                timeline.add(Cause.UNEXPLAINED, cell.enteredNs() - cell.idleNs(), cell.enteredNs());
            }
        }
        timeline.settle(untilNs);
        ripe.forEach(blame::judge);
    }
}
