package io.ringswarm.engine.agent;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Agent;
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
import java.util.function.Supplier;

/** What a shard does for its agents when they send, ask and set timers. Each method as in {@code AgentContext}. */
public interface AgentOutbound {
    /**
     * Sends a message.
     *
     * @param sender the agent
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it
     * @param envelope the rest, null for the defaults
     * @param mayPark whether to park it when there is no room
     * @param <T> the body's type
     * @return what became of it
     */
    <T> Offer send(AgentCell sender, AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, boolean mayPark);

    /**
     * Answers the message being handled.
     *
     * @param sender the agent
     * @param request the message
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return what became of it
     */
    <T> Offer reply(AgentCell sender, Message request, T value, BodyCodec<T> codec);

    /**
     * Answers a message handled earlier.
     *
     * @param sender the agent
     * @param ticket taken from the message
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return what became of it
     */
    <T> Offer reply(AgentCell sender, ReplyTicket ticket, T value, BodyCodec<T> codec);

    /**
     * Asks.
     *
     * @param sender the agent
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it
     * @param envelope the rest, null for the defaults
     * @param untilNs when it times out, ns of the engine's clock
     * @param handler is told how it ended
     * @param <T> the body's type
     * @return what became of the question
     */
    <T> Offer ask(
            AgentCell sender,
            AgentRef target,
            T value,
            BodyCodec<T> codec,
            Envelope envelope,
            long untilNs,
            ReplyHandler handler);

    /**
     * The number of the ask that was accepted last.
     *
     * @return 0 before the first
     */
    long lastAskId();

    /**
     * Ends an ask.
     *
     * @param sender the agent
     * @param askId its number
     * @return whether it was waiting
     */
    boolean cancelAsk(AgentCell sender, long askId);

    /**
     * Makes a timer.
     *
     * @param owner the agent
     * @param handler called when it fires
     * @return the timer
     */
    Timer newTimer(AgentCell owner, TimerHandler handler);

    /**
     * Reads the engine's clock.
     *
     * @return ns
     */
    long nowNs();

    /**
     * Copies a message.
     *
     * @param holder the agent
     * @param message to be copied
     * @return the copy
     */
    RetainedMessage retain(AgentCell holder, Message message);

    /**
     * Spawns a child.
     *
     * @param parent the agent
     * @param name the child's, after its parent's
     * @param options how
     * @param factory makes it
     * @return its reference
     */
    AgentRef spawn(AgentCell parent, String name, AgentOptions options, Supplier<? extends Agent> factory);

    /**
     * Ends an agent.
     *
     * @param caller the agent that wants it
     * @param agent any of the engine's
     */
    void stop(AgentCell caller, AgentRef agent);

    /**
     * Watches an agent.
     *
     * @param watcher the agent that is told
     * @param agent any of the engine's
     * @param handler is called
     */
    void watch(AgentCell watcher, AgentRef agent, EndHandler handler);

    /**
     * Watches it no longer.
     *
     * @param watcher the agent that was to be told
     * @param agent any of the engine's
     */
    void unwatch(AgentCell watcher, AgentRef agent);

    /**
     * Publishes.
     *
     * @param sender the agent
     * @param topic to whom
     * @param value the body
     * @param codec how to encode it
     * @param envelope the rest, null for the defaults
     * @param <T> the body's type
     * @return what became of it
     */
    <T> Offer publish(AgentCell sender, Topic topic, T value, BodyCodec<T> codec, Envelope envelope);

    /**
     * Subscribes.
     *
     * @param subscriber the agent
     * @param topic to what
     * @return whether that is new
     */
    boolean subscribe(AgentCell subscriber, Topic topic);

    /**
     * Ends a subscription.
     *
     * @param subscriber the agent
     * @param topic to what
     * @return whether there was one
     */
    boolean unsubscribe(AgentCell subscriber, Topic topic);
}
