package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.environment.Heap;
import io.ringswarm.harness.load.environment.ProcessUsage;
import io.ringswarm.harness.load.explain.Explanation;
import io.ringswarm.harness.load.explain.LateLog;
import io.ringswarm.harness.load.finding.Sentence;
import io.ringswarm.harness.load.generate.EngineFaultException;
import io.ringswarm.harness.load.generate.LoadFaultException;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.kind.Flow;
import io.ringswarm.harness.load.kind.Seen;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.scenario.Slo;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.SampleRecorder;
import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.run.Alloc;
import io.ringswarm.reports.run.Warmup;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** The measured part of a run, from a quiet engine to a closed one. Made while the engine is quiet; one thread. */
final class MeasuredPart implements AutoCloseable {
    /** Time for the producers' threads to start before the first message is due. */
    private static final long LEAD_NS = 10_000_000;

    /** What is handled so soon after the end still belongs to the last second. */
    private static final long LATE_NS = 10_000_000;

    private static final long SECOND_NS = 1_000_000_000L;

    /** For the flight recorder, which ends by itself when the JVM does. */
    private static final long PAUSES_PATIENCE_NS = 10 * SECOND_NS;

    private static final long MAX_PARK_NS = 20_000_000;
    private static final long MIN_JOIN_NS = 2_000_000;

    private final String runId;
    private final Schedule schedule;
    private final long durationNs;
    private final Rig rig;
    private final HiccupMeter hiccups;
    private final Explanation explanation;
    private final Long limitNs;
    private final ProcessUsage usage;
    private final RunListener listener;
    private final OffsetDateTime startedAt = OffsetDateTime.now();
    private final SloWatch slos;
    private final SecondSeries series;
    private final AllocationMeter allocation = AllocationMeter.create();
    private final Seen seenBefore;
    private final EngineCounters countersBefore;
    private final long gapsToCome;
    private final Flow flowBefore;
    private final GarbageCollections collectionsBefore;
    private final long heapStartBytes = Heap.collectedBytes();
    private final long startNs;
    private SendPhase phase;
    private long elapsedNs;
    private long heapEndBytes;
    private long handledInTime;
    private long drainNs;
    private Histogram unsentWaits;
    private boolean pausesKnown;

    MeasuredPart(
            String runId,
            ScenarioConfig config,
            Schedule schedule,
            Rig rig,
            HiccupMeter hiccups,
            Explanation explanation,
            ProcessUsage usage,
            RunListener listener) {
        this.runId = runId;
        this.schedule = schedule;
        this.rig = rig;
        this.hiccups = hiccups;
        this.explanation = explanation;
        this.usage = usage;
        this.listener = listener;
        durationNs = schedule == null ? config.durationNs() : schedule.durationNs();
        slos = new SloWatch(config.slos());
        limitNs = Slo.highestResponseNs(config.slos());
        series = new SecondSeries(rig, hiccups, explanation, usage, slos, schedule);
        seenBefore = rig.workload().seen();
        countersBefore = rig.engine().counters();
        gapsToCome = gapsToCome(countersBefore, seenBefore);
        flowBefore = rig.workload().flow(countersBefore);
        collectionsBefore = GarbageCollections.now();
        startNs = System.nanoTime() + LEAD_NS;
        explanation.begin(
                startNs,
                limitNs,
                rig.workload().timesItself() ? this::lateLogs : null,
                rig.producers().stream().map(Producer::lateness).toList());
        series.start(startNs);
        if (allocation != null) {
            allocation.start();
        }
    }

    /** Sends for the duration, or until interrupted, and waits until what was accepted has been handled. */
    void run(Interruption interruption) {
        listener.measuring(durationNs);
        phase = new SendPhase(rig, schedule, startNs, durationNs);
        Sampler sampler = new Sampler(series, listener, startNs, durationNs);
        interruption.start(phase);
        sampler.start();
        Flow atEnd;
        long fromNs;
        try {
            awaitEnd(interruption);
            atEnd = rig.flow();
            fromNs = System.nanoTime();
            if (rig.workload().keepsFull()) {
                heapEndBytes = Heap.collectBytes();
            }
            phase.join();
        } finally {
            sampler.stop();
        }
        long ranNs = Math.max(0, phase.endedNs() - startNs);
        elapsedNs = interruption.isRequested() ? Math.min(ranNs, durationNs) : durationNs;
        handledInTime = atEnd.since(flowBefore).handled();
        listener.draining();
        drain(atEnd, fromNs);
        if (!rig.workload().keepsFull()) {
            heapEndBytes = Heap.collectBytes();
        }
    }

    /** Producers may end before the time has run, when nothing more is due. */
    private void awaitEnd(Interruption interruption) {
        long endNs = startNs + durationNs;
        long leftNs;
        while ((leftNs = endNs - System.nanoTime()) > 0 && !interruption.isRequested() && phase.failure() == null) {
            if (leftNs > MIN_JOIN_NS && phase.isRunning()) {
                phase.await(leftNs);
            } else {
                LockSupport.parkNanos(this, Math.min(leftNs, MAX_PARK_NS));
            }
        }
        if (interruption.isRequested()) {
            phase.join();
        }
    }

    /** What is handled after the end counts in seconds of its own. */
    private void drain(Flow atEnd, long fromNs) {
        if (!rig.awaitQuiet(LATE_NS)) {
            series.endSecond(unsentWaits(), atEnd);
            long untilNs = fromNs + RunExecution.QUIET_PATIENCE_NS;
            while (!rig.awaitQuiet(SECOND_NS)
                    && System.nanoTime() - untilNs < 0
                    && rig.engine().health().status() != EngineHealth.Status.FAILED) {
                series.endSecond(null);
            }
        }
        drainNs = System.nanoTime() - fromNs;
    }

    /** What messages that were due and not accepted had waited. Once the producers have ended. */
    private Histogram unsentWaits() {
        unsentWaits = LatencyHistograms.newHistogram();
        if (schedule != null) {
            for (Producer producer : rig.producers()) {
                producer.forEachUnsent(schedule, elapsedNs, startNs, (index, waitNs) -> {
                    unsentWaits.recordValueWithCount(waitNs, rig.workload().messagesPerSend());
                    series.lanes().unsent(index, waitNs);
                });
            }
        }
        return unsentWaits;
    }

    /** Closes the engine and adds everything up. */
    Measurement conclude(Warmup warmup, Trouble troubleBefore) {
        long allocatedByShards = allocation == null ? 0 : allocation.since(rig.shardThreads());
        long allocatedByLiving = allocation == null ? 0 : allocation.sinceOfLiving();
        GarbageCollections collections = GarbageCollections.now().since(collectionsBefore);
        boolean drained = unsentWaits != null;
        Histogram waits = drained ? unsentWaits : unsentWaits();
        Offered offered = offered(waits);
        Trouble trouble = trouble(troubleBefore);
        rig.close();
        series.endSecond(drained ? LatencyHistograms.newHistogram() : waits);
        explain(waits, offered);
        if (trouble == null && !series.isWhole()) {
            trouble = Trouble.of(Sentence.LATENCIES_KEPT);
        }
        Seen seen = rig.workload().seen().since(seenBefore);
        Deliveries deliveries = Deliveries.between(countersBefore, rig.engine().counters());
        Accounts accounts = new Accounts(
                offered, deliveries, seen, gapsToCome, rig.workload().tasks());
        LatencyLog log = new LatencyLog(runId, startedAt);
        series.log().writeTo(log);
        return new Measurement(
                startedAt,
                elapsedNs,
                troubleBefore == null && elapsedNs < durationNs ? (Long) elapsedNs : null,
                Math.min(handledInTime, accounts.handled()),
                drainNs,
                accounts,
                series.total(),
                series.lanes().results(),
                rig.workload().figures(),
                schedule == null ? null : series.totalSendDelay(),
                negative(),
                hiccups.total(),
                series.intervals().stream().map(explanation::withPauses).toList(),
                log,
                slos.firstViolations(),
                explanation.attribution(),
                explanation.worst(),
                pausesKnown,
                alloc(accounts.handled(), allocatedByShards, allocatedByLiving, collections),
                usage.total(),
                phase == null ? null : new HeapAfterGc(heapStartBytes, heapEndBytes),
                warmup,
                trouble);
    }

    private List<LateLog> lateLogs() {
        return rig.workload().responses().stream().map(SampleRecorder::late).toList();
    }

    private void explain(Histogram waits, Offered offered) {
        boolean whole = elapsedNs == durationNs;
        pausesKnown = explanation.conclude(System.nanoTime(), whole ? PAUSES_PATIENCE_NS : SECOND_NS);
        if (limitNs != null && waits.getTotalCount() > 0) {
            long late = waits.getTotalCount() - waits.getCountBetweenValues(0, limitNs);
            explanation.unsent(late, offered.unsentByGenerator());
        }
    }

    @Override
    public void close() {
        series.close();
    }

    /** An agent sees that a number is missing when the next one comes, which for some of the warm-up's is later than that. */
    private static long gapsToCome(EngineCounters before, Seen seen) {
        long unhandled = before.deadTotal() + before.expired() + before.shed();
        unhandled += seen.asks() == null ? 0 : seen.asks().unanswered();
        return Math.max(0, unhandled - seen.arrivals().missing());
    }

    private long negative() {
        return rig.producers().stream().mapToLong(Producer::negativeDelays).sum()
                + rig.workload().responses().stream()
                        .mapToLong(SampleRecorder::negative)
                        .sum();
    }

    private Offered offered(Histogram waits) {
        long accepted = 0;
        long refused = 0;
        long dropped = 0;
        long unsentByGenerator = 0;
        long lateByGenerator = 0;
        for (Producer producer : rig.producers()) {
            accepted += producer.accepted();
            refused += producer.refused();
            dropped += producer.dropped();
            if (schedule != null) {
                unsentByGenerator += producer.unsentByItself(schedule, elapsedNs, startNs);
                lateByGenerator += producer.lateByItself();
            }
        }
        long each = rig.workload().messagesPerSend();
        Long scheduled = schedule == null ? null : (Long) (schedule.dueBefore(elapsedNs) * each);
        Long unsent = schedule == null ? null : (Long) waits.getTotalCount();
        return new Offered(
                scheduled,
                accepted * each,
                refused,
                dropped * each,
                unsent,
                unsentByGenerator * each,
                lateByGenerator * each);
    }

    private Trouble trouble(Trouble troubleBefore) {
        if (rig.engine().health().status() == EngineHealth.Status.FAILED) {
            return Trouble.of(
                    Sentence.ENGINE_FAILED,
                    String.join(", ", rig.engine().health().reasons()));
        }
        if (phase != null && phase.failure() instanceof EngineFaultException fault) {
            return new Trouble(fault.sentence(), fault.getMessage());
        }
        if (phase != null && phase.failure() instanceof LoadFaultException fault) {
            return Trouble.of(Sentence.LOAD_FAILED, fault.getMessage());
        }
        if (phase != null && phase.failure() != null) {
            return Trouble.of(Sentence.PRODUCER_FAILED, phase.failure());
        }
        return troubleBefore;
    }

    private Alloc alloc(long handled, long byShards, long byLiving, GarbageCollections collections) {
        boolean known = allocation != null && handled > 0 && phase != null;
        return new Alloc(
                known ? (Double) ((double) (byShards + phase.allocatedBytes()) / handled) : null,
                known ? (Double) ((double) (byLiving + phase.allocatedBytes()) / handled) : null,
                collections.count(),
                collections.timeNs());
    }
}
