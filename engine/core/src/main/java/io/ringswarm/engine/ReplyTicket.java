package io.ringswarm.engine;

import java.util.Objects;

/**
 * What it takes to answer a message after the call that handled it. Mutable and reusable. Confined to the agent that
 * handled the message.
 */
public final class ReplyTicket {
    private long sourceAddress;
    private long correlationId;
    private boolean ask;
    private Priority priority = Priority.NORMAL;
    private long traceId;

    /** A ticket for nothing, until {@link #take}. */
    public ReplyTicket() {}

    /**
     * Notes where the answer is to go.
     *
     * @param message the message being handled
     * @return this
     */
    public ReplyTicket take(Message message) {
        Objects.requireNonNull(message, "message");
        sourceAddress = message.sourceAddress();
        correlationId = message.correlationId();
        ask = message.isAsk();
        priority = message.priority();
        traceId = message.traceId();
        return this;
    }

    /**
     * Where the answer goes.
     *
     * @return {@link Message#sourceAddress()}; 0 before {@link #take}
     */
    public long sourceAddress() {
        return sourceAddress;
    }

    /**
     * Which question it answers.
     *
     * @return {@link Message#correlationId()}
     */
    public long correlationId() {
        return correlationId;
    }

    /**
     * Whether somebody holds a place for the answer.
     *
     * @return {@link Message#isAsk()}
     */
    public boolean isAsk() {
        return ask;
    }

    /**
     * The question's lane.
     *
     * @return {@link Message#priority()}
     */
    public Priority priority() {
        return priority;
    }

    /**
     * The work that the question is part of, and the answer with it.
     *
     * @return {@link Message#traceId()}
     */
    public long traceId() {
        return traceId;
    }
}
