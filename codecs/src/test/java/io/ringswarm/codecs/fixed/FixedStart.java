package io.ringswarm.codecs.fixed;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Sample;

/** What a test launches without flags and without Chronicle: sends one message and says whether it arrived. */
public final class FixedStart {
    private FixedStart() {}

    public static void main(String[] arguments) {
        Sample decoded = new Sample();
        byte[] array = new byte[1024];
        BodyWriter out = new BodyWriter().wrap(array, 0, array.length);
        SampleFixedCodec codec = new SampleFixedCodec(false);
        codec.encode(Sample.fixed(), out);
        codec.decode(new BodyReader().wrap(array, 0, out.length()), decoded);
        System.out.println("FIXED=" + decoded.sixFields().equals(Sample.fixed().sixFields()));
    }
}
