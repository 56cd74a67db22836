package io.ringswarm.codecs.fixed;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;

/**
 * A body that is a block of fields at fixed offsets, then a tail of bytes whose length varies.
 *
 * <pre>
 *   0: tail length, int32 | 4: block length, uint16 | 6: reserved, 0 | 8: fields | block length: tail
 * </pre>
 *
 * <p>The block, which begins with those three, says its own length, so that a field can be added at its end while older
 * and newer sides still find the tail. Subclasses place their first field at {@link #FIELDS_OFFSET}.
 *
 * @param <T> the type of value
 */
public abstract class FixedTailCodec<T> implements BodyCodec<T> {
    private static final int TAIL_LENGTH_OFFSET = 0;
    private static final int BLOCK_LENGTH_OFFSET = TAIL_LENGTH_OFFSET + Integer.BYTES;
    private static final int RESERVED_OFFSET = BLOCK_LENGTH_OFFSET + Short.BYTES;

    /** Where a subclass's first field begins, bytes from the body's start. */
    public static final int FIELDS_OFFSET = RESERVED_OFFSET + Short.BYTES;

    private static final int MAX_BLOCK_BYTES = 0xFFFF;

    private final Template template;
    private final int requiredBytes;
    private final int blockBytes;

    /**
     * Describes the block.
     *
     * @param template identity and newest version
     * @param requiredBytes the block's length in the first minor version of this major one, from the body's start;
     *     shorter blocks are refused
     * @param blockBytes the block's length in the newest minor version, as written, from the body's start
     * @throws IllegalArgumentException unless {@link #FIELDS_OFFSET} &lt;= requiredBytes &lt;= blockBytes &lt;= 65,535
     */
    protected FixedTailCodec(Template template, int requiredBytes, int blockBytes) {
        if (requiredBytes < FIELDS_OFFSET || requiredBytes > blockBytes) {
            throw new IllegalArgumentException("requiredBytes=" + requiredBytes + " (expected: " + FIELDS_OFFSET
                    + " to blockBytes=" + blockBytes + ")");
        }
        if (blockBytes > MAX_BLOCK_BYTES) {
            throw new IllegalArgumentException(
                    "blockBytes=" + blockBytes + " (expected: at most " + MAX_BLOCK_BYTES + ")");
        }
        this.template = template;
        this.requiredBytes = requiredBytes;
        this.blockBytes = blockBytes;
    }

    /**
     * How long the value's tail is.
     *
     * @param value what is to be written
     * @return bytes, 0 or more
     */
    protected abstract int tailBytes(T value);

    /**
     * Puts every field at its offset, and the tail.
     *
     * @param value what to write; not changed
     * @param out a body of the block's and the tail's length; bytes not put keep what the array held
     * @param tailOffset where the tail begins, from the body's start
     * @param tailBytes what {@link #tailBytes} answered
     */
    protected abstract void write(T value, BodyWriter out, int tailOffset, int tailBytes);

    /**
     * Gets every field from its offset, and the tail. Fields newer than the major version's first minor are there when
     * {@code tailOffset}, which is the block's length, includes them; else they get their defaults.
     *
     * @param in the body
     * @param into the object to fill
     * @param tailOffset where the tail begins, from the body's start; {@code requiredBytes} at least
     * @param tailBytes how long it is, 0 or more; compare it with what {@code into} can hold
     * @throws MalformedMessageException when a field or the tail holds what it cannot
     */
    protected abstract void read(BodyReader in, T into, int tailOffset, int tailBytes);

    @Override
    public final Template template() {
        return template;
    }

    @Override
    public final void encode(T value, BodyWriter out) {
        int tailBytes = tailBytes(value);
        long bodyBytes = (long) blockBytes + tailBytes;
        if (bodyBytes > out.limitBytes()) {
            throw new BodyTooLargeException(bodyBytes, out.limitBytes());
        }
        out.length((int) bodyBytes);
        out.putInt(TAIL_LENGTH_OFFSET, tailBytes);
        out.putShort(BLOCK_LENGTH_OFFSET, (short) blockBytes);
        out.putShort(RESERVED_OFFSET, (short) 0);
        write(value, out, blockBytes, tailBytes);
    }

    @Override
    public final void decode(BodyReader in, T into) {
        int tailBytes = in.getInt(TAIL_LENGTH_OFFSET);
        int tailOffset = Short.toUnsignedInt(in.getShort(BLOCK_LENGTH_OFFSET));
        if (tailOffset < requiredBytes || tailBytes < 0 || tailOffset + (long) tailBytes != in.length()) {
            throw new MalformedMessageException("blockBytes=" + tailOffset + ", tailBytes=" + tailBytes
                    + " (expected: a block of " + requiredBytes + " at least, both together the body's " + in.length()
                    + ")");
        }
        read(in, into, tailOffset, tailBytes);
    }
}
