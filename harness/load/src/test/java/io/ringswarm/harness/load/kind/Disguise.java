package io.ringswarm.harness.load.kind;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Priority;

/** A message that shows itself as something else. */
record Disguise(Message worn, boolean isAsk, Priority priority) implements Message {
    @Override
    public <T> T read(BodyCodec<T> codec, T into) {
        return worn.read(codec, into);
    }

    @Override
    public BodyReader body() {
        return worn.body();
    }

    @Override
    public int templateId() {
        return worn.templateId();
    }

    @Override
    public int templateMajor() {
        return worn.templateMajor();
    }

    @Override
    public long sourceAddress() {
        return worn.sourceAddress();
    }

    @Override
    public long correlationId() {
        return worn.correlationId();
    }

    @Override
    public long dueNs() {
        return worn.dueNs();
    }

    @Override
    public long sentNs() {
        return worn.sentNs();
    }

    @Override
    public long deadlineNs() {
        return worn.deadlineNs();
    }

    @Override
    public long traceId() {
        return worn.traceId();
    }
}
