package io.ringswarm.engine.agent;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.TimerHandler;
import java.time.Duration;
import java.util.Objects;

/**
 * One living agent in its shard's table: the agent, its address and its context. Confined to the shard's thread, but for
 * {@link #suspension()}.
 */
public final class AgentCell implements AgentContext {
    private final Agent agent;
    private final AgentRef ref;
    private final long address;
    private final NanoClock clock;
    private final boolean hearsBatchEnd;
    private final AgentOutbound outbound;
    private long lastBatch;
    private volatile Suspension suspension;

    /**
     * A cell for a new agent.
     *
     * @param agent the agent
     * @param ref its reference
     * @param clock the engine's
     * @param outbound the shard's
     */
    public AgentCell(Agent agent, AgentRef ref, NanoClock clock, AgentOutbound outbound) {
        this.agent = agent;
        this.ref = ref;
        this.address = ref.address();
        this.clock = clock;
        this.outbound = outbound;
        hearsBatchEnd = overridesBatchEnd(agent);
    }

    /**
     * The agent itself.
     *
     * @return the agent
     */
    public Agent agent() {
        return agent;
    }

    /**
     * The agent's address.
     *
     * @return as its reference says
     */
    public long address() {
        return address;
    }

    /**
     * Whether a message's target is this agent, and not another one that had its index.
     *
     * @param target the address in the message
     * @return true when it is
     */
    public boolean hasAddress(long target) {
        return address == target;
    }

    /**
     * Notes that the agent takes part in a batch.
     *
     * @param batch the batch's number, 1 and up
     * @return true when it wants to hear of the batch's end and this is its first message in it
     */
    public boolean joinBatch(long batch) {
        if (!hearsBatchEnd || lastBatch == batch) {
            return false;
        }
        lastBatch = batch;
        return true;
    }

    @Override
    public AgentRef self() {
        return ref;
    }

    @Override
    public long nowNs() {
        return clock.nanoTime();
    }

    /**
     * Whether the agent takes no message for the moment.
     *
     * @return true while its suspension is in force
     */
    public boolean isSuspended() {
        Suspension now = suspension;
        return now != null && now.isActive();
    }

    /**
     * What the agent keeps while it takes nothing. Any thread.
     *
     * @return null when it never was suspended
     */
    public Suspension suspension() {
        return suspension;
    }

    /**
     * Gives the agent its suspension, when it needs one for the first time.
     *
     * @param first the suspension, kept for good
     */
    public void suspension(Suspension first) {
        suspension = first;
    }

    @Override
    public <T> Offer send(AgentRef target, T value, BodyCodec<T> codec) {
        return outbound.send(this, target, value, codec, null, false);
    }

    @Override
    public <T> Offer send(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        return outbound.send(this, target, value, codec, Objects.requireNonNull(envelope, "envelope"), false);
    }

    @Override
    public <T> Offer sendOrPark(AgentRef target, T value, BodyCodec<T> codec) {
        return outbound.send(this, target, value, codec, null, true);
    }

    @Override
    public <T> Offer sendOrPark(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        return outbound.send(this, target, value, codec, Objects.requireNonNull(envelope, "envelope"), true);
    }

    @Override
    public <T> Offer reply(Message request, T value, BodyCodec<T> codec) {
        return outbound.reply(this, request, value, codec);
    }

    @Override
    public <T> Offer reply(ReplyTicket ticket, T value, BodyCodec<T> codec) {
        return outbound.reply(this, ticket, value, codec);
    }

    @Override
    public <T> Offer ask(AgentRef target, T value, BodyCodec<T> codec, Duration timeout, ReplyHandler handler) {
        return outbound.ask(this, target, value, codec, null, timeout, handler);
    }

    @Override
    public <T> Offer ask(
            AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, Duration timeout, ReplyHandler handler) {
        return outbound.ask(this, target, value, codec, Objects.requireNonNull(envelope, "envelope"), timeout, handler);
    }

    @Override
    public long lastAskId() {
        return outbound.lastAskId();
    }

    @Override
    public boolean cancelAsk(long askId) {
        return outbound.cancelAsk(this, askId);
    }

    @Override
    public Timer newTimer(TimerHandler handler) {
        return outbound.newTimer(this, handler);
    }

    private static boolean overridesBatchEnd(Agent agent) {
        try {
            return agent.getClass().getMethod("onBatchEnd", AgentContext.class).getDeclaringClass() != Agent.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("agent=" + agent.getClass() + " (expected: to have onBatchEnd)", e);
        }
    }
}
