package io.ringswarm.codecs;

/**
 * Turns a value into the body of a message and back.
 *
 * <p>Both directions work on caller-owned objects so that a steady state allocates nothing. Implementations keep no
 * state of their own between calls and may therefore be shared by threads; what a codec needs as scratch it hangs on the
 * {@link BodyWriter} or {@link BodyReader}, which are confined to one thread.
 *
 * @param <T> the type of value; mutable, as {@link #decode} fills an existing one
 */
public interface BodyCodec<T> {
    /**
     * The layout that {@link #encode} writes and the newest that {@link #decode} reads.
     *
     * @return the same value at every call
     */
    Template template();

    /**
     * Writes the value as a body of at most {@link BodyWriter#limitBytes()} bytes and sets {@link BodyWriter#length}.
     *
     * @param value what to write; not changed
     * @param out an empty body; valid during the call only
     * @throws BodyTooLargeException when the value needs more than the limit
     */
    void encode(T value, BodyWriter out);

    /**
     * Fills {@code into} from a body. Safe on hostile bytes: it reads nothing outside the body, allocates a bounded
     * amount and throws nothing but the one exception named below. After that exception {@code into} holds arbitrary
     * values, and may be used again.
     *
     * @param in the body; valid during the call only
     * @param into the object to fill; every field is overwritten, absent ones with their defaults
     * @throws MalformedMessageException when the bytes are no body of this template
     */
    void decode(BodyReader in, T into);
}
