package io.ringswarm.harness.load.custom;

import io.ringswarm.codecs.BodyCodec;

/** The message that a producer is about to send. Valid during {@link MessageMaker#make} only. */
public interface NextMessage {
    /**
     * Whom it is for.
     *
     * @return the number of one of the agents that {@link CustomWorkload#create} returned; they take turns, or the trace
     *     says
     */
    int agent();

    /**
     * Who sends it.
     *
     * @return the producer's number, from 0
     */
    int producer();

    /**
     * Which one it is.
     *
     * @return counts the messages of this producer to this agent, from 0, those of the warm-up included
     */
    long number();

    /**
     * When it is due.
     *
     * @return ns of the engine's clock; in a closed loop, which has no schedule, the time of its batch
     */
    long dueNs();

    /**
     * Whether it stands for a token that is generated, in the replay of a trace.
     *
     * @return false for a request, and without a trace
     */
    boolean isToken();

    /**
     * Says what to send. Encoded when {@link MessageMaker#make} has returned; the last call counts.
     *
     * @param value the body, not null; may be the same object each time
     * @param codec how to encode it, not null
     * @param <T> the body's type
     */
    <T> void body(T value, BodyCodec<T> codec);
}
