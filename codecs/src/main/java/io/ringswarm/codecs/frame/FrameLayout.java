package io.ringswarm.codecs.frame;

import io.ringswarm.codecs.Template;

/**
 * The frame's header, little-endian, followed by the body. One cache line.
 *
 * <pre>
 *   0               1               2               3
 *   0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7 0 1 2 3 4 5 6 7
 *  +---------------------------------------------------------------+
 *  |                   length: int32, header + body                |  0
 *  +-------------------------------+---------------+-----+-+-+-----+
 *  |      template id: uint16      | major: uint8  |pr |A|O|V|vers |  4
 *  +-------------------------------+---------------+-----+-+-+-----+
 *  |                  source agent: int64                          |  8
 *  +---------------------------------------------------------------+
 *  |                  target agent: int64                          | 16
 *  +---------------------------------------------------------------+
 *  |                  correlation id: int64                        | 24
 *  +---------------------------------------------------------------+
 *  |                  due time: int64, ns, or DUE_WHEN_SENT        | 32
 *  +---------------------------------------------------------------+
 *  |                  sent time: int64, ns                         | 40
 *  +---------------------------------------------------------------+
 *  |                  deadline: int64, ns, or NO_DEADLINE          | 48
 *  +---------------------------------------------------------------+
 *  |                  trace id: int64, 0 = none                    | 56
 *  +---------------------------------------------------------------+
 *  |                  body ...                                     | 64
 *
 *  byte 7: pr (bits 0 and 1): priority, 0 the most urgent · A (bit 2): FLAG_ASK · O (bit 3): FLAG_OVERFLOW
 *          V (bit 4): FLAG_VOID · vers (bits 5 to 7): version of this header
 * </pre>
 *
 * <p>Of a template's version only the major part travels: within a major version the body's length tells which of the
 * fields added at the end are there. Times are of the sending engine's clock, which has an arbitrary origin
 * ({@link System#nanoTime()} by default): only their differences mean anything.
 */
public final class FrameLayout {
    /** Frame and body together, bytes. */
    public static final int LENGTH_OFFSET = 0;

    /** {@link Template#id()}. */
    public static final int TEMPLATE_ID_OFFSET = LENGTH_OFFSET + Integer.BYTES;

    /** {@link Template#majorVersion()}. */
    public static final int TEMPLATE_MAJOR_OFFSET = TEMPLATE_ID_OFFSET + Short.BYTES;

    /** Priority, flags and version of the header. */
    public static final int CONTROL_OFFSET = TEMPLATE_MAJOR_OFFSET + Byte.BYTES;

    /** Address of the agent that sent it, 0 from outside. */
    public static final int SOURCE_OFFSET = CONTROL_OFFSET + Byte.BYTES;

    /** Address of the agent that is to receive it. */
    public static final int TARGET_OFFSET = SOURCE_OFFSET + Long.BYTES;

    /** The sender's own number, in an ask the ask's. */
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

    /** Bits of the control byte that hold the priority. */
    public static final int PRIORITY_MASK = 0x03;

    /** Flag: the sender waits for an answer; source and correlation say where it is to go. */
    public static final int FLAG_ASK = 1 << 2;

    /** Flag: the body is not in the slot but in an overflow buffer. */
    public static final int FLAG_OVERFLOW = 1 << 3;

    /** Flag: no message, claimed by a sender that found the engine closed; skipped by readers. */
    public static final int FLAG_VOID = 1 << 4;

    /**
     * Both flags together, as nobody asks with a message that is none: a publication, whose target is a topic's number and
     * which the shard delivers to each of its subscribers.
     */
    public static final int FLAGS_TOPIC = FLAG_VOID | FLAG_ASK;

    /** Bits of the control byte that hold the flags. */
    public static final int FLAGS_MASK = FLAG_ASK | FLAG_OVERFLOW | FLAG_VOID;

    /** Where the version begins in the control byte. */
    public static final int VERSION_SHIFT = 5;

    /** Version of the header described here, 0 to 7. */
    public static final int VERSION = 1;

    /** Value of the deadline field that stands for none. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /** Value of the due field that stands for the sent time. */
    public static final long DUE_WHEN_SENT = Long.MIN_VALUE;

    private FrameLayout() {}
}
