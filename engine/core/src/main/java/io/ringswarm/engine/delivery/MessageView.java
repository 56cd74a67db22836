package io.ringswarm.engine.delivery;

import static io.ringswarm.codecs.frame.FrameLayout.DUE_WHEN_SENT;
import static io.ringswarm.codecs.frame.FrameLayout.FLAG_ASK;
import static io.ringswarm.codecs.frame.FrameLayout.HEADER_BYTES;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.frame.FrameHeader;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Priority;

/** The view that a shard moves from slot to slot, and a sender outside from answer to answer. Confined to its owner. */
public class MessageView implements Message {
    private final BodyReader body = new BodyReader();
    private byte[] header;
    private int headerOffset;
    private long lead;
    private byte[] bodyArray;
    private int bodyOffset;

    /** Points at no message yet. */
    public MessageView() {}

    /**
     * Points at a message whose body follows its header.
     *
     * @param slab array that holds the frame
     * @param frame its first byte
     * @param frameLead the first word of its header
     */
    public final void wrap(byte[] slab, int frame, long frameLead) {
        if (header != slab || bodyArray != slab) {
            header = slab; // a reference store costs a garbage collector's barrier, and it is nearly always the same
            bodyArray = slab;
        }
        headerOffset = frame;
        lead = frameLead;
        bodyOffset = frame + HEADER_BYTES;
    }

    /**
     * Points at a message whose body lies elsewhere.
     *
     * @param slab array that holds the header
     * @param frame its first byte
     * @param frameLead the first word of its header
     * @param overflow array that holds the body, from index 0
     */
    public final void wrap(byte[] slab, int frame, long frameLead, byte[] overflow) {
        header = slab;
        headerOffset = frame;
        lead = frameLead;
        bodyArray = overflow;
        bodyOffset = 0;
    }

    /** When the message in a slot should have been sent. */
    static long dueNs(byte[] slab, int frame) {
        long dueNs = FrameHeader.dueNs(slab, frame);
        return dueNs == DUE_WHEN_SENT ? FrameHeader.sentNs(slab, frame) : dueNs;
    }

    @Override
    public final <T> T read(BodyCodec<T> codec, T into) {
        Template known = codec.template();
        if (templateId() != known.id() || templateMajor() > known.majorVersion()) {
            throw otherTemplate(known);
        }
        codec.decode(body(), into);
        return into;
    }

    @Override
    public final BodyReader body() {
        return body.wrap(bodyArray, bodyOffset, FrameHeader.lengthOf(lead) - HEADER_BYTES);
    }

    @Override
    public final int templateId() {
        return FrameHeader.templateIdOf(lead);
    }

    @Override
    public final int templateMajor() {
        return FrameHeader.templateMajorOf(lead);
    }

    @Override
    public final Priority priority() {
        return Priority.ofLane(FrameHeader.priorityOf(lead));
    }

    @Override
    public final boolean isAsk() {
        return (FrameHeader.flagsOf(lead) & FLAG_ASK) != 0;
    }

    @Override
    public final long sourceAddress() {
        return FrameHeader.source(header, headerOffset);
    }

    /** The agent that it is for. */
    final long targetAddress() {
        return FrameHeader.target(header, headerOffset);
    }

    @Override
    public final long correlationId() {
        return FrameHeader.correlation(header, headerOffset);
    }

    @Override
    public final long dueNs() {
        return dueNs(header, headerOffset);
    }

    @Override
    public final long sentNs() {
        return FrameHeader.sentNs(header, headerOffset);
    }

    @Override
    public final long deadlineNs() {
        return FrameHeader.deadlineNs(header, headerOffset);
    }

    @Override
    public final long traceId() {
        return FrameHeader.traceId(header, headerOffset);
    }

    /** How many bytes header and body have together. */
    final int frameBytes() {
        return FrameHeader.lengthOf(lead);
    }

    /** Copies header and body, one behind the other. Answers the lead to wrap them with. */
    final long copyTo(byte[] frame) {
        System.arraycopy(header, headerOffset, frame, 0, HEADER_BYTES);
        System.arraycopy(bodyArray, bodyOffset, frame, HEADER_BYTES, frameBytes() - HEADER_BYTES);
        return lead;
    }

    private MalformedMessageException otherTemplate(Template known) {
        return new MalformedMessageException("templateId=" + templateId() + ", majorVersion="
                + templateMajor() + " (expected: " + known.id() + ", at most "
                + known.majorVersion() + ")");
    }
}
