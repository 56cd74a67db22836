package io.ringswarm.engine;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;

/**
 * A message being handled: a view on its bytes where they lie. Valid during {@link Agent#onMessage} only, on that thread
 * only. All times are ns of the engine's clock.
 */
public interface Message {
    /**
     * Decodes the body, after checking that it is of the codec's template.
     *
     * @param codec how the body was written
     * @param into the object to fill
     * @param <T> its type
     * @return {@code into}
     * @throws io.ringswarm.codecs.MalformedMessageException when the template is another, its major version is newer than
     *     the codec's, or the bytes are no such body
     */
    <T> T read(BodyCodec<T> codec, T into);

    /**
     * The body's bytes.
     *
     * @return a view on the body, the same object for every message of a shard
     */
    BodyReader body();

    /**
     * Which layout the body has.
     *
     * @return {@link io.ringswarm.codecs.Template#id()}
     */
    int templateId();

    /**
     * Which major version of the layout the body has.
     *
     * @return {@link io.ringswarm.codecs.Template#majorVersion()}
     */
    int templateMajor();

    /**
     * The lane that it came on.
     *
     * @return the sender's choice
     */
    Priority priority();

    /**
     * Whether its sender waits for an answer: see {@link AgentContext#reply(Message, Object, BodyCodec)}.
     *
     * @return true for an ask
     */
    boolean isAsk();

    /**
     * Who sent it.
     *
     * @return the agent's {@link AgentRef#address()}; from outside the engine 0, or in an ask the number of the place that
     *     waits for the answer
     */
    long sourceAddress();

    /**
     * The sender's own number.
     *
     * @return as given in the {@link Envelope}; in an ask the ask's number, in a reply the one that was asked with
     */
    long correlationId();

    /**
     * When it should have been sent.
     *
     * @return as given in the {@link Envelope}, else the same as {@link #sentNs()}
     */
    long dueNs();

    /**
     * When it was published.
     *
     * @return ns
     */
    long sentNs();

    /**
     * When it stops being of use.
     *
     * @return as given in the {@link Envelope}, else {@link Long#MAX_VALUE}
     */
    long deadlineNs();

    /**
     * Identifies the work it is part of.
     *
     * @return as given in the {@link Envelope}, of an answer that of its question, 0 included; else that of the message in whose handling
     *     it was sent, else 0
     */
    long traceId();
}
