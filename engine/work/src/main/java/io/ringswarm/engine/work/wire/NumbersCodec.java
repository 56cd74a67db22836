package io.ringswarm.engine.work.wire;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.fixed.FixedCodec;

/**
 * The small messages. Shared by threads.
 *
 * <pre>
 *   0: first, int64 | 8: second, int64 | 16: third, int64
 * </pre>
 */
public final class NumbersCodec extends FixedCodec<Numbers> {
    /** To the desk: the task's number, 0, 0. To a worker: the ticket, 0, 0. */
    public static final NumbersCodec CANCEL = new NumbersCodec(Templates.CANCEL);

    /** To the desk: the worker's number, slots given back, completions discarded. */
    public static final NumbersCodec AFTERMATH = new NumbersCodec(Templates.AFTERMATH);

    /** Zeros. */
    public static final NumbersCodec NUDGE = new NumbersCodec(Templates.NUDGE);

    private static final int FIRST = 0;
    private static final int SECOND = FIRST + Long.BYTES;
    private static final int THIRD = SECOND + Long.BYTES;
    private static final int BYTES = THIRD + Long.BYTES;

    private NumbersCodec(Template template) {
        super(template, BYTES, BYTES);
    }

    @Override
    protected void write(Numbers value, BodyWriter out) {
        out.putLong(FIRST, value.first());
        out.putLong(SECOND, value.second());
        out.putLong(THIRD, value.third());
    }

    @Override
    protected void read(BodyReader in, Numbers into) {
        into.set(in.getLong(FIRST), in.getLong(SECOND), in.getLong(THIRD));
    }
}
