package io.ringswarm.engine.lifecycle;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The state of an engine. It only moves forward, through one method each. Senders read it after every claim and shards
 * after every message; it is written a few times in an engine's life, so its reference lies on its own, and the reads
 * stay in every core's cache.
 *
 * <p>A sender claims (a full fence), then reads the state; a shard that has seen the engine close reads the cursor after
 * a full fence. So a claim that the shard does not see belongs to a sender that sees the engine closed, and holds no
 * message.
 */
public final class Lifecycle {
    /** What the engine does, in the order in which it happens. */
    public enum State {
        /** Accepts and delivers. */
        RUNNING,
        /** Accepts nothing more, delivers what it has. */
        DRAINING,
        /** Delivers nothing more; what is left is counted as undelivered. */
        STOPPED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** A running engine's. */
    public Lifecycle() {}

    /**
     * Whether sends may be accepted.
     *
     * @return true while running
     */
    public boolean isAccepting() {
        return state.get() == State.RUNNING;
    }

    /**
     * Whether shards must leave what is left.
     *
     * @return true once stopped
     */
    public boolean isStopped() {
        return state.get() == State.STOPPED;
    }

    /**
     * Begins to close.
     *
     * @return true for the one caller that did
     */
    public boolean drain() {
        return state.compareAndSet(State.RUNNING, State.DRAINING);
    }

    /** Ends delivery. */
    public void stop() {
        state.set(State.STOPPED);
    }

    /**
     * A shard has died: nothing more is accepted, the other shards deliver what they have.
     *
     * @param cause what it died of; the first one is kept
     */
    public void fail(Throwable cause) {
        failure.compareAndSet(null, cause);
        drain();
    }

    /**
     * What the first dead shard died of.
     *
     * @return null when none has died
     */
    public Throwable failure() {
        return failure.get();
    }
}
