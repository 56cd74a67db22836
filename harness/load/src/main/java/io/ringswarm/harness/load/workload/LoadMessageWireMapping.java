package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.wire.WireField;
import io.ringswarm.codecs.wire.WireFieldsIn;
import io.ringswarm.codecs.wire.WireFieldsOut;
import io.ringswarm.codecs.wire.WireMapping;

/** The fields of a {@link LoadMessage} for Chronicle Wire. */
final class LoadMessageWireMapping implements WireMapping<LoadMessage> {
    private static final WireField SEQUENCE = new WireField(1, "sequence");
    private static final WireField TIME_NS = new WireField(2, "timeNs");
    private static final WireField SOURCE = new WireField(3, "source");
    private static final WireField TARGET = new WireField(4, "target");
    private static final WireField TYPE = new WireField(5, "type");
    private static final WireField PAYLOAD = new WireField(6, "payload");

    @Override
    public void write(LoadMessage value, WireFieldsOut out) {
        out.int64(SEQUENCE, value.sequence);
        out.int64(TIME_NS, value.timeNs);
        out.int32(SOURCE, value.source);
        out.int32(TARGET, value.target);
        out.int32(TYPE, value.type);
        out.bytes(PAYLOAD, value.payload, 0, value.payload.length);
    }

    @Override
    public void read(WireFieldsIn in, LoadMessage into) {
        into.sequence = in.int64(SEQUENCE);
        into.timeNs = in.int64(TIME_NS);
        into.source = in.int32(SOURCE);
        into.target = in.int32(TARGET);
        into.type = in.int32(TYPE);
        int count = in.bytes(PAYLOAD, into.payload);
        if (count != into.payload.length) {
            throw new MalformedMessageException("payloadBytes=" + count + " (expected: " + into.payload.length + ")");
        }
    }
}
