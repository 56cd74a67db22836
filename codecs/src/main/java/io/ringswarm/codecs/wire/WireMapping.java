package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.MalformedMessageException;

/**
 * Which fields a type has, for every encoding alike. Both methods name the same fields in the same order:
 *
 * <pre>{@code
 * private static final WireField PRICE = new WireField(1, "price");
 * private static final WireField VENUE = new WireField(2, "venue");       // added in version 1.1
 *
 * public void write(Quote quote, WireFieldsOut out) {
 *     out.int64(PRICE, quote.price);
 *     out.int32(VENUE, quote.venue);
 * }
 *
 * public void read(WireFieldsIn in, Quote into) {
 *     into.price = in.int64(PRICE);                                       // must be there
 *     into.venue = in.int32(VENUE, Quote.NO_VENUE);                       // bodies of version 1.0 end before it
 * }
 * }</pre>
 *
 * <p>Implementations are shared by threads and keep no state between calls.
 *
 * @param <T> the type of value
 */
public interface WireMapping<T> {
    /**
     * Writes every field. May be called again for the same value when the first attempt ran out of room.
     *
     * @param value what to write; not changed
     * @param out takes the fields; valid during the call only
     * @throws BodyTooLargeException passed on from {@code out}
     */
    void write(T value, WireFieldsOut out);

    /**
     * Reads every field. A field of the major version's first minor is read by the form that requires it; a newer one
     * by the form with a default. Fields after the last one read are ignored.
     *
     * @param in yields the fields; valid during the call only
     * @param into the object to fill
     * @throws MalformedMessageException passed on from {@code in}, or thrown when a field holds what it cannot
     */
    void read(WireFieldsIn in, T into);
}
