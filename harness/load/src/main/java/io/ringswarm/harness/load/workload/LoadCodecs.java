package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.wire.WireCodec;
import io.ringswarm.codecs.wire.WireEncoding;
import io.ringswarm.codecs.wire.WireTemplateCodec;
import io.ringswarm.harness.load.scenario.CodecName;

/** The codecs of {@link LoadMessage}. */
public final class LoadCodecs {
    private static final Template TEMPLATE = new Template(1000, 1, 0);
    private static final int HEADROOM_BYTES = 4096;
    private static final int GREATEST_EXPANSION = 8;

    private LoadCodecs() {}

    /**
     * Makes a codec.
     *
     * @param name which
     * @param payloadBytes the payload of every message
     * @return a codec that threads may share
     * @throws IllegalStateException when Chronicle's JVM flags are missing
     */
    public static BodyCodec<LoadMessage> of(CodecName name, int payloadBytes) {
        return switch (name) {
            case FIXED -> new LoadMessageFixedCodec(TEMPLATE, payloadBytes);
            case WIRE -> wire(WireEncoding.BINARY);
            case WIRE_TEMPLATE -> new WireTemplateCodec<>(TEMPLATE, new LoadMessageWireMapping());
            case WIRE_FIELDLESS -> wire(WireEncoding.FIELD_LESS);
            case WIRE_RAW -> wire(WireEncoding.RAW);
            case WIRE_TEXT -> wire(WireEncoding.TEXT);
        };
    }

    /**
     * The longest body that a codec makes of a message, found by encoding one whose numbers are the widest.
     *
     * @param codec the codec
     * @param payloadBytes the payload of every message
     * @return bytes
     */
    public static int bodyBytes(BodyCodec<LoadMessage> codec, int payloadBytes) {
        LoadMessage widest = new LoadMessage(payloadBytes).withNoise();
        widest.sequence = Long.MIN_VALUE;
        widest.timeNs = Long.MIN_VALUE;
        widest.source = Integer.MIN_VALUE;
        widest.target = Integer.MIN_VALUE;
        widest.type = Integer.MIN_VALUE;
        byte[] room = new byte[HEADROOM_BYTES + GREATEST_EXPANSION * payloadBytes];
        BodyWriter writer = new BodyWriter().wrap(room, 0, room.length);
        codec.encode(widest, writer);
        return writer.length();
    }

    private static BodyCodec<LoadMessage> wire(WireEncoding encoding) {
        return new WireCodec<>(TEMPLATE, new LoadMessageWireMapping(), encoding);
    }
}
