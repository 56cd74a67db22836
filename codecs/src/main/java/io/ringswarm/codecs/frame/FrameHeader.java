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
    private FrameHeader() {}

    /**
     * Writes everything that precedes the addresses: length, header version, flags, template, priority, and zeros where
     * the layout is reserved. Two stores.
     *
     * @param frames the array that holds the frame
     * @param frameOffset the frame's first byte
     * @param lengthBytes header and body together
     * @param flags the {@code FLAG_} bits
     * @param template the body's layout
     * @param priority the lane, 0 being the most urgent
     */
    public static void lead(
            byte[] frames, int frameOffset, int lengthBytes, int flags, Template template, int priority) {
        long first = Integer.toUnsignedLong(lengthBytes)
                | (long) FrameLayout.VERSION << Byte.SIZE * FrameLayout.VERSION_OFFSET
                | (long) flags << Byte.SIZE * FrameLayout.FLAGS_OFFSET
                | (long) template.id() << Byte.SIZE * FrameLayout.TEMPLATE_ID_OFFSET;
        long second = template.packedVersion()
                | (long) priority << Byte.SIZE * (FrameLayout.PRIORITY_OFFSET - FrameLayout.TEMPLATE_VERSION_OFFSET);
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.LENGTH_OFFSET, first);
        LittleEndian.LONG.set(frames, frameOffset + FrameLayout.TEMPLATE_VERSION_OFFSET, second);
    }

    /**
     * Reads the length of frame and body together.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return length of frame and body together, bytes
     */
    public static int lengthBytes(byte[] frames, int frameOffset) {
        return (int) LittleEndian.INT.get(frames, frameOffset + FrameLayout.LENGTH_OFFSET);
    }

    /**
     * Writes the length of frame and body together.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param lengthBytes length of frame and body together, bytes
     */
    public static void lengthBytes(byte[] frames, int frameOffset, int lengthBytes) {
        LittleEndian.INT.set(frames, frameOffset + FrameLayout.LENGTH_OFFSET, lengthBytes);
    }

    /**
     * Reads version of the header.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return version of the header, 0 to 255
     */
    public static int version(byte[] frames, int frameOffset) {
        return Byte.toUnsignedInt(frames[frameOffset + FrameLayout.VERSION_OFFSET]);
    }

    /**
     * Writes version of the header.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param version version of the header, 0 to 255
     */
    public static void version(byte[] frames, int frameOffset, int version) {
        frames[frameOffset + FrameLayout.VERSION_OFFSET] = (byte) version;
    }

    /**
     * Reads the {@code FLAG_} bits.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return the {@code FLAG_} bits, 0 to 255
     */
    public static int flags(byte[] frames, int frameOffset) {
        return Byte.toUnsignedInt(frames[frameOffset + FrameLayout.FLAGS_OFFSET]);
    }

    /**
     * Writes the {@code FLAG_} bits.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param flags the {@code FLAG_} bits, 0 to 255
     */
    public static void flags(byte[] frames, int frameOffset, int flags) {
        frames[frameOffset + FrameLayout.FLAGS_OFFSET] = (byte) flags;
    }

    /**
     * Reads which layout the body has.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return which layout the body has, 0 to 65,535
     */
    public static int templateId(byte[] frames, int frameOffset) {
        return Short.toUnsignedInt(
                (short) LittleEndian.SHORT.get(frames, frameOffset + FrameLayout.TEMPLATE_ID_OFFSET));
    }

    /**
     * Writes which layout the body has.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param templateId which layout the body has, 0 to 65,535
     */
    public static void templateId(byte[] frames, int frameOffset, int templateId) {
        LittleEndian.SHORT.set(frames, frameOffset + FrameLayout.TEMPLATE_ID_OFFSET, (short) templateId);
    }

    /**
     * Reads the layout's packed version.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return the layout's packed version, major in bits 8 to 15, minor in bits 0 to 7
     */
    public static int templateVersion(byte[] frames, int frameOffset) {
        return Short.toUnsignedInt(
                (short) LittleEndian.SHORT.get(frames, frameOffset + FrameLayout.TEMPLATE_VERSION_OFFSET));
    }

    /**
     * Writes the layout's packed version.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param templateVersion the layout's packed version, major in bits 8 to 15, minor in bits 0 to 7
     */
    public static void templateVersion(byte[] frames, int frameOffset, int templateVersion) {
        LittleEndian.SHORT.set(frames, frameOffset + FrameLayout.TEMPLATE_VERSION_OFFSET, (short) templateVersion);
    }

    /**
     * Reads the lane it travels on.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @return the lane it travels on, 0 to 255, 0 being the most urgent
     */
    public static int priority(byte[] frames, int frameOffset) {
        return Byte.toUnsignedInt(frames[frameOffset + FrameLayout.PRIORITY_OFFSET]);
    }

    /**
     * Writes the lane it travels on.
     *
     * @param frames array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param priority the lane it travels on, 0 to 255, 0 being the most urgent
     */
    public static void priority(byte[] frames, int frameOffset, int priority) {
        frames[frameOffset + FrameLayout.PRIORITY_OFFSET] = (byte) priority;
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
