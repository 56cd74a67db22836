package io.ringswarm.engine;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.engine.agent.AgentAddress;
import io.ringswarm.engine.delivery.Shard;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.metrics.SenderLedger;
import io.ringswarm.engine.ring.OverflowPool;
import io.ringswarm.engine.ring.StagedRun;
import java.util.List;

/**
 * Sends messages to agents. Confined to one thread at a time: make one per thread with {@link Engine#newSender()}. Nothing
 * here blocks, and nothing allocates once each lane has been used.
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
    private final OverflowPool pool;
    private final BodyWriter writer = new BodyWriter();
    private final Envelope plain = new Envelope();
    private final StagedRun[] runs;
    private boolean encoding;
    private boolean closed;

    Sender(EngineConfig config, List<Shard> shards, Lifecycle lifecycle, SenderLedger ledger) {
        this.config = config;
        this.shards = shards;
        this.lifecycle = lifecycle;
        this.ledger = ledger;
        counters = ledger.open();
        clock = config.clock();
        pool = new OverflowPool(config.overflowBuffers(), config.maxBodyBytes());
        runs = new StagedRun[shards.size() * Priority.COUNT];
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
        Offer refusal = admission(target);
        if (refusal != null) {
            return refusal;
        }
        StagedRun run = runFor(target, envelope);
        if (run.count() > 0) {
            publishAll(run);
        }
        if (run.count() > 0 || !run.ringHasRoom()) {
            return lifecycle.isAccepting() ? backPressured() : engineClosed();
        }
        Offer staged = append(run, target, value, codec, envelope);
        if (staged != Offer.STAGED) {
            return staged;
        }
        if (run.publish(clock, lifecycle, counters) == 1) {
            return Offer.ACCEPTED;
        }
        run.discardLast();
        return lifecycle.isAccepting() ? backPressured() : engineClosed();
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
        Offer refusal = admission(target);
        if (refusal != null) {
            return refusal;
        }
        StagedRun run = runFor(target, envelope);
        return run.hasRoom() ? append(run, target, value, codec, envelope) : backPressured();
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
     * Ends the sender, and drops what is staged. What it has counted stays in the engine's counters. Idempotent.
     *
     * @throws IllegalStateException when called by a codec while it encodes for this sender
     */
    @Override
    public void close() {
        if (!closed) {
            checkUsable();
            closed = true;
            for (StagedRun run : runs) {
                if (run != null) {
                    run.discardAll();
                }
            }
            ledger.close(counters);
        }
    }

    private Offer admission(AgentRef target) {
        checkUsable();
        if (!lifecycle.isAcceptingOpaque()) {
            return engineClosed();
        }
        if (!target.admits(lifecycle)) {
            counters.countNoSuchAgent();
            return Offer.NO_SUCH_AGENT;
        }
        return null;
    }

    private <T> Offer append(StagedRun run, AgentRef target, T value, BodyCodec<T> codec, Envelope envelope) {
        encoding = true;
        try {
            boolean appended = run.append(OUTSIDE, target.address(), value, codec, envelope, writer);
            return appended ? Offer.STAGED : backPressured();
        } catch (BodyTooLargeException e) {
            counters.countTooLarge();
            return Offer.TOO_LARGE;
        } finally {
            encoding = false;
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
        int lane = envelope.priority().ordinal();
        int shard = AgentAddress.shard(target.address());
        StagedRun run = runs[shard * Priority.COUNT + lane];
        return run != null ? run : makeRun(shard, lane);
    }

    private StagedRun makeRun(int shard, int lane) {
        StagedRun run = new StagedRun(
                shards.get(shard).ring(lane), pool, config.stagedMessages(), config.slotBytes(), config.maxBodyBytes());
        runs[shard * Priority.COUNT + lane] = run;
        return run;
    }

    private void checkUsable() {
        if (encoding || closed) {
            throw new IllegalStateException(
                    closed
                            ? "the sender is closed"
                            : "a codec called the sender that it encodes for, or two threads use one sender");
        }
    }

    private Offer backPressured() {
        counters.countBackPressured();
        return Offer.BACK_PRESSURED;
    }

    private Offer engineClosed() {
        counters.countClosed();
        return Offer.CLOSED;
    }
}
