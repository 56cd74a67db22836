package io.ringswarm.engine;

/**
 * A copy of a message that stays valid after its handling, until it is released. Comes from a pool of the agent's shard. May
 * be handed to another thread, but is used by one at a time; what the handing over makes visible is for it to say.
 */
public interface RetainedMessage extends Message, AutoCloseable {
    /**
     * Gives the copy back to its pool. Any thread; the object must not be used any more.
     *
     * @throws IllegalStateException when it was released already and nobody has retained it since
     */
    void release();

    /** As {@link #release()}. */
    @Override
    default void close() {
        release();
    }
}
