package io.ringswarm.harness.load.kind;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.harness.load.custom.MessageMaker;
import io.ringswarm.harness.load.custom.NextMessage;
import io.ringswarm.harness.load.generate.LoadFaultException;
import io.ringswarm.harness.load.generate.Stager;
import io.ringswarm.harness.load.schedule.Schedule;
import java.util.Objects;

/** Lets the user's code make a producer's messages. Confined to that producer's thread; allocates nothing itself. */
final class CustomMessages implements Stager, NextMessage {
    private final String workload;
    private final int producer;
    private final MessageMaker maker;
    private int agent;
    private long number;
    private int type;
    private long dueNs;
    private Object value;
    private BodyCodec<Object> codec;

    CustomMessages(String workload, int producer, MessageMaker maker) {
        this.workload = workload;
        this.producer = producer;
        this.maker = maker;
    }

    @Override
    public Offer stage(
            Sender sender, AgentRef target, int agent, long number, int type, long timeNs, Envelope envelope) {
        this.agent = agent;
        this.number = number;
        this.type = type;
        dueNs = timeNs;
        codec = null;
        make();
        Offer offer = encode(sender, target, envelope);
        if (offer == Offer.TOO_LARGE || offer == Offer.NO_SUCH_AGENT) {
            throw fault("cannot be sent: " + offer, null);
        }
        return offer;
    }

    @Override
    public int agent() {
        return agent;
    }

    @Override
    public int producer() {
        return producer;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public long dueNs() {
        return dueNs;
    }

    @Override
    public boolean isToken() {
        return type == Schedule.TOKEN;
    }

    @Override
    @SuppressWarnings("unchecked") // the two belong together: they came in one call
    public <T> void body(T value, BodyCodec<T> codec) {
        this.value = Objects.requireNonNull(value, "value");
        this.codec = (BodyCodec<Object>) Objects.requireNonNull(codec, "codec");
    }

    private void make() {
        try {
            maker.make(this);
        } catch (Throwable e) {
            throw fault("was not made: " + CustomCode.words(e), e);
        }
        if (codec == null) {
            throw fault("was not made: body(...) was not called", null);
        }
    }

    private Offer encode(Sender sender, AgentRef target, Envelope envelope) {
        try {
            return sender.stage(target, value, codec, envelope);
        } catch (Throwable e) {
            throw fault("was not encoded: " + CustomCode.words(e), e);
        }
    }

    private LoadFaultException fault(String what, Throwable cause) {
        return new LoadFaultException(
                "message " + number + " of " + workload + " for its agent " + agent + " " + what, cause);
    }
}
