package io.ringswarm.engine;

import io.ringswarm.codecs.BodyCodec;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What an agent sees of its engine. Confined to the shard's thread and to the agent's own calls (a message, a reply, a
 * timer, a batch's end); valid as long as the agent lives. Nothing here blocks, and nothing allocates once each way has
 * been used, but {@link #newTimer}.
 *
 * <p>Each method that sends throws {@link IllegalStateException} when it is called by another thread, outside the agent's
 * own calls, or by a codec while it encodes for this shard, and {@link NullPointerException} when an argument is null.
 * What a codec throws reaches the caller, and nothing is sent.
 *
 * <p>Messages of this agent to one agent with one priority arrive in the order in which they were accepted or parked.
 */
public interface AgentContext {
    /**
     * This agent's own reference.
     *
     * @return the reference that {@link Engine#spawn} returned
     */
    AgentRef self();

    /**
     * Reads the engine's clock.
     *
     * @return ns since an arbitrary origin, comparable with a {@link Message}'s times
     */
    long nowNs();

    /**
     * Sends one message, with normal priority and due at once.
     *
     * @param target who is to handle it, this agent itself included
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return as {@link #send(AgentRef, Object, BodyCodec, Envelope)}
     */
    <T> Offer send(AgentRef target, T value, BodyCodec<T> codec);

    /**
     * Sends one message, or fails at once when there is no room for it.
     *
     * @param target who is to handle it, this agent itself included
     * @param value the body
     * @param codec how to encode it
     * @param envelope the rest; copied
     * @param <T> the body's type
     * @return {@link Offer#ACCEPTED}; {@link Offer#BACK_PRESSURED} when the way to the target is full, the target admits
     *     nothing now, or an earlier message of this agent is parked, which this one must not overtake;
     *     {@link Offer#NO_SUCH_AGENT}, {@link Offer#TOO_LARGE} or {@link Offer#CLOSED}
     */
    <T> Offer send(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope);

    /**
     * As {@link #sendOrPark(AgentRef, Object, BodyCodec, Envelope)}, with normal priority and due at once.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return as {@link #sendOrPark(AgentRef, Object, BodyCodec, Envelope)}
     */
    <T> Offer sendOrPark(AgentRef target, T value, BodyCodec<T> codec);

    /**
     * Sends one message; when there is no room for it, it is parked: the engine has accepted it and keeps it in the
     * shard's reserve until there is, and this agent gets nothing new before. When agents wait for each other in a circle,
     * the oldest of their parked messages becomes a dead letter with the reason {@link DeadLetterReason#DEADLOCK_BROKEN}.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it
     * @param envelope the rest; copied
     * @param <T> the body's type
     * @return {@link Offer#ACCEPTED} or {@link Offer#PARKED}; {@link Offer#BACK_PRESSURED} when the reserve is full too;
     *     {@link Offer#NO_SUCH_AGENT}, {@link Offer#TOO_LARGE} or {@link Offer#CLOSED}
     */
    <T> Offer sendOrPark(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope);

    /**
     * Answers the message being handled. An ask gets the answer in the place that it holds for it, so there is always
     * room. A message that an agent sent without asking gets a message in return, with its priority and correlation id; that
     * one is refused as {@link #send(AgentRef, Object, BodyCodec)} refuses.
     *
     * @param request the message being handled
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return {@link Offer#ACCEPTED}; {@link Offer#NOT_AWAITED} when the ask has ended already: timed out, cancelled or
     *     answered; {@link Offer#BACK_PRESSURED} when a body that fits no slot finds no buffer; {@link Offer#TOO_LARGE};
     *     {@link Offer#NO_SUCH_AGENT} when the message came from outside and was no ask; {@link Offer#CLOSED}
     */
    <T> Offer reply(Message request, T value, BodyCodec<T> codec);

    /**
     * Answers a message handled earlier.
     *
     * @param ticket taken while it was handled, by {@link ReplyTicket#take}
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return as {@link #reply(Message, Object, BodyCodec)}
     */
    <T> Offer reply(ReplyTicket ticket, T value, BodyCodec<T> codec);

    /**
     * As {@link #ask(AgentRef, Object, BodyCodec, Envelope, Duration, ReplyHandler)}, with normal priority and due at once.
     *
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it
     * @param timeout how long to wait for the answer; positive
     * @param handler is told how it ended
     * @param <T> the body's type
     * @return as {@link #ask(AgentRef, Object, BodyCodec, Envelope, Duration, ReplyHandler)}
     * @throws IllegalArgumentException when the timeout is not positive
     */
    <T> Offer ask(AgentRef target, T value, BodyCodec<T> codec, Duration timeout, ReplyHandler handler);

    /**
     * Sends a message and waits for its answer without blocking: the handler is called later, as a delivery to this
     * agent, exactly once unless the ask is cancelled or the agent stops.
     *
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it
     * @param envelope the rest; copied. The handler gets its correlation id back
     * @param timeout how long to wait for the answer; positive
     * @param handler is told how it ended
     * @param <T> the body's type
     * @return as {@link #send(AgentRef, Object, BodyCodec, Envelope)}, {@link Offer#BACK_PRESSURED} also when
     *     {@code maxAsksInFlight} asks of this shard wait already. The handler is called only after
     *     {@link Offer#ACCEPTED}
     * @throws IllegalArgumentException when the timeout is not positive
     */
    <T> Offer ask(
            AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, Duration timeout, ReplyHandler handler);

    /**
     * As {@link #ask(AgentRef, Object, BodyCodec, Envelope, Duration, ReplyHandler)}, until a time: for an agent that asks many
     * in one go, and has read the clock for all of them.
     *
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it
     * @param envelope the rest; copied. The handler gets its correlation id back
     * @param untilNs when the ask times out if it was not answered before, ns as {@link #nowNs()} tells them; one that has
     *     passed times out at once
     * @param handler is told how it ended
     * @param <T> the body's type
     * @return as {@link #ask(AgentRef, Object, BodyCodec, Envelope, Duration, ReplyHandler)}
     */
    <T> Offer askUntil(
            AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, long untilNs, ReplyHandler handler);

    /**
     * The number of the ask that was accepted last, for {@link #cancelAsk}.
     *
     * @return 0 when this shard has not asked yet
     */
    long lastAskId();

    /**
     * Ends an ask of this agent: its handler will not be called.
     *
     * @param askId as {@link #lastAskId()} gave it
     * @return false when it has ended already, its answer is on the way, or it is not this agent's
     */
    boolean cancelAsk(long askId);

    /**
     * Makes a timer, not set yet. It lives as long as the agent; make it once and set it again and again.
     *
     * @param handler called when it fires, as a delivery to this agent
     * @return the timer
     */
    Timer newTimer(TimerHandler handler);

    /**
     * Copies a message, so that it can be used after its handling. Allocates nothing once the pool has as many copies as are
     * in use at a time, unless {@link EngineContext#traceRetained} is on.
     *
     * @param message the message being handled, or the answer in a {@link ReplyHandler}
     * @return the copy, to be released; it counts in no way as a message
     * @throws IllegalStateException when {@link EngineContext#retainedMessages} of this shard are in use
     * @throws IllegalArgumentException when it is no message of the engine's own
     */
    RetainedMessage retain(Message message);

    /**
     * As {@link #spawn(String, AgentOptions, Supplier)}, with default options.
     *
     * @param name unique among this agent's children
     * @param factory makes the child
     * @return its reference
     */
    AgentRef spawn(String name, Supplier<? extends Agent> factory);

    /**
     * Adds an agent that is this one's child: it ends when this one ends or is restarted, and what it escalates comes to
     * this one's {@link Supervision}.
     *
     * @param name unique among this agent's children; its full name is this agent's, a slash, and this
     * @param options how; on this agent's shard unless they say
     * @param factory makes the child, now, and again at each restart
     * @return its reference
     * @throws IllegalArgumentException when the name is blank or taken, or there is no such shard
     * @throws IllegalStateException when the engine is closing, closed or failed
     */
    AgentRef spawn(String name, AgentOptions options, Supplier<? extends Agent> factory);

    /** Ends this agent, after the call that it is in. As {@link Engine#stop(AgentRef)}. */
    void stop();

    /**
     * Ends an agent.
     *
     * @param agent any of this engine
     * @throws IllegalArgumentException when it belongs to another engine
     */
    void stop(AgentRef agent);

    /**
     * Watches an agent: the handler is called once it has ended, or soon when it has already. Not while the engine closes.
     * Ends when this agent ends or is restarted. Watching again replaces the handler.
     *
     * @param agent any of this engine
     * @param handler is told
     */
    void watch(AgentRef agent, EndHandler handler);

    /**
     * Watches an agent no longer; its handler will not be called. Does nothing when it is not watched.
     *
     * @param agent any of this engine
     */
    void unwatch(AgentRef agent);

    /**
     * As {@link #publish(Topic, Object, BodyCodec, Envelope)}, with normal priority and due at once.
     *
     * @param topic of this engine
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return as {@link #publish(Topic, Object, BodyCodec, Envelope)}
     */
    <T> Offer publish(Topic topic, T value, BodyCodec<T> codec);

    /**
     * Sends one message to all who have subscribed to a topic, or to nobody. One copy goes to each shard that has subscribers.
     *
     * @param topic of this engine
     * @param value the body
     * @param codec how to encode it
     * @param envelope the rest; copied
     * @param <T> the body's type
     * @return {@link Offer#ACCEPTED}, also when nobody has subscribed; {@link Offer#BACK_PRESSURED} when the way to some shard
     *     is full, or an earlier message of this agent is parked; {@link Offer#TOO_LARGE} or {@link Offer#CLOSED}
     * @throws IllegalArgumentException when the topic belongs to another engine
     */
    <T> Offer publish(Topic topic, T value, BodyCodec<T> codec, Envelope envelope);

    /**
     * Subscribes this agent. As {@link Engine#subscribe}.
     *
     * @param topic of this engine
     * @return false when it had subscribed already
     */
    boolean subscribe(Topic topic);

    /**
     * Ends this agent's subscription. As {@link Engine#unsubscribe}.
     *
     * @param topic of this engine
     * @return false when it had not subscribed
     */
    boolean unsubscribe(Topic topic);
}
