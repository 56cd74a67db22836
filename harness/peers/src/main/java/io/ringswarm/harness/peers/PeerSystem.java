package io.ringswarm.harness.peers;

import io.ringswarm.engine.metrics.LatencyHistograms;

/**
 * One way of carrying messages from one sender to many agents, or from one asker and back. Made and closed by one thread;
 * {@link #send} runs on the sender's thread meanwhile.
 */
interface PeerSystem extends AutoCloseable {
    /** Bytes of a message's body. */
    int BODY_BYTES = 64;

    /** Messages sent as one run, where the system can. */
    int RUN = 32;

    /** Messages that wait at most, where the system has a bound. */
    int CAPACITY = 4096;

    /** Whose turn is after a target's, of so many: all get messages in turn. */
    static int next(int target, int targets) {
        return target + 1 == targets ? 0 : target + 1;
    }

    /**
     * Which version of the system is at work.
     *
     * @return as its library says, or "development" where it is no jar yet
     */
    String version();

    /**
     * Sends as fast as the system accepts.
     *
     * @param stop looked at once a run
     * @return how many were accepted
     */
    long send(StopFlag stop);

    /** Called by any thread while {@link #send} runs, shortly before what is measured begins. */
    default void endWarmup() {
        // nothing to do where messages are sent as fast as the system accepts
    }

    /**
     * Messages that have come to where they count: at their agent, the last agent of their way, or back with an answer.
     *
     * @return a count that may lag behind by a batch, or by what is under way, while messages move
     */
    long handled();

    /**
     * Moves the latencies recorded since the last call out.
     *
     * @param into what to add to
     * @throws SystemFailedException when they do not come, as the system has died or does not go on
     */
    void collectLatency(LatencyHistograms into);

    /**
     * Messages that came to an agent twice, too early or after a gap. Called after {@link #close()}.
     *
     * @return 0 when each agent got each of its messages once and in order
     */
    long outOfPlace();

    @Override
    void close();
}
