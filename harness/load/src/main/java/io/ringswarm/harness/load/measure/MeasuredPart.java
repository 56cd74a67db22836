package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.EngineHealth;
import io.ringswarm.engine.metrics.EngineCounters;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.environment.ProcessUsage;
import io.ringswarm.harness.load.generate.Generator;
import io.ringswarm.harness.load.scenario.ScenarioConfig;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.run.Alloc;
import io.ringswarm.reports.run.Warmup;
import java.time.OffsetDateTime;
import org.HdrHistogram.Histogram;

/** The measured part of a run, from a quiet engine to a closed one. Made while the engine is quiet; one thread. */
final class MeasuredPart {
    /** Time for the producers' threads to start before the first message is due. */
    private static final long LEAD_NS = 10_000_000;

    private final String runId;
    private final Schedule schedule;
    private final long durationNs;
    private final Rig rig;
    private final HiccupMeter hiccups;
    private final ProcessUsage usage;
    private final RunListener listener;
    private final OffsetDateTime startedAt = OffsetDateTime.now();
    private final SloWatch slos;
    private final SecondSeries series;
    private final AllocationMeter allocation = AllocationMeter.create();
    private final AgentTally tallyBefore;
    private final EngineCounters countersBefore;
    private final GarbageCollections collectionsBefore;
    private final long startNs;
    private SendPhase phase;
    private long elapsedNs;

    MeasuredPart(
            String runId,
            ScenarioConfig config,
            Schedule schedule,
            Rig rig,
            HiccupMeter hiccups,
            ProcessUsage usage,
            RunListener listener) {
        this.runId = runId;
        this.schedule = schedule;
        this.rig = rig;
        this.hiccups = hiccups;
        this.usage = usage;
        this.listener = listener;
        durationNs = schedule == null ? config.durationNs() : schedule.durationNs();
        slos = new SloWatch(config.slos());
        series = new SecondSeries(rig, hiccups, usage, slos, schedule != null);
        tallyBefore = rig.tally();
        countersBefore = rig.engine().counters();
        collectionsBefore = GarbageCollections.now();
        series.start();
        if (allocation != null) {
            allocation.start();
        }
        startNs = System.nanoTime() + LEAD_NS;
    }

    /** Sends for the duration, or until interrupted, and waits until what was accepted has been handled. */
    void run(Interruption interruption) {
        listener.measuring(durationNs);
        phase = new SendPhase(rig, schedule, startNs, durationNs);
        Sampler sampler = new Sampler(series, listener, startNs, durationNs);
        interruption.start(phase);
        sampler.start();
        phase.join();
        sampler.stop();
        long ranNs = Math.max(0, phase.endedNs() - startNs);
        elapsedNs = interruption.isRequested() ? Math.min(ranNs, durationNs) : durationNs;
        listener.draining();
        rig.awaitQuiet(RunExecution.QUIET_PATIENCE_NS);
    }

    /** Closes the engine and adds everything up. */
    Measurement conclude(Warmup warmup, Trouble troubleBefore) {
        long allocatedByShards = allocation == null ? 0 : allocation.since(rig.shardThreads());
        long allocatedByLiving = allocation == null ? 0 : allocation.sinceOfLiving();
        GarbageCollections collections = GarbageCollections.now().since(collectionsBefore);
        Histogram unsentWaits = LatencyHistograms.newHistogram();
        Accounts.Sent sent = sent(unsentWaits);
        Trouble trouble = trouble(troubleBefore);
        rig.close();
        series.endSecond(unsentWaits);
        if (trouble == null && !series.isWhole()) {
            trouble = Trouble.ofMeasurement("a shard has kept latencies to itself although the engine is closed");
        }
        AgentTally agents = rig.tally().since(tallyBefore);
        Accounts accounts = Accounts.of(sent, countersBefore, rig.engine().counters(), agents);
        LatencyLog log = new LatencyLog(runId, startedAt);
        series.log().writeTo(log);
        return new Measurement(
                startedAt,
                elapsedNs,
                elapsedNs < durationNs ? (Long) elapsedNs : null,
                accounts,
                series.total(),
                schedule == null ? null : series.totalSendDelay(),
                rig.generators().stream().mapToLong(Generator::negativeDelays).sum(),
                hiccups.total(),
                series.intervals(),
                log,
                slos.firstViolations(),
                alloc(agents.handled(), allocatedByShards, allocatedByLiving, collections),
                usage.total(),
                warmup,
                trouble);
    }

    private Accounts.Sent sent(Histogram unsentWaits) {
        long accepted = 0;
        long refused = 0;
        long unsentByGenerator = 0;
        long lateByGenerator = 0;
        for (Generator generator : rig.generators()) {
            accepted += generator.accepted();
            refused += generator.refused();
            if (schedule != null) {
                unsentByGenerator += generator.unsentByItself(schedule, elapsedNs, startNs);
                lateByGenerator += generator.lateByItself();
                generator.forEachUnsent(schedule, elapsedNs, startNs, unsentWaits::recordValue);
            }
        }
        Long scheduled = schedule == null ? null : (Long) schedule.dueBefore(elapsedNs);
        Long unsent = schedule == null ? null : (Long) unsentWaits.getTotalCount();
        return new Accounts.Sent(scheduled, accepted, refused, unsent, unsentByGenerator, lateByGenerator);
    }

    private Trouble trouble(Trouble troubleBefore) {
        if (rig.engine().health().status() == EngineHealth.Status.FAILED) {
            return Trouble.ofEngine("the engine failed: "
                    + String.join(", ", rig.engine().health().reasons()));
        }
        if (phase != null && phase.failure() != null) {
            return Trouble.ofMeasurement("a producer failed: " + phase.failure());
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
