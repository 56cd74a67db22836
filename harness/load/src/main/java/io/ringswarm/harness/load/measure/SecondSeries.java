package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.Engine;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.environment.ProcessUsage;
import io.ringswarm.harness.load.explain.Explanation;
import io.ringswarm.harness.load.generate.Producer;
import io.ringswarm.harness.load.kind.Flow;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.reports.files.LatencyTag;
import io.ringswarm.reports.run.Interval;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The measured part, second by second and as a whole. Keeps histograms of the whole and of one second only; the seconds
 * before are in a file. Confined to one thread at a time.
 */
final class SecondSeries implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final double NS_PER_SECOND = 1e9;
    private static final long SECOND_NS = 1_000_000_000;

    private final Rig rig;
    private final HiccupMeter hiccups;
    private final ProcessUsage usage;
    private final Explanation explanation;
    private final SloWatch slos;
    private final Schedule schedule;
    private final SecondLog log = new SecondLog();
    private final LatencyHistograms total = new LatencyHistograms();
    private final LatencyHistograms second = new LatencyHistograms();
    private final Histogram totalSendDelay = LatencyHistograms.newHistogram();
    private final Histogram secondSendDelay = LatencyHistograms.newHistogram();
    private int seconds;
    private long startNs;
    private long dueBefore;
    private Flow flowBefore;
    private GarbageCollections collectionsBefore;
    private long beforeNs;
    private final LaneSeries lanes;
    private boolean whole;

    /**
     * Nothing has been seen.
     *
     * @param schedule of what is sent; null in a closed loop
     */
    SecondSeries(
            Rig rig,
            HiccupMeter hiccups,
            Explanation explanation,
            ProcessUsage usage,
            SloWatch slos,
            Schedule schedule) {
        this.rig = rig;
        this.hiccups = hiccups;
        this.usage = usage;
        this.slos = slos;
        this.explanation = explanation;
        this.schedule = schedule;
        lanes = new LaneSeries(rig.workload().lanes());
    }

    /**
     * Begins second 0.
     *
     * @param startNs when the first message is due, of the engine's clock
     */
    void start(long startNs) {
        this.startNs = startNs;
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
        Interval interval = Interval.of(seconds)
                .offered(offeredUntil(nowNs))
                .messages(moved.sent(), moved.handled())
                .response(second.response())
                .queueDepth((long) engine.queueDepth())
                .batches(second.batches())
                .pauses(collections.since(collectionsBefore).timeNs(), null)
                .compilation(process.compileNs())
                .taken(process.stealNs(), explanation.takeCoreWaitNs(), process.throttledNs())
                .hiccup(hiccup.getTotalCount() == 0 ? null : (Long) hiccup.getMaxValue())
                .process(process.cpuCores(), process.rssBytes())
                .build();
        double tookSeconds = (nowNs - beforeNs) / NS_PER_SECOND;
        Double perSecond = unsentWaits == null ? (Double) (moved.handled() / tookSeconds) : null;
        slos.look(interval.second(), second.response(), lanes, perSecond);
        keep(interval, hiccup);
        flowBefore = flow;
        collectionsBefore = collections;
        beforeNs = nowNs;
        explanation.look(nowNs);
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

    /** What was seen of each second, as it was then. */
    List<Interval> intervals() {
        return log.intervals();
    }

    @Override
    public void close() {
        log.close();
    }

    /** How many messages came due in the second that ends, however late somebody looks; null in a closed loop. */
    private Long offeredUntil(long nowNs) {
        if (schedule == null) {
            return null;
        }
        long endNs = Math.min(nowNs - startNs, (seconds + 1) * SECOND_NS);
        long due = schedule.dueBefore(Math.max(0, endNs));
        long offered = (due - dueBefore) * rig.workload().messagesPerSend();
        dueBefore = due;
        return offered;
    }

    /** Where the load times the response itself, the engine's says how long single hops took, which is not asked. */
    private void takeOwnResponse() {
        if (rig.workload().timesItself()) {
            second.response().reset();
            rig.workload().responses().forEach(recorder -> recorder.take(second.response()));
        }
    }

    private void keep(Interval interval, Histogram hiccup) {
        seconds++;
        log.add(interval);
        log.add(LatencyTag.RESPONSE, interval.second(), second.response());
        log.add(LatencyTag.TRANSIT, interval.second(), second.transit());
        if (schedule != null) {
            log.add(LatencyTag.SEND_DELAY, interval.second(), secondSendDelay);
        }
        log.add(LatencyTag.HICCUP, interval.second(), hiccup);
        total.add(second);
        totalSendDelay.add(secondSendDelay);
        second.reset();
        secondSendDelay.reset();
    }
}
