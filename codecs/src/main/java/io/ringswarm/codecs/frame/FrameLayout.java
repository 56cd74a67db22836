package io.ringswarm.codecs.frame;

import io.ringswarm.codecs.Template;

/**
 * The frame's header, little-endian, followed by the body.
 *
 * <pre>
 *   0               1               2               3
 *   0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7
 *  +---------------------------------------------------------------+
 *  |                   length: int32, header + body                |  0
 *  +---------------+---------------+-------------------------------+
 *  | version uint8 |  flags uint8  |      template id: uint16      |  4
 *  +---------------+---------------+---------------+---------------+
 *  | template version: uint16      | priority uint8|   reserved    |  8
 *  | (major in the high byte)      | (0 = highest) |               |
 *  +-------------------------------+---------------+---------------+
 *  |                       reserved                                | 12
 *  +---------------------------------------------------------------+
 *  |                  source agent: int64                          | 16
 *  +---------------------------------------------------------------+
 *  |                  target agent: int64                          | 24
 *  +---------------------------------------------------------------+
 *  |                  correlation id: int64                        | 32
 *  +---------------------------------------------------------------+
 *  |                  due time: int64, ns, or DUE_WHEN_SENT        | 40
 *  +---------------------------------------------------------------+
 *  |                  sent time: int64, ns                         | 48
 *  +---------------------------------------------------------------+
 *  |                  deadline: int64, ns, or NO_DEADLINE          | 56
 *  +---------------------------------------------------------------+
 *  |                  trace id: int64, 0 = none                    | 64
 *  +---------------------------------------------------------------+
 *  |                  body ...                                     | 72
 * </pre>
 *
 * <p>Times are of the sending engine's clock, which has an arbitrary origin ({@link System#nanoTime()} by default): only
 * their differences mean anything.
 */
public final class FrameLayout {
    /** Frame and body together, bytes. */
    public static final int LENGTH_OFFSET = 0;

    /** Version of this header. */
    public static final int VERSION_OFFSET = LENGTH_OFFSET + Integer.BYTES;

    /** The {@code FLAG_} bits. */
    public static final int FLAGS_OFFSET = VERSION_OFFSET + Byte.BYTES;

    /** {@link Template#id()}. */
    public static final int TEMPLATE_ID_OFFSET = FLAGS_OFFSET + Byte.BYTES;

    /** {@link Template#packedVersion()}. */
    public static final int TEMPLATE_VERSION_OFFSET = TEMPLATE_ID_OFFSET + Short.BYTES;

    /** Lane that the message travels on, 0 being the most urgent. */
    public static final int PRIORITY_OFFSET = TEMPLATE_VERSION_OFFSET + Short.BYTES;

    private static final int RESERVED_OFFSET = PRIORITY_OFFSET + Byte.BYTES;

    /** Address of the agent that sent it, 0 from outside. */
    public static final int SOURCE_OFFSET = RESERVED_OFFSET + Byte.BYTES + Integer.BYTES;

    /** Address of the agent that is to receive it. */
    public static final int TARGET_OFFSET = SOURCE_OFFSET + Long.BYTES;

    /** The sender's own number, unchanged in a reply. */
    public static final int CORRELATION_OFFSET = TARGET_OFFSET + Long.BYTES;

    /** When it should have been sent, ns. */
    public static final int DUE_OFFSET = CORRELATION_OFFSET + Long.BYTES;

    /** When it was sent, ns. */
    public static final int SENT_OFFSET = DUE_OFFSET + Long.BYTES;

    /** When it stops being of use, ns. */
    public static final int DEADLINE_OFFSET = SENT_OFFSET + Long.BYTES;

    /** Identifies the work that it is part of across systems. */
    public static final int TRACE_ID_OFFSET = DEADLINE_OFFSET + Long.BYTES;

    /** Length of the header, where the body begins. */
    public static final int HEADER_BYTES = TRACE_ID_OFFSET + Long.BYTES;

    /** Version of the header described here. */
    public static final byte VERSION = 1;

    /** Value of the deadline field that stands for none. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /** Value of the due field that stands for the sent time. */
    public static final long DUE_WHEN_SENT = Long.MIN_VALUE;

    /** Flag: the body is not in the slot but in an overflow buffer. */
    public static final byte FLAG_OVERFLOW = 1;

    /** Flag: no message, claimed by a sender that found the engine closed; skipped by readers. */
    public static final byte FLAG_VOID = 1 << 1;

    private FrameLayout() {}
}
