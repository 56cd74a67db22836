package io.ringswarm.engine.delivery;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.EndHandler;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.NanoClock;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Priority;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.RetainedMessage;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.TimerHandler;
import io.ringswarm.engine.Topic;
import io.ringswarm.engine.agent.AgentCell;
import io.ringswarm.engine.agent.AgentOutbound;
import io.ringswarm.engine.agent.Subscribers;
import io.ringswarm.engine.ask.Asker;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.router.Router;
import java.util.Objects;
import java.util.function.Supplier;

/** What agents of one shard send. Decides whether a message goes, is parked or is refused, and counts it. */
final class Outbound implements AgentOutbound {
    private final Lifecycle lifecycle;
    private final AgentCalls calls;
    private final SenderCounters sent;
    private final GroupClock time;
    private final FrameEncoder encoder;
    private final Routes routes;
    private final Suspensions suspensions;
    private final Answers answers;
    private final Asker asker;
    private final Supervisor supervisor;
    private final Timers timers;
    private final RetainedPool retained;
    private final NanoClock clock;
    private final Envelope plain = new Envelope();
    private final Envelope returned = new Envelope();

    Outbound(
            ShardParts parts,
            FrameEncoder encoder,
            Routes routes,
            Suspensions suspensions,
            Supervisor supervisor,
            Timers timers) {
        this.encoder = encoder;
        this.routes = routes;
        this.suspensions = suspensions;
        this.supervisor = supervisor;
        clock = parts.config().clock();
        this.timers = timers;
        lifecycle = parts.lifecycle();
        calls = parts.calls();
        sent = parts.sent();
        retained = parts.retained();
        time = parts.time();
        answers = new Answers(parts, encoder);
        asker = new Asker(parts.asks(), sent);
    }

    @Override
    public <T> Offer send(
            AgentCell sender, AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, boolean mayPark) {
        checkUsable(sender);
        return offer(0, sender, target, value, codec, envelope == null ? plain : envelope, mayPark);
    }

    @Override
    public <T> Offer reply(AgentCell sender, Message request, T value, BodyCodec<T> codec) {
        checkUsable(sender);
        Objects.requireNonNull(codec, "codec");
        return reply(
                sender,
                request.isAsk(),
                request.sourceAddress(),
                request.correlationId(),
                request.priority(),
                request.traceId(),
                value,
                codec);
    }

    @Override
    public <T> Offer reply(AgentCell sender, ReplyTicket ticket, T value, BodyCodec<T> codec) {
        checkUsable(sender);
        Objects.requireNonNull(codec, "codec");
        return reply(
                sender,
                ticket.isAsk(),
                ticket.sourceAddress(),
                ticket.correlationId(),
                ticket.priority(),
                ticket.traceId(),
                value,
                codec);
    }

    /** An answer is part of its question's work, whatever is being handled: of none when the question is. */
    private <T> Offer reply(
            AgentCell sender,
            boolean isAsk,
            long source,
            long correlationId,
            Priority priority,
            long traceId,
            T value,
            BodyCodec<T> codec) {
        long inherited = encoder.inherit(traceId);
        try {
            return isAsk
                    ? answers.answer(sender, source, correlationId, value, codec)
                    : giveBack(sender, source, returned.priority(priority).correlationId(correlationId), value, codec);
        } finally {
            encoder.inherit(inherited);
        }
    }

    @Override
    public <T> Offer ask(
            AgentCell sender,
            AgentRef target,
            T value,
            BodyCodec<T> codec,
            Envelope envelope,
            long untilNs,
            ReplyHandler handler) {
        checkUsable(sender);
        Envelope question = asker.open(envelope == null ? plain : envelope, untilNs, handler, sender);
        if (question == null) {
            return backPressured();
        }
        Offer offer = null;
        try {
            offer = offer(FrameLayout.FLAG_ASK, sender, target, value, codec, question, false);
            return offer;
        } finally {
            asker.conclude(offer == Offer.ACCEPTED);
            if (offer == Offer.ACCEPTED) {
                sent.countAskStarted();
            }
        }
    }

    @Override
    public long lastAskId() {
        return asker.lastAskId();
    }

    @Override
    public boolean cancelAsk(AgentCell sender, long askId) {
        calls.checkCurrent(sender);
        return asker.cancel(askId, sender);
    }

    @Override
    public Timer newTimer(AgentCell owner, TimerHandler handler) {
        calls.checkCurrent(owner);
        return new AgentTimer(timers, owner, Objects.requireNonNull(handler, "handler"));
    }

    @Override
    public long nowNs() {
        return clock.nanoTime();
    }

    @Override
    public RetainedMessage retain(AgentCell holder, Message message) {
        calls.checkCurrent(holder);
        if (message instanceof MessageView view) {
            return retained.take(view);
        }
        throw new IllegalArgumentException(
                "message=" + message.getClass().getName() + " (expected: one that the engine has handed out)");
    }

    @Override
    public AgentRef spawn(AgentCell parent, String name, AgentOptions options, Supplier<? extends Agent> factory) {
        calls.checkCurrent(parent);
        return supervisor.spawn(parent, name, options, factory);
    }

    @Override
    public void stop(AgentCell caller, AgentRef agent) {
        calls.checkCurrent(caller);
        supervisor.stop(agent);
    }

    @Override
    public void watch(AgentCell watcher, AgentRef agent, EndHandler handler) {
        calls.checkCurrent(watcher);
        supervisor.watches().watch(watcher, agent, handler);
    }

    @Override
    public void unwatch(AgentCell watcher, AgentRef agent) {
        calls.checkCurrent(watcher);
        supervisor.watches().unwatch(watcher, agent);
    }

    @Override
    public <T> Offer publish(AgentCell sender, Topic topic, T value, BodyCodec<T> codec, Envelope envelope) {
        checkUsable(sender);
        Subscribers subscribers = topic.subscribers(lifecycle);
        if (!lifecycle.isAcceptingInsideOpaque()) {
            sent.countClosed();
            return Offer.CLOSED;
        }
        Envelope rest = envelope == null ? plain : envelope;
        if (hasParked(sender) || !routes.canPublish(subscribers, rest.priority().ordinal())) {
            return backPressured();
        }
        try {
            int copies = routes.publish(sender.address(), subscribers, value, codec, rest, time.nowNs());
            if (copies < 0) {
                return backPressured();
            }
            sent.countCreated(copies);
            return Offer.ACCEPTED;
        } catch (BodyTooLargeException e) {
            sent.countTooLarge();
            return Offer.TOO_LARGE;
        }
    }

    @Override
    public boolean subscribe(AgentCell subscriber, Topic topic) {
        calls.checkCurrent(subscriber);
        return supervisor.subscribe(subscriber, topic);
    }

    @Override
    public boolean unsubscribe(AgentCell subscriber, Topic topic) {
        calls.checkCurrent(subscriber);
        return supervisor.unsubscribe(subscriber, topic);
    }

    private <T> Offer offer(
            int flags,
            AgentCell sender,
            AgentRef target,
            T value,
            BodyCodec<T> codec,
            Envelope envelope,
            boolean mayPark) {
        int admission = target.admission(lifecycle);
        if (admission == AgentRef.ROUTED) {
            return offerThrough(target.router(), flags, sender, value, codec, envelope, mayPark);
        }
        long address = target.address();
        if (!lifecycle.isAcceptingInsideOpaque() || admission != AgentRef.STOPPED && routes.isDead(address)) {
            sent.countClosed();
            return Offer.CLOSED;
        }
        if (admission == AgentRef.DRAINING && sender.hasAddress(address)) {
            supervisor.drains().sentToItself(sender);
        } else if (AgentRef.isEnding(admission)) {
            sent.countNoSuchAgent();
            return Offer.NO_SUCH_AGENT;
        }
        boolean mayGo = !hasParked(sender) && (admission != AgentRef.CONGESTED || sender.hasAddress(address));
        try {
            if (mayGo && routes.hasRoom(address, envelope.priority().ordinal())) {
                return routes.send(flags, sender.address(), address, value, codec, envelope, time.nowNs())
                        ? accepted()
                        : backPressured();
            }
            return mayPark && suspensions.canPark() ? park(sender, address, value, codec, envelope) : backPressured();
        } catch (BodyTooLargeException e) {
            sent.countTooLarge();
            return Offer.TOO_LARGE;
        }
    }

    private <T> Offer offerThrough(
            Router router,
            int flags,
            AgentCell sender,
            T value,
            BodyCodec<T> codec,
            Envelope envelope,
            boolean mayPark) {
        if (router.all() != null && flags == 0) {
            return publish(sender, router.all(), value, codec, envelope);
        }
        AgentRef chosen = router.choose(envelope.key());
        if (chosen == null) {
            sent.countNoSuchAgent();
            return Offer.NO_SUCH_AGENT;
        }
        return offer(flags, sender, chosen, value, codec, envelope, mayPark);
    }

    private <T> Offer park(AgentCell sender, long target, T value, BodyCodec<T> codec, Envelope envelope) {
        byte[] scratch = encoder.scratch();
        if (!encoder.encode(scratch, 0, scratch.length, 0, sender.address(), target, value, codec, envelope)) {
            return backPressured();
        }
        FrameHeader.sentNs(scratch, 0, time.nowNs());
        suspensions.park(sender, scratch, 0, encoder.takeOverflow());
        sent.countCreated(1);
        sent.countParked();
        return Offer.PARKED;
    }

    private <T> Offer giveBack(AgentCell sender, long source, Envelope envelope, T value, BodyCodec<T> codec) {
        AgentCell asker = routes.find(source);
        if (asker == null) {
            sent.countNoSuchAgent();
            return Offer.NO_SUCH_AGENT;
        }
        return offer(0, sender, asker.self(), value, codec, envelope, false);
    }

    private void checkUsable(AgentCell sender) {
        calls.checkCurrent(sender);
        if (encoder.isEncoding()) {
            throw new IllegalStateException("a codec called the agent's context that it encodes for");
        }
    }

    private static boolean hasParked(AgentCell sender) {
        return sender.isPaused()
                && sender.suspension() != null
                && !sender.suspension().parked().isEmpty();
    }

    private Offer accepted() {
        sent.countCreated(1);
        return Offer.ACCEPTED;
    }

    private Offer backPressured() {
        sent.countBackPressured();
        return Offer.BACK_PRESSURED;
    }
}
