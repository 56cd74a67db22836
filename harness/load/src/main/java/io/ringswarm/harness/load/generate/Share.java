package io.ringswarm.harness.load.generate;

import io.ringswarm.harness.load.explain.LateLog;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.SampleRecorder;
import org.HdrHistogram.Histogram;

/**
 * One producer's share of a schedule: of P producers, number p has the messages p, p + P, p + 2P and so on. It knows which
 * is next, how late the ones before went, and for how much of that the engine's refusals account. Only a {@link Producer}
 * uses it, and its threads are that one's. Allocates nothing.
 */
public final class Share {
    /** What it was late by itself for less than this explains nothing. */
    private static final long NOTED_NS = 10_000;

    private final int producer;
    private final int producers;
    private final SampleRecorder sendDelays = new SampleRecorder();
    private final Excuse excuse = new Excuse();
    private final LateLog lateness = new LateLog();
    private long index;
    private long refused;
    private long lateByItself;
    private volatile boolean stopped;

    Share(int producer, int producers) {
        this.producer = producer;
        this.producers = producers;
    }

    /** From the first message on. */
    void begin() {
        index = producer;
    }

    /** The message that is next, by its index in the schedule. */
    long index() {
        return index;
    }

    /** The next message has been dealt with. */
    void advance() {
        index += producers;
    }

    /** Whether there is more to send. */
    boolean isLeft(Schedule schedule) {
        return !stopped && index < schedule.count();
    }

    /** Any thread. Nothing more is to be sent. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** The engine has just not taken all it was offered. */
    void refused(long nowNs) {
        refused++;
        excuse.refused(nowNs);
    }

    /** The engine has just accepted all that was offered, or nothing more will be. */
    void unblocked(long nowNs) {
        excuse.ended(nowNs);
    }

    /** Whether any lag may be the engine's. */
    boolean isExcused() {
        return excuse.isGiven();
    }

    /** Refusals account for no more than this, how late the oldest message that is outstanding is. */
    void limitExcuse(long lagNs, long nowNs) {
        excuse.limit(lagNs, nowNs);
    }

    /** The part of a lag for which refusals do not account. */
    long ownNs(long lagNs, long nowNs) {
        return excuse.ownNs(lagNs, nowNs);
    }

    /** A message went so late. */
    void sent(long delayNs, long sentNs) {
        sendDelays.record(delayNs);
        long ownNs = delayNs > NOTED_NS ? excuse.ownNs(delayNs, sentNs) : 0;
        lateness.entered(sentNs - ownNs, sentNs, sentNs, sentNs, 1);
        if (ownNs > Producer.LATE_NS) {
            lateByItself++;
        }
    }

    LateLog lateness() {
        return lateness;
    }

    long refused() {
        return refused;
    }

    long lateByItself() {
        return lateByItself;
    }

    long negativeDelays() {
        return sendDelays.negative();
    }

    void takeSendDelays(Histogram into) {
        sendDelays.take(into);
    }

    /** Those due within the part of the lag at the end that is the producer's own. */
    long unsentByItself(Schedule schedule, long elapsedNs, long startNs) {
        if (index >= schedule.count()) {
            return 0;
        }
        long ownNs = excuse.ownNs(elapsedNs - schedule.dueNs(index), startNs + elapsedNs);
        return unsentWithin(schedule, elapsedNs, ownNs);
    }

    /** Those due in the last so many ns. */
    long unsentWithin(Schedule schedule, long elapsedNs, long lastNs) {
        long from = Math.max(index, schedule.dueBefore(elapsedNs - lastNs));
        from += Math.floorMod(producer - from, producers);
        long end = schedule.dueBefore(elapsedNs);
        return from < end ? (end - from + producers - 1) / producers : 0;
    }

    void forEachUnsent(Schedule schedule, long elapsedNs, UnsentListener listener) {
        long end = schedule.dueBefore(elapsedNs);
        for (long unsent = index; unsent < end; unsent += producers) {
            listener.unsent(unsent, elapsedNs - schedule.dueNs(unsent));
        }
    }

    void reset() {
        stopped = false;
        index = 0;
        refused = 0;
        lateByItself = 0;
        excuse.reset();
        sendDelays.reset();
    }
}
