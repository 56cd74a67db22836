package io.ringswarm.harness.load.generate;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.Topic;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LiveCount;
import io.ringswarm.harness.load.workload.LoadMessage;
import io.ringswarm.harness.load.workload.SampleRecorder;
import org.HdrHistogram.Histogram;

/**
 * A producer that publishes each message of its share to one topic, and offers what the engine refuses again. It counts
 * publications, however many subscribers there are. Its lag is its own as far as refusals do not explain it, as with
 * {@link Generator}.
 */
public final class Publisher implements Producer {
    /** What the body says is its receiver: all subscribers together. */
    public static final int TO_ALL = 0;

    private final int producer;
    private final int producers;
    private final int batch;
    private final Topic topic;
    private final BodyCodec<LoadMessage> codec;
    private final Sender sender;
    private final LoadMessage message;
    private final Envelope envelope = new Envelope();
    private final Pacer pacer;
    private final SampleRecorder sendDelays = new SampleRecorder();
    private final LiveCount accepted = new LiveCount();
    private final LiveCount published = new LiveCount();
    private final Excuse excuse = new Excuse();
    private int refusalsInARow;
    private long refused;
    private long lateByItself;
    private long nextIndex;
    private volatile boolean stopped;

    /**
     * A producer that has published nothing.
     *
     * @param producer its number
     * @param producers how many share the schedule
     * @param engine what it publishes to
     * @param topic of that engine
     * @param codec of the bodies
     * @param payloadBytes of each body
     * @param batch most publications between two looks at the clock, when behind the schedule
     */
    public Publisher(
            int producer,
            int producers,
            Engine engine,
            Topic topic,
            BodyCodec<LoadMessage> codec,
            int payloadBytes,
            int batch) {
        this.producer = producer;
        this.producers = producers;
        this.topic = topic;
        this.codec = codec;
        this.batch = batch;
        NanoClock clock = engine.config().clock();
        pacer = new Pacer(clock, Runtime.getRuntime().availableProcessors());
        sender = engine.newSender();
        message = new LoadMessage(payloadBytes).withNoise();
        message.source = producer;
        message.target = TO_ALL;
    }

    /** The last round publishes one batch at most. */
    @Override
    public void openLoop(Schedule schedule, long startNs) {
        long deadlineNs = startNs + schedule.durationNs();
        nextIndex = producer;
        long nowNs = pacer.nowNs();
        boolean last = false;
        while (!last && !stopped && nextIndex < schedule.count()) {
            last = nowNs - deadlineNs >= 0;
            long dueNs = startNs + schedule.dueNs(nextIndex);
            if (excuse.isGiven()) {
                excuse.limit(nowNs - dueNs, nowNs);
            }
            if (dueNs - nowNs > 0) {
                pacer.step(dueNs - nowNs);
                nowNs = pacer.nowNs();
            } else {
                nowNs = publishWhatIsDue(schedule, startNs, nowNs);
            }
        }
        excuse.ended(nowNs);
    }

    @Override
    public void closedLoop(long endNs) {
        long nowNs = pacer.nowNs();
        while (!stopped && nowNs - endNs < 0) {
            if (publish(Schedule.REQUEST, Envelope.DUE_WHEN_SENT, nowNs)) {
                refusalsInARow = 0;
            } else {
                pacer.afterRefusal(++refusalsInARow);
            }
            nowNs = pacer.nowNs();
        }
    }

    /** Nothing is ever staged. */
    @Override
    public boolean drain(long untilNs) {
        return true;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void reset() {
        stopped = false;
        accepted.reset();
        refused = 0;
        lateByItself = 0;
        excuse.reset();
        nextIndex = 0;
        sendDelays.reset();
    }

    @Override
    public long accepted() {
        return accepted.get();
    }

    /** Publications that the engine accepted since the beginning. Any thread. */
    public long published() {
        return published.get();
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public long lateByItself() {
        return lateByItself;
    }

    @Override
    public long negativeDelays() {
        return sendDelays.negative();
    }

    /** Those due within the lag at the end that is the publisher's own. */
    @Override
    public long unsentByItself(Schedule schedule, long elapsedNs, long startNs) {
        long endNs = startNs + elapsedNs;
        long oldestNs = nextIndex < schedule.count() ? startNs + schedule.dueNs(nextIndex) : endNs;
        long ownNs = excuse.ownNs(endNs - oldestNs, endNs);
        if (ownNs == 0) {
            return 0;
        }
        long from = Math.max(nextIndex, schedule.dueBefore(elapsedNs - ownNs));
        from += Math.floorMod(producer - from, producers);
        long end = schedule.dueBefore(elapsedNs);
        return from < end ? (end - from + producers - 1) / producers : 0;
    }

    @Override
    public void forEachUnsent(Schedule schedule, long elapsedNs, long startNs, UnsentListener listener) {
        long end = schedule.dueBefore(elapsedNs);
        for (long index = nextIndex; index < end; index += producers) {
            listener.unsent(index, elapsedNs - schedule.dueNs(index));
        }
    }

    @Override
    public void takeSendDelays(Histogram into) {
        sendDelays.take(into);
    }

    @Override
    public void close() {
        sender.close();
    }

    /** One round: what is due, up to a batch, or up to a refusal. Answers the time after. */
    private long publishWhatIsDue(Schedule schedule, long startNs, long fromNs) {
        long nowNs = fromNs;
        for (int n = 0; n < batch && nextIndex < schedule.count(); n++) {
            long dueNs = startNs + schedule.dueNs(nextIndex);
            if (dueNs - nowNs > 0) {
                return nowNs;
            }
            if (!publish(schedule.type(nextIndex), dueNs, dueNs)) {
                excuse.refused(pacer.nowNs());
                pacer.afterRefusal(++refusalsInARow);
                return pacer.nowNs();
            }
            nowNs = pacer.nowNs();
            recordDelay(nowNs - dueNs, nowNs);
            refusalsInARow = 0;
            excuse.ended(nowNs);
            nextIndex += producers;
        }
        return nowNs;
    }

    private boolean publish(int type, long envelopeDueNs, long timeNs) {
        message.sequence = published.get();
        message.type = type;
        message.timeNs = timeNs;
        Offer offer = sender.publish(topic, message, codec, envelope.dueNs(envelopeDueNs));
        if (offer == Offer.ACCEPTED) {
            published.increment();
            accepted.increment();
            return true;
        }
        if (offer != Offer.BACK_PRESSURED) {
            throw new EngineRefusedException(offer);
        }
        refused++;
        return false;
    }

    private void recordDelay(long delayNs, long sentNs) {
        sendDelays.record(delayNs);
        if (delayNs > LATE_NS && excuse.ownNs(delayNs, sentNs) > LATE_NS) {
            lateByItself++;
        }
    }
}
