package io.ringswarm.codecs.fixed;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;

/**
 * A body that is one block of fields at fixed offsets.
 *
 * <p>A subclass names its offsets, each derived from the field before it, and puts and gets at them:
 *
 * <pre>{@code
 * private static final int PRICE = 0;
 * private static final int QUANTITY = PRICE + Long.BYTES;
 * private static final int BYTES_V1_0 = QUANTITY + Integer.BYTES;
 * private static final int VENUE = BYTES_V1_0;                       // added in version 1.1
 * private static final int BYTES = VENUE + Integer.BYTES;
 *
 * QuoteCodec() { super(new Template(7, 1, 1), BYTES_V1_0, BYTES); }
 *
 * protected void read(BodyReader in, Quote into) {
 *     into.price = in.getLong(PRICE);
 *     into.quantity = in.getInt(QUANTITY);
 *     into.venue = in.length() >= BYTES ? in.getInt(VENUE) : 0;
 * }
 * }</pre>
 *
 * @param <T> the type of value
 */
public abstract class FixedCodec<T> implements BodyCodec<T> {
    private final Template template;
    private final int requiredBytes;
    private final int blockBytes;

    /**
     * Describes the block.
     *
     * @param template identity and newest version
     * @param requiredBytes the block's length in the first minor version of this major one; shorter bodies are refused
     * @param blockBytes the block's length in the newest minor version, as written
     * @throws IllegalArgumentException unless 0 &lt;= requiredBytes &lt;= blockBytes
     */
    protected FixedCodec(Template template, int requiredBytes, int blockBytes) {
        if (requiredBytes < 0 || requiredBytes > blockBytes) {
            throw new IllegalArgumentException(
                    "requiredBytes=" + requiredBytes + " (expected: 0 to blockBytes=" + blockBytes + ")");
        }
        this.template = template;
        this.requiredBytes = requiredBytes;
        this.blockBytes = blockBytes;
    }

    /**
     * Puts every field at its offset.
     *
     * @param value what to write; not changed
     * @param out a body of the block's length; bytes not put keep what the array held
     */
    protected abstract void write(T value, BodyWriter out);

    /**
     * Gets every field from its offset. Fields newer than the major version's first minor are there when the body's
     * length includes them; else they get their defaults.
     *
     * @param in a body of {@code requiredBytes} at least
     * @param into the object to fill
     * @throws MalformedMessageException when a field holds what it cannot
     */
    protected abstract void read(BodyReader in, T into);

    @Override
    public final Template template() {
        return template;
    }

    @Override
    public final void encode(T value, BodyWriter out) {
        write(value, out.length(blockBytes));
    }

    @Override
    public final void decode(BodyReader in, T into) {
        if (in.length() < requiredBytes) {
            throw new MalformedMessageException(
                    "bodyBytes=" + in.length() + " (expected: at least " + requiredBytes + ")");
        }
        read(in, into);
    }
}
