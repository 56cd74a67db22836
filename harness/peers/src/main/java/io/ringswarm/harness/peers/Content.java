package io.ringswarm.harness.peers;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Message;

/**
 * What the engine's messages carry, and where the fields are that an agent keeps its tally of: in the frame or in the
 * body. Shared by threads; a body is confined to one.
 *
 * @param <T> the body
 */
interface Content<T> {
    /** A body to send again and again, or to read each message into. */
    T newBody();

    /** How it is written and read. */
    BodyCodec<T> codec();

    /** Called before each send, or run of sends: sets the time where the body holds one. */
    void stamp(T body);

    /** Called before each message: says which it is and which agent of the table it is for. */
    void address(T body, Envelope envelope, long correlation, int target);

    /** Reads a message, on its agent's thread, and counts it. */
    void take(Message message, T into, Tally tally);
}
