package io.ringswarm.engine.work.wire;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedTailCodec;

/**
 * Starts, answers and endings. Shared by threads.
 *
 * <pre>
 *   0: lengths, as in {@link FixedTailCodec} | 8: id, int64 | 16: number, int64 | 24: code, int32 | 28: reason, int32 | bytes
 * </pre>
 */
public final class TailMessageCodec extends FixedTailCodec<TailMessage> {
    /** Task, deadline, kind, attempt, payload. */
    public static final TailMessageCodec START = new TailMessageCodec(Templates.START);

    /** Task, 0, success, reason, and the result's bytes or what went wrong in UTF-8. */
    public static final TailMessageCodec ANSWER = new TailMessageCodec(Templates.ANSWER);

    /** Task, time taken, end, reason, and the result's bytes or what went wrong in UTF-8. */
    public static final TailMessageCodec ENDING = new TailMessageCodec(Templates.ENDING);

    private static final int ID = FIELDS_OFFSET;
    private static final int NUMBER = ID + Long.BYTES;
    private static final int CODE = NUMBER + Long.BYTES;
    private static final int REASON = CODE + Integer.BYTES;
    private static final int BLOCK_BYTES = REASON + Integer.BYTES;

    /** How many bytes of a body are not the tail's. */
    public static final int HEADER_BYTES = BLOCK_BYTES;

    private TailMessageCodec(Template template) {
        super(template, BLOCK_BYTES, BLOCK_BYTES);
    }

    @Override
    protected int tailBytes(TailMessage value) {
        return value.length();
    }

    @Override
    protected void write(TailMessage value, BodyWriter out, int tailOffset, int tailBytes) {
        out.putLong(ID, value.id());
        out.putLong(NUMBER, value.number());
        out.putInt(CODE, value.code());
        out.putInt(REASON, value.reason());
        out.putBytes(tailOffset, value.array(), value.offset(), tailBytes);
    }

    @Override
    protected void read(BodyReader in, TailMessage into, int tailOffset, int tailBytes) {
        into.set(in.getLong(ID), in.getLong(NUMBER), in.getInt(CODE), in.getInt(REASON))
                .bytes(in.array(), in.arrayOffset() + tailOffset, tailBytes);
    }
}
