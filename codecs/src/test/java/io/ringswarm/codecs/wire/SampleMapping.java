package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.Sample;

/** Version 1.0 of the sample's fields. */
public class SampleMapping implements WireMapping<Sample> {
    public static final WireField SEQUENCE = new WireField(1, "sequence");
    public static final WireField SOURCE = new WireField(2, "source");
    public static final WireField TARGET = new WireField(3, "target");
    public static final WireField TYPE = new WireField(4, "type");
    public static final WireField TIME_NS = new WireField(5, "timeNs");
    public static final WireField PAYLOAD = new WireField(6, "payload");

    @Override
    public void write(Sample value, WireFieldsOut out) {
        out.int64(SEQUENCE, value.sequence);
        out.int32(SOURCE, value.source);
        out.int32(TARGET, value.target);
        out.int32(TYPE, value.type);
        out.int64(TIME_NS, value.timeNs);
        out.bytes(PAYLOAD, value.payload, 0, value.payloadBytes);
    }

    @Override
    public void read(WireFieldsIn in, Sample into) {
        into.sequence = in.int64(SEQUENCE);
        into.source = in.int32(SOURCE);
        into.target = in.int32(TARGET);
        into.type = in.int32(TYPE);
        into.timeNs = in.int64(TIME_NS);
        into.payloadBytes = in.bytes(PAYLOAD, into.payload);
    }
}
