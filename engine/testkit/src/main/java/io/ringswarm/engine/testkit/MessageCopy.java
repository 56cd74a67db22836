package io.ringswarm.engine.testkit;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Priority;

/** All that a message was, header and body, kept after the call in which it could be read. Confined to one thread. */
public final class MessageCopy implements Message {
    private final int templateId;
    private final int templateMajor;
    private final Priority priority;
    private final boolean ask;
    private final long sourceAddress;
    private final long correlationId;
    private final long dueNs;
    private final long sentNs;
    private final long deadlineNs;
    private final long traceId;
    private final long handledNs;
    private final byte[] bytes;
    private final BodyReader body = new BodyReader();

    private MessageCopy(Message message, long handledNs) {
        templateId = message.templateId();
        templateMajor = message.templateMajor();
        priority = message.priority();
        ask = message.isAsk();
        sourceAddress = message.sourceAddress();
        correlationId = message.correlationId();
        dueNs = message.dueNs();
        sentNs = message.sentNs();
        deadlineNs = message.deadlineNs();
        traceId = message.traceId();
        this.handledNs = handledNs;
        BodyReader view = message.body();
        bytes = new byte[view.length()];
        view.getBytes(0, bytes, 0, bytes.length);
    }

    /**
     * Copies a message while it can be read.
     *
     * @param message the message being handled
     * @param handledNs now, ns of the engine's clock
     * @return the copy
     */
    public static MessageCopy of(Message message, long handledNs) {
        return new MessageCopy(message, handledNs);
    }

    /**
     * When it was copied, so when it was handled.
     *
     * @return ns of the engine's clock
     */
    public long handledNs() {
        return handledNs;
    }

    /**
     * The body's bytes.
     *
     * @return a new array at every call
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public <T> T read(BodyCodec<T> codec, T into) {
        Template known = codec.template();
        if (templateId != known.id() || templateMajor > known.majorVersion()) {
            throw new MalformedMessageException("templateId=" + templateId + ", majorVersion=" + templateMajor
                    + " (expected: " + known.id() + ", at most " + known.majorVersion() + ")");
        }
        codec.decode(body(), into);
        return into;
    }

    @Override
    public BodyReader body() {
        return body.wrap(bytes, 0, bytes.length);
    }

    @Override
    public int templateId() {
        return templateId;
    }

    @Override
    public int templateMajor() {
        return templateMajor;
    }

    @Override
    public Priority priority() {
        return priority;
    }

    @Override
    public boolean isAsk() {
        return ask;
    }

    @Override
    public long sourceAddress() {
        return sourceAddress;
    }

    @Override
    public long correlationId() {
        return correlationId;
    }

    @Override
    public long dueNs() {
        return dueNs;
    }

    @Override
    public long sentNs() {
        return sentNs;
    }

    @Override
    public long deadlineNs() {
        return deadlineNs;
    }

    @Override
    public long traceId() {
        return traceId;
    }

    @Override
    public String toString() {
        return (ask ? "ask" : "message") + "[templateId=" + templateId + ", priority=" + priority + ", sourceAddress="
                + sourceAddress + ", correlationId=" + correlationId + ", sentNs=" + sentNs + ", handledNs=" + handledNs
                + ", " + bytes.length + " bytes]";
    }
}
