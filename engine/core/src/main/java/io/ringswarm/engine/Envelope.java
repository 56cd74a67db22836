package io.ringswarm.engine;

import io.ringswarm.codecs.frame.FrameLayout;
import java.util.Objects;

/**
 * What a sender says about a message apart from its body. Mutable and reusable, so that sending allocates nothing; a
 * send copies the values, after which the envelope may be changed. Confined to one thread.
 */
public final class Envelope {
    /** Value of {@link #dueNs()} for a message that is due when it is sent. */
    public static final long DUE_WHEN_SENT = FrameLayout.DUE_WHEN_SENT;

    private Priority priority;
    private long dueNs;
    private long deadlineNs;
    private long correlationId;
    private long traceId;
    private long key;

    /** Normal priority, due when sent, no deadline, correlation id, trace id and key 0. */
    public Envelope() {
        reset();
    }

    /**
     * Back to the values of a new envelope.
     *
     * @return this
     */
    public Envelope reset() {
        priority = Priority.NORMAL;
        dueNs = DUE_WHEN_SENT;
        deadlineNs = FrameLayout.NO_DEADLINE;
        correlationId = 0;
        traceId = 0;
        key = 0;
        return this;
    }

    /**
     * Chooses the lane.
     *
     * @param priority not null
     * @return this
     */
    public Envelope priority(Priority priority) {
        this.priority = Objects.requireNonNull(priority, "priority");
        return this;
    }

    /**
     * Sets when the message should have been sent, which its response time counts from.
     *
     * @param dueNs ns of the engine's clock
     * @return this
     */
    public Envelope dueNs(long dueNs) {
        this.dueNs = dueNs;
        return this;
    }

    /**
     * Sets when the message stops being of use: later than that it is counted as expired and not handled.
     *
     * @param deadlineNs ns of the engine's clock
     * @return this
     */
    public Envelope deadlineNs(long deadlineNs) {
        this.deadlineNs = deadlineNs;
        return this;
    }

    /**
     * Sets the sender's own number.
     *
     * @param correlationId any value
     * @return this
     */
    public Envelope correlationId(long correlationId) {
        this.correlationId = correlationId;
        return this;
    }

    /**
     * Sets the work that the message is part of.
     *
     * @param traceId any value, 0 for none
     * @return this
     */
    public Envelope traceId(long traceId) {
        this.traceId = traceId;
        return this;
    }

    /**
     * Sets what a router with {@linkplain Routing#consistentHash consistent hashing} goes by. It is not sent.
     *
     * @param key any value
     * @return this
     */
    public Envelope key(long key) {
        this.key = key;
        return this;
    }

    /**
     * The lane.
     *
     * @return the priority last set
     */
    public Priority priority() {
        return priority;
    }

    /**
     * When the message should have been sent.
     *
     * @return ns, or {@link #DUE_WHEN_SENT}
     */
    public long dueNs() {
        return dueNs;
    }

    /**
     * When the message stops being of use.
     *
     * @return ns, or {@link Long#MAX_VALUE}
     */
    public long deadlineNs() {
        return deadlineNs;
    }

    /**
     * The sender's own number.
     *
     * @return the number last set
     */
    public long correlationId() {
        return correlationId;
    }

    /**
     * The work that the message is part of.
     *
     * @return the id last set
     */
    public long traceId() {
        return traceId;
    }

    /**
     * What a router goes by.
     *
     * @return the key last set
     */
    public long key() {
        return key;
    }
}
