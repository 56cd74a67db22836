package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.environment.ProcessUsage;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.kind.Flow;
import io.ringswarm.harness.load.workload.SampleRecorder;
import io.ringswarm.reports.files.LatencyTag;
import io.ringswarm.reports.run.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The measured part, second by second and as a whole. Keeps histograms of the whole and of one second only, so that
 * memory grows by a few lines a second. Confined to one thread at a time.
 */
final class SecondSeries {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final double NS_PER_SECOND = 1e9;

    private final Rig rig;
    private final HiccupMeter hiccups;
    private final ProcessUsage usage;
    private final SloWatch slos;
    private final boolean openLoop;
    private final SecondLog log = new SecondLog();
    private final LatencyHistograms total = new LatencyHistograms();
    private final LatencyHistograms second = new LatencyHistograms();
    private final Histogram totalSendDelay = LatencyHistograms.newHistogram();
    private final Histogram secondSendDelay = LatencyHistograms.newHistogram();
    private final List<Interval> intervals = new ArrayList<>();
    private Flow flowBefore;
    private GarbageCollections collectionsBefore;
    private long beforeNs;
    private final LaneSeries lanes;
    private boolean whole;

    SecondSeries(Rig rig, HiccupMeter hiccups, ProcessUsage usage, SloWatch slos, boolean openLoop) {
        this.rig = rig;
        this.hiccups = hiccups;
        this.usage = usage;
        this.slos = slos;
        this.openLoop = openLoop;
        lanes = new LaneSeries(rig.workload().lanes());
    }

    /** Begins second 0. */
    void start() {
        flowBefore = rig.flow();
        collectionsBefore = GarbageCollections.now();
        usage.start();
        beforeNs = System.nanoTime();
    }

    /**
     * Ends the second that is under way and begins the next.
     *
     * @param unsentWaits what messages that were never sent had waited at the end; null before the end
     */
    Interval endSecond(Histogram unsentWaits) {
        return endSecond(unsentWaits, rig.flow());
    }

    /**
     * Ends the second that is under way and begins the next.
     *
     * @param unsentWaits what messages that were never sent had waited at the end; null before the end
     * @param flow messages so far when the second ended
     */
    Interval endSecond(Histogram unsentWaits, Flow flow) {
        long nowNs = System.nanoTime();
        Engine engine = rig.engine();
        // A shard whose agent does not return gives later: its samples then count, here and in the histogram log, in
        // the second in which they come. None is left out, as the last second ends when the engine is closed.
        whole = engine.collectLatency(second, PATIENCE);
        takeOwnResponse();
        lanes.endSecond(unsentWaits != null);
        GarbageCollections collections = GarbageCollections.now();
        ProcessUsage.Sample process = usage.sample();
        Histogram hiccup = hiccups.takeInterval();
        for (Producer producer : rig.producers()) {
            producer.takeSendDelays(secondSendDelay);
        }
        if (unsentWaits != null) {
            second.response().add(unsentWaits);
        }
        Flow moved = flow.since(flowBefore);
        Interval interval = Interval.of(intervals.size())
                .messages(moved.sent(), moved.handled())
                .response(second.response())
                .queueDepth((long) engine.queueDepth())
                .pauses(collections.since(collectionsBefore).timeNs(), null)
                .taken(process.stealNs(), null, null)
                .hiccup(hiccup.getTotalCount() == 0 ? null : (Long) hiccup.getMaxValue())
                .process(process.cpuCores(), process.rssBytes())
                .build();
        double seconds = (nowNs - beforeNs) / NS_PER_SECOND;
        Double perSecond = unsentWaits == null ? (Double) (moved.handled() / seconds) : null;
        slos.look(interval.second(), second.response(), lanes, perSecond);
        keep(interval, hiccup);
        flowBefore = flow;
        collectionsBefore = collections;
        beforeNs = nowNs;
        return interval;
    }

    /** Whether every shard gave all it had when the last second ended. */
    boolean isWhole() {
        return whole;
    }

    LatencyHistograms total() {
        return total;
    }

    Histogram totalSendDelay() {
        return totalSendDelay;
    }

    LaneSeries lanes() {
        return lanes;
    }

    SecondLog log() {
        return log;
    }

    List<Interval> intervals() {
        return List.copyOf(intervals);
    }

    /** Where the load times the response itself, the engine's says how long single hops took, which is not asked. */
    private void takeOwnResponse() {
        List<SampleRecorder> own = rig.workload().responses();
        if (!own.isEmpty()) {
            second.response().reset();
            own.forEach(recorder -> recorder.take(second.response()));
        }
    }

    private void keep(Interval interval, Histogram hiccup) {
        intervals.add(interval);
        log.add(LatencyTag.RESPONSE, interval.second(), second.response());
        log.add(LatencyTag.TRANSIT, interval.second(), second.transit());
        if (openLoop) {
            log.add(LatencyTag.SEND_DELAY, interval.second(), secondSendDelay);
        }
        log.add(LatencyTag.HICCUP, interval.second(), hiccup);
        total.add(second);
        totalSendDelay.add(secondSendDelay);
        second.reset();
        secondSendDelay.reset();
    }
}
