package io.ringswarm.harness.peers;

import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.wire.WireField;
import io.ringswarm.codecs.wire.WireFieldsIn;
import io.ringswarm.codecs.wire.WireFieldsOut;
import io.ringswarm.codecs.wire.WireMapping;

/** The reference message's fields. Threads may share it. */
public final class TickMapping implements WireMapping<Tick> {
    private static final WireField SEQUENCE = new WireField(1, "sequence");
    private static final WireField SOURCE = new WireField(2, "source");
    private static final WireField TARGET = new WireField(3, "target");
    private static final WireField TYPE = new WireField(4, "type");
    private static final WireField TIME_NS = new WireField(5, "timeNs");
    private static final WireField PAYLOAD = new WireField(6, "payload");

    /** A mapping; all are alike. */
    public TickMapping() {}

    @Override
    public void write(Tick value, WireFieldsOut out) {
        out.int64(SEQUENCE, value.sequence);
        out.int32(SOURCE, value.source);
        out.int32(TARGET, value.target);
        out.int32(TYPE, value.type);
        out.int64(TIME_NS, value.timeNs);
        out.bytes(PAYLOAD, value.payload, 0, Tick.PAYLOAD_BYTES);
    }

    @Override
    public void read(WireFieldsIn in, Tick into) {
        into.sequence = in.int64(SEQUENCE);
        into.source = in.int32(SOURCE);
        into.target = in.int32(TARGET);
        into.type = in.int32(TYPE);
        into.timeNs = in.int64(TIME_NS);
        int payloadBytes = in.bytes(PAYLOAD, into.payload);
        if (payloadBytes != Tick.PAYLOAD_BYTES) {
            throw new MalformedMessageException(
                    "payloadBytes=" + payloadBytes + " (expected: " + Tick.PAYLOAD_BYTES + ")");
        }
    }
}
