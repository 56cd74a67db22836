package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.Sample;

/** Version 1.1 of the sample's fields: three more at the end. */
public final class EvolvedSampleMapping extends SampleMapping {
    public static final WireField URGENT = new WireField(7, "urgent");
    public static final WireField RATE = new WireField(8, "rate");
    public static final WireField NOTE = new WireField(300, "note");

    @Override
    public void write(Sample value, WireFieldsOut out) {
        super.write(value, out);
        out.bool(URGENT, value.urgent);
        out.float64(RATE, value.rate);
        out.text(NOTE, value.note);
    }

    @Override
    public void read(WireFieldsIn in, Sample into) {
        super.read(in, into);
        into.urgent = in.bool(URGENT, false);
        into.rate = in.float64(RATE, Sample.NO_RATE);
        in.textOrEmpty(NOTE, into.note, Sample.MAX_NOTE_CHARS);
    }
}
