package io.ringswarm.harness.load.measure;

import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.harness.load.scenario.Slo;
import io.ringswarm.reports.files.LatencyLog;
import io.ringswarm.reports.run.Alloc;
import io.ringswarm.reports.run.Attribution;
import io.ringswarm.reports.run.Interval;
import io.ringswarm.reports.run.LoadFigure;
import io.ringswarm.reports.run.Resources;
import io.ringswarm.reports.run.Warmup;
import io.ringswarm.reports.run.WorstMessage;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a run found, before anybody judges it.
 *
 * @param startedAt when the measured part began
 * @param durationNs what was scheduled, or, after an interruption, the part of it that was run
 * @param interruptedAfterNs how long it had run when it was interrupted; null when it was not
 * @param handledInTime messages handled within {@code durationNs}
 * @param drainNs how long after it the last messages were handled
 * @param accounts where the messages went
 * @param latency of the messages; response with the waits of those never sent
 * @param lanes what was found on each lane; empty when the load does not tell them apart
 * @param figures what the load has measured beside latency; empty when it measures nothing else
 * @param sendDelay of the messages sent; null in a closed loop
 * @param negativeDelays latencies below zero among those that the harness times itself
 * @param hiccups of the sleeper thread
 * @param intervals second by second
 * @param log histograms second by second
 * @param firstViolations the first second that violates an objective by itself
 * @param attribution the causes of samples over the highest limit of the response; null without such a limit
 * @param worst the messages that waited longest
 * @param pausesKnown whether all pauses of the JVM are
 * @param alloc allocation
 * @param resources CPU and memory
 * @param heap what was reachable; null when nothing was measured
 * @param warmup how it was warmed up
 * @param trouble why the engine could not be measured as planned; null when it could
 */
public record Measurement(
        OffsetDateTime startedAt,
        long durationNs,
        Long interruptedAfterNs,
        long handledInTime,
        long drainNs,
        Accounts accounts,
        LatencyHistograms latency,
        List<LaneResult> lanes,
        List<LoadFigure> figures,
        Histogram sendDelay,
        long negativeDelays,
        Histogram hiccups,
        List<Interval> intervals,
        LatencyLog log,
        Map<Slo, Integer> firstViolations,
        Attribution attribution,
        List<WorstMessage> worst,
        boolean pausesKnown,
        Alloc alloc,
        Resources resources,
        HeapAfterGc heap,
        Warmup warmup,
        Trouble trouble) {}
