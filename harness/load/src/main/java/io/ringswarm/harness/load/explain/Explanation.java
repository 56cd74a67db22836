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
 * belong to the thread that sleeps, {@link #join}, which belongs to any, and the listeners, which belong to the shards.
 */
public final class Explanation implements AutoCloseable {
    /** For {@link #join}: a thread that sends. */
    public static final int SENDER = Timelines.SENDERS;

    /** The flight recorder tells of pauses about a second late, and twice that on a busy machine. */
    private static final long LAG_NS = 3_000_000_000L;

    /** Late wake-ups below this are what timers cost. */
    private static final long LEAST_HICCUP_NS = 500_000;

    private static final long LEAST_CORE_WAIT_NS = 100_000;
    private static final int ANY_SHARD = -1;

    private final List<LateLog> ofShards = new ArrayList<>();
    private final AtomicLong coreWaitNs = new AtomicLong();
    private final CoreWaits coreWaits = CoreWaits.ofThisProcess();
    private final JvmPauses pauses;
    private final Queue<Late> pending = new ArrayDeque<>();
    private final PriorityQueue<Long> worstSeen = new PriorityQueue<>();
    private volatile Watched watched;
    private Supplier<List<LateLog>> ownLogs;
    private List<LateLog> generators = List.of();
    private Blame blame;
    private Long limitNs;
    private boolean pausesKnown;

    /** What the threads that watch write to; another one for each part of a run. */
    private record Watched(Timelines timelines, PauseSeconds collections, PauseSeconds safepoints) {
        Watched(int shards, long startNs) {
            this(new Timelines(shards), new PauseSeconds(startNs), new PauseSeconds(startNs));
        }
    }

    private record Late(LateCell cell, int shard) {}

    /**
     * Begins to watch.
     *
     * @param shards how many the engine has
     */
    public Explanation(int shards) {
        for (int i = 0; i < shards; i++) {
            ofShards.add(new LateLog());
        }
        long nowNs = System.nanoTime();
        watched = new Watched(shards, nowNs);
        blame = new Blame(nowNs);
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
     * The calling thread is one that messages wait for.
     *
     * @param shard the shard that it is, or {@link #SENDER}
     */
    public void join(int shard) {
        if (coreWaits != null) {
            coreWaits.join(shard);
        }
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
        this.limitNs = limitNs;
        this.generators = generators;
        this.ownLogs = ownLogs;
        watched = new Watched(ofShards.size(), startNs);
        blame = new Blame(startNs);
        pending.clear();
        worstSeen.clear();
        coreWaitNs.set(0);
        ofShards.forEach(LateLog::reset);
        for (LateLog log : logs()) {
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
        takeFrom(LateLog::drain);
        long floorNs = worstSeen.size() < Blame.WORST ? 0 : worstSeen.peek();
        logs().forEach(log -> log.ignoreUpTo(floorNs));
        judge(nowNs - LAG_NS);
    }

    /**
     * Judges the rest. While nothing moves any more.
     *
     * @param nowNs of the engine's clock
     * @param patienceNs how long to wait for what the flight recorder still knows
     * @return whether all pauses of the JVM are known; where they are not, they are left out of what is said
     */
    public boolean conclude(long nowNs, long patienceNs) {
        pausesKnown = pauses != null && pauses.await(patienceNs);
        generators.forEach(log -> log.drainAll(this::generatorWasLate));
        takeFrom(LateLog::drainAll);
        judge(nowNs);
        return pausesKnown;
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
        return limitNs == null ? null : blame.attribution(limitNs, pausesKnown);
    }

    /** The messages that waited longest, of each millisecond in which any was due and handled the worst. After {@link #conclude}. */
    public List<WorstMessage> worst() {
        return blame.worst();
    }

    /**
     * A second with the pauses that were in it, where they are known. After {@link #conclude}.
     *
     * @param interval as it was seen when it ended
     */
    public Interval withPauses(Interval interval) {
        if (!pausesKnown) {
            return interval;
        }
        int second = interval.second();
        return interval.toBuilder()
                .pauses(watched.collections.in(second), watched.safepoints.in(second))
                .build();
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
            watched.timelines.all(Cause.DESCHEDULED, dueNs, nowNs);
        }
    }

    /**
     * Some milliseconds have gone by.
     *
     * @param nowNs the time
     */
    public void tick(long nowNs) {
        if (coreWaits != null) {
            coreWaits.look((owner, ns) -> {
                coreWaitNs.addAndGet(ns);
                if (ns > LEAST_CORE_WAIT_NS) {
                    watched.timelines.of(owner, Cause.DESCHEDULED, nowNs - ns, nowNs);
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
        Watched now = watched;
        now.timelines.all(cause, fromNs, untilNs);
        (cause == Cause.GC ? now.collections : now.safepoints).add(fromNs, untilNs);
    }

    private List<LateLog> logs() {
        return ownLogs == null ? ofShards : ownLogs.get();
    }

    private void generatorWasLate(LateCell cell) {
        watched.timelines.of(SENDER, Cause.GENERATOR, cell.firstDueNs(), cell.enteredNs());
    }

    private interface Drain {
        void drain(LateLog log, LateLog.Reader reader);
    }

    private void takeFrom(Drain way) {
        List<LateLog> logs = logs();
        for (int i = 0; i < logs.size(); i++) {
            int shard = ownLogs == null ? i : ANY_SHARD;
            way.drain(logs.get(i), cell -> take(cell, shard));
        }
    }

    private void take(LateCell cell, int shard) {
        pending.add(new Late(cell, shard));
        worstSeen.add(cell.responseNs());
        if (worstSeen.size() > Blame.WORST) {
            worstSeen.remove();
        }
    }

    private void judge(long untilNs) {
        Timelines timelines = watched.timelines;
        List<Late> ripe = new ArrayList<>();
        pending.removeIf(late -> late.cell.enteredNs() <= untilNs && ripe.add(late));
        ripe.sort(Comparator.comparingLong(late -> late.cell.enteredNs()));
        for (Late late : ripe) {
            LateCell cell = late.cell;
            if (cell.idleNs() > 0 && late.shard != ANY_SHARD) {
                timelines.of(late.shard, Cause.UNEXPLAINED, cell.enteredNs() - cell.idleNs(), cell.enteredNs());
            }
        }
        timelines.settle(untilNs);
        for (Late late : ripe) {
            if (late.shard == ANY_SHARD) {
                blame.judge(late.cell, timelines.whole(), timelines.whole());
            } else {
                blame.judge(late.cell, timelines.sending(), timelines.shard(late.shard));
            }
        }
    }
}
