package io.ringswarm.engine.agent;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EndHandler;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.RetainedMessage;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.TimerHandler;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * One living agent in its shard's table: its instance, its address, its context, and why it takes no message for the
 * moment. Confined to the shard's thread, but for {@link #suspension()}.
 */
public final class AgentCell implements AgentContext {
    /** Its {@link Agent#onStart} has not been called yet. */
    public static final int NOT_STARTED = 1;

    /** Something that it has parked or that was stashed for it has still to go. */
    public static final int SUSPENDED = 2;

    /** Its next instance waits for its time. */
    public static final int RESTARTING = 4;

    /** Its instance has been told that it stops, perhaps by a call that is still under way. */
    public static final int TOLD = 8;

    /** Its instance has been told that it stops, and is not called any more. */
    public static final int GONE = 16;

    /** It has ended. */
    public static final int ENDED = 32;

    /** Its calls run off the shard: it takes messages, but not as others do. */
    public static final int BLOCKING = 64;

    /** A call of it is under way off the shard. */
    public static final int BUSY = 128;

    /** It has thrown, and nobody has judged of that yet. */
    public static final int FAILING = 256;

    private final AgentRef ref;
    private final long address;
    private final AgentSpec spec;
    private final AgentOutbound outbound;
    private final int kind;
    private Agent agent;
    private AgentClass wants;
    private int pauses;
    private boolean hearsBatchEnd; // as its class does: asked with every message
    private int incarnation;
    private long lastBatch;
    private boolean inBatch;
    private Kin kin;
    private CellTimer timers;
    private volatile Suspension suspension;

    /**
     * A cell for a new agent.
     *
     * @param first its first instance
     * @param ref its reference
     * @param spec what stays over restarts
     * @param kind the number of its class
     * @param outbound the shard's
     */
    public AgentCell(Agent first, AgentRef ref, AgentSpec spec, int kind, AgentOutbound outbound) {
        this.ref = ref;
        this.address = ref.address();
        this.spec = spec;
        this.kind = kind;
        this.outbound = outbound;
        pauses = spec.blocking() ? BLOCKING : 0;
        renew(first);
    }

    /**
     * The agent itself.
     *
     * @return its present instance
     */
    public Agent agent() {
        return agent;
    }

    /**
     * What stays the same over restarts.
     *
     * @return as it was spawned with
     */
    public AgentSpec spec() {
        return spec;
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
     * Under which number its messages are timed.
     *
     * @return that of its first instance's class, in its engine
     */
    public int kind() {
        return kind;
    }

    /**
     * Replaces the instance.
     *
     * @param next a new one, which has not started
     */
    public void renew(Agent next) {
        agent = next;
        wants = AgentClass.of(next);
        hearsBatchEnd = wants.hearsBatchEnd();
        pauses &= ~(TOLD | GONE | NOT_STARTED);
        if (wants.hearsStart()) {
            pauses |= NOT_STARTED;
        }
        incarnation++;
        lastBatch = 0;
        inBatch = false;
    }

    /**
     * Counts the instances, so that what an earlier one has set going is known.
     *
     * @return 1 and up
     */
    public int incarnation() {
        return incarnation;
    }

    /**
     * Whether it wants to hear of its start.
     *
     * @return true when its class overrides {@link Agent#onStart}
     */
    public boolean hearsStart() {
        return wants.hearsStart();
    }

    /**
     * Whether it wants to hear of its end.
     *
     * @return true when its class overrides {@link Agent#onStop}
     */
    public boolean hearsStop() {
        return wants.hearsStop();
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
        inBatch = true;
        return true;
    }

    /**
     * Notes that it takes part in the batch no longer.
     *
     * @return whether it did
     */
    public boolean leaveBatch() {
        boolean was = inBatch;
        inBatch = false;
        return was;
    }

    /**
     * Whether the agent takes no message for the moment, or none any more.
     *
     * @return true when there is some reason
     */
    public boolean isPaused() {
        return pauses != 0;
    }

    /**
     * Whether one of some reasons keeps the agent from taking messages.
     *
     * @param reasons of the constants above, added
     * @return true when one holds
     */
    public boolean isPausedBy(int reasons) {
        return (pauses & reasons) != 0;
    }

    /**
     * Whether it is a blocking agent that would take a message now.
     *
     * @return true when nothing but that it blocks keeps it
     */
    public boolean isReadyToBlock() {
        return pauses == BLOCKING;
    }

    /**
     * Begins a pause.
     *
     * @param reason one of the constants above
     */
    public void pause(int reason) {
        pauses |= reason;
    }

    /**
     * Ends a pause.
     *
     * @param reason one of the constants above
     */
    public void unpause(int reason) {
        pauses &= ~reason;
    }

    /**
     * The timers of the agent that are set.
     *
     * @return the first of them, or null
     */
    public CellTimer timers() {
        return timers;
    }

    /**
     * Notes that a timer was set.
     *
     * @param timer one that was not
     */
    public void link(CellTimer timer) {
        timer.linkBefore(timers);
        timers = timer;
    }

    /**
     * Notes that a timer is set no longer.
     *
     * @param timer one that was
     */
    public void unlink(CellTimer timer) {
        timers = timer.unlinkFrom(timers);
    }

    /**
     * Whether anybody ever depended on the agent, or it on others.
     *
     * @return true once {@link #kin()} was asked for
     */
    public boolean hasKin() {
        return kin != null;
    }

    /**
     * Who depends on the agent.
     *
     * @return made when first asked for
     */
    public Kin kin() {
        if (kin == null) {
            kin = new Kin();
        }
        return kin;
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
    public AgentRef self() {
        return ref;
    }

    @Override
    public long nowNs() {
        return outbound.nowNs();
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
        return outbound.ask(this, target, value, codec, null, until(timeout), handler);
    }

    @Override
    public <T> Offer ask(
            AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, Duration timeout, ReplyHandler handler) {
        return askUntil(target, value, codec, envelope, until(timeout), handler);
    }

    @Override
    public <T> Offer askUntil(
            AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, long untilNs, ReplyHandler handler) {
        return outbound.ask(this, target, value, codec, Objects.requireNonNull(envelope, "envelope"), untilNs, handler);
    }

    private long until(Duration timeout) {
        return outbound.nowNs() + TimeLimit.positiveNs("timeout", timeout);
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

    @Override
    public RetainedMessage retain(Message message) {
        return outbound.retain(this, Objects.requireNonNull(message, "message"));
    }

    @Override
    public AgentRef spawn(String name, Supplier<? extends Agent> factory) {
        return outbound.spawn(this, name, new AgentOptions(), factory);
    }

    @Override
    public AgentRef spawn(String name, AgentOptions options, Supplier<? extends Agent> factory) {
        return outbound.spawn(this, name, Objects.requireNonNull(options, "options"), factory);
    }

    @Override
    public void stop() {
        outbound.stop(this, ref);
    }

    @Override
    public void stop(AgentRef agent) {
        outbound.stop(this, Objects.requireNonNull(agent, "agent"));
    }

    @Override
    public void watch(AgentRef agent, EndHandler handler) {
        outbound.watch(this, Objects.requireNonNull(agent, "agent"), Objects.requireNonNull(handler, "handler"));
    }

    @Override
    public void unwatch(AgentRef agent) {
        outbound.unwatch(this, Objects.requireNonNull(agent, "agent"));
    }

    @Override
    public <T> Offer publish(Topic topic, T value, BodyCodec<T> codec) {
        return outbound.publish(this, topic, value, codec, null);
    }

    @Override
    public <T> Offer publish(Topic topic, T value, BodyCodec<T> codec, Envelope envelope) {
        return outbound.publish(this, topic, value, codec, Objects.requireNonNull(envelope, "envelope"));
    }

    @Override
    public boolean subscribe(Topic topic) {
        return outbound.subscribe(this, topic);
    }

    @Override
    public boolean unsubscribe(Topic topic) {
        return outbound.unsubscribe(this, topic);
    }
}
