package io.ringswarm.codecs.wire;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.Sample;
import io.ringswarm.codecs.Template;

/** What {@link JvmFlagsTest} launches: sends one message through every encoding and says whether it arrived. */
public final class WireStart {
    private WireStart() {}

    public static void main(String[] arguments) {
        for (WireEncoding encoding : WireEncoding.values()) {
            Sample decoded = new Sample();
            byte[] array = new byte[1024];
            BodyWriter out = new BodyWriter().wrap(array, 0, array.length);
            WireCodec<Sample> codec = new WireCodec<>(new Template(1, 1, 0), new StrictSampleMapping(), encoding);
            codec.encode(Sample.fixed(), out);
            codec.decode(new BodyReader().wrap(array, 0, out.length()), decoded);
            System.out.println(
                    encoding + "=" + decoded.allFields().equals(Sample.fixed().allFields()));
        }
    }
}
