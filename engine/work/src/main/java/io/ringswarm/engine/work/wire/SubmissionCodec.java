package io.ringswarm.engine.work.wire;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;

/**
 * A task on its way to the desk, which reads it field by field where it lies. Shared by threads.
 *
 * <pre>
 *   0: task id | 8: capabilities needed | 16: semaphores held | 24: affinity | 32: cost, ns | 40: deadline, ns |
 *   48: time limit, ns, each int64 | 56: kind, int32 | 60: flags, int16 | 62: key length, int16 | 64: key | payload
 * </pre>
 */
public final class SubmissionCodec implements BodyCodec<Submission> {
    /** The only one. */
    public static final SubmissionCodec CODEC = new SubmissionCodec();

    private static final int TASK_ID = 0;
    private static final int NEEDS = TASK_ID + Long.BYTES;
    private static final int SEMAPHORES = NEEDS + Long.BYTES;
    private static final int AFFINITY = SEMAPHORES + Long.BYTES;
    private static final int COST = AFFINITY + Long.BYTES;
    private static final int DEADLINE = COST + Long.BYTES;
    private static final int TIME_LIMIT = DEADLINE + Long.BYTES;
    private static final int KIND = TIME_LIMIT + Long.BYTES;
    private static final int FLAGS = KIND + Integer.BYTES;
    private static final int KEY_BYTES = FLAGS + Short.BYTES;

    /** How long it is without key and payload. */
    public static final int HEADER_BYTES = KEY_BYTES + Short.BYTES;

    private SubmissionCodec() {}

    @Override
    public Template template() {
        return Templates.SUBMISSION;
    }

    @Override
    public void encode(Submission value, BodyWriter out) {
        int payloadAt = HEADER_BYTES + value.key.length;
        if (payloadAt > out.limitBytes()) {
            throw new BodyTooLargeException(payloadAt, out.limitBytes());
        }
        BodyWriter inner = value.inner.wrap(out.array(), out.arrayOffset() + payloadAt, out.limitBytes() - payloadAt);
        value.payloadCodec.encode(value.payload, inner);
        out.length(payloadAt + inner.length());
        out.putLong(TASK_ID, value.taskId);
        out.putLong(NEEDS, value.needs);
        out.putLong(SEMAPHORES, value.semaphores);
        out.putLong(AFFINITY, value.affinity);
        out.putLong(COST, value.costNs);
        out.putLong(DEADLINE, value.deadlineNs);
        out.putLong(TIME_LIMIT, value.timeLimitNs);
        out.putInt(KIND, value.kind);
        out.putShort(FLAGS, (short) value.flags);
        out.putShort(KEY_BYTES, (short) value.key.length);
        if (value.key.length > 0) {
            out.putBytes(HEADER_BYTES, value.key, 0, value.key.length);
        }
    }

    /** Reads what can be read whole; the payload stays bytes. */
    @Override
    public void decode(BodyReader in, Submission into) {
        check(in);
        into.task(taskId(in), kind(in), flags(in))
                .needs(needs(in), semaphores(in), affinity(in))
                .times(costNs(in), deadlineNs(in), timeLimitNs(in));
        byte[] key = new byte[keyBytes(in)];
        in.getBytes(HEADER_BYTES, key, 0, key.length);
        into.key(key);
    }

    /**
     * Whether the body is long enough for what it says.
     *
     * @param in a body of this template
     * @throws MalformedMessageException when it is not
     */
    public static void check(BodyReader in) {
        if (!isReadable(in)) {
            throw new MalformedMessageException("bodyBytes=" + in.length() + " (expected: a header of " + HEADER_BYTES
                    + " bytes, and the key that it announces)");
        }
    }

    /**
     * As {@link #check}, without throwing.
     *
     * @param in a body of this template
     * @return false when it is too short
     */
    public static boolean isReadable(BodyReader in) {
        return in.length() >= HEADER_BYTES && keyBytes(in) >= 0 && payloadAt(in) <= in.length();
    }

    /**
     * The task's number.
     *
     * @param in a checked body
     * @return its id
     */
    public static long taskId(BodyReader in) {
        return in.getLong(TASK_ID);
    }

    /**
     * What its worker must be able to do.
     *
     * @param in a checked body
     * @return a bit for each capability
     */
    public static long needs(BodyReader in) {
        return in.getLong(NEEDS);
    }

    /**
     * What it holds while a worker has it.
     *
     * @param in a checked body
     * @return a bit for each semaphore
     */
    public static long semaphores(BodyReader in) {
        return in.getLong(SEMAPHORES);
    }

    /**
     * What it belongs to.
     *
     * @param in a checked body
     * @return 0 for nothing
     */
    public static long affinity(BodyReader in) {
        return in.getLong(AFFINITY);
    }

    /**
     * What it will take.
     *
     * @param in a checked body
     * @return ns; 0 when not known
     */
    public static long costNs(BodyReader in) {
        return in.getLong(COST);
    }

    /**
     * When it expires.
     *
     * @param in a checked body
     * @return ns of the engine's clock
     */
    public static long deadlineNs(BodyReader in) {
        return in.getLong(DEADLINE);
    }

    /**
     * How long an attempt may take.
     *
     * @param in a checked body
     * @return ns; 0 for that of the work
     */
    public static long timeLimitNs(BodyReader in) {
        return in.getLong(TIME_LIMIT);
    }

    /**
     * What kind it is of.
     *
     * @param in a checked body
     * @return the kind's index
     */
    public static int kind(BodyReader in) {
        return in.getInt(KIND);
    }

    /**
     * What may be done with it.
     *
     * @param in a checked body
     * @return {@link Submission#IDEMPOTENT}, {@link Submission#CACHEABLE}
     */
    public static int flags(BodyReader in) {
        return in.getShort(FLAGS);
    }

    /**
     * How long its idempotency key is.
     *
     * @param in a checked body
     * @return bytes from {@link #HEADER_BYTES}; 0 for none
     */
    public static int keyBytes(BodyReader in) {
        return in.getShort(KEY_BYTES);
    }

    /**
     * Where its payload begins.
     *
     * @param in a checked body
     * @return bytes from the body's start
     */
    public static int payloadAt(BodyReader in) {
        return HEADER_BYTES + keyBytes(in);
    }
}
