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
public final class MessageView implements Message {
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
    public void wrap(byte[] slab, int frame, long frameLead) {
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
    public void wrap(byte[] slab, int frame, long frameLead, byte[] overflow) {
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
    public <T> T read(BodyCodec<T> codec, T into) {
        Template known = codec.template();
        if (templateId() != known.id() || templateMajor() > known.majorVersion()) {
            throw otherTemplate(known);
        }
        codec.decode(body(), into);
        return into;
    }

    @Override
    public BodyReader body() {
        return body.wrap(bodyArray, bodyOffset, FrameHeader.lengthOf(lead) - HEADER_BYTES);
    }

    @Override
    public int templateId() {
        return FrameHeader.templateIdOf(lead);
    }

    @Override
    public int templateMajor() {
        return FrameHeader.templateMajorOf(lead);
    }

    @Override
    public Priority priority() {
        return Priority.ofLane(FrameHeader.priorityOf(lead));
    }

    @Override
    public boolean isAsk() {
        return (FrameHeader.flagsOf(lead) & FLAG_ASK) != 0;
    }

    @Override
    public long sourceAddress() {
        return FrameHeader.source(header, headerOffset);
    }

    /** The agent that it is for. */
    long targetAddress() {
        return FrameHeader.target(header, headerOffset);
    }

    @Override
    public long correlationId() {
        return FrameHeader.correlation(header, headerOffset);
    }

    @Override
    public long dueNs() {
        return dueNs(header, headerOffset);
    }

    @Override
    public long sentNs() {
        return FrameHeader.sentNs(header, headerOffset);
    }

    @Override
    public long deadlineNs() {
        return FrameHeader.deadlineNs(header, headerOffset);
    }

    @Override
    public long traceId() {
        return FrameHeader.traceId(header, headerOffset);
    }

    private MalformedMessageException otherTemplate(Template known) {
        return new MalformedMessageException("templateId=" + templateId() + ", majorVersion="
                + templateMajor() + " (expected: " + known.id() + ", at most "
                + known.majorVersion() + ")");
    }
}
