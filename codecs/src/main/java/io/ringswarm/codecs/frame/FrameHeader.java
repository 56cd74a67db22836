package io.ringswarm.codecs.frame;

import io.ringswarm.codecs.LittleEndian;
import io.ringswarm.codecs.Template;

/**
 * Reads and writes the header's fields in place. No object, no check but the array's own: the caller knows that
 * {@link FrameLayout#HEADER_BYTES} bytes from {@code frameOffset} are a frame, because it claimed the slot or because
 * {@link FrameCheck} said so. Plain memory accesses; what publishes the slot orders them.
 *
 * <p>Narrow unsigned fields are read as {@code int}; of what is put in them only the low bits are kept.
 */
public final class FrameHeader {
    private static final Template NO_TEMPLATE = new Template(0, 0, 0);

    private FrameHeader() {}

    /**
     * Writes everything that precedes the addresses, in one store.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param lengthBytes header and body together
     * @param flags the {@code FLAG_} bits of {@link FrameLayout}, 0 for an ordinary message
     * @param template the body's layout
     * @param priority the lane, 0 being the most urgent, at most 3
     */
    public static void lead(
            byte[] frames, int frameOffset, int lengthBytes, int flags, Template template, int priority) {
        long control = FrameLayout.VERSION << FrameLayout.VERSION_SHIFT | flags | priority;
        long lead = Integer.toUnsignedLong(lengthBytes)
                | (long) template.id() << Byte.SIZE * FrameLayout.TEMPLATE_ID_OFFSET
                | (long) template.majorVersion() << Byte.SIZE * FrameLayout.TEMPLATE_MAJOR_OFFSET
                | control << Byte.SIZE * FrameLayout.CONTROL_OFFSET;
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.LENGTH_OFFSET, lead);
    }

    /**
     * Reads everything that precedes the addresses, in one load, for the {@code Of} methods below.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return length, template, flags, priority and version as they lie in memory, little-endian
     */
    public static long lead(byte[] frames, int frameOffset) {
        return (long) LittleEndian.LONG.get(frames, frameOffset + FrameLayout.LENGTH_OFFSET);
    }

    /**
     * Writes the first word.
     *
     * @param frames array that holds the frame
     * @param frameOffset its first byte
     * @param lead as {@link #lead(byte[], int)} reads it
     */
    public static void lead(byte[] frames, int frameOffset, long lead) {
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.LENGTH_OFFSET, lead);
    }

    /**
     * The first word of a frame with other flags.
     *
     * @param lead of a frame
     * @param flags to be cleared
     * @return the lead without them
     */
    public static long withoutFlags(long lead, int flags) {
        return lead & ~((long) flags << Byte.SIZE * FrameLayout.CONTROL_OFFSET);
    }

    /**
     * The length of frame and body together.
     *
     * @param lead as read by {@link #lead(byte[], int)}
     * @return bytes
     */
    public static int lengthOf(long lead) {
        return (int) lead;
    }

    /**
     * The template's id.
     *
     * @param lead as read by {@link #lead(byte[], int)}
     * @return 0 to 65,535
     */
    public static int templateIdOf(long lead) {
        return (int) (lead >>> Byte.SIZE * FrameLayout.TEMPLATE_ID_OFFSET) & 0xFFFF;
    }

    /**
     * The template's major version.
     *
     * @param lead as read by {@link #lead(byte[], int)}
     * @return 0 to 255
     */
    public static int templateMajorOf(long lead) {
        return (int) (lead >>> Byte.SIZE * FrameLayout.TEMPLATE_MAJOR_OFFSET) & 0xFF;
    }

    /**
     * The flags.
     *
     * @param lead as read by {@link #lead(byte[], int)}
     * @return the {@code FLAG_} bits, 0 for an ordinary message
     */
    public static int flagsOf(long lead) {
        return (int) (lead >>> Byte.SIZE * FrameLayout.CONTROL_OFFSET) & FrameLayout.FLAGS_MASK;
    }

    /**
     * The priority.
     *
     * @param lead as read by {@link #lead(byte[], int)}
     * @return 0 to 3, 0 being the most urgent
     */
    public static int priorityOf(long lead) {
        return (int) (lead >>> Byte.SIZE * FrameLayout.CONTROL_OFFSET) & FrameLayout.PRIORITY_MASK;
    }

    /**
     * The header's version.
     *
     * @param lead as read by {@link #lead(byte[], int)}
     * @return 0 to 7
     */
    public static int versionOf(long lead) {
        return (int) (lead >>> Long.SIZE - Byte.SIZE + FrameLayout.VERSION_SHIFT);
    }

    /**
     * Writes the header of a message without a body, of template 0 and with the most urgent priority: no addresses, times
     * or ids, due when sent, no deadline.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     */
    public static void empty(byte[] frames, int frameOffset) {
        lead(frames, frameOffset, FrameLayout.HEADER_BYTES, 0, NO_TEMPLATE, 0);
        source(frames, frameOffset, 0);
        target(frames, frameOffset, 0);
        correlation(frames, frameOffset, 0);
        dueNs(frames, frameOffset, FrameLayout.DUE_WHEN_SENT);
        sentNs(frames, frameOffset, 0);
        deadlineNs(frames, frameOffset, FrameLayout.NO_DEADLINE);
        traceId(frames, frameOffset, 0);
    }

    /**
     * Makes a slot hold no message.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     */
    public static void voidFrame(byte[] frames, int frameOffset) {
        frames[frameOffset + FrameLayout.CONTROL_OFFSET] =
                FrameLayout.VERSION << FrameLayout.VERSION_SHIFT | FrameLayout.FLAG_VOID;
    }

    /**
     * Reads address of the agent that sent it.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return address of the agent that sent it, 0 from outside
     */
    public static long source(byte[] frames, int frameOffset) {
        return (long) LittleEndian.LONG.get(frames, frameOffset + FrameLayout.SOURCE_OFFSET);
    }

    /**
     * Writes address of the agent that sent it.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param source address of the agent that sent it, 0 from outside
     */
    public static void source(byte[] frames, int frameOffset, long source) {
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.SOURCE_OFFSET, source);
    }

    /**
     * Reads address of the agent that is to receive it.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return address of the agent that is to receive it
     */
    public static long target(byte[] frames, int frameOffset) {
        return (long) LittleEndian.LONG.get(frames, frameOffset + FrameLayout.TARGET_OFFSET);
    }

    /**
     * Writes address of the agent that is to receive it.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param target address of the agent that is to receive it
     */
    public static void target(byte[] frames, int frameOffset, long target) {
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.TARGET_OFFSET, target);
    }

    /**
     * Reads the sender's own number.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return the sender's own number
     */
    public static long correlation(byte[] frames, int frameOffset) {
        return (long) LittleEndian.LONG.get(frames, frameOffset + FrameLayout.CORRELATION_OFFSET);
    }

    /**
     * Writes the sender's own number.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param correlation the sender's own number
     */
    public static void correlation(byte[] frames, int frameOffset, long correlation) {
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.CORRELATION_OFFSET, correlation);
    }

    /**
     * Reads when it should have been sent.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return when it should have been sent, ns of the sending engine's clock
     */
    public static long dueNs(byte[] frames, int frameOffset) {
        return (long) LittleEndian.LONG.get(frames, frameOffset + FrameLayout.DUE_OFFSET);
    }

    /**
     * Writes when it should have been sent.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param dueNs when it should have been sent, ns of the sending engine's clock
     */
    public static void dueNs(byte[] frames, int frameOffset, long dueNs) {
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.DUE_OFFSET, dueNs);
    }

    /**
     * Reads when it was sent.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return when it was sent, ns of the sending engine's clock
     */
    public static long sentNs(byte[] frames, int frameOffset) {
        return (long) LittleEndian.LONG.get(frames, frameOffset + FrameLayout.SENT_OFFSET);
    }

    /**
     * Writes when it was sent.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param sentNs when it was sent, ns of the sending engine's clock
     */
    public static void sentNs(byte[] frames, int frameOffset, long sentNs) {
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.SENT_OFFSET, sentNs);
    }

    /**
     * Reads when it stops being of use.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return when it stops being of use, ns, or {@link FrameLayout#NO_DEADLINE}
     */
    public static long deadlineNs(byte[] frames, int frameOffset) {
        return (long) LittleEndian.LONG.get(frames, frameOffset + FrameLayout.DEADLINE_OFFSET);
    }

    /**
     * Writes when it stops being of use.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param deadlineNs when it stops being of use, ns, or {@link FrameLayout#NO_DEADLINE}
     */
    public static void deadlineNs(byte[] frames, int frameOffset, long deadlineNs) {
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.DEADLINE_OFFSET, deadlineNs);
    }

    /**
     * Reads the work that it is part of across systems.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return the work that it is part of across systems, 0 for none
     */
    public static long traceId(byte[] frames, int frameOffset) {
        return (long) LittleEndian.LONG.get(frames, frameOffset + FrameLayout.TRACE_ID_OFFSET);
    }

    /**
     * Writes the work that it is part of across systems.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param traceId the work that it is part of across systems, 0 for none
     */
    public static void traceId(byte[] frames, int frameOffset, long traceId) {
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.TRACE_ID_OFFSET, traceId);
    }
}
