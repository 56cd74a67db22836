package io.ringswarm.harness.load.kind;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Priority;

/** A message that hides that it is a question. */
record Statement(Message question) implements Message {
    @Override
    public boolean isAsk() {
        return false;
    }

    @Override
    public <T> T read(BodyCodec<T> codec, T into) {
        return question.read(codec, into);
    }

    @Override
    public BodyReader body() {
        return question.body();
    }

    @Override
    public int templateId() {
        return question.templateId();
    }

    @Override
    public int templateMajor() {
        return question.templateMajor();
    }

    @Override
    public Priority priority() {
        return question.priority();
    }

    @Override
    public long sourceAddress() {
        return question.sourceAddress();
    }

    @Override
    public long correlationId() {
        return question.correlationId();
    }

    @Override
    public long dueNs() {
        return question.dueNs();
    }

    @Override
    public long sentNs() {
        return question.sentNs();
    }

    @Override
    public long deadlineNs() {
        return question.deadlineNs();
    }

    @Override
    public long traceId() {
        return question.traceId();
    }
}
