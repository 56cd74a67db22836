package io.ringswarm.engine;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.frame.FrameLayout;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.agent.Subscribers;
import io.ringswarm.engine.ask.AskDirectory;
import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.idle.IdleStrategy;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.metrics.SenderLedger;
import io.ringswarm.engine.ring.FrameEncoder;
import io.ringswarm.engine.ring.Publication;
import io.ringswarm.engine.ring.StagedRun;
import io.ringswarm.engine.timing.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sends messages to agents. Confined to one thread at a time: make one per thread with {@link Engine#newSender()}. Nothing
 * here blocks but {@link #awaitReplies} and what a sender made with a time to wait was asked to; nothing allocates once
 * each lane has been used.
 *
 * <p>Messages of one sender to one agent with one priority arrive in the order in which they were accepted or staged.
 */
public final class Sender implements AutoCloseable {
    private static final long OUTSIDE = 0;

    private final EngineConfig config;
    private final List<Shard> shards;
    private final Lifecycle lifecycle;
    private final NanoClock clock;
    private final SenderLedger ledger;
    private final SenderCounters counters;
    private final FrameEncoder encoder;
    private final RoomWait wait;
    private final SenderAsks asks;
    private final Envelope plain = new Envelope();
    private final StagedRun[] runs;
    private final Publication publication;
    private boolean closed;

    Sender(
            EngineConfig config,
            List<Shard> shards,
            Lifecycle lifecycle,
            SenderLedger ledger,
            AskDirectory directory,
            RoomWait wait,
            Supplier<? extends IdleStrategy> idle) {
        this.config = config;
        this.shards = shards;
        this.lifecycle = lifecycle;
        this.ledger = ledger;
        this.wait = wait;
        counters = ledger.open();
        clock = config.clock();
        encoder = new FrameEncoder(config.overflowBuffers(), config.slotBytes(), config.maxBodyBytes());
        asks = new SenderAsks(config, directory, counters, lifecycle, idle);
        runs = new StagedRun[shards.size() * Priority.COUNT];
        publication = new Publication(shards.size());
    }

    /**
     * Sends one message, with normal priority and due at once.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return as {@link #tell(AgentRef, Object, BodyCodec, Envelope)}
     */
    public <T> Offer tell(AgentRef target, T value, BodyCodec<T> codec) {
        return tell(target, value, codec, plain);
    }

    /**
     * Sends one message. First publishes what is staged on its lane, as far as there is room; if some of that remains, the
     * message is back-pressured, for it must not overtake. {@link #accepted()} and {@link #staged()} tell how much went.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it; what it throws reaches the caller, and nothing is sent
     * @param envelope the rest; copied
     * @param <T> the body's type
     * @return {@link Offer#ACCEPTED} when it is published; else {@link Offer#BACK_PRESSURED},
     *     {@link Offer#NO_SUCH_AGENT}, {@link Offer#TOO_LARGE} or {@link Offer#CLOSED}, and this message was not sent
     * @throws IllegalStateException when called by a codec while it encodes for this sender, or after {@link #close()}
     */
    public <T> Offer tell(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        checkUsable();
        return counted(offer(0, OUTSIDE, target, value, codec, envelope));
    }

    /**
     * Asks, with normal priority and due at once.
     *
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it
     * @param timeout how long to wait for the answer; positive
     * @param handler is told how it ended, by {@link #poll()}
     * @param <T> the body's type
     * @return as {@link #ask(AgentRef, Object, BodyCodec, Envelope, Duration, ReplyHandler)}
     */
    public <T> Offer ask(AgentRef target, T value, BodyCodec<T> codec, Duration timeout, ReplyHandler handler) {
        return ask(target, value, codec, plain, timeout, handler);
    }

    /**
     * Sends one message and waits for its answer without blocking: {@link #poll()} and {@link #awaitReplies} call the
     * handler, on their caller's thread, exactly once unless the ask is cancelled or this sender closed.
     *
     * @param target who is to answer
     * @param value the question
     * @param codec how to encode it; what it throws reaches the caller, and nothing is sent
     * @param envelope the rest; copied. The handler gets its correlation id back
     * @param timeout how long to wait for the answer; positive
     * @param handler is told how it ended
     * @param <T> the body's type
     * @return as {@link #tell(AgentRef, Object, BodyCodec, Envelope)}, {@link Offer#BACK_PRESSURED} also when
     *     {@code maxAsksInFlight} asks of this sender wait already. The handler is called only after
     *     {@link Offer#ACCEPTED}
     * @throws IllegalArgumentException when the timeout is not positive
     * @throws IllegalStateException when called by a codec while it encodes for this sender, or after {@link #close()}
     */
    public <T> Offer ask(
            AgentRef target, T value, BodyCodec<T> codec, Envelope envelope, Duration timeout, ReplyHandler handler) {
        checkUsable();
        Envelope question = asks.open(envelope, timeout, handler);
        if (question == null) {
            return counted(Offer.BACK_PRESSURED);
        }
        Offer offer = null;
        try {
            offer = counted(offer(FrameLayout.FLAG_ASK, asks.address(), target, value, codec, question));
            return offer;
        } finally {
            asks.conclude(offer == Offer.ACCEPTED);
        }
    }

    /**
     * Calls the handlers of asks that have ended since the last call. Never waits. What a handler throws reaches the
     * caller; its ask has ended, those after it are for the next call.
     *
     * @return how many handlers were called
     * @throws Exception what a handler throws
     * @throws IllegalStateException when called by one of these handlers or a codec, or after {@link #close()}
     */
    public int poll() throws Exception {
        checkUsable();
        return asks.poll();
    }

    /**
     * As {@link #poll()}, but waits, by the engine's idle strategy, until there is something to call.
     *
     * @param patience how long to wait at most; not at all when it is zero or negative
     * @return how many handlers were called, 0 when nothing came or no ask is in flight
     * @throws Exception what a handler throws
     * @throws IllegalStateException as {@link #poll()}, and on a thread of one of the engine's shards
     */
    public int awaitReplies(Duration patience) throws Exception {
        checkUsable();
        for (Shard shard : shards) {
            if (shard.isConfined()) {
                throw new IllegalStateException("thread="
                        + Thread.currentThread().getName() + " (expected: not a shard's, which must not wait)");
            }
        }
        return asks.await(TimeLimit.ns(patience));
    }

    /**
     * How many asks of this sender have not ended.
     *
     * @return asks whose handler is still to be called
     */
    public int asksInFlight() {
        return asks.inFlight();
    }

    /**
     * The number of the ask that was accepted last, for {@link #cancelAsk}.
     *
     * @return 0 before the first
     */
    public long lastAskId() {
        return asks.lastAskId();
    }

    /**
     * Ends an ask of this sender: its handler will not be called.
     *
     * @param askId as {@link #lastAskId()} gave it
     * @return false when it has ended already, or its answer has come and waits for {@link #poll()}
     * @throws IllegalStateException when called by a codec while it encodes for this sender, or after {@link #close()}
     */
    public boolean cancelAsk(long askId) {
        checkUsable();
        return asks.cancel(askId);
    }

    /**
     * Encodes one message into the run of its lane, with normal priority and due when it is flushed.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return as {@link #stage(AgentRef, Object, BodyCodec, Envelope)}
     */
    public <T> Offer stage(AgentRef target, T value, BodyCodec<T> codec) {
        return stage(target, value, codec, plain);
    }

    /**
     * Encodes one message into the run of its lane, to be sent together with others by {@link #flush()}. A staged message
     * is not accepted yet: nobody accounts for it.
     *
     * @param target who is to handle it
     * @param value the body
     * @param codec how to encode it; what it throws reaches the caller, and nothing is staged
     * @param envelope the rest; copied
     * @param <T> the body's type
     * @return {@link Offer#STAGED}; or {@link Offer#BACK_PRESSURED} when the run is full and must be flushed first,
     *     {@link Offer#NO_SUCH_AGENT}, {@link Offer#TOO_LARGE} or {@link Offer#CLOSED}, and nothing was staged
     * @throws IllegalStateException when called by a codec while it encodes for this sender, or after {@link #close()}
     */
    public <T> Offer stage(AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        checkUsable();
        if (!lifecycle.isAcceptingOpaque()) {
            return counted(Offer.CLOSED);
        }
        if (!target.admits(lifecycle)) {
            AgentRef chosen = chosenBy(target, envelope);
            return chosen != null ? stage(chosen, value, codec, envelope) : counted(refusalOf(target));
        }
        StagedRun run = runFor(target, envelope);
        return counted(run.hasRoom() ? append(run, 0, OUTSIDE, target, value, codec, envelope) : Offer.BACK_PRESSURED);
    }

    /**
     * As {@link #publish(Topic, Object, BodyCodec, Envelope)}, with normal priority and due at once.
     *
     * @param topic of this engine
     * @param value the body
     * @param codec how to encode it
     * @param <T> the body's type
     * @return as {@link #publish(Topic, Object, BodyCodec, Envelope)}
     */
    public <T> Offer publish(Topic topic, T value, BodyCodec<T> codec) {
        return publish(topic, value, codec, plain);
    }

    /**
     * Sends one message to all who have subscribed to a topic, or to nobody. One copy goes to each shard that has subscribers,
     * and counts as accepted; each delivery to a subscriber is the engine's own. First publishes what is staged on the lane of
     * those shards, which it must not overtake.
     *
     * @param topic of this engine
     * @param value the body
     * @param codec how to encode it, once for each of those shards; what it throws reaches the caller, and nothing is sent
     * @param envelope the rest; copied
     * @param <T> the body's type
     * @return {@link Offer#ACCEPTED}, also when nobody has subscribed; else {@link Offer#BACK_PRESSURED},
     *     {@link Offer#TOO_LARGE} or {@link Offer#CLOSED}, and no shard got it
     * @throws IllegalArgumentException when the topic belongs to another engine
     * @throws IllegalStateException when called by a codec while it encodes for this sender, or after {@link #close()}
     */
    public <T> Offer publish(Topic topic, T value, BodyCodec<T> codec, Envelope envelope) {
        checkUsable();
        Subscribers subscribers = topic.subscribers(lifecycle);
        Offer offer = publishNow(subscribers, value, codec, envelope);
        if (offer == Offer.BACK_PRESSURED && wait.isPatient()) {
            wait.begin();
            do {
                offer = publishNow(subscribers, value, codec, envelope);
            } while (offer == Offer.BACK_PRESSURED && wait.isLonger());
        }
        return counted(offer);
    }

    /**
     * Publishes what is staged, each lane's messages in their order, as many as there is room for. What finds no room
     * stays staged; once the engine accepts nothing more, it is dropped.
     *
     * @return how many messages were accepted
     * @throws IllegalStateException when called by a codec while it encodes for this sender, or after {@link #close()}
     */
    public int flush() {
        checkUsable();
        int accepted = 0;
        for (StagedRun run : runs) {
            if (run != null && run.count() > 0) {
                accepted += publishAll(run);
                if (run.count() > 0 && !lifecycle.isAccepting()) {
                    run.discardAll();
                }
            }
        }
        return accepted;
    }

    /**
     * How many messages of this sender the engine has accepted, of {@link #tell} and {@link #flush} together.
     *
     * @return since the sender was made
     */
    public long accepted() {
        return counters.created();
    }

    /**
     * How many messages are staged.
     *
     * @return over all lanes
     */
    public int staged() {
        int staged = 0;
        for (StagedRun run : runs) {
            staged += run == null ? 0 : run.count();
        }
        return staged;
    }

    /**
     * Ends the sender: drops what is staged, and cancels its asks, whose handlers will not be called. What it has counted
     * stays in the engine's counters. Idempotent.
     *
     * @throws IllegalStateException when called by a codec while it encodes for this sender, or by a reply handler
     */
    @Override
    public void close() {
        if (!closed) {
            checkUsable();
            asks.close();
            closed = true;
            for (StagedRun run : runs) {
                if (run != null) {
                    run.discardAll();
                }
            }
            ledger.close(counters);
        }
    }

    /** The asks, for those who wait for them by themselves. */
    SenderAsks asks() {
        return asks;
    }

    private <T> Offer offer(int flags, long source, AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        Offer offer = offerNow(flags, source, target, value, codec, envelope);
        if (offer == Offer.BACK_PRESSURED && wait.isPatient()) {
            wait.begin();
            do {
                offer = offerNow(flags, source, target, value, codec, envelope);
            } while (offer == Offer.BACK_PRESSURED && wait.isLonger());
        }
        return offer;
    }

    private <T> Offer offerNow(
            int flags, long source, AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        if (!lifecycle.isAcceptingOpaque()) {
            return Offer.CLOSED;
        }
        if (!target.admits(lifecycle)) {
            return offerElsewhere(flags, source, target, value, codec, envelope);
        }
        StagedRun run = runFor(target, envelope);
        if (run.count() > 0) {
            publishAll(run);
        }
        if (run.count() > 0 || !run.ringHasRoom()) {
            return noRoom();
        }
        Offer staged = append(run, flags, source, target, value, codec, envelope);
        if (staged != Offer.STAGED) {
            return staged;
        }
        if (run.publishOnly(flags == FrameLayout.FLAG_ASK, clock, lifecycle, counters)) {
            return Offer.ACCEPTED;
        }
        run.discardLast();
        return noRoom();
    }

    private <T> Offer publishNow(Subscribers subscribers, T value, BodyCodec<T> codec, Envelope envelope) {
        if (!lifecycle.isAcceptingOpaque()) {
            return Offer.CLOSED;
        }
        publication.clear();
        for (int shard = 0; shard < shards.size(); shard++) {
            if (subscribers.of(shard).length > 0) {
                StagedRun run = runFor(shard, envelope.priority().ordinal());
                if (run.count() > 0) {
                    publishAll(run);
                }
                if (run.count() > 0 || !run.ringHasRoom()) {
                    return noRoom();
                }
                publication.add(run, subscribers.address(shard));
            }
        }
        try {
            return publication.isEmpty()
                    ? Offer.ACCEPTED
                    : publication.publish(value, codec, envelope, encoder, clock, lifecycle, counters)
                            ? Offer.ACCEPTED
                            : noRoom();
        } catch (BodyTooLargeException e) {
            return Offer.TOO_LARGE;
        }
    }

    private <T> Offer offerElsewhere(
            int flags, long source, AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        if (flags == 0
                && target.admission(lifecycle) == AgentRef.ROUTED
                && target.router().all() != null) {
            return publishNow(target.router().all().subscribers(lifecycle), value, codec, envelope);
        }
        AgentRef chosen = chosenBy(target, envelope);
        return chosen != null ? offerNow(flags, source, chosen, value, codec, envelope) : refusalOf(target);
    }

    /** Whom a router chooses; null when it has nobody, or the target is none. */
    private AgentRef chosenBy(AgentRef target, Envelope envelope) {
        return target.admission(lifecycle) == AgentRef.ROUTED ? target.router().choose(envelope.key()) : null;
    }

    private Offer refusalOf(AgentRef target) {
        return switch (target.admission(lifecycle)) {
            case AgentRef.STOPPED, AgentRef.DRAINING, AgentRef.ROUTED -> Offer.NO_SUCH_AGENT;
            default -> Offer.BACK_PRESSURED;
        };
    }

    private <T> Offer append(
            StagedRun run, int flags, long source, AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        try {
            boolean appended = run.append(flags, source, target.address(), value, codec, envelope, encoder);
            return appended ? Offer.STAGED : Offer.BACK_PRESSURED;
        } catch (BodyTooLargeException e) {
            return Offer.TOO_LARGE;
        }
    }

    private int publishAll(StagedRun run) {
        int accepted = 0;
        int published;
        while (run.count() > 0 && (published = run.publish(clock, lifecycle, counters)) > 0) {
            accepted += published;
        }
        return accepted;
    }

    private StagedRun runFor(AgentRef target, Envelope envelope) {
        return runFor(AgentAddress.shard(target.address()), envelope.priority().ordinal());
    }

    private StagedRun runFor(int shard, int lane) {
        StagedRun run = runs[shard * Priority.COUNT + lane];
        return run != null ? run : makeRun(shard, lane);
    }

    private StagedRun makeRun(int shard, int lane) {
        StagedRun run = new StagedRun(
                shards.get(shard).ring(lane), config.stagedMessages(), config.slotBytes(), config.maxBodyBytes());
        runs[shard * Priority.COUNT + lane] = run;
        return run;
    }

    private void checkUsable() {
        if (closed || encoder.isEncoding()) {
            throw new IllegalStateException(
                    closed
                            ? "the sender is closed"
                            : "a codec called the sender that it encodes for, or two threads use one sender");
        }
    }

    private Offer noRoom() {
        return lifecycle.isAccepting() ? Offer.BACK_PRESSURED : Offer.CLOSED;
    }

    private Offer counted(Offer offer) {
        if (offer == Offer.ACCEPTED || offer == Offer.STAGED) {
            return offer;
        }
        switch (offer) {
            case BACK_PRESSURED -> counters.countBackPressured();
            case NO_SUCH_AGENT -> counters.countNoSuchAgent();
            case TOO_LARGE -> counters.countTooLarge();
            case CLOSED -> counters.countClosed();
            default -> throw new IllegalStateException("offer=" + offer + " (expected: a refusal)");
        }
        return offer;
    }
}
