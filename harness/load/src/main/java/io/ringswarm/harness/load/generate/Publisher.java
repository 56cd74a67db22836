package io.ringswarm.harness.load.generate;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Engine;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.engine.Topic;
import io.ringswarm.harness.load.schedule.Schedule;
import io.ringswarm.harness.load.workload.LiveCount;
import io.ringswarm.harness.load.workload.LoadMessage;

/**
 * A producer that publishes each message of its share to one topic, and offers what the engine refuses again. It counts
 * publications, however many subscribers there are. Its lag is its own as far as refusals do not explain it, as with
 * {@link Generator}.
 */
public final class Publisher implements Producer {
    /** What the body says is its receiver: all subscribers together. */
    public static final int TO_ALL = 0;

    private final Share share;
    private final int batch;
    private final Topic topic;
    private final BodyCodec<LoadMessage> codec;
    private final Sender sender;
    private final LoadMessage message;
    private final Envelope envelope = new Envelope();
    private final Pacer pacer;
    private final LiveCount accepted = new LiveCount();
    private final LiveCount published = new LiveCount();

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
        share = new Share(producer, producers);
        this.topic = topic;
        this.codec = codec;
        this.batch = batch;
        pacer = new Pacer(engine.config().clock());
        sender = engine.newSender();
        message = new LoadMessage(payloadBytes).withNoise();
        message.source = producer;
        message.target = TO_ALL;
    }

    @Override
    public Share share() {
        return share;
    }

    /** The last round publishes one batch at most. */
    @Override
    public void openLoop(Schedule schedule, long startNs) {
        long deadlineNs = startNs + schedule.durationNs();
        share.begin();
        long nowNs = pacer.nowNs();
        boolean last = false;
        while (!last && share.isLeft(schedule)) {
            last = nowNs - deadlineNs >= 0;
            long dueNs = startNs + schedule.dueNs(share.index());
            if (share.isExcused()) {
                share.limitExcuse(nowNs - dueNs, nowNs);
            }
            if (dueNs - nowNs > 0) {
                pacer.step(dueNs - nowNs);
                nowNs = pacer.nowNs();
            } else {
                nowNs = publishWhatIsDue(schedule, startNs, nowNs);
            }
        }
        share.unblocked(nowNs);
    }

    @Override
    public void closedLoop(long endNs) {
        long nowNs = pacer.nowNs();
        while (!share.isStopped() && nowNs - endNs < 0) {
            if (publish(Schedule.REQUEST, Envelope.DUE_WHEN_SENT, nowNs)) {
                pacer.accepted();
                nowNs = pacer.nowNs();
            } else {
                share.refused(nowNs);
                nowNs = pacer.afterRefusal();
            }
        }
    }

    @Override
    public void reset() {
        share.reset();
        accepted.reset();
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
    public void close() {
        sender.close();
    }

    /** One round: what is due, up to a batch, or up to a refusal. Answers the time after. */
    private long publishWhatIsDue(Schedule schedule, long startNs, long fromNs) {
        long nowNs = fromNs;
        long index;
        for (int n = 0; n < batch && (index = share.index()) < schedule.count(); n++) {
            long dueNs = startNs + schedule.dueNs(index);
            if (dueNs - nowNs > 0) {
                return nowNs;
            }
            if (!publish(schedule.type(index), dueNs, dueNs)) {
                share.refused(pacer.nowNs());
                return pacer.afterRefusal();
            }
            nowNs = pacer.nowNs();
            share.sent(nowNs - dueNs, nowNs);
            pacer.accepted();
            share.unblocked(nowNs);
            share.advance();
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
        return false;
    }
}
