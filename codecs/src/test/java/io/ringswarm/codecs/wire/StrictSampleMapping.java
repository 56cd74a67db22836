package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.Sample;

/** Version 2.0 of the sample's fields: all nine must be there. */
public final class StrictSampleMapping implements WireMapping<Sample> {
    private static final EvolvedSampleMapping NINE_FIELDS = new EvolvedSampleMapping();
    private static final SampleMapping SIX_FIELDS = new SampleMapping();

    @Override
    public void write(Sample value, WireFieldsOut out) {
        NINE_FIELDS.write(value, out);
    }

    @Override
    public void read(WireFieldsIn in, Sample into) {
        SIX_FIELDS.read(in, into);
        into.urgent = in.bool(EvolvedSampleMapping.URGENT);
        into.rate = in.float64(EvolvedSampleMapping.RATE);
        in.text(EvolvedSampleMapping.NOTE, into.note, Sample.MAX_NOTE_CHARS);
    }
}
