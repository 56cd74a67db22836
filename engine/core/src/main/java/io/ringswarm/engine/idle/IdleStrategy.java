package io.ringswarm.engine.idle;

/** What a shard's thread does while there is nothing to do. One instance per shard, called by its thread only. */
public interface IdleStrategy {
    /**
     * Waits a little. Called again and again as long as nothing is found; may return early, or at once.
     *
     * @param doorbell where to park, when {@link #parks()}
     */
    void idle(Doorbell doorbell);

    /** Something was found: the next {@link #idle} begins a new wait. */
    void reset();

    /**
     * Whether {@link #idle} may park, so that every publisher has to look whether it must wake the shard.
     *
     * @return the same value at every call
     */
    boolean parks();

    /**
     * Whether {@link #idle} keeps a core busy for as long as nothing comes.
     *
     * @return the same value at every call
     */
    boolean occupiesCore();
}
