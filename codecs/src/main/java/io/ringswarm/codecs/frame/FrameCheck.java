package io.ringswarm.codecs.frame;

import io.ringswarm.codecs.MalformedMessageException;
import java.util.Objects;

/** What must hold before a frame from outside this JVM may be read: from a file, a socket, another process. */
public final class FrameCheck {
    private FrameCheck() {}

    /**
     * Checks length, version and flags. Whether the template is known is for the registry, what the body holds for its
     * codec.
     *
     * @param bytes array that holds the frame
     * @param frameOffset the frame's first byte in it
     * @param availableBytes how many bytes from there were received; at least the frame's length
     * @return the frame's length, {@link FrameLayout#HEADER_BYTES} to {@code availableBytes}
     * @throws MalformedMessageException when the bytes are no frame
     * @throws IndexOutOfBoundsException when the available bytes are not inside the array
     */
    public static int requireValid(byte[] bytes, int frameOffset, int availableBytes) {
        Objects.checkFromIndexSize(frameOffset, availableBytes, bytes.length);
        if (availableBytes < FrameLayout.HEADER_BYTES) {
            throw new MalformedMessageException("availableBytes=" + availableBytes + " (expected: a header of "
                    + FrameLayout.HEADER_BYTES + " at least)");
        }
        long lead = FrameHeader.lead(bytes, frameOffset);
        int lengthBytes = FrameHeader.lengthOf(lead);
        if (lengthBytes < FrameLayout.HEADER_BYTES || lengthBytes > availableBytes) {
            throw new MalformedMessageException("frameLength=" + lengthBytes + " (expected: " + FrameLayout.HEADER_BYTES
                    + " to " + availableBytes + ")");
        }
        int version = FrameHeader.versionOf(lead);
        if (version != FrameLayout.VERSION) {
            throw new MalformedMessageException("frameVersion=" + version + " (expected: " + FrameLayout.VERSION + ")");
        }
        int flags = FrameHeader.flagsOf(lead);
        if (flags != 0) {
            throw new MalformedMessageException(
                    "flags=" + flags + " (expected: 0, as the flags speak of a slot in this JVM's memory)");
        }
        return lengthBytes;
    }
}
