package io.ringswarm.engine.delivery;

import io.ringswarm.engine.lifecycle.Lifecycle;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides, once the engine has stopped, who accounts for the message that a shard was handling: the shard, when it comes
 * back in time, or the closing thread, which then counts it as undelivered. Never both.
 */
final class ShardExit {
    private enum Holder {
        NOBODY,
        SHARD,
        CLOSER
    }

    private final Lifecycle lifecycle;
    private final AtomicReference<Holder> holder = new AtomicReference<>(Holder.NOBODY);

    ShardExit(Lifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /**
     * The shard is about to count a message, and will run no code of a user before it has {@linkplain #settle() settled}.
     *
     * @throws AbandonedException when the closer has counted it already
     */
    void check() {
        if (lifecycle.isStopped() && !take(Holder.SHARD)) {
            throw new AbandonedException();
        }
    }

    /**
     * The shard is about to call a listener.
     *
     * @throws AbandonedException when the closer has counted the message already
     */
    void checkAbandoned() {
        if (holder.get() == Holder.CLOSER) {
            throw new AbandonedException();
        }
    }

    /** The shard has accounted for what it counted; what it runs next may keep it for ever. */
    void settle() {
        if (lifecycle.isStopped()) {
            holder.compareAndSet(Holder.SHARD, Holder.NOBODY);
        }
    }

    /**
     * The closer gives the shard up.
     *
     * @return false while the shard is accounting for a message, which takes it a few instructions
     */
    boolean abandon() {
        return take(Holder.CLOSER);
    }

    private boolean take(Holder taker) {
        return holder.compareAndSet(Holder.NOBODY, taker) || holder.get() == taker;
    }

    /** Unwinds a shard that was given up. */
    static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AbandonedException() {
            super("the shard was abandoned at close", null, false, false);
        }
    }
}
